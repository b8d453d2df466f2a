/** Two sides of a river, one quarrel, one who goes across. @module */

import { happyTogether, lesson, obstacle, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function twoVillages(t: Teller): void {
  t.hero(undefined, ["brave", "clever", "curious", "kind", "stubborn", "cheerful"]);
  t.cast("f");
  t.set(
    "quarrel",
    "which side had the better cheese",
    "whose bell was louder",
    "an old cow that had run away",
    "the name of the river",
    "who had begun the quarrel",
  );
  const deed = t.dice.pick([
    ["built a bridge, one plank every day", "somebody on the other side had begun to build too. It was {f}"],
    ["put a letter into a bottle and threw it across", "{f} found it, and the next day a bottle came back"],
    ["rowed across with a cake", "{f} stood there with a cake too, and was just going to row over"],
    ["sang a song across the water every evening", "one evening {f} on the other side sang the second verse"],
  ]);
  t.set("deed", deed[0]);
  opening(t);
  t.tell(
    "on the other side of the river there was another village. But the people here and the people there had not spoken for a hundred years. They had quarrelled about {quarrel}.",
  );
  t.turn();
  t.tell(
    '"why do we not speak with them?" asked {h}. "Because we never do," said the others.',
    '"who lives over there?" asked {h}. Nobody could tell {h.him}.',
  );
  t.say("h", "[That is a silly reason.|Then somebody has to begin.|I want to know them.]");
  t.tell("and so {h} {deed}.");
  t.maybe(
    0.5,
    '"you are wasting your time," said the old people.',
    "nobody helped {h.him}, but nobody stopped {h.him} either.",
  );
  if (t.dice.chance(0.3)) obstacle(t);
  t.tell(`and then something happened: ${deed[1]}.`);
  t.say(
    "f",
    "[We always thought that you did not like us.|They told us that you were wild.|I have waited for somebody like you.]",
  );
  t.say("h", "[They told us the same about you!|And here we are.]");
  t.turn();
  t.tell(
    "soon the children came and went, and then the others too. They found out that their cheese, their bells and their songs were nearly the same.",
    "in the end there was a great feast in the middle of the river, on ten boats tied together.",
  );
  t.tell("nobody could remember what the quarrel had been about.", "and the old quarrel was forgotten.");
  lesson(t, "somebody has to take the first step", "a bridge is better than a wall");
  happyTogether(t);
  t.ask("what had they quarrelled about?", "{quarrel}.")
    .ask("who lived on the other side?", "{f} the {f.kind}.")
    .ask("what did {h} do?", "{h.he} {deed}.");
  t.about(
    "the other side of the river",
    "{h.a} who ended an old quarrel",
    "two villages had not spoken for a hundred years. {h} the {h.kind} {deed}, met {f}, and the quarrel ended.",
  );
}
