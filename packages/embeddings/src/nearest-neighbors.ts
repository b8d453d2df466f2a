/**
 * Exact nearest neighbours: compare with every vector and keep the best k.
 *
 * For up to some hundred thousand vectors this takes milliseconds and is never wrong; approximate indexes (hnsw.ts) are
 * for more, and are measured against this.
 * @module
 */
import { checkInteger, checkLength, checkOneOf } from "./checks.ts";
import type { Metric } from "./similarity.ts";

export interface Neighbors {
  /** Rows of the nearest vectors, nearest first; between equals the lower row first. */
  indices: Uint32Array;
  /** Cosine, dot product or L2 distance of each. */
  scores: Float32Array;
}

export interface VectorSet {
  /** [count, dim], row-major. */
  vectors: Float32Array;
  count: number;
  dim: number;
}

/**
 * Returns the `k` vectors nearest to `query`, or all when there are fewer.
 *
 * Shape: vectors [count, dim], query [dim]
 * @param options.metric  default "cosine"
 * @param options.exclude rows to leave out, such as the query's own
 * @throws RangeError when a length does not fit
 * @example
 * nearestNeighbors({ vectors: Float32Array.of(1, 0, 0, 1, 1, 1), count: 3, dim: 2 }, [1, 0], { k: 2 }).indices; // => [0, 2]
 */
export function nearestNeighbors(
  { vectors, count, dim }: VectorSet,
  query: ArrayLike<number>,
  { k, metric = "cosine", exclude }: { k: number; metric?: Metric; exclude?: ReadonlySet<number> },
): Neighbors {
  checkLength("nearestNeighbors", "vectors", vectors, { count, dim });
  checkLength("nearestNeighbors", "query", query, { dim });
  checkInteger("nearestNeighbors", "k", k, 1);
  checkOneOf("nearestNeighbors", "metric", metric, ["cosine", "dot", "l2"]);
  const scores = scoreAll(vectors, Float32Array.from(query), metric);
  const best = largest(scores, k, exclude);
  return {
    indices: best,
    scores: Float32Array.from(best, (row) => (metric === "l2" ? Math.sqrt(-scores[row]) : scores[row])),
  };
}

/** One score per row, larger is nearer: L2 as the negative squared distance. Four sums, so that additions need not wait. */
function scoreAll(vectors: Float32Array, query: Float32Array, metric: Metric): Float32Array {
  const dim = query.length;
  const tail = dim & ~3;
  const scores = new Float32Array(vectors.length / dim);
  let queryLength = 0;
  for (let d = 0; d < dim; d++) queryLength += query[d] * query[d];
  queryLength = Math.sqrt(queryLength);
  for (let row = 0, start = 0; row < scores.length; row++, start += dim) {
    let [sum0, sum1, sum2, sum3, square] = [0, 0, 0, 0, 0];
    if (metric === "l2") {
      for (let d = 0; d < tail; d += 4) {
        const [a, b, c, e] = [
          vectors[start + d] - query[d],
          vectors[start + d + 1] - query[d + 1],
          vectors[start + d + 2] - query[d + 2],
          vectors[start + d + 3] - query[d + 3],
        ];
        sum0 -= a * a;
        sum1 -= b * b;
        sum2 -= c * c;
        sum3 -= e * e;
      }
      for (let d = tail; d < dim; d++) sum0 -= (vectors[start + d] - query[d]) ** 2;
    } else {
      for (let d = 0; d < tail; d += 4) {
        sum0 += vectors[start + d] * query[d];
        sum1 += vectors[start + d + 1] * query[d + 1];
        sum2 += vectors[start + d + 2] * query[d + 2];
        sum3 += vectors[start + d + 3] * query[d + 3];
      }
      for (let d = tail; d < dim; d++) sum0 += vectors[start + d] * query[d];
    }
    scores[row] = sum0 + sum1 + (sum2 + sum3);
    if (metric === "cosine") {
      for (let d = 0; d < dim; d++) square += vectors[start + d] * vectors[start + d];
      const lengths = Math.sqrt(square) * queryLength;
      scores[row] = lengths === 0 ? 0 : scores[row] / lengths;
    }
  }
  return scores;
}

/** Rows of the k largest scores, largest first. A heap whose root is the worst kept one: most rows cost one comparison. */
export function largest(scores: ArrayLike<number>, k: number, exclude?: ReadonlySet<number>): Uint32Array {
  const heap: number[] = []; // of rows
  const worse = (a: number, b: number) => scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
  for (let row = 0; row < scores.length; row++) {
    if (heap.length === k && !worse(heap[0], row)) continue;
    if (exclude?.has(row)) continue;
    if (heap.length < k) {
      let child = heap.push(row) - 1;
      for (let parent = (child - 1) >> 1; child > 0 && worse(row, heap[parent]); parent = (child - 1) >> 1) {
        heap[child] = heap[parent];
        child = parent;
      }
      heap[child] = row;
    } else {
      let parent = 0;
      for (let child = 1; child < k; child = 2 * parent + 1) {
        if (child + 1 < k && worse(heap[child + 1], heap[child])) child++;
        if (!worse(heap[child], row)) break;
        heap[parent] = heap[child];
        parent = child;
      }
      heap[parent] = row;
    }
  }
  return Uint32Array.from(heap.sort((a, b) => scores[b] - scores[a] || a - b));
}

/**
 * The share of the true nearest neighbours that an approximate search found.
 *
 * @example
 * recall([[1, 2, 3]], [[1, 2, 4]]); // => 2 / 3
 */
export function recall(exact: readonly ArrayLike<number>[], found: readonly ArrayLike<number>[]): number {
  if (exact.length !== found.length) {
    throw new RangeError(
      `recall: exact has ${exact.length} queries but found has ${found.length}. Pass one list per query.`,
    );
  }
  let [hits, total] = [0, 0];
  for (const [query, rows] of exact.entries()) {
    const got = new Set(Array.from(found[query]));
    for (const row of Array.from(rows)) if (got.has(row)) hits++;
    total += rows.length;
  }
  return total === 0 ? 1 : hits / total;
}
