/** Two want the same thing; it breaks, or neither has it; then they find a way. @module */

import { friendship, happyTogether, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function quarrel(t: Teller): void {
  t.hero(undefined, ["stubborn", "proud", "impatient", "greedy", "playful", "clever", "cheerful"]);
  t.cast("f");
  t.thing("o");
  opening(t);
  friendship(t);
  t.turn();
  t.tell(
    "{oneday}, {h} and {f} found {o.afull}.",
    "{oneday}, there lay {o.afull} in the grass, and {h} and {f} saw {o.it} at the same time.",
    '{oneday}, an old traveller gave {h} and {f} {o.afull}. "{o.this} {o.is} for both of you," he said.',
  );
  t.detail(0.3);
  t.say("h", "[I saw {o.it} first!|{o.its} {o.is} mine!|I want {o.it}!]", "[cried|said|shouted]");
  t.say("f", "No, {o.its} {o.is} mine!", "[cried|said|shouted]");
  const way = t.dice.pick(["breaks", "taken", "apart", "judge"] as const);
  if (way === "breaks") {
    t.tell(
      "{h} pulled on one side, and {f} pulled on the other. There was a loud crack. {o.the} {o.was} broken.",
      "they pulled and pulled, until {o.the} broke in two.",
    );
    t.tell("nobody said a word.", "{h} looked at {f}, and {f} looked at {h}.");
    t.say("f", "Now nobody has {o.it}.", "[said|whispered]");
    t.turn();
    t.tell("{h} went home alone, and {f} went home alone. It was a long, sad evening.");
    t.tell(
      "in the morning {h} took some glue and some string and went to {f}. But {f} was already at the door, with a hammer and nails.",
    );
    t.say("h", "I am sorry.");
    t.say("f", "I am sorry too.");
    t.tell(
      "they worked all morning. When they had finished, {o.the} looked a little crooked, but {o.its} {o.was} better than before, because they had made {o.it} together.",
      "together they mended {o.it}. One could still see the crack, but neither of them minded.",
    );
    t.ask("why did {o.the} break?", "because {h} and {f} both pulled on {o.it}.").ask(
      "who mended {o.the}?",
      "{h} and {f} together.",
    );
    t.about(
      "the broken {o}",
      "two friends who broke {o.a}",
      "{h} and {f} both wanted {o.thefull} and broke {o.it}. Then they said sorry and mended {o.it} together.",
    );
  } else if (way === "taken") {
    t.set(
      "thief",
      ...["crow", "fox", "raven", "monkey"].filter(
        (k) => k !== t.heroKind.name && k !== (t.slots.f as { kind: string }).kind,
      ),
    );
    t.tell("they shouted so loudly that they did not see the {thief}. The {thief} took {o.the} and was gone.");
    t.tell("{h} and {f} stood there with empty hands.", "suddenly it was very quiet.");
    t.say("f", "If we had not shouted, we would still have {o.it}.");
    t.say("h", "[You are right.|Then let us get {o.it} back together.] Come!");
    t.turn();
    t.tell(
      "they followed the {thief}. {h} went to the left, and {f} went to the right, so that the {thief} could not get away.",
      "{f} sang a song, as loudly as {f.he} could, and while the {thief} listened, {h} crept up from behind.",
    );
    t.tell("the {thief} dropped {o.the} and ran.", "before the {thief} knew what had happened, {h} had {o.the} again.");
    t.say("h", "You may have {o.it} today.");
    t.say("f", "And you tomorrow.");
    t.ask("who took {o.the}?", "the {thief}.").ask(
      "why could the {thief} take {o.it}?",
      "because {h} and {f} were shouting at each other.",
    );
    t.about(
      "{o.the} and the {thief}",
      "two friends and a {thief}",
      "while {h} and {f} were fighting about {o.afull}, a {thief} took {o.it}. Together they got {o.it} back.",
    );
  } else if (way === "apart") {
    t.tell(
      "{h} took {o.the} and ran home with {o.it}. {f} stood there alone.",
      "in the end {h} was quicker. {h.he} took {o.the} home and closed the door.",
    );
    t.tell(
      "{h} looked at {o.the}. {o.its} {o.was} beautiful. But there was nobody to show {o.it} to.",
      "at first {h} was happy. But [after an hour|in the evening] it was very quiet in the house.",
    );
    t.say("h", "This is no fun alone.", "[whispered|said]");
    t.turn();
    t.tell("so {h} took {o.the} and went to {f}. {f} did not want to open the door.");
    t.say("h", "{f}, I was wrong. [Please, let us share {o.it}.|You can have {o.it}.] I want my friend back.");
    t.tell("it was quiet for a while. Then the door opened.");
    t.say("f", "Come in. [We can use {o.it} together.|I have missed you too.]");
    t.ask("why was {h} sad?", "because {h.he} was alone with {o.the}.").ask(
      "what did {h} do in the end?",
      "{h.he} went to {f} and shared {o.the}.",
    );
    t.about(
      "{h}, {f} and {o.the}",
      "two friends who both wanted {o.a}",
      "{h} took {o.the} for {h.himself} alone, but it was no fun. So {h.he} went to {f} and shared {o.it}.",
    );
  } else {
    t.set("judge", "tortoise", "judge", "miller", "teacher");
    t.tell('so they went to the old {judge} and asked, "Who shall have {o.it}?"');
    t.tell('the old {judge} thought for a while. "I will cut {o.it} in two. Then each of you has one half."');
    t.tell(
      '"fine!" said {f}. But {h} turned white. "No, do not break {o.it}! Give {o.it} to {f}."',
      '"no!" cried {h}. "then {o.its} would be no good to anyone. Let {f} have {o.it}."',
    );
    t.tell('the {judge} smiled and gave {o.the} to {h}. "You are the one who really loves {o.it}," said the {judge}.');
    t.tell('{h} looked at {o.the}, and then at {f}. "Come," said {h}, "we will play with {o.it} together."');
    t.ask("whom did they ask?", "the old {judge}.").ask("who got {o.the}?", "{h} the {h.kind}.");
    t.about(
      "the clever {judge}",
      "two friends who went to a {judge}",
      "{h} and {f} both wanted {o.thefull}. The old {judge} gave {o.it} to {h}, who did not want {o.it} to be broken, and {h} shared {o.it}.",
    );
  }
  lesson(
    t,
    "sharing is better than winning",
    "a friend is worth more than any {o}",
    "a thing is nicer when two have it",
  );
  happyTogether(t);
  t.ask("what did {h} and {f} both want?", "{o.afull}.");
}
