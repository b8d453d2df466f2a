/**
 * Where the tokens of a word are, from their ids alone.
 *
 * Tokens of a BPE model spell the word, one after the other. So the places follow from how many bytes of UTF-8 each of them
 * stands for; only the unknown token says nothing about that.
 * @module
 */
import type { IdBuffer } from "../id-buffer.ts";
import type { BytePairEncoding } from "../models/byte-pair-encoding.ts";
import { BytePlaces, byteTokenOf, type ModelToken } from "../models/model.ts";
import { utf8Length } from "../unicode.ts";

export class Spelling {
  readonly #model: BytePairEncoding;
  /** Whether tokens are spelt in byte characters, one for each byte. */
  readonly #inBytes: boolean;
  /** lengths[id]: number of bytes; 0: not asked yet, -1: not known. */
  readonly #lengths = new Int16Array(1 << 18);
  /** Whether tokens are their text and nothing else. */
  readonly #isPlain: boolean;
  /** Whether characters may have been left out: the reference's places take no account of those. */
  readonly #mayLeaveOut: boolean;

  constructor(model: BytePairEncoding, inBytes = false) {
    const { vocabulary, prefix, suffix, unkToken } = model;
    this.#model = model;
    this.#inBytes = inBytes;
    this.#isPlain = prefix === "" && suffix === "";
    this.#mayLeaveOut = unkToken === undefined && !model.byteFallback;
    const note = (token: string, length: number) => {
      const id = vocabulary.get(token);
      if (id >= 0 && id < this.#lengths.length) this.#lengths[id] = length;
    };
    if (model.byteFallback) for (let byte = 0; byte < 256; byte++) note(byteTokenOf(byte), 1);
    if (unkToken !== undefined) note(unkToken, -1);
  }

  /** The tokens of a word whose ids are known; null if their places do not follow from them. */
  locate(word: string, { data, length }: IdBuffer): ModelToken[] | null {
    if (!this.#isPlain) return null;
    const places = new BytePlaces(word);
    const tokens: ModelToken[] = [];
    let left = bytesOf(word);
    for (let i = 0; i < length; i++) {
      const bytes = this.#bytesOf(data[i]);
      if (bytes < 0) return null;
      left -= bytes;
      tokens.push({ id: data[i], value: this.#model.vocabulary.token(data[i])!, ...places.advance(bytes) });
    }
    // Otherwise characters were left out, or a token means something else than it says.
    return left === 0 || (this.#mayLeaveOut && left > 0) ? tokens : null;
  }

  #bytesOf(id: number): number {
    const known = this.#lengths[id];
    if (known) return known;
    const token = this.#model.vocabulary.token(id)!;
    const bytes = this.#inBytes ? token.length : this.#model.vocabulary.readBytes(id, (_, start, end) => end - start);
    if (bytes < 0x8000) this.#lengths[id] = bytes;
    return bytes;
  }
}

/** The length of a text in UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i)!;
    bytes += utf8Length(codePoint);
    if (codePoint > 0xffff) i++;
  }
  return bytes;
}
