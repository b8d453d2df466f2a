/**
 * Remembers how short pieces of text were encoded.
 *
 * Texts repeat their words; encoding one again costs many times what finding it here does. The cache is a fixed number of
 * places, two for each hash: a new piece takes the first and moves its occupant to the second, so what is used often stays.
 * It never grows. A place is 64 bytes, one cache line: hash, lengths, up to 6 ids, up to 16 units of text.
 * @module
 */
import type { IdBuffer } from "../id-buffer.ts";

export const maxUnits = 16;
const maxIds = 6;
const places = 1 << 15; // 2 MB in all

export class ChunkCache {
  /** words[16 p …]: hash; length | number of ids << 8 | kind << 16 (0: empty place); 6 ids; and then the units. */
  readonly #words = new Int32Array(places * 16);
  /** The same memory by units: those of place p begin at 32 p + 16. */
  readonly #units = new Uint16Array(this.#words.buffer);
  #hash = 0;

  /** Appends the ids of units start..end to `out`, if they are known; else remembers the hash for `store`. */
  find(units: Uint16Array, start: number, end: number, kind: number, out: IdBuffer): boolean {
    const length = end - start; // at most maxUnits
    let hash = 0x811c9dc5 ^ kind;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ units[i], 0x01000193);
    hash ^= hash >>> 15;
    this.#hash = hash;
    const place = hash & (places - 1);
    return this.#take(place, units, start, length, kind, out) || this.#take(place ^ 1, units, start, length, kind, out);
  }

  #take(place: number, units: Uint16Array, start: number, length: number, kind: number, out: IdBuffer): boolean {
    const words = this.#words;
    const at = 16 * place;
    const meta = words[at + 1];
    if (words[at] !== this.#hash || (meta & 0xff) !== length || meta >>> 16 !== kind) return false;
    const keys = this.#units;
    const key = 32 * place + 16;
    for (let i = 0; i < length; i++) if (keys[key + i] !== units[start + i]) return false;
    const count = (meta >>> 8) & 0xff;
    if (out.length + count > out.data.length) out.reserve(count);
    const { data } = out;
    let next = out.length;
    for (let i = 0; i < count; i++) data[next++] = words[at + 2 + i];
    out.length = next;
    return true;
  }

  /** Remembers that units start..end, just not found, gave the ids of `out` from `from` on. `kind` is not 0. False: too many. */
  store(units: Uint16Array, start: number, end: number, kind: number, out: IdBuffer, from: number): boolean {
    const length = end - start;
    const count = out.length - from;
    if (count > maxIds) return false;
    const place = this.#hash & (places - 1);
    const words = this.#words;
    const at = 16 * place;
    if (words[at + 1] !== 0) words.copyWithin(16 * (place ^ 1), at, at + 16);
    words[at] = this.#hash;
    words[at + 1] = length | (count << 8) | (kind << 16);
    for (let i = 0; i < count; i++) words[at + 2 + i] = out.data[from + i];
    for (let i = 0; i < length; i++) this.#units[32 * place + 16 + i] = units[start + i];
    return true;
  }
}
