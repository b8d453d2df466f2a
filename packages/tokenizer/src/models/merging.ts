/**
 * The heart of byte pair encoding: a list of symbols in which neighbours are joined, the pair that was learnt first before
 * all others, of equal pairs the leftmost.
 *
 * Short words are kept in plain arrays and searched from end to end for the next pair: nothing beats that up to some thirty
 * symbols. Longer ones become a linked list with a heap of pairs, O(n log n) for n symbols whatever they are. An entry of
 * the heap is rank and place in one number, so that comparing and moving entries is arithmetic.
 * @see Sennrich, Haddow, Birch 2016, section 3.2, https://arxiv.org/abs/1508.07909
 * @module
 */
import type { IdBuffer } from "../id-buffer.ts";
import type { ModelOptions, ModelWatcher } from "./model.ts";
import type { PairTable } from "./pair-table.ts";

/** Up to here the plain search is faster (measured on English and Chinese words: equal at about 40). */
const shortLength = 32;
const noRank = 0x7fffffff;
const placeFactor = 2 ** 31; // an entry is rank * placeFactor + place: exact below 2^53

export class SymbolList {
  length = 0;
  id = new Int32Array(64);
  /** Length in bytes of UTF-8: the reference counts in bytes, and its offsets are the running sum, right or wrong. */
  bytes = new Int32Array(64);
  /** rank[i]: of the pair that symbol i begins, -1 if that is none. */
  #rank = new Int32Array(64);
  #next = new Int32Array(64);
  #previous = new Int32Array(64);
  #heap = new Float64Array(64);
  #heapLength = 0;

  push(id: number, bytes: number): void {
    if (this.length === this.id.length) this.#grow();
    this.id[this.length] = id;
    this.bytes[this.length++] = bytes;
  }

  /** Appends the ids of all symbols. */
  emit(out: IdBuffer): void {
    out.reserve(this.length);
    out.data.set(this.id.subarray(0, this.length), out.length);
    out.length += this.length;
  }

  /** Joins what can be joined. With `dropout` see below. */
  merge(table: PairTable, { dropout = 0, random = Math.random, watch }: ModelOptions = {}): void {
    if (dropout === 0 && !watch && this.length <= shortLength) this.#mergeShort(table);
    else this.#mergeLong(table, dropout, random, watch);
  }

  #mergeShort(table: PairTable): void {
    const { id, bytes } = this;
    const rank = this.#rank;
    let { length } = this;
    for (let i = 0; i + 1 < length; i++) rank[i] = table.rank(id[i], id[i + 1]);
    // #region lowest-rank-first
    while (length > 1) {
      let best = -1;
      let lowest = noRank;
      for (let i = 0; i + 1 < length; i++) {
        if (rank[i] >= 0 && rank[i] < lowest) {
          lowest = rank[i];
          best = i;
        }
      }
      if (best < 0) break;
      id[best] = table.union[lowest];
      bytes[best] += bytes[best + 1];
      length--;
      for (let i = best + 1; i < length; i++) {
        id[i] = id[i + 1];
        bytes[i] = bytes[i + 1];
        rank[i] = rank[i + 1];
      }
      if (best > 0) rank[best - 1] = table.rank(id[best - 1], id[best]);
      if (best + 1 < length) rank[best] = table.rank(id[best], id[best + 1]);
    }
    // #endregion lowest-rank-first
    this.length = length;
  }

  /**
   * Each pair that comes up is passed over with probability `dropout`, until the next one that is joined.
   * @see Provilkov et al. 2020, "BPE-Dropout", section 3, https://arxiv.org/abs/1910.13267
   */
  #mergeLong(table: PairTable, dropout: number, random: () => number, watch?: ModelWatcher): void {
    const { id, bytes, length } = this;
    const rank = this.#rank;
    const next = this.#next;
    const previous = this.#previous;
    const skipped: number[] = [];
    this.#heapLength = 0;
    for (let i = 0; i < length; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
    }
    for (let i = 0; i < length; i++) this.#lookUp(i, table);
    for (let i = (this.#heapLength >> 1) - 1; i >= 0; i--) this.#siftDown(i);
    while (this.#heapLength > 0) {
      const entry = this.#heap[0];
      this.#pop();
      if (dropout > 0 && random() < dropout) {
        skipped.push(entry);
        const at = entry % placeFactor;
        if (rank[at] === (entry - at) / placeFactor) watch?.passOver?.(at, rank[at]);
        continue;
      }
      while (skipped.length > 0) this.#push(skipped.pop()!);
      const at = entry % placeFactor;
      if (rank[at] !== (entry - at) / placeFactor) continue; // swallowed since, or the pair is another one now
      const right = next[at];
      id[at] = table.union[rank[at]];
      watch?.merge?.(at, rank[at], id[at]);
      bytes[at] += bytes[right];
      rank[right] = -1;
      next[at] = next[right];
      if (next[at] < length) previous[next[at]] = at;
      const before = previous[at];
      if (before >= 0 && this.#lookUp(before, table)) this.#siftUp(this.#heapLength - 1);
      if (this.#lookUp(at, table)) this.#siftUp(this.#heapLength - 1);
    }
    let count = 0;
    for (let i = 0; i < length; i = next[i]) {
      id[count] = id[i];
      bytes[count++] = bytes[i];
    }
    this.length = count;
  }

  /** Notes the rank of the pair at `at`, and puts it at the end of the heap's array if there is one. */
  #lookUp(at: number, table: PairTable): boolean {
    const right = this.#next[at];
    const rank = right < this.length ? table.rank(this.id[at], this.id[right]) : -1;
    this.#rank[at] = rank;
    if (rank < 0) return false;
    if (this.#heapLength === this.#heap.length) {
      const larger = new Float64Array(2 * this.#heapLength);
      larger.set(this.#heap);
      this.#heap = larger;
    }
    this.#heap[this.#heapLength++] = rank * placeFactor + at;
    return true;
  }

  #push(entry: number): void {
    this.#heap[this.#heapLength++] = entry; // there is room: it has been in the heap before
    this.#siftUp(this.#heapLength - 1);
  }

  #pop(): void {
    this.#heap[0] = this.#heap[--this.#heapLength];
    this.#siftDown(0);
  }

  #siftUp(at: number): void {
    const heap = this.#heap;
    const entry = heap[at];
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent] <= entry) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  }

  #siftDown(at: number): void {
    const heap = this.#heap;
    const length = this.#heapLength;
    const entry = heap[at];
    for (let child = 2 * at + 1; child < length; child = 2 * at + 1) {
      if (child + 1 < length && heap[child + 1] < heap[child]) child++;
      if (heap[child] >= entry) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = entry;
  }

  #grow(): void {
    const larger = (old: Int32Array) => {
      const array = new Int32Array(2 * old.length);
      array.set(old);
      return array;
    };
    this.id = larger(this.id);
    this.bytes = larger(this.bytes);
    this.#rank = larger(this.#rank);
    this.#next = larger(this.#next);
    this.#previous = larger(this.#previous);
  }
}
