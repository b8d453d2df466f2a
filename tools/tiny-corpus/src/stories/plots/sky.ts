/** Something in the sky is wanted: the moon, a star, a cloud. @module */

import { happyTogether, lesson, neededAbility, obstacle, opening } from "../beats.ts";
import type { Teller } from "../teller.ts";

const cap = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function sky(t: Teller): void {
  t.hero(undefined, ["curious", "lonely", "quiet", "stubborn", "cheerful", "playful"]);
  const needed = neededAbility(t);
  t.castAble("k", needed);
  const want = t.dice.pick([
    [
      "the moon",
      "it is too far away, but it comes down to the lake every night. Look!",
      "the moon lay on the water, round and bright, so close that {h} could touch it",
    ],
    [
      "a star",
      "stars do not live in pockets. But there are stars in the grass too.",
      "a hundred fireflies rose out of the grass",
    ],
    [
      "a cloud",
      "stay here until morning.",
      "in the morning a cloud came down the hill and took {h} in its soft white arms",
    ],
    [
      "the rainbow",
      "nobody can hold it. But there is a waterfall.",
      "in the spray of the waterfall there stood a rainbow, just as big as {h}",
    ],
    [
      "the sun",
      "it would burn your hands. But taste this.",
      "the peach was as warm and golden as the sun, and it tasted of the whole summer",
    ],
  ] as const);
  t.set("want", want[0]);
  opening(t);
  t.turn();
  t.tell(
    '{oneday}, {h} looked up and saw {want}. "I want to have it," {h.he} said.',
    "{h} had only one wish: {h.he} wanted to have {want}.",
  );
  t.say("h", "[I will go and get it.|If nobody brings it to me, I will fetch it.]");
  t.tell(
    "{h.he} climbed on a chair, then on the table, then on the roof. It was still too far away.",
    "{h.he} asked everyone how to get there. They only shook their heads.",
  );
  t.turn();
  t.tell("so {h.he} set out. After a day {h.he} met {k}, {k.intro}.");
  t.say("k", "Where are you going?", "asked");
  t.say("h", "I want to have {want}.");
  t.tell('{k} did not laugh. "I know somebody who can help you," said {k}. "I will take you there."');
  obstacle(t, needed);
  t.turn();
  t.tell(
    "at the end of the world, or very near to it, there lived an old, old [tortoise|woman|heron]. {h} asked for {want}.",
  );
  t.tell(`the answer was: "${cap(want[1])}"`);
  t.tell(`{h} did not understand. But then {h.he} saw it: ${want[2]}.`);
  t.tell(
    "{h} sat there and was quiet for a long time. {k} sat beside {h.him}.",
    '"it is beautiful," whispered {h}. "And now you both have it," said the old voice.',
  );
  t.turn();
  t.tell("on the way home {h} did not wish for anything any more.", "when they came home, {h} looked up and waved.");
  lesson(t, "not everything has to be owned", "beautiful things belong to everyone who looks at them");
  t.slots.f = t.slots.k;
  happyTogether(t);
  t.ask("what did {h} want to have?", "{want}.")
    .ask("who went with {h}?", "{k} the {k.kind}.")
    .ask("what was in the way?", "{obstacle}.");
  t.about(
    "{h} and {want}",
    "{h.a} who wanted to have {want}",
    "{h} the {h.kind} wanted to have {want}. With {k} the {k.kind} {h.he} went far away and learned that one can love it without owning it.",
  );
}
