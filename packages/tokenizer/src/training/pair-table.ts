/**
 * A hash table from a pair of token ids to a small dense index and a count.
 *
 * Byte pair encoding training looks up a pair for each neighbour of each merge. A `Map` would need a
 * key object or a number past 2^31 per question, and V8 allocates both; here keys are two int32 in flat
 * arrays (open addressing, linear probing, at most half full).
 * @module
 */
export class PairTable {
  /** Number of distinct pairs; indices are 0 … size - 1 in order of first sight. */
  size = 0;
  /** left[index], right[index]: the pair. */
  left = new Int32Array(1024);
  right = new Int32Array(1024);
  /** count[index]: how often the pair stands in the training words now. Float64, because int32 overflows on large corpora. */
  count = new Float64Array(1024);
  #slots = new Int32Array(4096).fill(-1); // slot → index, -1 is empty

  /** The index of the pair, which is added with count 0 when it is new. */
  indexOf(left: number, right: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(left, right) & mask;
    for (let index = this.#slots[slot]; index !== -1; index = this.#slots[slot]) {
      if (this.left[index] === left && this.right[index] === right) return index;
      slot = (slot + 1) & mask;
    }
    if (this.size === this.left.length) {
      this.#grow();
      return this.indexOf(left, right);
    }
    const index = this.size++;
    this.#slots[slot] = index;
    this.left[index] = left;
    this.right[index] = right;
    return index;
  }

  /** The index of the pair, or -1 when it was never added. */
  find(left: number, right: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(left, right) & mask;
    for (let index = this.#slots[slot]; index !== -1; index = this.#slots[slot]) {
      if (this.left[index] === left && this.right[index] === right) return index;
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  #grow(): void {
    const capacity = this.left.length * 2;
    this.left = grown(this.left, new Int32Array(capacity));
    this.right = grown(this.right, new Int32Array(capacity));
    this.count = grown(this.count, new Float64Array(capacity));
    this.#slots = new Int32Array(capacity * 4).fill(-1);
    const mask = this.#slots.length - 1;
    for (let index = 0; index < this.size; index++) {
      let slot = hash(this.left[index], this.right[index]) & mask;
      while (this.#slots[slot] !== -1) slot = (slot + 1) & mask;
      this.#slots[slot] = index;
    }
  }
}

function hash(left: number, right: number): number {
  let mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

function grown<A extends Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
