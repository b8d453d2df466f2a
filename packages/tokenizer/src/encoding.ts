/**
 * What encoding a text gives: ids, and for each of them everything one may want to know about it.
 * @module
 */

/** [start, end): a range of the original text. */
export type Offsets = [start: number, end: number];

/** Parallel arrays, one entry per token. */
export interface EncodingData {
  ids: number[];
  tokens: string[];
  offsets: Offsets[];
  typeIds: number[];
  /** The piece of the pre-tokenizer that the token lies in; null for tokens that were added around the text. */
  wordIds: (number | null)[];
  specialTokensMask: number[];
  attentionMask: number[];
}

export class Encoding implements EncodingData {
  ids: number[] = [];
  tokens: string[] = [];
  offsets: Offsets[] = [];
  typeIds: number[] = [];
  wordIds: (number | null)[] = [];
  specialTokensMask: number[] = [];
  attentionMask: number[] = [];
  /** The parts that truncation cut off, each an encoding of its own. */
  overflowing: Encoding[] = [];
  /** Which tokens come from the first text (0) and from the second (1). Empty: all from the first. */
  sequenceRanges = new Map<number, [start: number, end: number]>();

  /** Number of tokens. */
  get length(): number {
    return this.ids.length;
  }

  /** For each token the text it comes from: 0, 1, or null for added ones. */
  get sequenceIds(): (number | null)[] {
    if (this.sequenceRanges.size === 0) return this.ids.map(() => 0);
    const result: (number | null)[] = this.ids.map(() => null);
    for (const [sequence, [start, end]] of this.sequenceRanges) result.fill(sequence, start, end);
    return result;
  }

  /** The token that covers the character at `position` of text `sequence`, or null. */
  charToToken(position: number, sequence = 0): number | null {
    const [from, to] = this.#range(sequence);
    for (let i = from; i < to; i++) {
      const [start, end] = this.offsets[i];
      if (position >= start && position < end) return i;
    }
    return null;
  }

  /** The range of the original text that a token covers, or null if it comes from none. */
  tokenToChars(token: number): Offsets | null {
    return this.tokenToSequence(token) === null ? null : (this.offsets[token] ?? null);
  }

  /** The text a token comes from: 0, 1, or null. */
  tokenToSequence(token: number): number | null {
    if (token < 0 || token >= this.length) return null;
    if (this.sequenceRanges.size === 0) return 0;
    for (const [sequence, [start, end]] of this.sequenceRanges) if (token >= start && token < end) return sequence;
    return null;
  }

  /** The word a token lies in, or null. */
  tokenToWord(token: number): number | null {
    return this.wordIds[token] ?? null;
  }

  /** The word that covers the character at `position` of text `sequence`, or null. */
  charToWord(position: number, sequence = 0): number | null {
    const token = this.charToToken(position, sequence);
    return token === null ? null : this.tokenToWord(token);
  }

  /** The tokens [start, end) of a word of text `sequence`, or null. */
  wordToTokens(word: number, sequence = 0): [start: number, end: number] | null {
    const [from, to] = this.#range(sequence);
    const first = this.wordIds.indexOf(word, from);
    if (first < 0 || first >= to) return null;
    let end = first + 1;
    while (end < to && this.wordIds[end] === word) end++;
    return [first, end];
  }

  /** The range of the original text that a word covers, or null. */
  wordToChars(word: number, sequence = 0): Offsets | null {
    const tokens = this.wordToTokens(word, sequence);
    return tokens && [this.offsets[tokens[0]][0], this.offsets[tokens[1] - 1][1]];
  }

  #range(sequence: number): [number, number] {
    return this.sequenceRanges.get(sequence) ?? [0, this.length];
  }
}

const columns = [
  "ids",
  "tokens",
  "offsets",
  "typeIds",
  "wordIds",
  "specialTokensMask",
  "attentionMask",
] as const satisfies (keyof EncodingData)[];

/** The tokens from `start` to `end`; which text they come from is not kept. */
export function sliceEncoding(encoding: Encoding, start: number, end: number): Encoding {
  const part = new Encoding();
  for (const column of columns) (part[column] as unknown[]) = encoding[column].slice(start, end);
  return part;
}

/** All tokens of several encodings in a row. Where parts have overflowing, every combination overflows. */
export function concatEncodings(parts: Encoding[]): Encoding {
  return parts.reduce((left, right) => {
    const overflowing: Encoding[] = [];
    for (const own of left.overflowing) {
      overflowing.push(concatEncodings([own, right]));
      for (const other of right.overflowing) overflowing.push(concatEncodings([own, other]));
    }
    for (const other of right.overflowing) overflowing.push(concatEncodings([withoutOverflow(left), other]));
    const joined = new Encoding();
    for (const column of columns) (joined[column] as unknown[]) = (left[column] as unknown[]).concat(right[column]);
    joined.sequenceRanges = new Map(left.sequenceRanges);
    for (const [sequence, [start, end]] of right.sequenceRanges) {
      joined.sequenceRanges.set(sequence, [start + left.length, end + left.length]);
    }
    joined.overflowing = overflowing;
    return joined;
  }, new Encoding());
}

function withoutOverflow(encoding: Encoding): Encoding {
  if (encoding.overflowing.length === 0) return encoding;
  const copy = sliceEncoding(encoding, 0, encoding.length);
  copy.sequenceRanges = encoding.sequenceRanges;
  return copy;
}
