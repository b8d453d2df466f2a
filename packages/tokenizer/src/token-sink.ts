/** Where tokens with their places are collected while a text is encoded. @module */
import { Encoding, type Offsets } from "./encoding.ts";

export class TokenSink {
  readonly encoding = new Encoding();
  /** The number of the word that tokens now belong to. */
  word = 0;
  /** The text that the tokens are of. */
  readonly text: string;
  readonly #sequence: number;
  readonly #toCodePoint: Uint32Array | null;

  /** @param sequence 0 for the first text, 1 for the second of a pair */
  constructor(text: string, sequence: number, codePoints: boolean) {
    this.text = text;
    this.#sequence = sequence;
    this.#toCodePoint = codePoints ? codePointIndex(text) : null;
  }

  /** Adds a token that stands for units start..end of the text. */
  add(id: number, token: string, start: number, end: number, word = this.word): void {
    const { encoding } = this;
    const places = this.#toCodePoint;
    const offsets: Offsets = places ? [places[start] ?? start, places[end] ?? end] : [start, end];
    encoding.ids.push(id);
    encoding.tokens.push(token);
    encoding.offsets.push(offsets);
    encoding.wordIds.push(word);
  }

  /** All tokens, with what is the same for each of them. */
  finish(): Encoding {
    const { encoding } = this;
    const fill = (column: number[], value: number) => {
      for (let i = column.length; i < encoding.length; i++) column.push(value);
    };
    fill(encoding.typeIds, this.#sequence);
    fill(encoding.specialTokensMask, 0);
    fill(encoding.attentionMask, 1);
    return encoding;
  }
}

/** table[UTF-16 index] = code point index. */
function codePointIndex(text: string): Uint32Array {
  const table = new Uint32Array(text.length + 1);
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    table[i] = count;
    if (text.codePointAt(i)! > 0xffff) table[++i] = count;
    count++;
  }
  table[text.length] = count;
  return table;
}
