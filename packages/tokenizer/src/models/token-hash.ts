/**
 * The hash of a token: two FNV-1a hashes of its UTF-8 side by side, 64 bits together.
 *
 * They are two numbers, stepped byte by byte, because returning a pair would allocate; whoever reads bytes anyway (the reader
 * of a tokenizer.json) hashes them on the way.
 * @see Fowler, Noll, Vo, http://www.isthe.com/chongo/tech/comp/fnv/
 * @module
 */
export const seedA = 0x811c9dc5 | 0;
export const seedB = 0x3c6ef372;

export function stepA(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

export function stepB(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x5bd1e995);
}
