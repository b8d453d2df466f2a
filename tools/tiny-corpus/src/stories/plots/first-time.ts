/** The first time: fear before, pride after. @module */

import { happyAlone, happyTogether, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function firstTime(t: Teller): void {
  t.hero(
    (k) => !["king", "queen", "giant", "wizard", "farmer", "baker", "sailor", "shepherd"].includes(k.name),
    ["shy", "curious", "careful", "cheerful", "impatient", "quiet", "playful"],
  );
  t.cast("f");
  t.set("parent", "mother", "father", "grandmother", "grandfather");
  const firsts = [
    [
      "the first day of school",
      "what if nobody talks to me",
      "in the class there was an empty seat next to {f}",
      '{f} pushed over half of a cookie. "I am afraid too," whispered {f}',
      "I want to go again tomorrow",
    ],
    [
      "the first night away from home",
      "what if I cannot sleep",
      "the bed in the house of {f} was big and strange",
      "{f} took a lamp and told a funny story, and then another",
      "it was just like home, only different",
    ],
    [
      "the first trip on a ship",
      "what if it sinks",
      "on the ship {h} met {f}, who was sailing for the hundredth time",
      "{f} showed {h.him} how to stand: knees soft, eyes on the sky",
      "the sea is like a big cradle",
    ],
    [
      "the first visit to the dentist",
      "what if it hurts",
      "in the waiting room sat {f}, with a hand on the cheek",
      '"hold my hand," said {f}, "and I will hold yours"',
      "it was over before I had counted to ten",
    ],
    [
      "the first time on a stage",
      "what if I forget my words",
      "behind the curtain stood {f}, who was to play the moon",
      '"just look at me," whispered {f}. And when {h} got stuck, {f} said the first word',
      "they clapped, and I forgot to be afraid",
    ],
    [
      "the first snow",
      "what is this white stuff",
      "{f} was already out there, rolling a big white ball",
      '"come, it is only cold at first," called {f}, and together they made a snowman',
      "can it stay forever",
    ],
  ] as const;
  const first = t.dice.pick(firsts.filter(([what]) => what !== "the first snow" || t.season.name === "winter"));
  t.set("first", first[0]);
  opening(t);
  t.turn();
  t.tell("{oneday}, it was time for {first}.", "tomorrow was {first}. {h} could not think of anything else.");
  t.say("h", `${first[1].charAt(0).toUpperCase()}${first[1].slice(1)}?`, "asked");
  t.tell(
    '"you will see," said {h.his} {parent} and kissed {h.him}.',
    '"everyone has a first time," said {h.his} {parent}.',
  );
  t.tell(
    "{h.his} belly felt as if it were full of butterflies.",
    "{h} held the hand of {h.his} {parent} very tight.",
    "{h} walked slowly, then more slowly still.",
  );
  t.turn();
  t.tell(`${first[2]}.`);
  t.tell(`${first[3]}.`);
  t.tell(
    "after that it was not so bad any more.",
    "{h} had to smile, and the butterflies flew away.",
    "suddenly {h} noticed that {h.he} was having fun.",
  );
  t.turn();
  t.tell('in the evening {h.his} {parent} asked, "How was it?"', '"well?" asked {h.his} {parent} when it was over.');
  t.say(
    "h",
    `${first[4].charAt(0).toUpperCase()}${first[4].slice(1)}${first[4].startsWith("can") ? "?" : "!"}`,
    first[4].startsWith("can") ? "asked" : "[cried|said]",
  );
  lesson(t, "the first step is the hardest", "new things are less frightening when two do them");
  if (t.dice.chance(0.6)) happyTogether(t);
  else happyAlone(t);
  t.ask("what was new for {h}?", "{first}.").ask("who helped {h}?", "{f} the {f.kind}.");
  t.about(
    "{first}",
    "{h.a} and {first}",
    "it was {first} for {h} the {h.kind}, and {h.he} was afraid. {f} the {f.kind} helped {h.him}, and in the end it was fun.",
  );
}
