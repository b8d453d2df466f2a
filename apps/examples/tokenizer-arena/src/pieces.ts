/**
 * Tokens as a reader can see them: as parts of the text, not as the vocabulary spells them.
 * @module
 */

interface Tokens {
  tokens: readonly string[];
  offsets: readonly (readonly [start: number, end: number])[];
  /** Tokens that are not made of text are shown as they are called. */
  special: ArrayLike<number>;
}

/**
 * A token's part of the text. Tokens that share a character are numbered, "字 1/3": alone none of them can be shown.
 */
export function showPieces(text: string, { tokens, offsets, special }: Tokens): string[] {
  const shown: string[] = [];
  for (let first = 0; first < tokens.length; ) {
    let last = first;
    while (last + 1 < tokens.length && overlap(offsets[last], offsets[last + 1])) last++;
    const count = last - first + 1;
    for (let i = first; i <= last; i++) {
      const [start, end] = offsets[i];
      const part = special[i] || start === end ? tokens[i] : text.slice(start, end);
      shown.push(count > 1 ? `${part} ${i - first + 1}/${count}` : part);
    }
    first = last + 1;
  }
  return shown;
}

/** Tokens that were added around the text have the empty range [0, 0], which overlaps nothing. */
function overlap(a: readonly [start: number, end: number], b: readonly [start: number, end: number]): boolean {
  return b[0] < a[1] && a[0] < b[1];
}
