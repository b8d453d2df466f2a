/**
 * Byte pair encoding of a byte-level tokenizer, straight from the bytes of the text.
 *
 * The general way spells a word in byte characters first, which the model looks up and so turns back into bytes. This one
 * leaves both out.
 * @module
 */
import { byteToCharacter } from "../byte-characters.ts";
import type { IdBuffer } from "../id-buffer.ts";
import type { BytePairEncoding } from "../models/byte-pair-encoding.ts";
import { SymbolList } from "../models/merging.ts";
import type { Model } from "../models/model.ts";
import { createByteBorders } from "./merge-borders.ts";
import { PieceCache } from "./piece-cache.ts";
import type { WordBorders } from "./word-borders.ts";

/** Null if the model is not BPE, or some byte has no symbol, or merges are random. */
export function createByteEncoder(model: Model): ByteEncoder | null {
  if (model.type !== "BPE" || model.isRandom) return null;
  const bpe = model as BytePairEncoding;
  const { vocabulary, prefix, suffix } = bpe;
  if (prefix !== "") return null;
  const first = Int32Array.from(byteToCharacter, (character) => vocabulary.get(character));
  const last = suffix === "" ? first : Int32Array.from(byteToCharacter, (c) => vocabulary.get(c + suffix));
  // Bytes that no UTF-8 text has may be missing.
  const needed = (id: number, byte: number) => id >= 0 || byte === 0xc0 || byte === 0xc1 || byte > 0xf4;
  return first.every(needed) && last.every(needed) ? new ByteEncoder(bpe, first, last) : null;
}

const characterOf = Uint16Array.from(byteToCharacter, (character) => character.charCodeAt(0));

export class ByteEncoder {
  readonly #model: BytePairEncoding;
  /** first[byte], last[byte]: the symbols of bytes, the last one of a word with the suffix. */
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #symbols = new SymbolList();
  /** Undefined: not made yet. */
  #borders: WordBorders | null | undefined;
  #parts: PieceCache | null = null;
  /** UTF-8 of byte characters. Longer words are no tokens: the longest known token has 128 bytes. */
  readonly #spelt = new Uint8Array(2048);

  constructor(model: BytePairEncoding, first: Int32Array, last: Int32Array) {
    this.#model = model;
    this.#first = first;
    this.#last = last;
  }

  /** Appends the ids of the word that UTF-16 units start..end are, as they are in the text. */
  encode(units: Uint16Array, start: number, end: number, out: IdBuffer): void {
    this.#pushUtf8(units, start, end);
    const whole = this.#model.ignoreMerges ? this.#wholeWord() : -1;
    if (whole >= 0) {
      out.push(whole);
      return;
    }
    const isAscii = this.#symbols.length === end - start;
    if (!isAscii && this.#borders === undefined) this.#borders = createByteBorders(this.#model);
    const cut = isAscii || !this.#borders ? end : this.#borders.nextCut(units, start, end);
    if (cut === end) this.#merge(out);
    else this.#encodeParts(units, start, cut, end, out);
  }

  /** The word falls into parts, the first of which ends at `cut`. */
  #encodeParts(units: Uint16Array, start: number, cut: number, end: number, out: IdBuffer): void {
    this.#parts ??= new PieceCache();
    for (let from = start, to = cut; from < end; from = to) {
      if (from > start) to = this.#borders!.nextCut(units, from, end);
      if (this.#parts.find(units, from, to, 1, out)) continue;
      const before = out.length;
      this.#pushUtf8(units, from, to);
      this.#merge(out);
      this.#parts.store(units, from, to, 1, out, before);
    }
  }

  /** Turns the bytes into symbols, joins them, and appends the ids. */
  #merge(out: IdBuffer): void {
    const symbols = this.#symbols;
    if (symbols.length > 0) {
      const last = symbols.length - 1;
      symbols.id[last] = this.#last[symbols.id[last]];
      for (let i = 0; i < last; i++) symbols.id[i] = this.#first[symbols.id[i]];
    }
    symbols.merge(this.#model.merges);
    symbols.emit(out);
  }

  /** The token that all bytes are together, or -1. */
  #wholeWord(): number {
    const { id, length } = this.#symbols;
    const spelt = this.#spelt;
    if (2 * length > spelt.length) return -1;
    let end = 0;
    for (let i = 0; i < length; i++) {
      const character = characterOf[id[i]];
      if (character < 0x80) spelt[end++] = character;
      else {
        spelt[end++] = 0xc0 | (character >> 6);
        spelt[end++] = 0x80 | (character & 63);
      }
    }
    return this.#model.vocabulary.getBytes(spelt, 0, end);
  }

  /** The bytes of a text as the symbols to begin with. Half a surrogate pair becomes U+FFFD. */
  #pushUtf8(units: Uint16Array, start: number, end: number): void {
    const symbols = this.#symbols;
    symbols.length = 0;
    for (let i = start; i < end; i++) {
      let codePoint = units[i];
      if (codePoint < 0x80) {
        symbols.push(codePoint, 1);
        continue;
      }
      if (codePoint < 0x800) {
        symbols.push(0xc0 | (codePoint >> 6), 1);
        symbols.push(0x80 | (codePoint & 63), 1);
        continue;
      }
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) {
        const low = codePoint < 0xdc00 && i + 1 < end ? units[i + 1] : 0;
        if (low >= 0xdc00 && low <= 0xdfff) {
          codePoint = 0x10000 + ((codePoint - 0xd800) << 10) + (low - 0xdc00);
          i++;
          symbols.push(0xf0 | (codePoint >> 18), 1);
          symbols.push(0x80 | ((codePoint >> 12) & 63), 1);
          symbols.push(0x80 | ((codePoint >> 6) & 63), 1);
          symbols.push(0x80 | (codePoint & 63), 1);
          continue;
        }
        codePoint = 0xfffd;
      }
      symbols.push(0xe0 | (codePoint >> 12), 1);
      symbols.push(0x80 | ((codePoint >> 6) & 63), 1);
      symbols.push(0x80 | (codePoint & 63), 1);
    }
  }
}
