/**
 * Keys and values in pages: a list of blocks per batch row, taken from a pool.
 *
 * A sequence grows a block at a time, so no room is set aside for what may never come, and blocks are counted: sequences
 * that begin alike share the blocks of their beginning. Whoever writes into a shared block gets a copy of it first.
 * A fork costs a list, not the data.
 * @module
 */
import type { CacheView } from "./kv-cache.ts";
import type { LayerStorage } from "./layer-storage.ts";
import type { BlockHolder, LayerPool } from "./page-pool.ts";
import { type Rewrite, rewrite, type WideScratch, wideScratch } from "./rewrite.ts";

/** The blocks of one sequence in one layer, as plain data (`pagedAttention` of the attention package reads it). */
export interface Pages {
  /** [numKvHeads, poolCapacity, dim] */
  keys: Float32Array;
  values: Float32Array;
  poolCapacity: number;
  blockSize: number;
  table: ArrayLike<number>;
  /**
   * Positions from the first of the first block to the newest. A sliding window forgets whole blocks; what is left of
   * the first one is for the window to hide.
   */
  length: number;
}

export class PagedStorage implements LayerStorage, BlockHolder {
  length = 0;
  tables: number[][];
  readonly #pool: LayerPool;
  readonly #scratch: WideScratch;
  /** Positions at the start of the first block that are forgotten. */
  #skip = 0;

  constructor(pool: LayerPool, batch: number, scratch: WideScratch) {
    this.tables = Array.from({ length: batch }, () => []);
    this.#pool = pool;
    this.#scratch = scratch;
    pool.holders.add(this);
  }

  /** Of the blocks that are named, those that are shared included. */
  get bytes(): number {
    const { keys, values, capacity, blockSize } = this.#pool;
    return ((keys.byteLength + values.byteLength) / capacity) * blockSize * this.tables.flat().length;
  }

  append(keys: Float32Array, values: Float32Array, newLen: number): void {
    const { blockSize, capacity, width, ...pool } = this.#pool;
    const start = this.#skip + this.length;
    this.#takeBlocks(start, start + newLen);
    const { numKvHeads, headDim, valueDim } = width;
    this.tables.forEach((table, b) => {
      for (let t = 0; t < newLen; t++) {
        const position = table[Math.floor((start + t) / blockSize)] * blockSize + ((start + t) % blockSize);
        for (let h = 0; h < numKvHeads; h++) {
          const from = (b * newLen + t) * numKvHeads + h; // row of keys[b, t, h]
          const to = h * capacity + position; // row of pool[h, position]
          for (let d = 0; d < headDim; d++) pool.keys[to * headDim + d] = keys[from * headDim + d];
          for (let d = 0; d < valueDim; d++) pool.values[to * valueDim + d] = values[from * valueDim + d];
        }
      }
    });
    this.length += newLen;
  }

