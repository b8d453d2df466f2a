/**
 * The first vocabulary of Unigram training: every character, and the substrings that repeat most.
 *
 * A substring is a candidate if it is followed by different characters in different places: otherwise the longer one
 * says the same. In the sorted suffixes of the words such substrings are runs with a longer common start than the
 * suffixes around them, so one pass with a stack finds them all. Their score is frequency × length.
 * @see Kudo 2018, section 3.2, https://arxiv.org/abs/1804.10959
 * @see Abouelhoda, Kurtz and Ohlebusch 2004, section 3 (the intervals of common prefixes)
 * @module
 */
import type { Pace } from "./pacing.ts";
import { sortSuffixes } from "./suffix-sort.ts";
import type { UnigramWords } from "./unigram-words.ts";

/**
 * How often a substring is said to stand in the corpus.
 *
 * "corpus": as often as it does; the end of a word counts as a different character each time.
 * "distinctWords": once per distinct word, and the end of a word is a character like any other. So a word that is no
 * part of a longer word is no candidate, however frequent: that is what the Rust library does.
 */
export type SeedCounting = "corpus" | "distinctWords";

export interface SeedOptions {
  maxPieceLength: number;
  /** Characters and substrings together. */
  seedSize: number;
  seedCounting: SeedCounting;
  pace: Pace;
}

/** Pieces as places in the words' text, best first; `weight` is what they are worth before probabilities are known. */
export interface SeedPieces {
  offset: number[];
  length: number[];
  weight: number[];
}

export async function findSeeds(words: UnigramWords, options: SeedOptions): Promise<SeedPieces> {
  const characters = await countCharacters(words);
  const substrings = await repeatedSubstrings(words, options);
  const { text } = words;
  const byWeight = Array.from(substrings.weight.keys()).sort(
    (a, b) =>
      substrings.weight[b] - substrings.weight[a] ||
      comparePieces(text, substrings.offset[b], substrings.length[b], substrings.offset[a], substrings.length[a]),
  );
  const room = Math.max(0, options.seedSize - characters.offset.length);
  const best = byWeight.slice(0, room);
  return {
    offset: [...characters.offset, ...best.map((i) => substrings.offset[i])],
    length: [...characters.length, ...best.map((i) => substrings.length[i])],
    weight: [...characters.weight, ...best.map((i) => substrings.weight[i])],
  };
}

/** Single characters with their frequency, most frequent first, larger code points first among equals. */
async function countCharacters({ text, starts, counts, alphabet }: UnigramWords): Promise<SeedPieces> {
  const frequency = new Float64Array(alphabet.length + 1);
  const place = new Int32Array(alphabet.length + 1);
  for (let word = 0; word < counts.length; word++) {
    for (let i = starts[word]; text[i] !== 0; i++) {
      frequency[text[i]] += counts[word];
      place[text[i]] = i;
    }
  }
  const order = alphabet.map((_, i) => i + 1).sort((a, b) => frequency[b] - frequency[a] || b - a);
  return {
    offset: order.map((number) => place[number]),
    length: order.map(() => 1),
    weight: order.map((number) => frequency[number]),
  };
}

