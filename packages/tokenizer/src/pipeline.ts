/**
 * From a text to the tokens of the model: added tokens, normalizer, pre-tokenizer, model.
 *
 * There is the long way, which knows where every token came from, and the short way, which gives the same ids only.
 * @module
 */
import type { AddedTokens } from "./added-tokens.ts";
import { Encoding, type Offsets } from "./encoding.ts";
import { atOrigin, DirectEncoder } from "./fast/direct-encoder.ts";
import { planSpaces } from "./fast/space-plan.ts";
import { wholeText } from "./fast/unit-window.ts";
import { planWords } from "./fast/word-plan.ts";
import { createWordScanner } from "./fast/word-scanner.ts";
import type { IdBuffer } from "./id-buffer.ts";
import { BytePairEncoding } from "./models/byte-pair-encoding.ts";
import type { Model, ModelOptions, ModelToken } from "./models/model.ts";
import type { Normalizer } from "./normalizers/simple-normalizers.ts";
import { Piece } from "./piece.ts";
import type { PreTokenizer } from "./pre-tokenizers/splitting.ts";

/** Makes components from parts of a tokenizer.json. */
export interface Build {
  normalizer(json: unknown): Normalizer;
  preTokenizer(json: unknown): PreTokenizer;
}

export class Pipeline {
  readonly normalizer: Normalizer | null;
  readonly preTokenizer: PreTokenizer | null;
  readonly model: Model;
  readonly added: AddedTokens;
  readonly #encodePart: (part: Piece, out: IdBuffer) => void;

  /** `json` is the file, checked; `build` makes components from parts of it. */
  constructor(
    json: Record<string, unknown>,
    parts: Pick<Pipeline, "normalizer" | "preTokenizer" | "model" | "added">,
    build: Build,
  ) {
    this.normalizer = parts.normalizer;
    this.preTokenizer = parts.preTokenizer;
    this.model = parts.model;
    this.added = parts.added;
    this.#encodePart =
      this.#planWords(json, build) ?? this.#planSpaces(json, build) ?? ((part, out) => this.#encodeLong(part, out));
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

  #encodeLong(part: Piece, out: IdBuffer): void {
    // "Only at the beginning of the text" has to know where what is left after normalizing begins.
    const tracked = this.normalizer !== null && part.origin === 0 ? new Piece(part.text, 0, true) : part;
    this.#encodeNormalized(this.added.normalize(tracked, this.normalizer), out);
  }

  #encodeNormalized(parts: Piece[], out: IdBuffer): void {
    for (const piece of parts) {
      if (piece.addedId >= 0) out.push(piece.addedId);
      else if (!this.preTokenizer) this.model.encodeInto(piece.text, out);
      else for (const word of this.preTokenizer.split(piece)) this.model.encodeInto(word.text, out);
    }
  }

  #planWords(json: Record<string, unknown>, build: Build): ((part: Piece, out: IdBuffer) => void) | null {
    const { model } = this;
    if (!(model instanceof BytePairEncoding) || !model.hasAllBytes) return null;
    const plan = planWords(json.pre_tokenizer);
    if (!plan) return null;
    const { style, addPrefixSpace } = plan;
    const splitter = plan.splitter && build.preTokenizer(plan.splitter);
    let encoder: DirectEncoder | null = null; // made at the first text: loading stays quick
    const encodePiece = (piece: Piece, out: IdBuffer) => {
      encoder ??= new DirectEncoder(
        style ? createWordScanner(style) : wholeText,
        0,
        (units, start, end, _1, _2, _3, ids) => model.encodeUnits(units, start, end, ids),
      );
      const text = addPrefixSpace && piece.text[0] !== " " ? ` ${piece.text}` : piece.text;
      encoder.encode(text, 0, text.length, out);
    };
    return (part, out) => {
      for (const piece of this.added.normalize(part, this.normalizer)) {
        if (piece.addedId >= 0) out.push(piece.addedId);
        else if (splitter) for (const word of splitter.split(piece)) encodePiece(word, out);
        else encodePiece(piece, out);
      }
    };
  }

  #planSpaces(json: Record<string, unknown>, build: Build): ((part: Piece, out: IdBuffer) => void) | null {
    const { model } = this;
    if (model.isRandom || !this.added.secondRoundIsLocal) return null;
    const plan = planSpaces(json, model instanceof BytePairEncoding ? model : null);
    if (!plan) return null;
    const middle = plan.normalizerAt(0);
    if (middle && !leavesVisibleAsciiAlone(build.normalizer(middle))) return null;
    const normalizers = new Map<number, Normalizer | null>();
    const normalizerAt = (place: number) => {
      if (!normalizers.has(place)) {
        const part = plan.normalizerAt(place);
        normalizers.set(place, part && build.normalizer(part));
      }
      return normalizers.get(place)!;
    };
    const scanner = { ...plan.scanner };
    let encoder: DirectEncoder | null = null;
    return (part, out) => {
      encoder ??= new DirectEncoder(scanner, plan.placeMask, (_units, start, end, place, text, textStart, ids) => {
        const first = (place & atOrigin) !== 0;
        const piece = new Piece(text.slice(textStart, textStart + end - start), first ? 0 : 1, first);
        this.#encodeNormalized(this.added.normalize(piece, normalizerAt(place)), ids);
      });
      encoder.encode(part.text, 0, part.text.length, out, part.origin === 0);
    };
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

/** Whether visible ASCII characters stay visible ASCII characters. */
function leavesVisibleAsciiAlone(normalizer: Normalizer): boolean {
  for (let unit = 0x21; unit < 0x7f; unit++) {
    if (!/^[!-~]$/.test(normalizer.normalize(String.fromCharCode(unit), null))) return false;
  }
  return true;
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
