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
const heapIds = /* @__PURE__ */ new Int32Array(largestHeap);

/** The k-th largest of `values`, 1 <= k <= values.length. */
export function kthLargest(values: Float32Array, k: number): number {
  if (k > largestHeap) return values.slice().sort()[values.length - k];
  collectLargest(values, k);
  return heapBuffer[0];
}

/**
 * The ids of the tokens that topKInPlace keeps, in ascending order, without changing `logits`. One pass, so a sampler
 * that begins with top-k needs not copy the vocabulary.
 */
export function topKIds(logits: Float32Array, options: { topK: number; minTokensToKeep?: number }): Int32Array {
  const k = Math.max(options.topK, options.minTokensToKeep ?? 1);
  if (k < logits.length && k <= largestHeap) {
    const ties = collectLargest(logits, k);
    return Int32Array.from([...heapIds.subarray(0, k), ...ties]).sort();
  }
  const threshold = topKThreshold(logits, options);
  return Int32Array.from(logits.keys()).filter((id) => !(logits[id] < threshold));
}

/**
 * Fills the heap with the k largest values and their places; heapBuffer[0] is the smallest of them. Returns the places
 * of the values that equal it but found no room.
 */
function collectLargest(values: Float32Array, k: number): number[] {
  const heap = heapBuffer;
  const ids = heapIds;
  const ties: number[] = [];
  for (let i = 0; i < k; i++) {
    heap[i] = values[i];
    ids[i] = i;
  }
  for (let root = (k >> 1) - 1; root >= 0; root--) sink(heap, ids, root, k);
  let smallest = heap[0];
  for (let i = k; i < values.length; i++) {
    const value = values[i];
    if (!(value >= smallest)) continue;
    if (value === smallest) {
      ties.push(i);
      continue;
    }
    const evicted = ids[0];
    heap[0] = value;
    ids[0] = i;
    sink(heap, ids, 0, k);
    if (heap[0] === smallest) ties.push(evicted);
    else ties.length = 0;
    smallest = heap[0];
  }
  return ties;
}

/** Moves heap[root] down until both of its children are at least as large; ids move along. */
function sink(heap: Float32Array, ids: Int32Array, root: number, size: number): void {
  const value = heap[root];
  const id = ids[root];
  let hole = root;
  for (let child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
    if (child + 1 < size && heap[child + 1] < heap[child]) child++;
    if (heap[child] >= value) break;
    heap[hole] = heap[child];
    ids[hole] = ids[child];
    hole = child;
  }
  heap[hole] = value;
  ids[hole] = id;
}
