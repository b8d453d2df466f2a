/**
 * From a pair of token ids to the rank and the id of their union.
 *
 * Open addressing with linear probing: four 32-bit integers a slot in one array, so that a lookup touches one cache line
 * and allocates nothing. (A `Map` keyed by a string of both ids was 6 times slower.)
 * @module
 */
export class PairTable {
  /** slots[4 s …]: left id, right id, rank, id of the union; left = -1 is an empty slot. */
  #slots: Int32Array;
  #mask: number;

  /** @param capacity number of pairs that will be set */
  constructor(capacity: number) {
    let size = 16;
    while (size < capacity * 2) size *= 2;
    this.#slots = new Int32Array(4 * size).fill(-1);
    this.#mask = size - 1;
  }

  /** Adds a pair; a pair that is set twice keeps the later rank. */
  set(left: number, right: number, rank: number, id: number): void {
    const at = this.#slot(left, right);
    this.#slots[at] = left;
    this.#slots[at + 1] = right;
    this.#slots[at + 2] = rank;
    this.#slots[at + 3] = id;
  }

  /** The place of a pair for `rank` and `id`, or -1. */
  find(left: number, right: number): number {
    const at = this.#slot(left, right);
    return this.#slots[at] === -1 ? -1 : at;
  }

  rank(place: number): number {
    return this.#slots[place + 2];
  }

  id(place: number): number {
    return this.#slots[place + 3];
  }

  #slot(left: number, right: number): number {
    const slots = this.#slots;
    let hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let s = hash & this.#mask; ; s = (s + 1) & this.#mask) {
      const at = 4 * s;
      if (slots[at] === -1 || (slots[at] === left && slots[at + 1] === right)) return at;
    }
  }
}
