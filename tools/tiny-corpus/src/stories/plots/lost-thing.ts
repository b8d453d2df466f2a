/** Something is lost; the hero remembers where it was, or asks those who may have seen it. @module */

import { happyAlone, happyTogether, lesson, obstacle, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

const portable = (t: { noun: string }) => !["ladder", "wagon", "clock"].includes(t.noun);

export function lostThing(t: Teller): void {
  t.hero();
  t.thing("o", portable);
  t.cast("f");
  t.place("p");
  t.set(
    "owner",
    "a gift from {h.his} grandmother",
    "the nicest thing {h.he} had",
    "a gift from {h.his} father",
    "older than {h}",
  );
  opening(t);
  t.tell(
    "{h} had {o.afull}. {o.its} {o.was} {owner}.",
    "more than anything {h} loved {h.his} {o}. {o.its} {o.was} {owner}.",
    "{h.he} had {o.afull}, and {h.he} took {o.it} everywhere.",
  );
  t.turn();
  t.tell(
    "{oneday}, {o.the} {o.was} gone.",
    "{oneday}, {h} looked for {o.the} and could not find {o.it}.",
    "but {oneday}, {h.he} woke up, and {o.the} {o.was} not there.",
  );
  t.detail(0.4);
  t.say("h", "[Oh no!|Where {o.is} my {o}?|My {o} {o.is} gone!|Who has seen my {o}?]", "[cried|called|shouted]");
  t.tell(
    "{h.he} looked under the bed, behind the door and [in every box|in the kitchen|on the roof]. nothing.",
    "{h.he} turned everything upside down, but {o.the} {o.was} not there.",
    "{h.he} searched the whole [morning|house] and found only [an old sock|a spoon|a piece of cheese|a button].",
  );
  const way = t.dice.pick(["remember", "clue", "thief", "borrowed", "worn"] as const);
  if (way === "remember") {
    t.turn();
    t.tell(
      "then {f} came by. {f} was {f.traited}.",
      "{f}, {f.intro}, heard {h.him} and came over.",
      "just then {h} met {f}, {f.a}.",
    );
    t.say(
      "f",
      "[Where were you yesterday?|Where did you have {o.it} last?|Think. Where did you go yesterday?]",
      "asked",
    );
    t.say("h", "[I was {p.in}.|Yesterday I went {p.to}.]", "said");
    t.say("f", "[Then we must go there.|Then let us look there.|Come, we will go there together.]");
    t.tell("so {h} and {f} went {p.to}.", "the two went {p.to} at once.");
    t.maybe(0.6, `{p.detail}`);
    if (t.dice.chance(0.5)) obstacle(t);
    t.tell(
      "and there, [under a bush|between two stones|on an old bench|behind a tree], lay {o.thefull}.",
      'they looked everywhere. At last {f} called, "Here {o.is} your {o}!"',
    );
    t.tell("{h} jumped for joy.", "{h} was so happy that {h.he} danced.", "{h} held {o.the} tight.");
    t.say("h", "Thank you, {f}. [Without you I would have never found {o.it}.|You are a true friend.]");
    lesson(t, "it helps to think before you look", "two find more than one", "a friend is worth more than any {o}");
    happyTogether(t);
    t.ask("where did {h} find {o.the}?", "{p.in}.").ask("who helped {h}?", "{f} the {f.kind}.");
    t.about(
      "the lost {o}",
      "{h.a} who lost {h.his} {o}",
      "{h} the {h.kind} lost {h.his} {o}. {f} helped {h.him}, and they found {o.it} {p.in}.",
    );
  } else if (way === "clue") {
    t.set(
      "trail",
      "a line of crumbs",
      "small muddy footprints",
      "a long red thread",
      "a trail of feathers",
      "a line of yellow leaves",
    );
    t.turn();
    t.tell(
      "but on the floor {h} saw {trail}. {h.he} followed it, out of the door and {p.to}.",
      "then {h.he} saw {trail}. It led out of the house and {p.to}.",
    );
    t.maybe(0.6, `{p.detail}`);
    if (t.dice.chance(0.6)) obstacle(t);
    t.tell(
      "at the end of the trail sat {f.intro}, with {o.the} in front of {f.him}. {f.his} name was {f}.",
      "the trail ended {p.in}. There sat {f}, {f.intro}, with {o.thefull}.",
    );
    t.say("h", "[That is my {o}!|Why do you have my {o}?|So it was you!]", "[said|cried]");
    const reason = t.dice.pick(["play", "gift", "lost"] as const);
    if (reason === "play")
      t.say(
        "f",
        "I am sorry. [I only wanted to look at {o.it}.|I have nothing to play with, and {o.its} {o.was} so nice.|I was going to bring {o.it} back.]",
      );
    else if (reason === "gift")
      t.say(
        "f",
        "Is {o.that} yours? [I found {o.it} on the road.|The wind blew {o.it} to me.|I thought nobody wanted {o.it}.]",
        "asked",
      );
    else t.say("f", "I did not know that {o.its} {o.was} yours. I am so sorry.");
    t.tell("{f} gave {o.the} back and looked at the ground.", "{f} handed {o.the} back at once.");
    t.tell(
      '{h} thought about it. Then {h.he} smiled. "You can come and play with me," {h.he} said.',
      '{h} was not angry any more. "Next time, just ask me," said {h}. "We can share {o.it}."',
    );
    happyTogether(t);
    t.ask("who had {o.the}?", "{f} the {f.kind}.").ask("what did {h} follow?", "{trail}.");
    t.about(
      "who took the {o}?",
      "{h.a} whose {o} {o.was} gone",
      "the {o} of {h} the {h.kind} {o.was} gone. {h} followed {trail} and found {o.it} with {f} the {f.kind}, and they became friends.",
    );
  } else if (way === "thief") {
    t.set("bird", "magpie", "crow", "squirrel", "young goat");
    t.turn();
    t.tell(
      "a {bird} sat in the tree and laughed. It had {o.the}!",
      "then {h.he} heard a laugh. Up in a tree sat a {bird}, and the {bird} had {o.the}.",
    );
    t.say("h", "Give {o.it} back!", "[called|shouted]");
    t.say("h", "Please!", "begged");
    t.tell("but the {bird} only held {o.it} tighter.");
    t.tell(
      "{h} thought. [What does a {bird} like more than {o.afull}?|Shouting did not help, so {h.he} had to be clever.] {h.he} took a [shiny spoon|ripe plum|round red apple] out of {h.his} pocket and put it on the grass.",
      "{h} sat down and pretended to sleep, with [a nut cookie|a shiny button|a ripe plum] beside {h.him}.",
    );
    t.tell(
      "the {bird} looked and looked. Then it dropped {o.the} and came down to get it. Quick as the wind, {h} picked up {h.his} {o}.",
    );
    t.tell(
      '"That was a good trade," said {h}, and even the {bird} had to agree.',
      '"Now we both have something nice," said {h}.',
    );
    happyAlone(t);
    t.ask("who had taken {o.the}?", "a {bird}.").ask(
      "how did {h} get {o.the} back?",
      "{h.he} traded something nice for {o.it}.",
    );
    t.about(
      "{h} and the {bird}",
      "{h.a} and a {bird} who took {h.his} {o}",
      "a {bird} took the {o} of {h} the {h.kind}, but {h} was clever and got {o.it} back.",
    );
  } else if (way === "borrowed") {
    t.turn();
    t.tell('{h} grew angry. "Somebody took {o.it}," {h.he} thought. {h.he} went to {f}, {f.a} who lived next door.');
    t.say("h", "You have taken my {o}!", "[shouted|said]");
    t.say("f", "[I have not.|I never touched your {o}.]");
    t.tell("but {h} did not believe {f} and went away without a word. {f} was very sad.");
    t.tell(
      "that evening {h} [opened the cupboard to get a cup|put on {h.his} coat|went to bed]. There {o.was} {o.the}! {h.he} had put {o.it} there {h.himself}.",
      "before supper {h} remembered. {h.he} had left {o.the} {p.in}! {h.he} ran there, and there {o.its} {o.was}.",
    );
    t.tell("{h} felt {h.his} face grow hot.", "{h} was ashamed.");
    t.tell("{h.he} ran to {f} and knocked.");
    t.say("h", "I am sorry, {f}. [I was wrong.|You did not take {o.it}. I am the one who forgot.]");
    t.say("f", "[It is all right.|That was not nice of you, but I am glad that you came.|Everybody makes mistakes.]");
    lesson(t, "one should look first and be angry later", "a friend is worth more than any {o}");
    happyTogether(t);
    t.ask("did {f} take {o.the}?", "no, {h} had put {o.it} away and forgotten it.").ask(
      "what did {h} say to {f} in the end?",
      "that {h.he} was sorry.",
    );
    t.about(
      "the {o} that was not stolen",
      "{h.a} who blamed a friend",
      "{h} the {h.kind} could not find {h.his} {o} and blamed {f}. Then {h} found {o.it} and said sorry.",
    );
  } else {
    t.turn();
    t.set("worker", "miller", "baker", "postman", "teacher");
    t.tell('{h} asked everybody. "Have you seen my {o}?" {h.he} asked the {worker}. The {worker} only smiled.');
    t.tell("then {h.he} asked {f}. {f} looked at {h.him} and began to laugh.");
    t.say("f", "[Look in the mirror!|Put your hand on your back!]");
    t.tell(
      "{h} did, and there {o.its} {o.was}. {o.the} had been with {h.him} the whole time, [in the hood of {h.his} coat|on a string around {h.his} neck|in {h.his} own bag].",
    );
    t.tell("first {h} grew red. Then {h} laughed too, louder than {f}.");
    happyTogether(t);
    t.ask("where was {o.the}?", "{h} had it with {h.him} the whole time.").ask(
      "who laughed first?",
      "{f} the {f.kind}.",
    );
    t.about(
      "where is the {o}?",
      "{h.a} who looked everywhere for {h.his} {o}",
      "{h} the {h.kind} looked everywhere for {h.his} {o}, but {h} had {o.it} with {h.him} the whole time.",
    );
  }
  t.ask("what had {h} lost?", "{h.his} {o}.");
}
