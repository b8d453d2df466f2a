/**
 * What encoding a text gives: ids, and for each of them everything one may want to know about it.
 *
 * Most callers want the ids. So the ids are there at once, and the rest is worked out when it is first asked for.
 * @module
 */

/** [start, end): a range of the original text. */
export type Offsets = [start: number, end: number];

/** Parallel arrays, one entry per token. */
interface Columns {
  tokens: string[];
  offsets: Offsets[];
  typeIds: number[];
  wordIds: (number | null)[];
  specialTokensMask: number[];
  attentionMask: number[];
  sequenceRanges: Map<number, [start: number, end: number]>;
}

export class Encoding {
  ids: number[];
  /** The parts that truncation cut off, each an encoding of its own. */
  overflowing: Encoding[] = [];
  #columns: Columns | null;
  #compute: (() => Encoding) | null;

  /** An empty encoding to be filled; or ids, and how to find the rest. */
  constructor(ids: number[] = [], compute: (() => Encoding) | null = null) {
    this.ids = ids;
    this.#compute = compute;
    this.#columns = compute ? null : emptyColumns();
  }

  /** The tokens as the vocabulary spells them. */
  get tokens(): string[] {
    return this.#all().tokens;
  }

  /** Where in the original text each token is; [0, 0] for tokens that were added around it. */
  get offsets(): Offsets[] {
    return this.#all().offsets;
  }

  /** Which segment a token belongs to, as models with two segments number them. */
  get typeIds(): number[] {
    return this.#all().typeIds;
  }

  /** The piece of the pre-tokenizer that the token lies in; null for tokens that were added around the text. */
  get wordIds(): (number | null)[] {
    return this.#all().wordIds;
  }

  /** 1 for tokens that were added around the text. */
  get specialTokensMask(): number[] {
    return this.#all().specialTokensMask;
  }

  /** 0 for padding. */
  get attentionMask(): number[] {
    return this.#all().attentionMask;
  }

  /** Which tokens come from the first text (0) and from the second (1). Empty: all from the first. */
  get sequenceRanges(): Map<number, [start: number, end: number]> {
    return this.#all().sequenceRanges;
  }

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

  /** Plain data: all arrays, and what was cut off. */
  toJSON(): Record<string, unknown> {
    const { ids, tokens, offsets, typeIds, wordIds, specialTokensMask, attentionMask, overflowing } = this;
    return { ids, tokens, offsets, typeIds, wordIds, specialTokensMask, attentionMask, overflowing };
  }

  /** Appends the tokens of another encoding that lie between `start` and `end`. */
  append(other: Encoding, start = 0, end = other.length): void {
    const own = this.#all();
    const more = other.#all();
    // Whole columns at a time: a text may have hundreds of thousands of tokens.
    const join = <T>(a: T[], b: T[]): T[] => {
      const part = start === 0 && end === b.length ? b : b.slice(start, end);
      return a.length === 0 && part === b ? b.slice() : a.concat(part);
    };
    this.ids = join(this.ids, other.ids);
    own.tokens = join(own.tokens, more.tokens);
    own.offsets = join(own.offsets, more.offsets);
    own.typeIds = join(own.typeIds, more.typeIds);
    own.wordIds = join(own.wordIds, more.wordIds);
    own.specialTokensMask = join(own.specialTokensMask, more.specialTokensMask);
    own.attentionMask = join(own.attentionMask, more.attentionMask);
  }

  #range(sequence: number): [number, number] {
    return this.sequenceRanges.get(sequence) ?? [0, this.length];
  }

  #all(): Columns {
    if (!this.#columns) {
      this.#columns = this.#compute!().#all();
      this.#compute = null;
    }
    return this.#columns;
  }
}

function emptyColumns(): Columns {
  return {
    tokens: [],
    offsets: [],
    typeIds: [],
    wordIds: [],
    specialTokensMask: [],
    attentionMask: [],
    sequenceRanges: new Map(),
  };
}

/** The tokens from `start` to `end`; which text they come from is not kept. */
export function sliceEncoding(encoding: Encoding, start: number, end: number): Encoding {
  const part = new Encoding();
  part.append(encoding, start, end);
  return part;
}

/** All tokens of several encodings in a row. Where parts have overflowing, every combination overflows. */
export function concatEncodings(parts: Encoding[]): Encoding {
  const joined = new Encoding();
  for (const part of parts) {
    const overflowing: Encoding[] = [];
    for (const own of joined.overflowing) {
      overflowing.push(concatEncodings([own, withoutOverflow(part)]));
      for (const other of part.overflowing) overflowing.push(concatEncodings([own, other]));
    }
    for (const other of part.overflowing) overflowing.push(concatEncodings([withoutOverflow(joined), other]));
    for (const [sequence, [start, end]] of part.sequenceRanges) {
      joined.sequenceRanges.set(sequence, [start + joined.length, end + joined.length]);
    }
    joined.append(part);
    joined.overflowing = overflowing;
  }
  return joined;
}

function withoutOverflow(encoding: Encoding): Encoding {
  if (encoding.overflowing.length === 0) return encoding;
  const copy = sliceEncoding(encoding, 0, encoding.length);
  for (const [sequence, range] of encoding.sequenceRanges) copy.sequenceRanges.set(sequence, range);
  return copy;
}
