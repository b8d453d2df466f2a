/** Three wishes, or one strange one; the last undoes the first. @module */

import { happyAlone, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function wish(t: Teller): void {
  t.hero(undefined, ["greedy", "proud", "lazy", "impatient", "lonely", "curious"]);
  t.named(
    "giver",
    "a golden fish",
    "a tiny man with a green beard",
    "an old woman with a blue shawl",
    "a star that had fallen into the grass",
    "a talking toad",
  );
  const foolish = t.dice.pick([
    [
      "that everything {h.he} touched turned into cake",
      "at first it was wonderful. But then {h.his} bed was cake, and {h.his} door, and when {h.he} wanted to drink, the water was cake too",
      "a cup of water",
    ],
    [
      "to be as big as a house",
      "but then no door was wide enough, no bed was long enough, and {h.his} friends ran away from {h.him}",
      "to be small again",
    ],
    [
      "that it was always night, so that {h.he} could sleep",
      "but the flowers closed, the birds were silent, and nobody knew when to get up",
      "to see the sun again",
    ],
    [
      "to be invisible",
      "at first it was fun. But when {h.he} said hello, everyone was frightened, and nobody laid a plate for {h.him} at supper",
      "to be seen",
    ],
    [
      "to have all the toys in the world",
      "the toys filled the house, the garden and the street. {h} could not get out any more, and nobody could come in to play",
      "one friend to play with",
    ],
    [
      "that nobody could ever say no to {h.him}",
      '{h.he} said, "Give me that," and they gave it. But nobody laughed with {h.him}, and nobody looked {h.him} in the eyes',
      "to hear what the others really thought",
    ],
    [
      "to understand the language of the animals",
      "but now the flies talked all night, the hens quarrelled all day, and {h.he} never had a quiet minute",
      "a little silence",
    ],
    [
      "that it should rain sweets",
      "the sweets broke the windows and lay as high as the fence, and after three days {h} never wanted to see one again",
      "a plate of plain soup",
    ],
  ]);
  t.set("wished", foolish[0]);
  t.set("missed", foolish[2]);
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, {h} heard a voice under a heavy stone. {h} lifted the stone away, and there was {giver}.",
    "{oneday}, {h} shared {h.his} bread with {giver}.",
  );
  t.tell('"you have been good to me," said {giver.the}. "Make a wish. But think well!"');
  t.tell(
    "{h} did not think at all. {h.he} wished {wished}.",
    "{h} did not have to think long. {h.he} wished {wished}.",
  );
  t.turn();
  t.tell(`${foolish[1]}.`);
  t.tell(
    "{h} sat down and cried. What {h.he} wanted most now was {missed}.",
    "now {h} wanted nothing so much as {missed}.",
  );
  t.tell("so {h.he} went back and called and called, until {giver.the} came.");
  t.say(
    "h",
    "[Please take it back!|I was foolish.|I have wished for the wrong thing.] Please, make everything as it was.",
  );
  t.tell(
    '"are you sure?" "Yes," said {h}. And in a moment everything was as before.',
    '{giver.the} laughed. "Most people come back," came the answer, and everything was as before.',
  );
  t.turn();
  t.tell(
    "{h} looked around. The little house, the old table, the neighbours who waved: how good it all was!",
    "{h} ran home, drank a glass of water and hugged everyone {h.he} met.",
  );
  lesson(t, "one should think before one wishes", "what one has is often enough", "more is not always better");
  happyAlone(t);
  t.ask("what did {h} wish?", "{wished}.")
    .ask("who gave {h} a wish?", "{giver}.")
    .ask("what did {h} want in the end?", "{missed}.");
  t.about(
    "a foolish wish",
    "{h.a} who made a foolish wish",
    "{giver} gave {h} the {h.kind} a wish, and {h.he} wished {wished}. It went wrong, and {h.he} was glad when everything was as before.",
  );
}
