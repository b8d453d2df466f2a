/** What the four models have in common. @module */
import type { IdBuffer } from "../id-buffer.ts";
import { characterLength, utf8Length } from "../unicode.ts";

/** A token as the model sees it: units start..end of the piece, both on character borders. */
export interface ModelToken {
  id: number;
  value: string;
  start: number;
  end: number;
  /** start and end are bytes, and lie behind the end of the piece: the reference reports them as they are. */
  outside?: boolean;
}

/** How one call differs from what the file says. */
export interface ModelOptions {
  /** BPE: the probability that a merge is passed over, instead of the file's. */
  dropout?: number;
  /** BPE: the source of randomness for dropout, in [0, 1). Default `Math.random`. */
  random?: () => number;
  /** Is told what the model does, as it does it. */
  watch?: ModelWatcher;
}

/** What the models tell while they work. Symbols are counted as they were at the beginning. */
export interface ModelWatcher {
  /** BPE: the symbols to begin with; `bytes` is what each stands for, in bytes of UTF-8. */
  symbols?(ids: Int32Array, bytes: Int32Array): void;
  /** BPE: the symbol that begins at `at` and the one behind it become `id`. */
  merge?(at: number, rank: number, id: number): void;
  /** BPE: dropout passes over the pair that begins at `at`. */
  passOver?(at: number, rank: number): void;
  /** WordPiece, Unigram: `id` (-1: no token) could stand for units start..end. `score` is Unigram's. */
  candidate?(start: number, end: number, id: number, token: string, score: number): void;
}

export interface Model {
  /** The name the file gives it. */
  readonly type: "BPE" | "WordPiece" | "Unigram" | "WordLevel";
  /** Tokens with their place in the piece. */
  tokenize(text: string, options?: ModelOptions): ModelToken[];
  tokenToId(token: string): number | undefined;
  idToToken(id: number): string | undefined;
  /** The ids alone. */
  encodeInto(text: string, out: IdBuffer): void;
  /** Number of tokens in the model's own vocabulary. */
  readonly size: number;
  /** Every [token, id] of the vocabulary. */
  readonly vocabulary: Iterable<[token: string, id: number]>;
  /** Whether the same text may be encoded differently next time (dropout). */
  readonly isRandom?: boolean;
  /** Whether ids do not say which tokens they were, so that only the tokens themselves can be relied upon. */
  readonly sharesIds?: boolean;
}

/** The token that spells one byte. */
export function byteTokenOf(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}
/** Walks over a text in bytes of UTF-8 and says which characters they belong to. */
export class BytePlaces {
  readonly #text: string;
  #byte = 0; // where the next token begins
  #unit = 0; // the character that holds it: its first unit …
  #unitByte = 0; // … and its first byte

  constructor(text: string) {
    this.#text = text;
  }

  /** The units of the characters that the next `bytes` bytes touch. */
  advance(bytes: number): { start: number; end: number; outside?: boolean } {
    const from = this.#byte;
    const to = from + bytes;
    this.#byte = to;
    this.#seek(from);
    const start = this.#unit;
    this.#seek(to - 1);
    if (this.#unit >= this.#text.length) return { start: from, end: to, outside: true };
    return { start, end: this.#unit + characterLength(this.#text, this.#unit) };
  }

  #seek(byte: number): void {
    while (this.#unit < this.#text.length) {
      const codePoint = this.#text.codePointAt(this.#unit)!;
      const next = this.#unitByte + utf8Length(codePoint);
      if (byte < next) return;
      this.#unitByte = next;
      this.#unit += codePoint > 0xffff ? 2 : 1;
    }
  }
}
