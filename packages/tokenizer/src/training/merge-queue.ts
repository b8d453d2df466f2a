/**
 * The queue of possible merges, most frequent pair first; equal counts go to the pair with the smaller ids.
 *
 * It is a binary heap over plain entries. Counts of queued pairs keep falling while other merges eat their
 * neighbours; a heap that found and moved each of them would be slower than what is done here: entries stay where
 * they are, and whoever takes one out compares its count with the current one and puts it back when it is stale.
 * @module
 */

export interface QueuedMerge {
  /** Index of the pair in the pair table. */
  pair: number;
  left: number;
  right: number;
  /** The pair's count when it was queued; the current one can only be smaller. */
  count: number;
  /** Words in which the pair was seen, each once. */
  words: ArrayLike<number>;
}

export class MergeQueue {
  readonly #heap: QueuedMerge[] = [];

  push(merge: QueuedMerge): void {
    const heap = this.#heap;
    let at = heap.push(merge) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!comesBefore(merge, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = merge;
  }

  pop(): QueuedMerge | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && comesBefore(heap[child + 1], heap[child])) child++;
      if (!comesBefore(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return top;
  }
}

function comesBefore(a: QueuedMerge, b: QueuedMerge): boolean {
  if (a.count !== b.count) return a.count > b.count;
  return a.left !== b.left ? a.left < b.left : a.right < b.right;
}
