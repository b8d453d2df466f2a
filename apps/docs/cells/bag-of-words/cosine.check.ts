import {
  CountVectorizer,
  sparseCosine,
  sparseRow,
} from "@llm-anatomy/embeddings";

type Bag = Map<string, number>;
interface Answer {
  bagOf?: (text: string) => Bag;
  similarity?: (a: Bag, b: Bag) => number;
}

const pairs = [
  ["I saw a cat.", "I saw a cat. I saw a cat."],
  ["My dog is ill.", "My cat is ill."],
  ["the dog bites the man", "the man bites the dog"],
  ["the cat", "a dog"],
  ["to be or not to be", "to be is to do"],
  ["row row row your boat", "a boat in a row of boats"],
];

/** The library counts the same words, and its cosine is the judge. */
export default function check({ bagOf, similarity }: Answer) {
  if (typeof bagOf !== "function" || typeof similarity !== "function") {
    return {
      passed: false,
      message:
        "Keep `export function bagOf` and `export function similarity`.",
    };
  }
  for (const [a, b] of pairs) {
    const counts = new CountVectorizer({
      tokenPattern: "\\w+",
    }).fitTransform([a, b]);
    const right = sparseCosine(sparseRow(counts, 0), sparseRow(counts, 1));
    const got = similarity(bagOf(a), bagOf(b));
    if (!(Math.abs(got - right) < 1e-9)) {
      return {
        passed: false,
        message: `“${a}” and “${b}”: the cosine is ${right.toFixed(3)}, yours is ${show(got)}.`,
      };
    }
  }
  const empty = similarity(bagOf("…"), bagOf("a cat"));
  if (empty !== 0) {
    return {
      passed: false,
      message: `Right for texts with words. An empty bag is like nothing: 0, yours is ${show(empty)}.`,
    };
  }
  return {
    passed: true,
    message: `The library agrees on all ${pairs.length} pairs, and an empty bag is like nothing.`,
  };
}

function show(value: unknown): string {
  return typeof value === "number"
    ? String(Math.round(value * 1000) / 1000)
    : String(value);
}
