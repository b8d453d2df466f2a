/**
 * Caches in pages: one pool of blocks, and a list of blocks per sequence.
 *
 * A sequence grows a block at a time, so no room is set aside for what may never come, and blocks are counted: sequences
 * that begin alike share the blocks of their beginning. Whoever writes into a shared block gets a copy of it first.
 * A fork costs a list, not the data.
 * @module
 */
import type { CacheEvent, OnCacheEvent } from "./cache-events.ts";
import { checkLength, checkOptions, checkRows, checkSize } from "./checks.ts";
import type { CacheShape, CacheView, Fingerprint, KVCache } from "./kv-cache.ts";
import type { BlockHolder, PagePool } from "./page-pool.ts";
import { packCache } from "./serialize.ts";

/** A cache whose positions lie in blocks of `pool`. Lossless. Dispose it, or its blocks stay taken. */
export function createPagedCache(
  pool: PagePool,
  { batch = 1, onEvent, ...unknown }: { batch?: number; onEvent?: OnCacheEvent } = {},
): PagedCache {
  checkOptions("createPagedCache", unknown, ["batch", "onEvent"]);
  checkSize("createPagedCache", "batch", batch, 1);
  return new PagedCache(pool, batch, onEvent);
}

/** The blocks of one sequence in one layer, as plain data (`pagedAttention` of the attention package reads it). */
export interface Pages {
  /** [numKvHeads, poolCapacity, dim] */
  keys: Float32Array;
  values: Float32Array;
  poolCapacity: number;
  blockSize: number;
  table: ArrayLike<number>;
  length: number;
}

export class PagedCache implements KVCache, BlockHolder {
  shape: Readonly<CacheShape>;
  readonly lossy = false;
  readonly observes = false;
  readonly pool: PagePool;
  /** The blocks of each batch row. */
  tables: number[][];
  private lengths: number[];
  private readonly onEvent: OnCacheEvent | undefined;
  private scratch = { keys: new Float32Array(0), values: new Float32Array(0) };

  constructor(pool: PagePool, batch: number, onEvent?: OnCacheEvent) {
    this.pool = pool;
    this.shape = { ...pool.shape, batch };
    this.tables = Array.from({ length: batch }, () => []);
    this.lengths = new Array<number>(pool.shape.numLayers).fill(0);
    this.onEvent = onEvent;
    pool.holders.add(this);
  }

  get seen(): number {
    return this.lengths[0];
  }

  get cropLimit(): number {
    return Math.min(this.seen, 1);
  }

  /** Bytes of the blocks that this cache names, those that it shares included. */
  get bytes(): number {
    const blocks = this.tables.reduce((sum, table) => sum + table.length, 0);
    return (this.pool.bytes / this.pool.blocks) * blocks;
  }

  length(layer: number): number {
    this.checkLayer("length", layer);
    return this.lengths[layer];
  }

  positions(layer: number): Int32Array {
    return Int32Array.from({ length: this.length(layer) }, (_, position) => position);
  }

  observe(): void {}

  append(layer: number, keys: Float32Array, values: Float32Array, newLen: number): void {
    this.checkLayer("append", layer);
    checkSize("append", "newLen", newLen, 0);
    const { batch } = this.shape;
    const { width, ...arrays } = this.pool.layer(layer);
    const { numKvHeads, headDim, valueDim } = width;
    checkLength("append", "keys", keys, { batch, newLen, numKvHeads, headDim });
    checkLength("append", "values", values, { batch, newLen, numKvHeads, valueDim });
    if (newLen === 0) return;
    const start = this.lengths[layer];
    this.takeBlocks(start, start + newLen);
    const { blockSize, blocks } = this.pool;
    for (let b = 0; b < batch; b++) {
      for (let t = 0; t < newLen; t++) {
        const position = this.tables[b][Math.floor((start + t) / blockSize)] * blockSize + ((start + t) % blockSize);
        for (let h = 0; h < numKvHeads; h++) {
          const from = (b * newLen + t) * numKvHeads + h; // row of keys[b, t, h]
          const to = h * blocks * blockSize + position; // row of pool[h, position]
          for (let d = 0; d < headDim; d++) arrays.keys[to * headDim + d] = keys[from * headDim + d];
          for (let d = 0; d < valueDim; d++) arrays.values[to * valueDim + d] = values[from * valueDim + d];
        }
      }
    }
    this.lengths[layer] = start + newLen;
    this.tell({ type: "append", layer, newLen, length: start + newLen });
  }

  /** Reads in place where one sequence lies in one piece; otherwise gathers a copy. */
  view(layer: number): CacheView {
    this.checkLayer("view", layer);
    const { width, keys, values } = this.pool.layer(layer);
    const { numKvHeads, headDim, valueDim } = width;
    const { blockSize, blocks } = this.pool;
    const { batch } = this.shape;
    const length = this.lengths[layer];
    const [table] = this.tables;
    const used = Math.ceil(length / blockSize);
    if (batch === 1 && used > 0 && table.slice(0, used).every((block, n) => block === table[0] + n)) {
      const start = table[0] * blockSize;
      const capacity = blocks * blockSize;
      return { keys: keys.subarray(start * headDim), values: values.subarray(start * valueDim), length, capacity };
    }
    const capacity = used * blockSize;
    const gather = (name: "keys" | "values", from: Float32Array, dim: number) => {
      const size = batch * numKvHeads * capacity * dim;
      if (this.scratch[name].length < size) this.scratch[name] = new Float32Array(size);
      for (let b = 0; b < batch; b++) {
        for (let h = 0; h < numKvHeads; h++) {
          for (let n = 0; n < used; n++) {
            const row = (h * blocks + this.tables[b][n]) * blockSize * dim;
            const to = ((b * numKvHeads + h) * capacity + n * blockSize) * dim;
            this.scratch[name].set(from.subarray(row, row + blockSize * dim), to);
          }
        }
      }
      return this.scratch[name].subarray(0, size);
    };
    return { keys: gather("keys", keys, headDim), values: gather("values", values, valueDim), length, capacity };
  }

