/**
 * The start of a trained vocabulary: special tokens, then single characters.
 * @module
 */

export interface AlphabetOptions {
  /** Characters that are in the alphabet even if no word has them. */
  initialAlphabet: Iterable<string>;
  /** Keep only so many characters, the most frequent; initialAlphabet comes first, ties go to the smaller code point. */
  limitAlphabet?: number | undefined;
}

/**
 * The characters of the words and of `initialAlphabet`, in code point order.
 *
 * Of each string in `initialAlphabet` the first character counts, as in the Rust library's bindings.
 */
export function alphabetOf(words: ReadonlyMap<string, number>, { initialAlphabet, limitAlphabet }: AlphabetOptions) {
  const frequency = new Map<string, number>();
  for (const [word, count] of words) {
    for (const character of word) frequency.set(character, (frequency.get(character) ?? 0) + count);
  }
  for (const [character] of initialAlphabet)
    if (character !== undefined) frequency.set(character, Number.POSITIVE_INFINITY);
  let kept = [...frequency.keys()].sort(byCodePoint);
  if (limitAlphabet !== undefined && kept.length > limitAlphabet) {
    // Among equal frequencies the Rust library keeps whichever its hash table shows last, another one in each run.
    const frequentFirst = kept.toSorted((a, b) => compare(frequency.get(b)!, frequency.get(a)!) || byCodePoint(a, b));
    const chosen = new Set(frequentFirst.slice(0, limitAlphabet));
    kept = kept.filter((character) => chosen.has(character));
  }
  return kept;
}

/** Order of single characters by code point; UTF-16 order would put emoji before U+FFFD. */
function byCodePoint(a: string, b: string): number {
  return a.codePointAt(0)! - b.codePointAt(0)!;
}

/** Like a - b, also for two infinities. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
