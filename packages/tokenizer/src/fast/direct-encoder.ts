/**
 * The short way from text to ids, for tokenizers whose parts allow it.
 *
 * Most texts are words that came up before. So the text is cut where a cut cannot matter, and each piece is looked up; only
 * what is new goes through the pipeline. For byte-level tokenizers with one of the usual word patterns the pieces are the
 * words themselves; for others they are what lies between spaces, if every part treats them separately.
 * @module
 */
import type { IdBuffer } from "../id-buffer.ts";
import { ChunkCache, maxUnits } from "./chunk-cache.ts";
import { LongPieceCache } from "./long-piece-cache.ts";
import { forEachPiece, type Scanner, UnitWindow } from "./unit-window.ts";

/** Where a piece stands in its text: some parts treat the beginning and the end specially. */
export const atStart = 1;
export const atEnd = 2;
/** Not the beginning of a part, but of the whole text. */
export const atOrigin = 4;

/** Encodes a piece that is not in the cache. */
export type EncodePiece = (
  units: Uint16Array,
  start: number,
  end: number,
  place: number,
  text: string,
  textStart: number,
  out: IdBuffer,
) => void;

export class DirectEncoder {
  readonly #scanner: Scanner;
  readonly #encodePiece: EncodePiece;
  /** The places that make a difference; the others share their entries in the cache. */
  readonly #placeMask: number;
  readonly #cache = new ChunkCache();
  readonly #longCache = new LongPieceCache();
  readonly #window = new UnitWindow();

  constructor(scanner: Scanner, placeMask: number, encodePiece: EncodePiece) {
    this.#scanner = scanner;
    this.#placeMask = placeMask;
    this.#encodePiece = encodePiece;
  }

  /** Appends the ids of text[from..to]. `isOrigin`: whether it begins the text the user gave. */
  encode(text: string, from: number, to: number, out: IdBuffer, isOrigin = true): void {
    const cache = this.#cache;
    const longCache = this.#longCache;
    const encodePiece = this.#encodePiece;
    forEachPiece(this.#window, text, from, to, this.#scanner, (units, start, end, textStart) => {
      let place = 0;
      if (this.#placeMask !== 0) {
        if (textStart === from) place |= isOrigin ? atStart | atOrigin : atStart;
        if (textStart + end - start === to) place |= atEnd;
        place &= this.#placeMask;
      }
      const kind = place + 1;
      const isShort = end - start <= maxUnits;
      if (isShort ? cache.find(units, start, end, kind, out) : longCache.find(units, start, end, kind, out)) return;
      const before = out.length;
      encodePiece(units, start, end, place, text, textStart, out);
      if (isShort) cache.store(units, start, end, kind, out, before);
      else longCache.store(units, start, end, kind, out, before);
    });
  }
}
