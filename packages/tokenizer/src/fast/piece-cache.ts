/** Remembers how pieces of text were encoded, short ones and long ones. @module */
import type { IdBuffer } from "../id-buffer.ts";
import { ChunkCache, maxUnits as maxShortUnits } from "./chunk-cache.ts";
import { LongPieceCache } from "./long-piece-cache.ts";

export { maxUnits } from "./long-piece-cache.ts";

export class PieceCache {
  readonly #short = new ChunkCache();
  readonly #long = new LongPieceCache();

  /** Appends the ids of units start..end to `out`, if they are known; else `store` may follow. `kind` is not 0. */
  find(units: Uint16Array, start: number, end: number, kind: number, out: IdBuffer): boolean {
    if (end - start <= maxShortUnits && this.#short.find(units, start, end, kind, out)) return true;
    return this.#long.find(units, start, end, kind, out);
  }

  /** Remembers that units start..end, just not found, gave the ids of `out` from `from` on. */
  store(units: Uint16Array, start: number, end: number, kind: number, out: IdBuffer, from: number): void {
    if (end - start <= maxShortUnits && this.#short.store(units, start, end, kind, out, from)) return;
    this.#long.store(units, start, end, kind, out, from);
  }
}