  /** Where a sequence lies, for attention that reads blocks where they are. */
  pages(layer: number, batchRow = 0): Pages {
    this.checkLayer("pages", layer);
    const { keys, values } = this.pool.layer(layer);
    const { blockSize, blocks } = this.pool;
    const table = this.tables[batchRow];
    return { keys, values, poolCapacity: blocks * blockSize, blockSize, table, length: this.lengths[layer] };
  }

  crop(length: number): void {
    const { seen } = this;
    if (!Number.isInteger(length) || length < 0 || length > seen) {
      throw new RangeError(`crop: length is ${length} but has to be a whole number from 0 to seen=${seen}.`);
    }
    this.lengths = this.lengths.map((held) => Math.min(held, length));
    const needed = Math.ceil(length / this.pool.blockSize);
    for (const table of this.tables) for (const block of table.splice(needed)) this.pool.release(block);
    this.tell({ type: "crop", length });
  }

  reset(): void {
    this.crop(0);
  }

  fork(): PagedCache {
    const fork = new PagedCache(this.pool, this.shape.batch, this.onEvent);
    fork.tables = this.tables.map((table) => [...table]);
    fork.lengths = [...this.lengths];
    for (const table of this.tables) for (const block of table) this.pool.share(block);
    this.tell({ type: "fork" });
    return fork;
  }

  select(rows: ArrayLike<number>): void {
    checkRows(rows, this.shape.batch);
    const chosen = Array.from(rows, (row) => [...this.tables[row]]);
    for (const table of chosen) for (const block of table) this.pool.share(block);
    for (const table of this.tables) for (const block of table) this.pool.release(block);
    this.tables = chosen;
    this.shape = { ...this.shape, batch: rows.length };
    this.tell({ type: "select", rows: Array.from(rows) });
  }

  serialize(fingerprint: Fingerprint, notes?: unknown): Uint8Array {
    const parts: Uint8Array[] = [];
    this.lengths.forEach((length, index) => {
      const { width } = this.pool.layer(index);
      const { keys, values, capacity } = this.view(index);
      for (const [array, dim] of [
        [keys, width.headDim],
        [values, width.valueDim],
      ] as const) {
        for (let head = 0; head < this.shape.batch * width.numKvHeads; head++) {
          const row = head * capacity * dim;
          parts.push(new Uint8Array(array.slice(row, row + length * dim).buffer));
        }
      }
    });
    const { shape, seen } = this;
    const layers = this.lengths.map((length) => ({ length, next: length, gap: 0, pinned: false }));
    const header = { shape, seen, policy: { kind: "keep-all" }, storage: { kind: "paged" }, layers } as const;
    return packCache({ ...header, layers, fingerprint, notes }, parts);
  }

  violations(): string[] {
    const wrong = this.pool.violations();
    const longest = Math.max(...this.lengths);
    const needed = Math.ceil(longest / this.pool.blockSize);
    this.tables.forEach((table, b) => {
      if (table.length < needed) wrong.push(`row ${b} has ${table.length} blocks but needs ${needed}`);
      if (new Set(table).size !== table.length) wrong.push(`row ${b} names a block twice`);
    });
    return wrong;
  }

  dispose(): void {
    for (const table of this.tables) for (const block of table) this.pool.release(block);
    this.tables = this.tables.map(() => []);
    this.lengths.fill(0);
    this.pool.holders.delete(this);
    this.tell({ type: "dispose" });
  }

  /** Makes positions [start, end) writable: takes new blocks, and copies the first one if others read it too. */
  private takeBlocks(start: number, end: number): void {
    const { blockSize } = this.pool;
    const total = Math.ceil(end / blockSize);
    const written = Math.floor(start / blockSize);
    let missing = 0;
    for (const table of this.tables) {
      missing += Math.max(total - table.length, 0);
      if (written < table.length && this.pool.isShared(table[written])) missing++;
    }
    if (missing > this.pool.freeBlocks) {
      throw new RangeError(
        `append: ${missing} blocks are needed but ${this.pool.freeBlocks} of ${this.pool.blocks} are free. Dispose caches, evict from the prefix index, or make a larger pool.`,
      );
    }
    for (const table of this.tables) {
      for (let n = written; n < table.length && n < total; n++) {
        if (!this.pool.isShared(table[n])) continue;
        const own = this.pool.take();
        this.pool.copy(table[n], own);
        this.pool.release(table[n]);
        this.tell({ type: "copy-block", from: table[n], to: own });
        table[n] = own;
      }
      while (table.length < total) table.push(this.pool.take());
    }
  }

  private checkLayer(call: string, layer: number): void {
    if (Number.isInteger(layer) && layer >= 0 && layer < this.lengths.length) return;
    throw new RangeError(`${call}: layer is ${layer} but has to be from 0 to ${this.lengths.length - 1}.`);
  }

  private tell(event: CacheEvent): void {
    this.onEvent?.(event);
  }
}
