/**
 * How alike two vectors are: the three measures that vector search uses.
 *
 * On vectors of length 1 they order neighbours the same way, because |a - b|² = 2 - 2 a·b.
 * @module
 */
import { checkLength } from "./checks.ts";

/** Larger is nearer for "cosine" and "dot"; smaller is nearer for "l2". */
export type Metric = "cosine" | "dot" | "l2";

/**
 * Sum of products, added up in float64.
 *
 * @throws RangeError when the lengths differ
 * @example
 * dotProduct([1, 2, 3], [4, 5, 6]); // => 32
 */
export function dotProduct(a: ArrayLike<number>, b: ArrayLike<number>): number {
  checkSameLength("dotProduct", a, b);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * Cosine of the angle between two vectors, from -1 (opposite) to 1 (same direction); 0 when one of them has no length.
 *
 * @throws RangeError when the lengths differ
 * @example
 * cosineSimilarity([1, 0], [1, 1]); // => 0.7071
 */
export function cosineSimilarity(a: ArrayLike<number>, b: ArrayLike<number>): number {
  checkSameLength("cosineSimilarity", a, b);
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}

/**
 * Straight-line (L2) distance.
 *
 * @throws RangeError when the lengths differ
 * @example
 * euclideanDistance([0, 0], [3, 4]); // => 5
 */
export function euclideanDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  checkSameLength("euclideanDistance", a, b);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return Math.sqrt(sum);
}

function checkSameLength(where: string, a: ArrayLike<number>, b: ArrayLike<number>): void {
  if (a.length === b.length) return;
  throw new RangeError(`${where}: a has ${a.length} elements but b has ${b.length}. Compare vectors of one model.`);
}

/**
 * Scales every vector to length 1, in place, and returns `vectors`. Vectors of zeros stay.
 *
 * Shape: vectors [count, dim], row-major
 */
export function normalizeInPlace(vectors: Float32Array, { count, dim }: { count: number; dim: number }): Float32Array {
  checkLength("normalizeInPlace", "vectors", vectors, { count, dim });
  for (let start = 0; start < vectors.length; start += dim) {
    let sum = 0;
    for (let i = start; i < start + dim; i++) sum += vectors[i] * vectors[i];
    if (sum === 0) continue;
    const scale = 1 / Math.sqrt(sum);
    for (let i = start; i < start + dim; i++) vectors[i] *= scale;
  }
  return vectors;
}
