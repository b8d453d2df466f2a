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

export interface Model {
  /** Tokens with their place in the piece. */
  tokenize(text: string): ModelToken[];
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
}

/** The tokens that spell a text byte by byte: `<0x00>` … `<0xFF>`. */
export function byteTokens(text: string): string[] {
  return Array.from(encoder.encode(text), (byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
}
const encoder = new TextEncoder();

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
