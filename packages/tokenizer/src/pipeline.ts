/**
 * From a text to the tokens of the model: added tokens, normalizer, pre-tokenizer, model.
 *
 * There is the long way, which knows where every token came from, and the short way, which gives the same ids only.
 * @module
 */
import type { AddedTokens } from "./added-tokens.ts";
import type { Encoding, Offsets } from "./encoding.ts";
import type { IdBuffer } from "./id-buffer.ts";
import type { Model, ModelOptions, ModelToken } from "./models/model.ts";
import type { Normalizer } from "./normalizers/simple-normalizers.ts";
import { Piece } from "./piece.ts";
import type { PreTokenizer } from "./pre-tokenizers/splitting.ts";
import { TokenSink } from "./token-sink.ts";

/** Makes components from parts of a tokenizer.json. */
export interface Build {
  normalizer(json: unknown): Normalizer;
  preTokenizer(json: unknown): PreTokenizer;
}

/** Encodes a part of the text between added tokens of the first round. */
export interface PartEncoder {
  /** Ids only. */
  encode(part: Piece, out: IdBuffer): void;
  /** Tokens with their places; false if it cannot do that for this part, and has done nothing. */
  locate?(part: Piece, out: TokenSink): boolean;
}

/** A shorter way to the same tokens, for tokenizers whose parts allow it: `json` is the file, checked. Null: not for this one. */
export type Shortcut = (pipeline: Pipeline, json: Record<string, unknown>, build: Build) => PartEncoder | null;

/** Encodes single words. */
export interface WordEncoding {
  encode(word: string, out: IdBuffer): void;
  tokenize(word: string): ModelToken[];
}

export class Pipeline {
  readonly normalizer: Normalizer | null;
  readonly preTokenizer: PreTokenizer | null;
  readonly model: Model;
  readonly added: AddedTokens;
  readonly #shortcut: PartEncoder | null = null;
  /** Whether a pre-tokenizer treats the beginning of the text differently (`Metaspace`), wherever normalizing has moved it. */
  readonly #looksAtOrigin: boolean;

  /** The first of the shortcuts that can be taken is; they take a token for what its id says. */
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
    this.#looksAtOrigin = JSON.stringify(json.pre_tokenizer ?? "").includes('"first"');
    if (this.model.sharesIds) return;
    for (const shortcut of shortcuts) this.#shortcut ??= shortcut(this, json, build);
  }

  /** Tokens with all that is known about them. With `options` always the long way. */
  encode(text: string, sequence: number, codePoints: boolean, options?: ModelOptions): Encoding {
    const sink = new TokenSink(text, sequence, codePoints);
    for (const part of this.added.splitPlain(new Piece(text, 0, true))) {
      if (part.addedId < 0 && !options && this.#shortcut?.locate?.(part, sink)) continue;
      const pieces = part.addedId >= 0 ? [part] : this.added.normalize(part, this.normalizer);
      this.locateNormalized(pieces, sink, options);
    }
    return sink.finish();
  }

  /** The tokens of parts that have been normalized, with their places. */
  locateNormalized(parts: Piece[], out: TokenSink, options?: ModelOptions, words?: WordEncoding): void {
    for (const piece of parts) {
      for (const word of piece.addedId >= 0 || !this.preTokenizer ? [piece] : this.preTokenizer.split(piece)) {
        const isPlain = words && word.addedId < 0;
        for (const token of isPlain ? words.tokenize(word.text) : this.tokenize(word, options)) {
          const [start, end] = tokenRange(out.text, word, token);
          out.add(token.id, token.value, start, end);
        }
        out.word++;
      }
    }
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
      else if (this.#shortcut) this.#shortcut.encode(part, out);
      else this.encodeLong(part, out);
    }
  }

  /** The long way for a part, the words of it perhaps through a memory. */
  encodeLong(part: Piece, out: IdBuffer, words?: WordEncoding): void {
    const tracked = this.#looksAtOrigin && part.origin === 0 ? new Piece(part.text, 0, true) : part;
    this.encodeNormalized(this.added.normalize(tracked, this.normalizer), out, words);
  }

  /** The ids of parts that have been normalized. */
  encodeNormalized(parts: Piece[], out: IdBuffer, words?: WordEncoding): void {
    const encodeWord = (word: Piece) => (words ? words.encode(word.text, out) : this.model.encodeInto(word.text, out));
    for (const piece of parts) {
      if (piece.addedId >= 0) out.push(piece.addedId);
      else if (!this.preTokenizer) encodeWord(piece);
      else for (const word of this.preTokenizer.split(piece)) encodeWord(word);
    }
  }
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
