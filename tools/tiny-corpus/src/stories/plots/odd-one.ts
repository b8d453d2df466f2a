/** They laugh at what is odd about the hero, until just that is needed. @module */

import { happyTogether, lesson, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

export function oddOne(t: Teller): void {
  t.hero((k) => !["king", "queen"].includes(k.name), ["shy", "quiet", "lonely", "kind", "cheerful", "curious"]);
  t.cast("f");
  const odds = [
    [
      "a very loud voice",
      "Not so loud!",
      "fog came over the lake, and the boats could not find the shore",
      "stood on the highest rock and called, again and again, until the last boat was home",
    ],
    [
      "very big feet",
      "Look at those feet!",
      "the snow lay so deep that nobody could walk",
      "walked ahead and made a path with those big feet, from house to house",
    ],
    [
      "a very long nose",
      "What a nose!",
      "there was a smell of smoke in the air, and everyone was asleep",
      "smelled it first, woke everyone, and the fire was put out in time",
    ],
    [
      "hair as red as fire",
      "Your hair is burning!",
      "a little child was lost in the dark wood",
      "went to look, and the child saw the red hair shine between the trees and came running",
    ],
    [
      "spots all over",
      "Somebody has spilled paint on you!",
      "hunters came through the wood",
      "lay down in the leaves, showed the others how to hide, and nobody was found",
    ],
    [
      "the habit of walking backwards",
      "You will bump into a tree!",
      "a wolf crept up behind all of them",
      "was the only one to see it and shouted in time",
    ],
    [
      "a strange slow way of doing things",
      "Are you asleep?",
      "the old bridge began to break, and everyone wanted to run",
      'said, "Slowly, one after another," and so all of them came across',
    ],
  ] as const;
  const odd = t.dice.pick(odds.filter(([what]) => what !== "very big feet" || t.season.name === "winter"));
  t.set("odd", odd[0]);
  opening(t);
  t.tell(
    "but {h} had {odd}, and the others laughed at {h.him}.",
    "there was one thing about {h} that was different: {h.he} had {odd}.",
  );
  t.tell(`"${odd[1]}" they cried, and the loudest of them was {f}.`, `"${odd[1]}" said {f}, whenever {h} came by.`);
  t.tell(
    "{h} wished to be like everyone else.",
    "{h} pretended not to hear it. But at night {h.he} cried.",
    "so {h} mostly stayed alone.",
  );
  t.turn();
  t.tell(`then a day came when ${odd[2]}.`, `but one day ${odd[2]}.`);
  t.tell("nobody knew what to do.", "even {f} was afraid.", "all of them were frightened.");
  t.tell(`it was {h} who ${odd[3]}.`, `{h} did not think about it for long. {h.he} ${odd[3]}.`);
  t.turn();
  t.tell(
    "when it was over, nobody laughed. {f} came to {h} and looked at the ground.",
    "afterwards {f} went up to {h}, very slowly.",
  );
  t.say("f", "[I am sorry that I laughed.|I was wrong about you.|What would we have done without you?]");
  t.say("h", "[I have always been like this.|It is just the way I am.|Everyone is good for something.]");
  t.say("f", "[And it is good that you are like this.|Will you be my friend?|I wish I could do that too.]");
  lesson(t, "what is different can be a gift", "one should not laugh at others");
  happyTogether(t);
  t.ask("what was different about {h}?", "{h.he} had {odd}.")
    .ask("who laughed at {h}?", "{f} the {f.kind}.")
    .ask("who said sorry?", "{f}.");
  t.about(
    "[just like {h}|{h} is different]",
    "{h.a} who was different",
    "the others laughed at {h} the {h.kind}, who had {odd}. But one day just that helped them all, and {f} said sorry.",
  );
}
