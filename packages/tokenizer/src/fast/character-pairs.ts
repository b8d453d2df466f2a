/**
 * A set of pairs of characters, those that may stand inside a token side by side.
 *
 * It is a Bloom filter, a bit for each hash of a pair: a pair that is not in it has not been added for certain, and to take
 * another one for added costs only time.
 * @see Bloom 1970, https://doi.org/10.1145/362686.362692
 * @module
 */
export class CharacterPairs {
  readonly #bits: Int32Array;
  readonly #mask: number;
  /** Number of different pairs, at least. */
  count = 0;

  /** @param expected about how many pairs there will be */
  constructor(expected: number) {
    let size = 1024;
    while (size < 2 * expected) size *= 2;
    this.#bits = new Int32Array(size / 32);
    this.#mask = size - 1;
  }

  add(before: number, after: number): void {
    const hash = this.#hash(before, after);
    const bit = 1 << (hash & 31);
    if ((this.#bits[hash >> 5] & bit) === 0) this.count++;
    this.#bits[hash >> 5] |= bit;
  }

  has(before: number, after: number): boolean {
    const hash = this.#hash(before, after);
    return (this.#bits[hash >> 5] & (1 << (hash & 31))) !== 0;
  }

  #hash(before: number, after: number): number {
    const hash = Math.imul(before, 0x9e3779b1) ^ Math.imul(after, 0x85ebca6b);
    return (hash ^ (hash >>> 15)) & this.#mask;
  }
}

/** The character that begins at `at`; half a surrogate pair is U+FFFD. */
export function codePointAt(units: Uint16Array, at: number, end: number): number {
  const unit = units[at];
  if (unit < 0xd800 || unit > 0xdfff) return unit;
  const low = unit < 0xdc00 && at + 1 < end ? units[at + 1] : 0;
  return low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
}
