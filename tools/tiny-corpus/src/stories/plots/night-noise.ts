/** A night noise turns out to be somebody. @module */

import { happyTogether, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function nightNoise(t: Teller): void {
  t.hero(undefined, ["curious", "brave", "shy", "careful", "clever", "quiet"]);
  t.cast("f", (k) =>
    ["mouse", "hedgehog", "owl", "cat", "bird", "mole", "frog", "rabbit", "squirrel"].includes(k.name),
  );
  const noise = t.dice.pick([
    ["a scratching under the floor", "{f} was digging a way to the kitchen, because {f.he} smelled {meal}"],
    ["a soft tapping at the window", "{f} was cold and wanted to come in"],
    ["a strange singing in the chimney", "{f} had a nest there and sang for the little ones"],
    ["a rolling sound on the roof", "{f} was playing with a nut up there, because {f.he} could not sleep"],
    ["a quiet crying behind the wall", "{f} had lost the way home and was afraid"],
    ["a knocking in the cupboard", "{f} had been shut in by mistake"],
  ] as const);
  t.set("noise", noise[0]);
  opening(t);
  t.turn();
  t.tell(
    "one night {h} woke up. There was {noise}.",
    "one night, when everyone was asleep, {h} heard something. It was {noise}.",
  );
  t.tell(
    "was it a ghost? Was it a monster? {h} pulled the blanket over {h.his} head.",
    "{h} lay very still and listened. There it was again!",
    "{h} told everybody about it the next day, but no one believed {h.him}.",
  );
  t.maybe(0.6, "the next night it came again, and it was louder.", "it came the second night, and the third.");
  t.turn();
  t.tell(
    "then {h} had enough. {h.he} took a candle and went to look, step by step.",
    '"I want to know what it is," thought {h}. {h.he} took a lantern in one hand and a broom in the other.',
    "{h} put flour on the floor. In the morning there were tiny footprints in it.",
  );
  t.tell(
    "and what did {h.he} find? Not a ghost, and not a monster. It was {f.intro}!",
    "there, with big eyes, sat {f.intro}. It was not a monster at all.",
  );
  t.say("h", "[Who are you?|What are you doing here?]", "asked");
  t.tell(`"I am {f}," said the {f.kind}. ${noise[1]}.`);
  t.say("h", "[And I was so afraid of you!|You can stay here. Are you hungry?|Why did you not say something?]");
  t.tell(
    "{h} warmed some milk, and they drank it together.",
    "{h} laughed until {h.his} belly hurt.",
    "{h} gave {f} a warm place by the stove.",
  );
  lesson(t, "most monsters are small when one brings a light", "one should look before one is afraid");
  happyTogether(t);
  t.ask("what did {h} hear at night?", "{noise}.").ask("who had made the noise?", "{f} the {f.kind}.");
  t.about(
    "the noise in the night",
    "{h.a} who heard a noise at night",
    "at night {h} the {h.kind} heard {noise}. It was not a monster, it was {f} the {f.kind}, and they became friends.",
  );
}
