/** The hero is afraid of something, until somebody needs help. @module */

import { happyTogether, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function fear(t: Teller): void {
  const fears = [
    [
      "the dark",
      "when evening came, {h.he} lit three candles",
      "a thick cloud came over the moon, and {f} was still out in the wood",
      "{h} took a lantern, but the wind blew it out. {h.he} walked on in the dark, calling",
      "the dark was not empty and not bad. It was only the day with its eyes closed",
    ],
    [
      "deep water",
      "{h.he} never went near the [pond|river]",
      "{f} slipped and fell into the river",
      "{h} closed {h.his} eyes, jumped in, and kicked with all {h.his} strength until {h.he} had {f}",
      "the water carried {h.him}, if {h.he} did not fight it",
    ],
    [
      "thunder",
      "at the first thunder {h.he} crept under the bed",
      "a storm came up, and a little bird, {f}, had fallen out of the nest",
      "{h} ran out into the storm and put {f} under {h.his} coat",
      "thunder is only noise, and noise cannot bite",
    ],
    [
      "high places",
      "{h.he} did not even like to stand on a chair",
      "{f} sat high up in a tree and could not get down",
      "{h} climbed, one branch, and one more, and never looked down",
      "one can be high up if one thinks only of the next step",
    ],
    [
      "big dogs",
      "if a dog barked, {h.he} ran all the way home",
      "a big dog stood at the gate with {f}, and {f} did not dare to move",
      "{h} walked up to it, very slowly, and held out {h.his} hand. The dog sniffed at it and wagged its tail",
      "not everyone who barks is angry",
    ],
    [
      "speaking in front of others",
      "in school {h.he} never raised {h.his} hand",
      "{f} was blamed for something that {f.he} had not done",
      '{h} stood up in front of everybody. "It was not {f}," said {h}, in a small voice that grew bigger and bigger. "I was there, and I saw it"',
      "a small voice is enough if it says something true",
    ],
    [
      "the old house on the hill",
      "{h.he} always made a long way around it",
      "{f} ran after a ball, right into the old house, and did not come out",
      "{h} pushed the door open. It creaked. {h.he} went in, step by step, and called",
      "it was only an old house, with {f} and the ball in it, and nobody else",
    ],
  ] as const;
  t.hero(
    (k) =>
      !["giant", "dragon", "duck", "otter", "owl", "penguin", "beaver", "frog", "turtle", "bird", "crow"].includes(
        k.name,
      ),
    ["shy", "quiet", "careful", "kind", "cheerful", "curious"],
  );
  const it = t.dice.pick(fears);
  if (it[0] === "thunder") t.cast("f", (k) => k.name === "bird");
  else if (it[0] === "deep water") t.cast("f", (k) => !k.can.includes("swim") && !k.can.includes("fly"));
  else t.cast("f", (k) => !k.can.includes("fly") && !["giant", "king", "queen", "wizard"].includes(k.name));
  t.set("afraid", it[0]);
  opening(t);
  t.tell(
    `but {h} was afraid of {afraid}. ${it[1]}.`,
    `there was only one thing that {h} was afraid of, and that was {afraid}. ${it[1]}.`,
  );
  t.tell(
    "the others laughed at {h.him}.",
    "nobody knew about it.",
    "{h} did not like to talk about it.",
    '"One day it will go away," said {h.his} mother.',
  );
  if (it[0] !== "thunder") {
    t.tell(
      "only {f}, {f.a}, never laughed.",
      "{h.his} friend {f}, {f.a}, was afraid of nothing.",
      "{h} had a friend, {f.a} named {f}, and {f} understood.",
    );
  }
  t.turn();
  t.tell(`then, {oneday}, it happened: ${it[2]}.`, `but {oneday}, ${it[2]}.`);
  t.tell("nobody else was near.", "{h} looked around. There was nobody but {h.him}.", '"Help!" cried {f}.');
  t.tell(
    "{h.his} knees shook. {h.his} heart beat like a drum. But {f} needed {h.him}.",
    "for a moment {h} could not move. Then {h.he} thought of {f}, and {h.his} legs went by themselves.",
    "{h} was more afraid than ever before. And still {h.he} went.",
  );
  t.tell(`${it[3]}.`);
  t.turn();
  t.tell(
    it[0] === "speaking in front of others" ? "everybody listened, and everybody believed {h.him}." : "{f} was safe.",
    it[0] === "speaking in front of others"
      ? 'it was very still. Then the teacher said, "Thank you, {h}."'
      : "and then {h} and {f} were safe at home.",
  );
  t.say("f", "[You came!|You did it, although you were afraid.|You are the bravest {h.kind} I know.]");
  t.say("h", "[I was afraid the whole time.|My knees are still shaking.|I had no time to be afraid.]");
  t.say("f", "[That is what brave means.|Nobody is brave who is not afraid first.|And still you came.]");
  t.tell(`since then {h} knows: ${it[4]}.`, `and {h} found out something: ${it[4]}.`);
  if (t.dice.chance(0.5)) happyTogether(t);
  t.ask("what was {h} afraid of?", "{afraid}.").ask("who needed help?", "{f} the {f.kind}.");
  t.about(
    "[{h} is afraid|how {h} became brave]",
    "{h.a} who was afraid of {afraid}",
    "{h} the {h.kind} was afraid of {afraid}. When {f} needed help, {h} was brave and saved {f.him}.",
  );
}
