/**
 * From a text to the tokens of the model: added tokens, normalizer, pre-tokenizer, model.
 *
 * There is the long way, which knows where every token came from, and the short way, which gives the same ids only.
 * @module
 */
import type { AddedTokens } from "./added-tokens.ts";
import { Encoding, type Offsets } from "./encoding.ts";
import type { IdBuffer } from "./id-buffer.ts";
import type { Model, ModelOptions, ModelToken } from "./models/model.ts";
import type { Normalizer } from "./normalizers/simple-normalizers.ts";
import { Piece } from "./piece.ts";
import type { PreTokenizer } from "./pre-tokenizers/splitting.ts";

/** Makes components from parts of a tokenizer.json. */
export interface Build {
  normalizer(json: unknown): Normalizer;
  preTokenizer(json: unknown): PreTokenizer;
}

/** Encodes a part of the text between added tokens of the first round: ids only. */
export type EncodePart = (part: Piece, out: IdBuffer) => void;

/** A shorter way to the same ids, for tokenizers whose parts allow it: `json` is the file, checked. Null: not for this one. */
export type Shortcut = (pipeline: Pipeline, json: Record<string, unknown>, build: Build) => EncodePart | null;

export class Pipeline {
  readonly normalizer: Normalizer | null;
  readonly preTokenizer: PreTokenizer | null;
  readonly model: Model;
  readonly added: AddedTokens;
  readonly #encodePart: EncodePart;

  /** The first of the shortcuts that can be taken is. */
  constructor(
    json: Record<string, unknown>,
    parts: Pick<Pipeline, "normalizer" | "preTokenizer" | "model" | "added">,
    build: Build,
    shortcuts: readonly Shortcut[],
  ) {
    this.normalizer = parts.normalizer;
    this.preTokenizer = parts.preTokenizer;
    this.model = parts.model;
    this.added = parts.added;
    let encodePart: EncodePart | null = null;
    for (const shortcut of shortcuts) encodePart ??= shortcut(this, json, build);
    this.#encodePart = encodePart ?? ((part, out) => this.encodeLong(part, out));
  }

  /** The words of a text: each a piece of the normalized text, or an added token. */
  *words(piece: Piece): Generator<Piece> {
    for (const part of this.added.split(piece, this.normalizer)) {
      if (part.addedId >= 0 || !this.preTokenizer) yield part;
      else yield* this.preTokenizer.split(part);
    }
  }

  /** The long way: tokens with all that is known about them. */
  encode(text: string, sequence: number, codePoints: boolean, options?: ModelOptions): Encoding {
    const encoding = new Encoding();
    const toCodePoint = codePoints ? codePointIndex(text) : null;
    let word = 0;
    for (const piece of this.words(new Piece(text, 0, true))) {
      for (const token of this.tokenize(piece, options)) {
        const [start, end] = tokenRange(text, piece, token);
        const offsets: Offsets = toCodePoint ? [toCodePoint[start] ?? start, toCodePoint[end] ?? end] : [start, end];
        appendToken(encoding, token, offsets, sequence, word);
      }
      word++;
    }
    return encoding;
  }

  /** The tokens of one word, or the one that an added token is. */
  tokenize(word: Piece, options?: ModelOptions): ModelToken[] {
    if (word.addedId < 0) return this.model.tokenize(word.text, options);
    return [{ id: word.addedId, value: word.text, start: 0, end: word.text.length }];
  }

  /** The short way: ids only. */
  encodeInto(text: string, out: IdBuffer): void {
    for (const part of this.added.splitPlain(new Piece(text, 0, false))) {
      if (part.addedId >= 0) out.push(part.addedId);
      else this.#encodePart(part, out);
    }
  }

  /** The long way for a part, the words of it perhaps through a memory. */
  encodeLong(part: Piece, out: IdBuffer, words?: EncodeWord): void {
    // "Only at the beginning of the text" has to know where what is left after normalizing begins.
    const tracked = this.normalizer !== null && part.origin === 0 ? new Piece(part.text, 0, true) : part;
    this.encodeNormalized(this.added.normalize(tracked, this.normalizer), out, words);
  }

  /** The ids of parts that have been normalized. */
  encodeNormalized(parts: Piece[], out: IdBuffer, words?: EncodeWord): void {
    const encodeWord = (word: Piece) => (words ? words.encode(word.text, out) : this.model.encodeInto(word.text, out));
    for (const piece of parts) {
      if (piece.addedId >= 0) out.push(piece.addedId);
      else if (!this.preTokenizer) encodeWord(piece);
      else for (const word of this.preTokenizer.split(piece)) encodeWord(word);
    }
  }
}

/** Encodes single words. */
export interface EncodeWord {
  encode(word: string, out: IdBuffer): void;
}

/** Appends a token that comes from a text. */
export function appendToken(
  to: Encoding,
  { id, value }: ModelToken,
  offsets: Offsets,
  sequence: number,
  word: number,
): void {
  to.ids.push(id);
  to.tokens.push(value);
  to.offsets.push(offsets);
  to.typeIds.push(sequence);
  to.wordIds.push(word);
  to.specialTokensMask.push(0);
  to.attentionMask.push(1);
}

/** Where in `text` the token of a word lies. */
export function tokenRange(
  text: string,
  word: Piece,
  { start, end, outside }: ModelToken,
): [start: number, end: number] {
  return outside ? bytesToUnits(text, start, end) : word.originalRange(start, end);
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

/**
 * Offsets that the reference takes from the piece as they are, in bytes, because they lie behind its end (an end-of-word
 * suffix that was spelt in bytes): seen as bytes of the whole text.
 */
function bytesToUnits(text: string, start: number, end: number): [number, number] {
  const units: number[] = [];
  for (let i = 0; i < text.length; ) {
    const codePoint = text.codePointAt(i)!;
    const bytes = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    for (let b = 0; b < bytes; b++) units.push(i);
    i += codePoint > 0xffff ? 2 : 1;
  }
  if (start >= units.length) return [start, end];
  if (end < units.length) return [units[start], units[end]];
  const last = units[end - 1] ?? units[start] + 1;
  return [units[start], last + (text.codePointAt(last)! > 0xffff ? 2 : 1)];
}
