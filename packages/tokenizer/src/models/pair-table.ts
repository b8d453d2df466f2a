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
  /** Number of pairs. */
  count = 0;
  /** union[rank]: the id of the pair's union. */
  union: Int32Array;
  /** pairs[2 rank], pairs[2 rank + 1]: left and right. */
  #pairs: Int32Array;
  /** slots[2 s]: left | low 12 bits of right << 20; slots[2 s + 1]: high 8 bits of right << 24 | rank + 1; 0 is empty. */
  #slots = new Int32Array(0);
  #mask = 0;
  /** One bit for each hash, of which there are 3 to 6 times as many as pairs. */
  #filter = new Int32Array(0);
  #filterMask = 0;
  readonly #findUnion: ((left: number, right: number) => number) | null;
  /** Whether unions never get smaller from rank to rank, as in vocabularies whose ids are in the order they were learned. */
  #inOrder = true;
  /** Otherwise: lastRank[id] - 1 is the highest rank of a pair with that union, earlier[rank] - 1 the next lower one. 0: none. */
  #lastRank: Int32Array | null = null;
  #earlier: Int32Array | null = null;
  #searches = 0;

  /**
   * @param capacity number of pairs that there is room for at first
   * @param findUnion the id of the token that two tokens are together, or -1: so the first pairs are found without a table
   */
  constructor(capacity: number, findUnion: ((left: number, right: number) => number) | null = null) {
    this.union = new Int32Array(capacity);
    this.#pairs = new Int32Array(2 * capacity);
    this.#findUnion = findUnion;
  }

  /** Adds the pair of the next rank; one that is added twice keeps the later rank. */
  add(left: number, right: number, union: number): void {
    if (this.count === this.union.length) {
      const capacity = 2 * this.count + 16;
      this.union = longer(this.union, capacity);
      this.#pairs = longer(this.#pairs, 2 * capacity);
    }
    this.#pairs[2 * this.count] = left;
    this.#pairs[2 * this.count + 1] = right;
    if (this.count > 0 && union < this.union[this.count - 1]) this.#inOrder = false;
    this.union[this.count++] = union;
  }

  /** The rank of a pair, or -1. */
  rank(left: number, right: number): number {
    if (this.#mask === 0) {
      // The table is made when it is worth its making: loading stays quick, and so does the first text.
      if (this.#findUnion && this.#searches++ < this.count >> 2) return this.#search(left, right, this.#findUnion);
      this.#build();
    }
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

  /** Calls `visit(left, right)` for each pair. */
  forEach(visit: (left: number, right: number) => void): void {
    for (let rank = 0; rank < this.count; rank++) visit(this.#pairs[2 * rank], this.#pairs[2 * rank + 1]);
  }

  /** The rank of a pair, by way of its union: some 20 times slower than the table. */
  #search(left: number, right: number, findUnion: (left: number, right: number) => number): number {
    const union = findUnion(left, right);
    if (union < 0) return -1;
    for (let rank = this.#lastOf(union); rank >= 0; rank = this.#before(rank, union)) {
      if (this.#pairs[2 * rank] === left && this.#pairs[2 * rank + 1] === right) return rank;
    }
    return -1;
  }

  /** The highest rank of a pair with this union, or -1. */
  #lastOf(union: number): number {
    if (!this.#inOrder) {
      this.#lastRank ??= this.#listByUnion();
      return union < this.#lastRank.length ? this.#lastRank[union] - 1 : -1;
    }
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.union[middle] <= union) low = middle + 1;
      else high = middle;
    }
    return low > 0 && this.union[low - 1] === union ? low - 1 : -1;
  }

  /** The next lower rank of a pair with the union that `rank` has, or -1. */
  #before(rank: number, union: number): number {
    if (!this.#inOrder) return this.#earlier![rank] - 1;
    return rank > 0 && this.union[rank - 1] === union ? rank - 1 : -1;
  }

  #listByUnion(): Int32Array {
    let highest = -1;
    for (let rank = 0; rank < this.count; rank++) highest = Math.max(highest, this.union[rank]);
    const lastRank = new Int32Array(highest + 1);
    this.#earlier = new Int32Array(this.count);
    for (let rank = 0; rank < this.count; rank++) {
      this.#earlier[rank] = lastRank[this.union[rank]];
      lastRank[this.union[rank]] = rank + 1;
    }
    return lastRank;
  }

  /** Puts all pairs into the table, in one go: so the processor can wait for several places at once. */
  #build(): void {
    let size = 16;
    while (size < this.count * 1.3) size *= 2; // emptier tables are searched in fewer steps, but are more memory to wait for
    const slots = new Int32Array(2 * size);
    const mask = size - 1;
    const filter = new Int32Array(size / 8);
    const filterMask = 4 * size - 1;
    const pairs = this.#pairs;
    for (let rank = 0; rank < this.count; rank++) {
      const left = pairs[2 * rank];
      const right = pairs[2 * rank + 1];
      const hash = hashOf(left, right);
      const bit = (hash >>> 3) & filterMask;
      filter[bit >> 5] |= 1 << (bit & 31);
      const low = left | (right << 20);
      const high = (right >>> 12) << 24;
      let s = hash & mask;
      while (slots[2 * s + 1] !== 0 && (slots[2 * s] !== low || (slots[2 * s + 1] & 0xff000000) !== high))
        s = (s + 1) & mask;
      slots[2 * s] = low;
      slots[2 * s + 1] = high | (rank + 1);
    }
    this.#lastRank = null;
    this.#earlier = null;
    this.#slots = slots;
    this.#mask = mask;
    this.#filter = filter;
    this.#filterMask = filterMask;
  }
}

function longer(array: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}

function hashOf(left: number, right: number): number {
  const hash = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  return hash ^ (hash >>> 15);
}
