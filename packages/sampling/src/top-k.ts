/**
 * Top-k keeps the k most likely tokens and masks the rest.
 *
 * Only the k-th largest logit has to be known: everything below it goes. Sorting 262,144 logits for that would cost
 * some 20 ms; a min-heap of the k largest seen so far needs one pass and almost never an update.
 * @module
 */
import { checkNumber } from "./checks.ts";
import { maskBelow } from "./mask-below.ts";

/**
 * Sets every logit below the k-th largest to -Infinity, in place, and returns `logits`.
 *
 * Shape: logits [vocabSize]
 * Ties:  tokens equal to the k-th largest all stay, so more than k can remain
 * @param options.minTokensToKeep keeps at least this many (default 1)
 * @throws RangeError unless topK is a whole number >= 1
 * @see Fan, Lewis & Dauphin 2018, "Hierarchical neural story generation", https://arxiv.org/abs/1805.04833
 * @example
 * topKInPlace(Float32Array.of(1, 4, 2, 3), { topK: 2 }); // => [-Infinity, 4, -Infinity, 3]
 */
export function topKInPlace(logits: Float32Array, options: { topK: number; minTokensToKeep?: number }): Float32Array {
  return maskBelow(logits, topKThreshold(logits, options));
}

/** The smallest logit that topKInPlace keeps. */
export function topKThreshold(logits: Float32Array, options: { topK: number; minTokensToKeep?: number }): number {
  const { topK, minTokensToKeep = 1 } = options;
  checkTopK(topK);
  checkMinTokensToKeep(minTokensToKeep);
  const k = Math.max(topK, minTokensToKeep);
  return k >= logits.length ? -Infinity : kthLargest(logits, k);
}

/** @throws RangeError unless topK is a whole number >= 1 */
export function checkTopK(topK: number): void {
  checkNumber("topK", topK);
  if (!Number.isInteger(topK) || topK < 1) {
    throw new RangeError(`topK: topK is ${topK} but has to be a whole number >= 1. Leave it out to keep every token.`);
  }
}

/** @throws RangeError unless minTokensToKeep is a whole number >= 1 */
export function checkMinTokensToKeep(minTokensToKeep: number): void {
  if (!Number.isInteger(minTokensToKeep) || minTokensToKeep < 1) {
    throw new RangeError(`minTokensToKeep is ${minTokensToKeep} but has to be a whole number >= 1.`);
  }
}

/** Past this size a heap update costs more than sorting once. */
const largestHeap = 2048;
const heapBuffer = /* @__PURE__ */ new Float32Array(largestHeap);

/** The k-th largest of `values`, 1 <= k <= values.length. */
export function kthLargest(values: Float32Array, k: number): number {
  if (k > largestHeap) return values.slice().sort()[values.length - k];
  const heap = heapBuffer; // heap[0] is the smallest of the k largest seen so far
  heap.set(values.subarray(0, k));
  for (let root = (k >> 1) - 1; root >= 0; root--) sink(heap, root, k);
  for (let i = k; i < values.length; i++) {
    if (!(values[i] > heap[0])) continue;
    heap[0] = values[i];
    sink(heap, 0, k);
  }
  return heap[0];
}

/** Moves heap[root] down until both of its children are at least as large. */
function sink(heap: Float32Array, root: number, size: number): void {
  const value = heap[root];
  let hole = root;
  for (let child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
    if (child + 1 < size && heap[child + 1] < heap[child]) child++;
    if (heap[child] >= value) break;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = value;
}
