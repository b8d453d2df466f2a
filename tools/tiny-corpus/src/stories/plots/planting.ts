/** Something is planted; waiting is the hard part. @module */

import { happyTogether, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function planting(t: Teller): void {
  t.hero(undefined, ["impatient", "curious", "careful", "kind", "cheerful", "stubborn", "forgetful"]);
  t.cast("f");
  t.set(
    "plant",
    "a sunflower",
    "an apple tree",
    "a pumpkin",
    "a bean as high as the house",
    "a rose bush",
    "a cherry tree",
  );
  t.set(
    "seedfrom",
    "found a seed in {h.his} pocket",
    "got a seed from {f}, {f.a}",
    "found a strange seed on the road",
    "bought a seed at the market for one coin",
  );
  opening(t);
  t.turn();
  t.tell("{oneday}, {h} {seedfrom}.");
  t.say(
    "f",
    "[Plant it, and give it water every day.|Put it into the earth and wait.|What will it be? We must wait and see.]",
  );
  t.tell(
    "{h} dug a hole, put the seed in, and sat down beside it.",
    "{h} planted it in front of the house and watered it.",
  );
  t.tell(
    "{h} waited. Nothing happened. {h} waited a whole day. Still nothing.",
    "the next morning {h} ran out to look. There was only earth.",
  );
  t.say("h", "[Why does it not grow?|When will it come up?|It is asleep!]", "[asked|cried]");
  const way = t.dice.pick(["dig", "goaway", "care", "storm"] as const);
  if (way === "dig") {
    t.tell(
      '{h} took a spoon and wanted to dig it up again to look. "Stop!" cried {f}. "If you dig it up, it can never grow."',
    );
    t.tell("so {h} put the spoon away. It was the hardest thing {h.he} had ever done.");
    t.ask("why should {h} not dig up the seed?", "because then it could never grow.");
  } else if (way === "goaway") {
    t.tell(
      "at last {h} forgot the seed and went to play. Days went by, and weeks. {f} watered it every evening and said nothing.",
    );
    t.ask("who watered the seed?", "{f} the {f.kind}.");
  } else if (way === "care") {
    t.tell("{h} sang to it in the morning and told it stories at night. {f} laughed, but {h} did not mind.");
    t.ask("what did {h} do every night?", "{h.he} told it stories.");
  } else {
    t.tell(
      "when the first green leaf came up, a storm broke loose. {h} ran out and held a hat over the little leaf until the rain was over.",
    );
    t.ask("what did {h} do in the storm?", "{h.he} held a hat over the little leaf.");
  }
  t.turn();
  t.tell(
    "then, one morning, there was something green. It grew. It grew as high as {h.his} knee, as high as {h.his} nose, and then higher.",
    "one day a tiny leaf looked out of the earth. {h} danced around it three times.",
  );
  t.tell("in the end it was {plant}.", "it became {plant}, the most beautiful one {around}.");
  t.tell(
    "everyone who came by stopped and looked.",
    "and in the autumn it gave {h} a hundred new seeds. {h} gave one to everyone {h.he} knew.",
    "{h} and {f} sat in its shade and were content.",
  );
  lesson(t, "good things need time", "one cannot hurry what grows");
  happyTogether(t);
  t.ask("what grew from the seed?", "{plant}.");
  t.about(
    "the seed",
    "{h.a} who planted a seed",
    "{h} the {h.kind} planted a seed and had to learn to wait. With the help of {f} it became {plant}.",
  );
}
