/**
 * Byte pair encoding's training as a film: every merge with the counts that led to it.
 *
 * Plainly written, for a few words. The library's `trainBPE` does the same for millions of them; a test holds both together.
 * @module
 */

export interface CountedWord {
  pieces: string[];
  /** How often the word occurs. */
  count: number;
}

export interface CountedPair {
  left: string;
  right: string;
  count: number;
}

export interface MergeStep {
  words: CountedWord[];
  /** All pairs of neighbours, the next merge first. */
  pairs: CountedPair[];
  /** The merge that led here; none at the beginning. */
  merged?: CountedPair;
}

/** The beginning, and what is there after each merge, until no pair occurs twice or `most` merges are learnt. */
export function learnMerges(text: string, most = 40): MergeStep[] {
  const counts = new Map<string, number>();
  for (const word of text.split(/\s+/).filter(Boolean)) counts.set(word, (counts.get(word) ?? 0) + 1);
  // Pairs that occur equally often go by the age of their pieces: letters in order, then what was merged.
  const age = new Map([...new Set(text.replace(/\s+/g, ""))].sort(byCodePoint).map((letter, i) => [letter, i]));
  let words = [...counts].map(([word, count]): CountedWord => ({ pieces: [...word], count }));
  const steps: MergeStep[] = [{ words, pairs: countPairs(words, age) }];
  while (steps.length <= most) {
    const [next] = steps.at(-1)!.pairs;
    if (next === undefined || next.count < 2) break;
    if (!age.has(next.left + next.right)) age.set(next.left + next.right, age.size);
    words = words.map(({ pieces, count }) => ({ pieces: joinPair(pieces, next), count }));
    steps.push({ words, pairs: countPairs(words, age), merged: next });
  }
  return steps;
}

/** The pieces with every `left` `right` made one, from left to right. */
export function joinPair(pieces: readonly string[], { left, right }: { left: string; right: string }): string[] {
  const joined: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    if (pieces[i] === left && pieces[i + 1] === right) {
      joined.push(left + right);
      i++;
    } else joined.push(pieces[i]);
  }
  return joined;
}

function countPairs(words: readonly CountedWord[], age: ReadonlyMap<string, number>): CountedPair[] {
  const pairs = new Map<string, CountedPair>();
  for (const { pieces, count } of words) {
    for (let i = 0; i + 1 < pieces.length; i++) {
      const key = `${pieces[i]} ${pieces[i + 1]}`;
      const pair = pairs.get(key) ?? { left: pieces[i], right: pieces[i + 1], count: 0 };
      pair.count += count;
      pairs.set(key, pair);
    }
  }
  const older = (a: string, b: string) => age.get(a)! - age.get(b)!;
  return [...pairs.values()].sort((a, b) => b.count - a.count || older(a.left, b.left) || older(a.right, b.right));
}

function byCodePoint(a: string, b: string): number {
  return a.codePointAt(0)! - b.codePointAt(0)!;
}
