/**
 * How good are word vectors? Two usual answers: how many analogies they solve, and whether they order pairs of words by
 * likeness as people do.
 * @module
 */
import type { WordSpace } from "./word-vectors.ts";

export interface AnalogyResult {
  /** Share of the answered questions whose best word is the right one. NaN when none could be asked. */
  accuracy: number;
  correct: number;
  /** Questions whose four words are all known; the others do not count. */
  asked: number;
}

/**
 * Asks [a, b, c, d] questions: "a is to b as c is to d".
 *
 * @example
 * evaluateAnalogies(space, [["man", "king", "woman", "queen"]]); // => { accuracy: 1, correct: 1, asked: 1 }
 */
export function evaluateAnalogies(
  space: WordSpace,
  questions: Iterable<readonly [string, string, string, string]>,
  options: { method?: "add" | "multiply" } = {},
): AnalogyResult {
  let [correct, asked] = [0, 0];
  for (const question of questions) {
    if (!question.every((word) => space.has(word))) continue;
    const [a, b, c, d] = question;
    asked++;
    if (space.analogy(a, b, c, { k: 1, ...options })[0]?.word === d) correct++;
  }
  return { accuracy: correct / asked, correct, asked };
}

export interface SimilarityResult {
  /** Spearman's rank correlation of cosines and ratings, from -1 to 1. */
  correlation: number;
  /** Pairs whose two words are known; the others do not count. */
  asked: number;
}

/** Compares cosines with [a, b, rating] triples. */
export function evaluateSimilarity(
  space: WordSpace,
  pairs: Iterable<readonly [string, string, number]>,
): SimilarityResult {
  const known = Array.from(pairs).filter(([a, b]) => space.has(a) && space.has(b));
  const cosines = known.map(([a, b]) => space.similarity(a, b));
  return {
    correlation: spearman(
      cosines,
      known.map(([, , rating]) => rating),
    ),
    asked: known.length,
  };
}

/**
 * Spearman's rank correlation: the correlation of ranks, equals sharing their mean rank. NaN when one side is constant.
 *
 * @example
 * spearman([1, 2, 3], [10, 100, 1000]); // => 1
 */
export function spearman(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new RangeError(`spearman: a has ${a.length} values but b has ${b.length}.`);
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (a.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) ** 2;
    yy += (y[i] - mean) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}

function ranks(values: readonly number[]): number[] {
  const order = Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const ranks = new Array<number>(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2;
  }
  return ranks;
}
