/**
 * Encoding a text that arrives piece by piece, in memory that does not grow with it.
 *
 * The ids have to be those of the whole text in one call, so it may only be cut where nothing looks across: not the
 * normalizers, not the pre-tokenizers, no token. The short ways to ids know such places already: for byte-level tokenizers
 * with a usual word pattern behind a letter and before what is neither letter nor mark nor apostrophe; for others between a
 * visible ASCII character and a space, if every part treats those separately. What is behind the last such place waits.
 * @module
 */

import { flatten } from "./config.ts";
import { createByteEncoder } from "./fast/byte-encoder.ts";
import { atEnd, atStart } from "./fast/direct-encoder.ts";
import type { PieceEncoder } from "./fast/piece-encoder.ts";
import { keepsSpaces } from "./fast/space-plan.ts";
import { createSpaceEncoder } from "./fast/space-shortcut.ts";
import { planWords } from "./fast/word-plan.ts";
import { createWordScanner } from "./fast/word-scanner.ts";
import { IdBuffer } from "./id-buffer.ts";
import { Piece } from "./piece.ts";
import { type Insides, insidesOf, type Tokenizer, wellFormed } from "./tokenizer.ts";

/** So much is collected before anything is encoded: cutting has a price. */
const stretch = 1 << 16;
/** The text is searched for a cut in windows of this size, from the end on. */
const windowSize = 1 << 12;

export class EncodeStream {
  readonly #insides: Insides;
  readonly #lastCut: (units: Uint16Array, end: number) => number;
  /** Where the edges of parts matter; null: a stretch can be encoded like any text. */
  readonly #encoder: PieceEncoder | null;
  readonly #before: number[];
  readonly #after: number[];
  readonly #ids = new IdBuffer();
  #text = "";
  /** No cut lies before this place. */
  #searched = 0;
  #isFirst = true;

  /** @throws TypeError for a tokenizer whose texts cannot be cut */
  constructor(tokenizer: Tokenizer, addSpecialTokens: boolean) {
    this.#insides = insidesOf(tokenizer);
    const { pipeline, json, build, frame } = this.#insides;
    const words = findWordCuts(this.#insides);
    const spaces = words ? null : createSpaceEncoder(pipeline, json, build);
    const lastCut = words ?? spaces?.scanner.lastCut;
    if (!lastCut) {
      throw new TypeError(
        "createEncodeStream: a part of this tokenizer may look at any distance, so that there is no place where a text " +
          "could be cut. Encode the whole text with encodeIds.",
      );
    }
    this.#lastCut = lastCut;
    this.#encoder = spaces && spaces.placeMask !== 0 ? spaces : null;
    const around = frame(addSpecialTokens);
    const middle = around.indexOf(-1);
    this.#before = around.slice(0, middle);
    this.#after = around.slice(middle + 1);
  }

  /** Takes the next piece of the text, cut anywhere; returns the ids that are certain now, often none. */
  push(text: string): number[] {
    this.#text += text;
    if (this.#text.length < stretch) return [];
    const cut = this.#findCut();
    return cut === 0 ? [] : this.#take(cut, false);
  }

  /** Returns the ids of what has waited, and begins anew. */
  end(): number[] {
    const ids = this.#take(this.#text.length, true);
    this.#isFirst = true;
    return ids;
  }

  #take(cut: number, isLast: boolean): number[] {
    const text = wellFormed("push", this.#text.slice(0, cut));
    this.#text = this.#text.slice(cut);
    this.#searched = 0;
    const ids = this.#ids;
    ids.length = 0;
    if (this.#encoder) this.#encodeEdges(this.#encoder, text, isLast);
    else this.#insides.pipeline.encodeInto(text, ids);
    const result = ids.toArray();
    if (this.#isFirst) result.unshift(...this.#before);
    if (isLast) result.push(...this.#after);
    this.#isFirst = false;
    return result;
  }

  /** A cut is inside a part between added tokens: the first part may have begun before, the last may go on. */
  #encodeEdges(encoder: PieceEncoder, text: string, isLast: boolean): void {
    const parts = this.#insides.pipeline.added.splitPlain(new Piece(text, 0, false));
    parts.forEach((part, i) => {
      if (part.addedId >= 0) {
        this.#ids.push(part.addedId);
        return;
      }
      const isFirstPart = i === 0;
      const isLastPart = i === parts.length - 1;
      const begins = !isFirstPart || this.#isFirst ? atStart : 0;
      const ends = !isLastPart || isLast ? atEnd : 0;
      encoder.encode(part, this.#ids, isFirstPart && this.#isFirst, begins | ends);
    });
  }

  /** The last place where the text may be cut whatever follows; 0 if there is none. */
  #findCut(): number {
    const { added } = this.#insides.pipeline;
    const text = this.#text;
    // An added token that has begun has to be seen to its end.
    const limit = text.length - added.longest - 1;
    const parts = added.splitPlain(new Piece(text, 0, false));
    for (let p = parts.length - 1; p >= 0; p--) {
      const { origin, text: inner, addedId } = parts[p];
      if (addedId >= 0) continue;
      const from = Math.max(origin, this.#searched);
      const cut = this.#searchBackwards(from, Math.min(origin + inner.length, limit));
      if (cut > 0) return cut;
    }
    this.#searched = Math.max(0, limit - 2);
    return 0;
  }

  #searchBackwards(from: number, to: number): number {
    const units = new Uint16Array(windowSize);
    for (let end = to; end - from > 1; end -= windowSize - 2) {
      const start = Math.max(from, end - windowSize);
      for (let i = start; i < end; i++) units[i - start] = this.#text.charCodeAt(i);
      const cut = this.#lastCut(units, end - start);
      if (cut > 0) return start + cut;
      if (start === from) break;
    }
    return 0;
  }
}

/** The cuts of a word pattern, if it is a usual one and no normalizer could move its borders. */
function findWordCuts({ pipeline, json }: Insides): ((units: Uint16Array, end: number) => number) | null {
  const { added, model } = pipeline;
  if (!createByteEncoder(model) || !keepsSpaces(added)) return null;
  if (!flatten(json.normalizer, "normalizers").every(({ type }) => type === "NFC" || type === "NFD")) return null;
  const plan = planWords(json.pre_tokenizer);
  return plan?.style && !plan.addPrefixSpace ? createWordScanner(plan.style).lastCut : null;
}
