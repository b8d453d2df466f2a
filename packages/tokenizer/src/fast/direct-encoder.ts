/**
 * The short way from text to ids, for tokenizers whose parts allow it.
 *
 * Most texts are words that came up before. So the text is cut where a cut cannot matter, and each piece is looked up; only
 * what is new goes through the pipeline. For byte-level tokenizers with one of the usual word patterns the pieces are the
 * words themselves; for others they are what lies between spaces, if every part treats them separately.
 * @module
 */
import type { IdBuffer } from "../id-buffer.ts";
import { PieceCache } from "./piece-cache.ts";
import { type Scanner, UnitWindow } from "./unit-window.ts";

/** Where a piece stands in its text: some parts treat the beginning and the end specially. */
export const atStart = 1;
export const atEnd = 2;
/** Not the beginning of a part, but of the whole text. */
export const atOrigin = 4;

/** Encodes a piece that is not in the cache, and returns whether it may be remembered. */
export type EncodePiece = (
  units: Uint16Array,
  start: number,
  end: number,
  place: number,
  text: string,
  textStart: number,
  out: IdBuffer,
) => boolean;

export class DirectEncoder {
  readonly #scanner: Scanner;
  readonly #encodeNew: EncodePiece;
  /** The places that make a difference; the others share their entries in the cache. */
  readonly #placeMask: number;
  readonly #cache = new PieceCache();
  /** The id of a piece of one unit, at place 0, if it is a single id; -1: not known. */
  readonly #singles = new Int32Array(0x10000).fill(-1);
  readonly #window = new UnitWindow();

  constructor(scanner: Scanner, placeMask: number, encodePiece: EncodePiece) {
    this.#scanner = scanner;
    this.#placeMask = placeMask;
    this.#encodeNew = encodePiece;
  }

  /**
   * Appends the ids of text[from..to]. `isOrigin`: whether it begins the text the user gave; `edges`: whether its beginning
   * and end are those of a part between added tokens, or it goes on there.
   */
  encode(text: string, from: number, to: number, out: IdBuffer, isOrigin = true, edges = atStart | atEnd): void {
    const scanner = this.#scanner;
    const window = this.#window;
    const placeMask = this.#placeMask;
    const cache = this.#cache;
    const singles = this.#singles;
    const beginning = (edges & atStart) | (isOrigin ? atOrigin : 0);
    for (let base = from; base < to; ) {
      const isLast = window.load(text, base, to);
      const { units } = window;
      const length = isLast ? window.length : scanner.lastCut(units, window.length);
      for (let at = 0; at < length; ) {
        const end = scanner.scan(units, at, length);
        let place = 0;
        if (placeMask !== 0) {
          if (base + at === from) place |= beginning;
          if (base + end === to) place |= edges & atEnd;
          place &= placeMask;
        }
        // Ideographs, punctuation: one load.
        const single = place === 0 && end - at === 1 ? singles[units[at]] : -1;
        if (single >= 0) out.push(single);
        else if (!cache.find(units, at, end, place + 1, out))
          this.#encodeNewPiece(units, at, end, place, text, base + at, out);
        at = end;
      }
      if (length === 0) window.enlarge();
      base += length;
    }
  }

  /** A piece that was just not found in the cache: the long way. */
  #encodeNewPiece(
    units: Uint16Array,
    start: number,
    end: number,
    place: number,
    text: string,
    textStart: number,
    out: IdBuffer,
  ): void {
    const before = out.length;
    if (!this.#encodeNew(units, start, end, place, text, textStart, out)) return;
    this.#cache.store(units, start, end, place + 1, out, before);
    if (place === 0 && end - start === 1 && out.length === before + 1) this.#singles[units[start]] = out.data[before];
  }
}
