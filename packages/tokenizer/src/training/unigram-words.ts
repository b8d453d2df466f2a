/**
 * Training words as small integers: what the seed finder and the lattice read.
 * @module
 */

/** Distinct words in one array, each followed by 0. */
export interface UnigramWords {
  /** Character numbers, 1 … alphabet.length in code point order; 0 ends a word. */
  text: Int32Array;
  /** Word w is text[starts[w] … starts[w + 1] - 1), without its end mark. */
  starts: Int32Array;
  /** How often each word stands in the corpus. */
  counts: Float64Array;
  /** alphabet[number - 1] is the character. */
  alphabet: string[];
}

export function numberCharacters(words: ReadonlyMap<string, number>): UnigramWords {
  const characters = new Set<string>();
  let length = 0;
  for (const word of words.keys()) {
    length += word.length + 1;
    for (const character of word) characters.add(character);
  }
  const alphabet = [...characters].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
  const numbers = new Map(alphabet.map((character, index) => [character, index + 1]));

  const text = new Int32Array(length);
  const starts = new Int32Array(words.size + 1);
  const counts = new Float64Array(words.size);
  let at = 0;
  let index = 0;
  for (const [word, count] of words) {
    starts[index] = at;
    counts[index++] = count;
    for (const character of word) text[at++] = numbers.get(character)!;
    text[at++] = 0;
  }
  starts[index] = at;
  return { text: text.subarray(0, at), starts, counts, alphabet };
}

/** The characters of text[offset … offset + length). */
export function spellPiece({ text, alphabet }: UnigramWords, offset: number, length: number): string {
  let piece = "";
  for (let i = offset; i < offset + length; i++) piece += alphabet[text[i] - 1];
  return piece;
}
