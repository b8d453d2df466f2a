/** A warning that nobody believes; the storm (flood, snow) comes. @module */

import { happyTogether, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function warning(t: Teller): void {
  t.hero(undefined, ["quiet", "careful", "shy", "clever", "curious", "brave"]);
  t.cast("f");
  const danger = t.dice.pick([
    [
      "a great storm",
      "the swallows were flying low, and the air was yellow",
      "tied down the roofs and brought the animals in",
      "the wind took three trees, but no roof",
    ],
    [
      "a flood",
      "the river was brown, and it was higher than the old stone",
      "carried everything up the hill",
      "the water came up to the windows, but the houses were empty",
    ],
    [
      "a long snow",
      "the squirrels were gathering twice as much as in other years",
      "chopped wood and baked bread for a month",
      "snow lay up to the roofs, but everyone was warm and had enough to eat",
    ],
    [
      "a fire in the wood",
      "there was a thin smoke behind the hill",
      "carried water from the lake and dug a ditch",
      "the fire came as far as the ditch and no farther",
    ],
  ] as const);
  t.set("danger", danger[0]);
  t.set("sign", danger[1]);
  opening(t);
  t.turn();
  t.tell(
    "{oneday}, {h} saw something that the others did not see: {sign}.",
    "{oneday}, {h} looked around and stopped. {sign}.",
  );
  t.say("h", "[There will be {danger}!|We must get ready. {danger} is coming.]", "[said|called]");
  t.tell(
    'but the others only laughed. "You and your ideas!" they said.',
    'nobody listened. "The sky is blue," they said and went on with their work.',
  );
  t.tell("only {f}, {f.a}, did not laugh.");
  t.say("f", "[Show me what you have seen.|How do you know?]");
  t.tell('{h} showed {f} everything. {f} grew pale. "You are right," said {f}.');
  t.turn();
  const loud = t.dice.chance(0.5);
  if (loud)
    t.tell(
      "{f} had the loudest voice {around}. {f} climbed on a barrel and shouted until everybody came.",
      "{f} rang the big bell, and everyone came running.",
    );
  else t.tell("{h} and {f} went from door to door, and this time they did not go away until somebody listened.");
  t.tell(`then all of them worked together. they ${danger[2]}.`);
  t.tell(`in the night it came. ${danger[3]}.`);
  t.turn();
  t.tell(
    'in the morning the eldest came to {h}. "We laughed at you," she said, "and you saved us all."',
    "the next day nobody laughed at {h}. Everyone wanted to shake {h.his} hand.",
  );
  lesson(t, "one should listen even to a small voice", "those who look closely see more");
  happyTogether(t);
  t.ask("what did {h} see?", "{sign}.")
    .ask("who believed {h}?", "{f} the {f.kind}.")
    .ask("what came in the night?", "{danger}.");
  t.about(
    "{danger}",
    "{h.a} who warned the others",
    "{h} the {h.kind} saw that {danger} was coming. At first only {f} believed {h.him}, but then all of them worked together and were safe.",
  );
}
