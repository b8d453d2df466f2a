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
 * A token's part of the text. Several tokens that share one character are numbered, "字 1/3": alone none of them can be shown.
 */
export function showPieces(text: string, { tokens, offsets, special }: Tokens): string[] {
  const shown: string[] = [];
  for (let i = 0; i < tokens.length; ) {
    const [start, end] = offsets[i];
    if (special[i] || start === end) {
      shown.push(tokens[i++]);
      continue;
    }
    let last = i;
    while (last + 1 < tokens.length && !special[last + 1] && sameRange(offsets[last + 1], offsets[i])) last++;
    const part = text.slice(start, end);
    const count = last - i + 1;
    for (let at = 1; at <= count; at++) shown.push(count > 1 ? `${part} ${at}/${count}` : part);
    i = last + 1;
  }
  return shown;
}

function sameRange(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
