/** The gift that cannot be bought is made. @module */

import { friendship, happyTogether, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function birthday(t: Teller): void {
  t.hero();
  t.cast("f");
  t.thing("o", (x) =>
    [
      "kite",
      "boat",
      "doll",
      "scarf",
      "hat",
      "puppet",
      "blanket",
      "picture",
      "drum",
      "sled",
      "mittens",
      "basket",
    ].includes(x.noun),
  );
  opening(t);
  friendship(t);
  t.turn();
  t.tell(
    "tomorrow was the birthday of {f}. {f} had always wanted {o.afull}.",
    '{oneday}, {h} remembered that it was nearly the birthday of {f}. "{f} wishes for {o.afull}," thought {h}.',
  );
  t.tell("in the shop there {o.was} {o.afull}, but {o.its} cost ten coins, and {h} had only [one|two|three|four].");
  t.detail(0.3);
  t.turn();
  const way = t.dice.pick(["make", "work", "give"] as const);
  if (way === "make") {
    t.tell('"Then I will make {o.it} myself," said {h}.');
    t.tell(
      "{h} had never made {o.a} before. the first try was no good, and the second try fell apart. At the third try it was late at night.",
    );
    t.tell(
      "in the morning {o.the} {o.was} ready. {o.its} {o.was} not perfect, but every part of {o.it} had been made with love.",
    );
    t.tell(
      '{f} opened the paper. "[You made {o.it} yourself!|This is for me?]" {f.he} cried. "Nobody has {o.a} like this!"',
    );
    t.ask("how did {h} get {o.the}?", "{h.he} made {o.it}.");
  } else if (way === "work") {
    t.set(
      "work",
      "carried wood for the baker",
      "swept the street",
      "picked apples for the farmer",
      "washed all the windows of the school",
      "watched the sheep",
    );
    t.tell("so {h} looked for work. {h.he} {work} from morning to night, and got one coin, and another, and another.");
    t.tell(
      "{h.his} hands were sore, but in the evening {h} had ten coins. {h.he} ran to the shop just before it closed.",
    );
    t.tell(
      'when {f} saw {o.thefull}, {f.he} could not speak. Then {f} saw the hands of {h}. "You did all that for me?" {f.he} asked.',
    );
    t.ask("how did {h} get the money?", "{h.he} {work}.");
  } else {
    t.thing("own", (x) => ["treasure", "music"].includes(x.sort));
    t.tell("{h} had only one thing that was worth something: {h.his} {own}. {h.he} thought about it all night.");
    t.tell("in the morning {h} took the {own} to the shop and gave {own.it} away for {o.thefull}.");
    t.tell('{f} was so happy! But then {f} asked, "Where is your {own}?" {h} looked at the ground and told {f.him}.');
    t.tell(
      '{f} said nothing and ran off. In the evening {f} came back with the {own}. "I told the man in the shop what you did," said {f}, "and he gave {own.it} back to me."',
    );
    t.ask("what did {h} give away?", "{h.his} {own}.");
  }
  t.tell(
    "there was cake, and they sang until the neighbours came and sang with them.",
    "then they lit the candles and ate the cake.",
    "it was the best birthday of all.",
  );
  lesson(t, "the best gifts come from the heart", "giving is as nice as getting");
  happyTogether(t);
  t.ask("whose birthday was it?", "the birthday of {f}.").ask("what did {f} wish for?", "{o.afull}.");
  t.about(
    "a gift for {f}",
    "{h.a} who had no money for a gift",
    "{f} wished for {o.afull}, but {h} the {h.kind} had no money. {h} got {o.it} in another way, and {f} was very happy.",
  );
}
