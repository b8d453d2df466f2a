/**
 * The heart of byte pair encoding training: join the most frequent pair of neighbours, again and again.
 *
 * The textbook counts all pairs anew after each merge, which costs (merges × corpus). Here each pair remembers
 * its count and the words it was seen in, and a merge touches only those words: the pairs it breaks lose a count,
 * the pairs it makes gain one. Together with the queue that is close to linear in the corpus.
 *
 * Counts, ties and corner cases follow the trainer of Hugging Face's Rust library, so that the same words give the
 * same merges in the same order. Three of its habits are visible: a pair of pairs longer than `maxTokenLength` is
 * never counted; a merge whose text already is a token reuses that token's id; and its words are visited separately
 * for each time a pair was newly made, so such a reused token can lead to the same merge twice (the later rank counts).
 * @see Sennrich, Haddow and Birch 2016, section 3.2, https://arxiv.org/abs/1508.07909
 * @module
 */
import { MergeQueue } from "./merge-queue.ts";
import type { Pace } from "./pacing.ts";
import { PairTable } from "./pair-table.ts";

/** Words as runs of token ids in one array: word w is symbols[starts[w] … starts[w + 1]). */
export interface SymbolWords {
  symbols: Int32Array;
  starts: Int32Array;
  /** How often each word stands in the corpus. */
  counts: Float64Array;
}

export interface LearnMergesOptions {
  vocabSize: number;
  minFrequency: number;
  /** In characters; a longer token is never made. Infinity for no limit. */
  maxTokenLength: number;
  /** Removed from the right half of a merge before the halves are joined ("##" of WordPiece). */
  continuingSubwordPrefix: string;
  pace: Pace;
}

/**
 * Learns merges until the vocabulary is full or no pair is frequent enough.
 *
 * `tokens` and `ids` hold the alphabet and grow by the new tokens; `words.symbols` is consumed (merged in place).
 * Returns the merges as pairs of token ids, first learned first.
 */
export async function learnMerges(
  words: SymbolWords,
  tokens: string[],
  ids: Map<string, number>,
  options: LearnMergesOptions,
): Promise<[left: number, right: number][]> {
  const { symbols, starts, counts } = words;
  const { minFrequency, maxTokenLength, continuingSubwordPrefix: prefix, pace } = options;
  const startSize = tokens.length;
  const lengths = tokens.map(() => 1); // of each token in symbols of the alphabet, whatever their spelling
  const ends = starts.slice(1); // words shrink: word w is symbols[starts[w] … ends[w])
  const pairs = new PairTable();
  const { queue, madeIn } = await countPairs(words, pairs, pace);

  // Pairs made by the merge at hand, and the words each of them was made in.
  let made: number[] = [];
  const change = (left: number, right: number, by: number, word: number) => {
    const pair = pairs.indexOf(left, right);
    pairs.count[pair] += by;
    if (by < 0) return;
    const where = madeIn[pair];
    if (where === undefined) {
      madeIn[pair] = [word];
      made.push(pair);
    } else if (where[where.length - 1] !== word) where.push(word);
  };

  const ranks = new Map<number, number>(); // pair index → place in `merges`
  const merges: number[] = []; // pair indices, -1 where the same merge came again later
  while (tokens.length < options.vocabSize) {
    const top = queue.pop();
    if (top === undefined) break;
    const current = pairs.count[top.pair];
    if (top.count !== current) {
      top.count = current;
      if (current > 0) queue.push(top);
      continue;
    }
    if (top.count < minFrequency) break;

    const { left, right } = top;
    const rest = tokens[right];
    const text = tokens[left] + (prefix && rest.startsWith(prefix) ? rest.slice(prefix.length) : rest);
    let merged = ids.get(text);
    if (merged === undefined) {
      merged = tokens.push(text) - 1;
      ids.set(text, merged);
      lengths.push(lengths[left] + lengths[right]);
    }
    const before = ranks.get(top.pair);
    if (before !== undefined) merges[before] = -1;
    ranks.set(top.pair, merges.push(top.pair) - 1);

    const length = lengths[left] + lengths[right];
    for (let i = 0; i < top.words.length; i++) {
      const word = top.words[i];
      const count = counts[word];
      const start = starts[word];
      const end = ends[word];
      let write = start;
      for (let read = start; read < end; ) {
        const symbol = symbols[read++];
        if (symbol !== left || read >= end || symbols[read] !== right) {
          symbols[write++] = symbol;
          continue;
        }
        read++;
        if (write > start) {
          const previous = symbols[write - 1];
          change(previous, left, -count, word);
          if (lengths[previous] + length < maxTokenLength) change(previous, merged, count, word);
        }
        symbols[write++] = merged;
        if (read < end) {
          const next = symbols[read];
          change(right, next, -count, word);
          if (lengths[next] + length < maxTokenLength) change(merged, next, count, word);
        }
      }
      ends[word] = write;
    }
    for (const pair of made) {
      const count = pairs.count[pair];
      if (count > 0)
        queue.push({ pair, left: pairs.left[pair], right: pairs.right[pair], count, words: madeIn[pair]! });
      madeIn[pair] = undefined;
    }
    made = [];
    if (pace.due()) await pace.rest("learn merges", tokens.length - startSize, options.vocabSize - startSize);
  }
  await pace.rest("learn merges", tokens.length - startSize, tokens.length - startSize);
  return merges.filter((pair) => pair !== -1).map((pair) => [pairs.left[pair], pairs.right[pair]]);
}

/** Counts every pair of neighbours once, and queues each with the words it stands in. */
async function countPairs({ symbols, starts, counts }: SymbolWords, pairs: PairTable, pace: Pace) {
  const madeIn: (number[] | undefined)[] = [];
  for (let word = 0; word < counts.length; word++) {
    for (let i = starts[word]; i + 1 < starts[word + 1]; i++) {
      const pair = pairs.indexOf(symbols[i], symbols[i + 1]);
      pairs.count[pair] += counts[word];
      const where = (madeIn[pair] ??= []);
      if (where[where.length - 1] !== word) where.push(word);
    }
    if (pace.due()) await pace.rest("count pairs", word, counts.length);
  }
  await pace.rest("count pairs", counts.length, counts.length);

  const queue = new MergeQueue();
  for (let pair = 0; pair < pairs.size; pair++) {
    const [left, right, count] = [pairs.left[pair], pairs.right[pair], pairs.count[pair]];
    if (count > 0) queue.push({ pair, left, right, count, words: madeIn[pair]! });
    madeIn[pair] = undefined;
  }
  return { queue, madeIn };
}