/** All substrings of 2 … maxPieceLength characters that repeat and are followed by different characters. */
async function repeatedSubstrings(words: UnigramWords, options: SeedOptions): Promise<SeedPieces> {
  const { text, alphabet } = words;
  const { maxPieceLength, seedCounting, pace } = options;
  const found: SeedPieces = { offset: [], length: [], weight: [] };
  const wordOf = seedCounting === "corpus" ? wordNumbers(words) : undefined;

  // Suffixes by first character, so that a page can be painted between two of the runs.
  const runStart = new Int32Array(alphabet.length + 2);
  for (const symbol of text) if (symbol !== 0) runStart[symbol + 1]++;
  for (let symbol = 1; symbol < runStart.length; symbol++) runStart[symbol] += runStart[symbol - 1];
  const suffixes = new Int32Array(runStart[alphabet.length + 1]);
  const next = runStart.slice();
  for (let i = 0; i < text.length; i++) if (text[i] !== 0) suffixes[next[text[i]]++] = i;

  const maxDepth = maxPieceLength + 1;
  for (let symbol = 1; symbol <= alphabet.length; symbol++) {
    const from = runStart[symbol];
    const to = runStart[symbol + 1];
    sortSuffixes(text, suffixes, { from, to, depth: 1, maxDepth });
    const weightOf = wordOf ? (suffix: number) => words.counts[wordOf[suffix]] : () => 1;
    collectIntervals(text, suffixes.subarray(from, to), weightOf, options, found);
    if (pace.due()) await pace.rest("find substrings", to, suffixes.length);
  }
  await pace.rest("find substrings", suffixes.length, suffixes.length);
  return found;
}

/**
 * Walks sorted suffixes and reports every interval of two or more that share more than its neighbours do.
 *
 * The stack holds the open intervals: common length, first suffix, and the weight of all suffixes before it.
 */
function collectIntervals(
  text: Int32Array,
  suffixes: Int32Array,
  weightOf: (suffix: number) => number,
  { maxPieceLength, seedCounting }: SeedOptions,
  found: SeedPieces,
): void {
  const endsDiffer = seedCounting === "corpus";
  const report = (offset: number, length: number, frequency: number) => {
    if (length < 2 || length > maxPieceLength || frequency < 2) return;
    found.offset.push(offset);
    found.length.push(length);
    found.weight.push(frequency * length);
  };
  const lengths: number[] = [];
  const firsts: number[] = [];
  const before: number[] = [];
  let weight = 0; // of the suffixes before `i`
  let previousShared = 0;
  for (let i = 0; i < suffixes.length; i++) {
    const shared =
      i + 1 < suffixes.length ? sharedLength(text, suffixes[i], suffixes[i + 1], maxPieceLength + 1, endsDiffer) : 0;
    const own = weightOf(suffixes[i]);
    if (endsDiffer && own > 1) {
      // The rest of a word that stands more than once repeats even if no other word has it.
      const rest = restLength(text, suffixes[i], maxPieceLength + 1);
      if (rest > shared && rest > previousShared) report(suffixes[i], rest, own);
    }
    let weightBefore = weight;
    weight += own;
    while (lengths.length > 0 && lengths[lengths.length - 1] > shared) {
      weightBefore = before.pop()!;
      report(suffixes[firsts.pop()!], lengths.pop()!, weight - weightBefore);
    }
    if (shared > 0 && (lengths.length === 0 || lengths[lengths.length - 1] < shared)) {
      lengths.push(shared);
      before.push(weightBefore);
      firsts.push(i);
    }
    previousShared = shared;
  }
}

/** Common start of two suffixes, at most `limit`. Where both end: their length, or `limit` if ends are alike. */
function sharedLength(text: Int32Array, a: number, b: number, limit: number, endsDiffer: boolean): number {
  let length = 0;
  while (length < limit && text[a + length] === text[b + length]) {
    if (text[a + length] === 0) return endsDiffer ? length : limit;
    length++;
  }
  return length;
}

function restLength(text: Int32Array, suffix: number, limit: number): number {
  let length = 0;
  while (length < limit && text[suffix + length] !== 0) length++;
  return length;
}

/** For every position of the text the number of its word. */
function wordNumbers({ text, starts, counts }: UnigramWords): Int32Array {
  const numbers = new Int32Array(text.length);
  for (let word = 0; word < counts.length; word++) numbers.fill(word, starts[word], starts[word + 1]);
  return numbers;
}

function comparePieces(text: Int32Array, a: number, aLength: number, b: number, bLength: number): number {
  for (let i = 0; i < aLength && i < bLength; i++) if (text[a + i] !== text[b + i]) return text[a + i] - text[b + i];
  return aLength - bLength;
}
