/** A ruler cannot laugh (sleep, eat); the clever try with much, the hero succeeds with little. @module */

import { happyAlone, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function sadRuler(t: Teller): void {
  t.hero((k) => !["king", "queen", "prince", "princess"].includes(k.name));
  t.set("ruler", "king", "queen");
  const king = t.text("{ruler}") === "king";
  t.set("he", king ? "he" : "she");
  t.set("him", king ? "him" : "her");
  t.set("his", king ? "his" : "her");
  const trouble = t.dice.pick([
    [
      "laugh",
      "clowns came, and jugglers, and a bear on a bicycle",
      "{h} stepped forward, tripped over the carpet, fell into a bowl of pudding and looked up with a cherry on {h.his} nose",
      "The {ruler} began to giggle. Then {he} laughed so loudly that the windows shook",
    ],
    [
      "sleep",
      "doctors came with drops and powders, and a hundred sheep were led past the bed",
      "{h} sat down beside the bed and told how {h.his} own day had been, slowly and quietly, with every leaf and every stone",
      "Before {h} had come to supper, the {ruler} was snoring",
    ],
    [
      "eat",
      "cooks came from seven lands with golden plates",
      "{h} took the {ruler} out to the fields, and they worked all day long. In the evening {h} gave {him} a piece of dry bread",
      '"I have never eaten anything so good!" cried the {ruler}',
    ],
    [
      "speak",
      "wise men came and made long speeches",
      "{h} did not say a word. {h.he} sat down on the steps and looked at the evening sky",
      'After a long time the {ruler} sat down too. "Nobody has ever just sat with me," {he} said',
    ],
  ]);
  t.set("cannot", trouble[0]);
  t.named("reward", "a golden ring", "a bag of gold", "a white horse", "a house with a garden", "a silver flute");
  opening(t);
  t.turn();
  t.tell(
    "in that land there was a {ruler} who could not {cannot} any more.",
    "{oneday}, a rider brought news: the {ruler} could not {cannot} any more.",
  );
  t.tell('"whoever can help me shall have {reward}," said the {ruler}.', "whoever could help was to get {reward}.");
  t.tell(`${trouble[1]}. nothing helped.`);
  t.tell(
    '"I will try it," said {h}.',
    'then {h} came to the castle. The guards laughed. "What do you want here?" But they let {h.him} in.',
  );
  t.turn();
  t.tell(`${trouble[2]}.`);
  t.tell(`${trouble[3]}.`);
  t.tell("the whole castle cheered.", "the guards threw their hats into the air.");
  t.tell(
    '"how did you do that?" asked the {ruler}. "I do not know," said {h}. "I was only myself."',
    '"{reward.the} is yours," said the {ruler}. "And come back tomorrow!"',
  );
  t.tell(
    "{h} went home with {reward.the}, and often {h.he} came to visit the {ruler}.",
    '{h} did not want {reward.the}. "I would rather have a friend," {h.he} said. And so they became friends.',
  );
  lesson(t, "sometimes the simple way is the best", "not everything can be bought with gold");
  happyAlone(t);
  t.ask("what could the {ruler} not do?", "{cannot}.")
    .ask("what was the reward?", "{reward}.")
    .ask("who helped the {ruler}?", "{h} the {h.kind}.");
  t.about(
    "the {ruler} who could not {cannot}",
    "{h.a} who helped a {ruler}",
    "the {ruler} could not {cannot} any more. Many tried to help, but only {h} the {h.kind} could.",
  );
}