  /** In place where one sequence lies in one piece; otherwise a copy, in an array that all layers share. */
  view(): CacheView {
    const { keys, values, capacity, blockSize, width } = this.#pool;
    const { numKvHeads, headDim, valueDim } = width;
    const { tables, length } = this;
    const [table] = tables;
    if (tables.length === 1 && table.every((block, n) => block === table[0] + n)) {
      const start = (table[0] ?? 0) * blockSize + this.#skip;
      return { keys: keys.subarray(start * headDim), values: values.subarray(start * valueDim), length, capacity };
    }
    const rows = table.length * blockSize;
    const wide = wideScratch(this.#scratch, width, tables.length * numKvHeads, rows);
    for (const [to, from, dim] of [
      [wide.keys, keys, headDim],
      [wide.values, values, valueDim],
    ] as const) {
      let at = 0; // to[b, h, block, 0, 0]
      for (const blocks of tables) {
        for (let h = 0; h < numKvHeads; h++) {
          for (const block of blocks) {
            const row = (h * capacity + block * blockSize) * dim;
            to.set(from.subarray(row, row + blockSize * dim), at);
            at += blockSize * dim;
          }
        }
      }
    }
    const [k, v] = [wide.keys.subarray(this.#skip * headDim), wide.values.subarray(this.#skip * valueDim)];
    return { keys: k, values: v, length, capacity: rows };
  }

  pages(row: number): Pages {
    const { keys, values, capacity: poolCapacity, blockSize } = this.#pool;
    return { keys, values, poolCapacity, blockSize, table: this.tables[row], length: this.#skip + this.length };
  }

  drop(start: number, end: number): void {
    const { length } = this;
    if (end < length && start > 0) {
      this.#rewrite({ length: length - end + start, from: (_, n) => (n < start ? n : n + end - start) });
      return;
    }
    if (end < length) {
      this.#skip += end;
      this.length -= end;
      const passed = Math.floor(this.#skip / this.#pool.blockSize);
      this.#skip -= passed * this.#pool.blockSize;
      for (const table of this.tables) this.#release(table.splice(0, passed));
    } else {
      this.length = Math.min(start, length);
      if (this.length === 0) this.#skip = 0;
      const used = Math.ceil((this.#skip + this.length) / this.#pool.blockSize);
      for (const table of this.tables) this.#release(table.splice(used));
    }
  }

  keep(slots: Int32Array, kept: number): void {
    this.#rewrite({ length: kept, from: (head, n) => slots[head * kept + n] });
  }

  replaceKeys(keys: Float32Array, count: number): void {
    this.#rewrite({ length: this.length, keys, count });
  }

  select(rows: ArrayLike<number>): void {
    const chosen = Array.from(rows, (row) => [...this.tables[row]]);
    for (const block of chosen.flat()) this.#pool.share(block);
    this.#release(this.tables.flat());
    this.tables = chosen;
  }

  fork(): PagedStorage {
    const fork = new PagedStorage(this.#pool, 0, this.#scratch);
    fork.tables = this.tables.map((table) => [...table]);
    fork.length = this.length;
    fork.#skip = this.#skip;
    for (const block of this.tables.flat()) this.#pool.share(block);
    return fork;
  }

  save(): Uint8Array[] {
    const { keys, values, capacity, length } = this.view();
    const { numKvHeads, headDim, valueDim } = this.#pool.width;
    const heads = Array.from({ length: this.tables.length * numKvHeads }, (_, head) => head * capacity);
    const rows = (array: Float32Array, dim: number) =>
      heads.map((row) => new Uint8Array(array.slice(row * dim, (row + length) * dim).buffer));
    return [...rows(keys, headDim), ...rows(values, valueDim)];
  }

  load(bytes: Uint8Array, length: number): number {
    const { numKvHeads, headDim, valueDim } = this.#pool.width;
    const heads = this.tables.length * numKvHeads;
    const size = heads * length * 4;
    const numbers = new Float32Array(bytes.slice(0, size * (headDim + valueDim)).buffer);
    const keys = numbers.subarray(0, heads * length * headDim);
    this.#rewrite({ length, view: { keys, values: numbers.subarray(keys.length), length, capacity: length } });
    return size * (headDim + valueDim);
  }

  violations(): string[] {
    const used = Math.ceil((this.#skip + this.length) / this.#pool.blockSize);
    const wrong = this.tables.filter((table) => table.length !== used || new Set(table).size !== used);
    return [...wrong.map((table) => `blocks ${table} for ${this.length} positions`), ...this.#pool.violations()];
  }

  dispose(): void {
    this.drop(0, this.length);
    this.#pool.holders.delete(this);
  }

  /** Makes positions [start, end) writable: copies a block that others read too, and takes new ones. */
  #takeBlocks(start: number, end: number): void {
    const pool = this.#pool;
    const total = Math.ceil(end / pool.blockSize);
    const written = Math.floor(start / pool.blockSize);
    const copied = (table: number[]) => written < total && written < table.length && pool.isShared(table[written]);
    // Refused before anything changes.
    pool.checkFree(this.tables.reduce((sum, table) => sum + total - table.length + (copied(table) ? 1 : 0), 0));
    for (const table of this.tables) {
      if (copied(table)) {
        const own = pool.take();
        pool.copy(table[written], own);
        pool.release(table[written]);
        table[written] = own;
      }
      while (table.length < total) table.push(pool.take());
    }
  }

  #rewrite(change: Rewrite): void {
    const { width } = this.#pool;
    rewrite(this, width, this.tables.length * width.numKvHeads, change);
  }

  #release(blocks: number[]): void {
    for (const block of blocks) this.#pool.release(block);
  }
}
