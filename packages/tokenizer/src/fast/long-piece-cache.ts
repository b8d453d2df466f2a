/**
 * Remembers pieces that are too long for the cache of words: a run of Chinese between two commas, a line of code.
 *
 * Entries of any length lie one after another in one array, and a hash table says where. When either is full, all is
 * forgotten: that is rare, costs little, and bounds the memory.
 * @module
 */
import type { IdBuffer } from "../id-buffer.ts";

/** Longer pieces are not remembered. */
export const maxUnits = 256;
const slotCount = 1 << 16;
const maxEntries = slotCount / 2;
const maxWords = 1 << 20; // 4 MB

export class LongPieceCache {
  /** slots[2 s], slots[2 s + 1]: hash, and where the entry is in `words`, plus 1. */
  #slots = new Int32Array(0);
  /** An entry: number of units | kind << 16, number of ids, the ids, the units two by two. */
  #words = new Int32Array(1 << 12);
  #used = 0;
  #entries = 0;
  #hash = 0;

  /** Appends the ids of units start..end to `out`, if they are known; else remembers the hash for `store`. */
  find(units: Uint16Array, start: number, end: number, kind: number, out: IdBuffer): boolean {
    const length = end - start;
    if (length > maxUnits) return false;
    let hash = 0x811c9dc5 ^ kind;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ units[i], 0x01000193);
    hash ^= hash >>> 15;
    this.#hash = hash;
    const slots = this.#slots;
    if (slots.length === 0) return false;
    for (let s = hash & (slotCount - 1); slots[2 * s + 1] !== 0; s = (s + 1) & (slotCount - 1)) {
      if (slots[2 * s] === hash && this.#take(slots[2 * s + 1] - 1, units, start, length, kind, out)) return true;
    }
    return false;
  }

  #take(at: number, units: Uint16Array, start: number, length: number, kind: number, out: IdBuffer): boolean {
    const words = this.#words;
    if (words[at] !== (length | (kind << 16))) return false;
    const count = words[at + 1];
    let word = at + 2 + count;
    for (let i = 0; i < length; i += 2, word++) {
      const second = i + 1 < length ? units[start + i + 1] : 0;
      if (words[word] !== (units[start + i] | (second << 16))) return false;
    }
    out.reserve(count);
    out.data.set(words.subarray(at + 2, at + 2 + count), out.length);
    out.length += count;
    return true;
  }

  /** Remembers that units start..end, just not found, gave the ids of `out` from `from` on. */
  store(units: Uint16Array, start: number, end: number, kind: number, out: IdBuffer, from: number): void {
    const length = end - start;
    if (length > maxUnits) return;
    const count = out.length - from;
    const size = 2 + count + ((length + 1) >> 1);
    if (this.#slots.length === 0) this.#slots = new Int32Array(2 * slotCount);
    if (this.#entries >= maxEntries || this.#used + size > maxWords) {
      this.#slots.fill(0);
      this.#used = 0;
      this.#entries = 0;
    }
    if (this.#used + size > this.#words.length) {
      const larger = new Int32Array(Math.max(2 * this.#words.length, this.#used + size));
      larger.set(this.#words);
      this.#words = larger;
    }
    const words = this.#words;
    let at = this.#used;
    let s = this.#hash & (slotCount - 1);
    while (this.#slots[2 * s + 1] !== 0) s = (s + 1) & (slotCount - 1);
    this.#slots[2 * s] = this.#hash;
    this.#slots[2 * s + 1] = at + 1;
    words[at++] = length | (kind << 16);
    words[at++] = count;
    for (let i = from; i < out.length; i++) words[at++] = out.data[i];
    for (let i = start; i < end; i += 2) words[at++] = units[i] | ((i + 1 < end ? units[i + 1] : 0) << 16);
    this.#used = at;
    this.#entries++;
  }
}
