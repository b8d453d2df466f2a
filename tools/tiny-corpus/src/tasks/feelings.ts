/**
 * Short reviews and remarks with the feeling they show.
 * @module
 */

import { expand } from "../grammar.ts";
import type { Dice } from "../random.ts";

export interface Labelled {
  text: string;
  label: "good" | "bad";
  key: string;
}

const subjects: readonly { it: string; good: readonly string[]; bad: readonly string[] }[] = [
  { it: "soup", good: ["hot and full of taste", "just right"], bad: ["cold and thin", "much too salty"] },
  { it: "bread", good: ["fresh and warm", "soft inside"], bad: ["as hard as a stone", "three days old"] },
  { it: "cake", good: ["sweet and light", "the best in town"], bad: ["dry", "burned at the bottom"] },
  {
    it: "book",
    good: ["so good that I read it twice", "full of surprises"],
    bad: ["long and dull", "without any sense"],
  },
  { it: "show", good: ["funny from start to end", "wonderful"], bad: ["boring", "far too long"] },
  { it: "music", good: ["so beautiful that I cried", "lively and bright"], bad: ["loud and ugly", "out of tune"] },
  { it: "house", good: ["bright and clean", "warm and quiet"], bad: ["dark and damp", "full of mice"] },
  { it: "room", good: ["clean and sunny", "large and quiet"], bad: ["dirty", "cold and noisy"] },
  { it: "bed", good: ["soft", "so soft that I slept until noon"], bad: ["too short", "full of crumbs"] },
  { it: "boat", good: ["fast and safe", "well built"], bad: ["full of holes", "slow and old"] },
  { it: "coat", good: ["warm and light", "well made"], bad: ["torn after one day", "too thin for winter"] },
  { it: "game", good: ["great fun", "new every time"], bad: ["dull after five minutes", "broken when it came"] },
  { it: "garden", good: ["full of flowers", "a lovely place to rest"], bad: ["full of weeds", "dry and brown"] },
  { it: "tea", good: ["strong and hot", "just what I needed"], bad: ["cold", "weak and bitter"] },
  { it: "journey", good: ["easy and pleasant", "full of lovely sights"], bad: ["long and hard", "a bad dream"] },
  { it: "weather", good: ["sunny and mild", "perfect"], bad: ["wet and grey", "awful"] },
  { it: "teacher", good: ["patient and kind", "clear and funny"], bad: ["unfriendly", "always late"] },
  { it: "shop", good: ["full of nice things", "friendly and cheap"], bad: ["dirty and dear", "closed again"] },
];
const praise = [
  "I loved it",
  "I was very happy",
  "I will come again",
  "I can only praise it",
  "it made my day",
  "I would do it again",
  "what a joy",
  "everyone smiled",
];
const blame = [
  "I hated it",
  "I was very sad",
  "I will never come again",
  "I want my money back",
  "it spoiled my day",
  "never again",
  "what a waste",
  "everyone complained",
];

export function remark(dice: Dice): Labelled {
  const label = dice.pick(["good", "bad"] as const);
  const { it, good, bad } = dice.pick(subjects);
  const quality = dice.pick(label === "good" ? good : bad);
  const verdict = dice.pick(label === "good" ? praise : blame);
  const slots = { it, quality, verdict, other: dice.pick(subjects).it };
  const text = expand(
    dice.pick([
      "The {it} was {quality}. {verdict}.",
      "{verdict}. The {it} was {quality}.",
      "The {it} was {quality}.",
      "We went there on [Monday|Saturday|Sunday]. The {it} was {quality}, and {verdict}.",
      "My [brother|sister|friend|mother] told me about the {it}. It was {quality}. {verdict}!",
      label === "good"
        ? "I had thought that the {it} would be bad, but it was {quality}."
        : "I had thought that the {it} would be good, but it was {quality}.",
    ]),
    slots,
    dice,
  ).replace(/\bi\b/g, "I");
  return { text, label, key: `feeling/${it}/${verdict}` };
}
