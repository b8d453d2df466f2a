/**
 * From a pair of token ids to the rank of the pair.
 *
 * Looking up pairs is most of the work of byte pair encoding, and its cost is waiting for memory. So a pair is packed into
 * 64 bits, 8 bytes a slot (left id 20 bits, right id 20 bits, rank + 1 24 bits), open addressing with linear probing; and
 * since most pairs of neighbours are in no table, a bit map that fits the processor's cache answers first for those.
 * (A `Map` keyed by a string of both ids was 6 times slower; slots of 16 bytes cost a third more on Chinese.)
 * @module
 */
export const maxPairId = 2 ** 20 - 1;
export const maxRank = 2 ** 22 - 1;

export class PairTable {
  /** slots[2 s]: left | low 12 bits of right << 20; slots[2 s + 1]: high 8 bits of right << 24 | rank + 1; 0 is empty. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  /** One bit for each hash, of which there are 3 to 6 times as many as pairs. */
  readonly #filter: Int32Array;
  readonly #filterMask: number;
  /** union[rank]: the id of the pair's union. */
  readonly union: Int32Array;

  /** @param capacity number of pairs that will be set */
  constructor(capacity: number) {
    let size = 16;
    while (size < capacity * 1.5) size *= 2;
    this.#slots = new Int32Array(2 * size);
    this.#mask = size - 1;
    this.#filter = new Int32Array(Math.max(1, size / 16));
    this.#filterMask = size * 2 - 1;
    this.union = new Int32Array(capacity);
  }

  /** Adds a pair; a pair that is set twice keeps the later rank. */
  set(left: number, right: number, rank: number, id: number): void {
    const hash = hashOf(left, right);
    const bit = (hash >>> 3) & this.#filterMask;
    this.#filter[bit >> 5] |= 1 << (bit & 31);
    const slots = this.#slots;
    const low = left | (right << 20);
    const high = (right >>> 12) << 24;
    let s = hash & this.#mask;
    while (slots[2 * s + 1] !== 0 && (slots[2 * s] !== low || (slots[2 * s + 1] & 0xff000000) !== high)) {
      s = (s + 1) & this.#mask;
    }
    slots[2 * s] = low;
    slots[2 * s + 1] = high | (rank + 1);
    this.union[rank] = id;
  }

  /** The rank of a pair, or -1. */
  rank(left: number, right: number): number {
    const hash = hashOf(left, right);
    const bit = (hash >>> 3) & this.#filterMask;
    if ((this.#filter[bit >> 5] & (1 << (bit & 31))) === 0) return -1;
    const slots = this.#slots;
    const low = left | (right << 20);
    const high = (right >>> 12) << 24;
    for (let s = hash & this.#mask; ; s = (s + 1) & this.#mask) {
      const word = slots[2 * s + 1];
      if (word === 0) return -1;
      if (slots[2 * s] === low && (word & 0xff000000) === high) return (word & 0xffffff) - 1;
    }
  }
}

function hashOf(left: number, right: number): number {
  const hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
