/** A race or contest: who helps instead of winning, or who is too sure. @module */

import { happyTogether, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function contest(t: Teller): void {
  t.hero();
  t.cast("f");
  const kind = t.dice.pick([
    ["race", "the great race around the lake", "run", "ran"],
    ["singing contest", "the singing contest", "sing", "sang"],
    ["cooking contest", "the cooking contest", "cook", "cooked"],
    ["boat race", "the boat race on the river", "row", "rowed"],
    ["kite contest", "the kite contest on the hill", "fly a kite", "flew the kite"],
    ["pumpkin contest", "the contest for the biggest pumpkin", "grow pumpkins", "grew pumpkins"],
    ["sandcastle contest", "the sandcastle contest on the beach", "build", "built"],
  ] as const);
  t.set("contest", kind[1]);
  t.set("do", kind[2]);
  t.set("did", kind[3]);
  t.named("prize", "a golden cup", "a big cake", "a silver bell", "a basket of pears", "a blue ribbon", "a new boat");
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, {contest} was to take place. The prize was {prize}.",
    "every year there was {contest}, and this year the prize was {prize}.",
  );
  t.tell(
    "{h} wanted to win it. So did {f}, {f.a}.",
    "{f}, {f.intro}, had won it three times. {h} had never won anything.",
  );
  const way = t.dice.pick(["help", "boast", "together", "cheat"] as const);
  if (way === "help") {
    t.tell("they began. {h} {did} better than ever before. {h.he} was first!");
    t.tell("then {h} heard a cry. {f} had hurt {f.his} foot and sat on the ground.");
    t.tell("{h} looked at the prize and then at {f}. {h.he} stopped and went back.");
    t.say("h", "[Lean on me.|Can you stand? Hold on to me.]");
    t.tell("the two of them were last of all. But everyone stood up and clapped.");
    t.tell(
      'the judge came down and said, "Many can win. Few can do what you did." And {h} got {prize.the}.',
      "somebody else got {prize.the}. But {h} got something better: a friend.",
    );
    t.ask("why did {h} stop?", "because {f} was hurt.").about(
      "the last and the first",
      "{h.a} who stopped to help",
      "in {contest} {h} the {h.kind} was first, but stopped to help {f}, who was hurt.",
    );
  } else if (way === "boast") {
    t.say("f", "[Nobody can beat me!|I will win with my eyes closed!|I do not even have to practise!]", "[said|cried]");
    t.tell("{f} slept late and ate a lot. {h} practised every morning before the sun came up.");
    t.turn();
    t.tell(
      "when the day came, {f} was so sure of winning that {f.he} sat down for a little rest in the middle of it and fell asleep.",
    );
    t.tell("{h} went on, slowly and steadily, without looking left or right.");
    t.tell("when {f} woke up, it was over. {h} held {prize.the} in both hands.");
    t.tell('{f} was quiet for a while. Then {f} came over and said, "You were better. Will you practise with me?"');
    t.ask("why did {f} lose?", "because {f} fell asleep.").about(
      "slow and steady",
      "{h.a} who won a contest",
      "{f} the {f.kind} was too sure of winning and fell asleep. {h} the {h.kind} practised and won {prize}.",
    );
  } else if (way === "together") {
    t.tell(
      "each of them practised alone. {h} was good at the beginning, but always grew tired. {f} was slow at first, but strong at the end.",
    );
    t.say("f", "Why do we not do it together?", "asked");
    t.tell("nobody had ever done that. But nobody had said that it was forbidden.");
    t.tell("so {h} began, and {f} finished. It went so well that the others forgot everything else and watched.");
    t.tell("they won {prize.the} and shared it.");
    t.ask("who won?", "{h} and {f} together.").about(
      "two are better than one",
      "two who won a contest together",
      "{h} the {h.kind} and {f} the {f.kind} both wanted to win {prize}. They did it together and won.",
    );
  } else {
    t.set("need", "shoes", "tools", "gloves");
    t.tell(
      "in the night before, {f} crept out and did something bad. {f.he} hid what {h} needed most: {h.his} {need}.",
    );
    t.tell("in the morning {h} looked for the {need} and could not find them.");
    t.tell("{h} took part all the same, without the {need}, and did what {h.he} could.");
    t.tell("{f} won {prize.the}. Everybody cheered. But when {f} saw {h} clap too, {f.he} grew red.");
    t.tell(
      '{f} went up to the judge. "I did not win," said {f}. "I hid the {need} of {h}." Then {f} gave the prize to {h}.',
    );
    t.tell('"it takes courage to say that," said {h}. "Next year we will try again, and it will be fair."');
    t.ask("what did {f} hide?", "the {need} of {h}.").about(
      "an unfair prize",
      "{f.a} who cheated and was sorry",
      "{f} the {f.kind} hid the {need} of {h} and won. But then {f} told the truth and gave {prize.the} to {h}.",
    );
  }
  lesson(t, "winning is not everything", "fair play is worth more than a prize");
  happyTogether(t);
  t.ask("what was the prize?", "{prize}.");
}
