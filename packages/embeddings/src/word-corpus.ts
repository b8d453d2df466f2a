/**
 * A corpus as training wants it: words replaced by numbers, frequent ones first, rare ones dropped.
 *
 * Plain arrays, so that it can be sent to a worker, and one entry per word, so that a million words take 4 MB.
 * @module
 */
import { checkInteger, checkLength, checkOptions } from "./checks.ts";
import { compareCodePoints } from "./code-point-order.ts";

export interface WordCorpus {
  /** The vocabulary, most frequent first; between equals in code point order. */
  words: string[];
  /** How often each word occurs. */
  counts: Uint32Array;
  /** Word numbers of all sentences, one after the other, without the dropped words. */
  ids: Uint32Array;
  /** sentenceStarts[s] to sentenceStarts[s + 1] is sentence s in `ids`. Length: sentences + 1. */
  sentenceStarts: Uint32Array;
}

/**
 * Numbers the words of `sentences`, which are read twice. Words never see past the end of their sentence.
 *
 * @param options.minCount drop words that occur less often: they are too rare to learn from. Default 5.
 * @param options.maxWords keep only so many, the most frequent. Default: all.
 * @throws RangeError when no word is frequent enough
 * @example
 * createWordCorpus([["a", "b", "a"], ["a"]], { minCount: 2 }); // => words ["a"], counts [3], ids [0, 0, 0], sentenceStarts [0, 2, 3]
 */
export function createWordCorpus(
  sentences: readonly (readonly string[])[],
  options: { minCount?: number; maxWords?: number } = {},
): WordCorpus {
  checkOptions("createWordCorpus", options, ["minCount", "maxWords"]);
  const { minCount = 5, maxWords } = options;
  checkInteger("createWordCorpus", "minCount", minCount, 1);
  if (maxWords !== undefined) checkInteger("createWordCorpus", "maxWords", maxWords, 1);

  const found = new Map<string, number>();
  for (const sentence of sentences) for (const word of sentence) found.set(word, (found.get(word) ?? 0) + 1);
  const kept = Array.from(found)
    .filter(([, count]) => count >= minCount)
    .sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || compareCodePoints(a, b))
    .slice(0, maxWords);
  if (kept.length === 0) {
    throw new RangeError(
      `createWordCorpus: none of ${found.size} different words occurs at least minCount=${minCount} times. Lower minCount or pass more text.`,
    );
  }
  const numbers = new Map(kept.map(([word], id) => [word, id]));
  const ids = new Uint32Array(kept.reduce((sum, [, count]) => sum + count, 0));
  const sentenceStarts = new Uint32Array(sentences.length + 1);
  let length = 0;
  for (const [s, sentence] of sentences.entries()) {
    for (const word of sentence) {
      const id = numbers.get(word);
      if (id !== undefined) ids[length++] = id;
    }
    sentenceStarts[s + 1] = length;
  }
  return {
    words: kept.map(([word]) => word),
    counts: Uint32Array.from(kept, ([, count]) => count),
    ids,
    sentenceStarts,
  };
}

/**
 * Checks a corpus that may have been made elsewhere: trainers write where its numbers point.
 *
 * @throws RangeError when its arrays do not fit each other
 */
export function checkWordCorpus(where: string, { words, counts, ids, sentenceStarts }: WordCorpus): void {
  checkLength(where, "corpus.counts", counts, { words: words.length });
  const stray = ids.findIndex((id) => id >= words.length);
  if (stray >= 0) {
    throw new RangeError(
      `${where}: corpus.ids[${stray}] is ${ids[stray]} but there are ${words.length} words. Make the corpus with createWordCorpus.`,
    );
  }
  const rising = sentenceStarts.every((start, s) => s === 0 || start >= sentenceStarts[s - 1]);
  if (sentenceStarts[0] !== 0 || sentenceStarts.at(-1) !== ids.length || !rising) {
    throw new RangeError(
      `${where}: corpus.sentenceStarts has to rise from 0 to ${ids.length} but goes from ${sentenceStarts[0]} to ${sentenceStarts.at(-1)}. Make the corpus with createWordCorpus.`,
    );
  }
}
