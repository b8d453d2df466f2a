/**
 * Keys and values as they are: two float32 arrays [batch, numKvHeads, capacity, dim].
 *
 * A projection produces new positions token-major, attention reads them head-major; the transposition happens here,
 * once, when a position is stored.
 * @module
 */
import type { CacheView, LayerWidth } from "./kv-cache.ts";
import type { LayerStorage } from "./layer-storage.ts";
import { SlotStore, type SlotStoreOptions } from "./slot-store.ts";

export class ArrayStorage implements LayerStorage {
  readonly #width: Readonly<LayerWidth>;
  readonly #slots: SlotStore;

  constructor(width: Readonly<LayerWidth>, slots: SlotStore) {
    this.#width = width;
    this.#slots = slots;
  }

  static create(width: Readonly<LayerWidth>, batch: number, options: Omit<SlotStoreOptions, "columns">): ArrayStorage {
    const columns = [width.headDim, width.valueDim].map((dim) => ({ dim, type: "float32" as const }));
    return new ArrayStorage(width, new SlotStore(batch * width.numKvHeads, { ...options, columns }));
  }

  get length(): number {
    return this.#slots.length;
  }

  get bytes(): number {
    return this.#slots.bytes;
  }

  view(): CacheView {
    const { first, capacity, length } = this.#slots;
    const [keys, values] = [this.#slots.column(0), this.#slots.column(1)] as Float32Array[];
    if (first === 0) return { keys, values, length, capacity };
    const { headDim, valueDim } = this.#width;
    return { keys: keys.subarray(first * headDim), values: values.subarray(first * valueDim), length, capacity };
  }

  append(keys: Float32Array, values: Float32Array, newLen: number): void {
    const start = this.#slots.extend(newLen);
    const { headDim, valueDim } = this.#width;
    this.#scatter(0, keys, start, newLen, headDim);
    this.#scatter(1, values, start, newLen, valueDim);
  }

  drop(start: number, end: number): void {
    this.#slots.drop(start, end);
  }

  keep(slots: Int32Array, kept: number): void {
    this.#slots.keep(slots, kept);
  }

  replaceKeys(keys: Float32Array, count: number): void {
    this.#slots.own();
    const { headDim } = this.#width;
    for (let head = 0; head < this.#slots.heads; head++) {
      const from = head * count * headDim;
      this.#slots.column(0).set(keys.subarray(from, from + count * headDim), this.#slots.rowOf(head, 0, headDim));
    }
  }

  select(rows: ArrayLike<number>): void {
    this.#slots.select(headsOfRows(rows, this.#width.numKvHeads));
  }

  fork(): ArrayStorage {
    return new ArrayStorage(this.#width, this.#slots.fork());
  }

  save(): Uint8Array[] {
    return this.#slots.save();
  }

  load(bytes: Uint8Array, length: number): number {
    return this.#slots.load(bytes, length);
  }

  violations(): string[] {
    return this.#slots.violations();
  }

  dispose(): void {
    this.#slots.dispose();
  }

  /** Token-major `from` [batch, newLen, numKvHeads, dim] into the slots from `start` on. */
  #scatter(column: number, from: Float32Array, start: number, newLen: number, dim: number): void {
    const { numKvHeads } = this.#width;
    const to = this.#slots.column(column);
    for (let head = 0; head < this.#slots.heads; head++) {
      const b = Math.floor(head / numKvHeads);
      const h = head % numKvHeads;
      for (let t = 0; t < newLen; t++) {
        const fromRow = ((b * newLen + t) * numKvHeads + h) * dim; // from[b, t, h, 0]
        const toRow = this.#slots.rowOf(head, start + t, dim);
        // A loop beats `set(subarray)` for rows of 64: no view is made.
        for (let d = 0; d < dim; d++) to[toRow + d] = from[fromRow + d];
      }
    }
  }
}

/** The heads of the chosen batch rows, in order. */
export function headsOfRows(rows: ArrayLike<number>, numKvHeads: number): Int32Array {
  return Int32Array.from({ length: rows.length * numKvHeads }, (_, head) => {
    return rows[Math.floor(head / numKvHeads)] * numKvHeads + (head % numKvHeads);
  });
}
