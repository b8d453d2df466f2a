/**
 * Where the keys and values of one layer lie: two dense arrays [batch, numKvHeads, capacity, dim].
 *
 * A projection produces new positions token-major, attention reads them head-major; the transposition happens here,
 * once, when a position is stored. Growing doubles the capacity, so that storing n positions one at a time copies each
 * of them at most twice on average.
 * @module
 */
import type { CacheView } from "./kv-cache.ts";

/** Where arrays come from: an engine passes its own memory (for example a WebAssembly heap). */
export interface ArrayMemory {
  /** A zeroed array of `length` elements. Default `new Float32Array(length)`. */
  allocate(length: number): Float32Array;
  /** Gives an array back. Default: nothing, the garbage collector takes it. */
  free(array: Float32Array): void;
}

/** What one layer stores. */
export interface LayerShape {
  batch: number;
  numKvHeads: number;
  headDim: number;
  valueDim: number;
}

/** The arrays of one layer. `length` positions are valid in every head. */
export class ArrayStorage {
  length = 0;
  capacity: number;
  readonly shape: Readonly<LayerShape>;
  /** Whether `append` may allocate more. */
  readonly growable: boolean;
  private readonly memory: ArrayMemory;
  private keys: Float32Array;
  private values: Float32Array;

  constructor(shape: LayerShape, capacity: number, growable: boolean, memory: ArrayMemory) {
    this.shape = shape;
    this.growable = growable;
    this.memory = memory;
    this.capacity = capacity;
    const { keys, values } = this.allocate(capacity);
    this.keys = keys;
    this.values = values;
  }

  get bytes(): number {
    return this.keys.byteLength + this.values.byteLength;
  }

  view(): CacheView {
    return { keys: this.keys, values: this.values, length: this.length, capacity: this.capacity };
  }

  /** Stores keys, values [batch, newLen, numKvHeads, dim] after the positions already there. */
  append(keys: Float32Array, values: Float32Array, newLen: number): void {
    if (this.length + newLen > this.capacity) this.grow(this.length + newLen);
    const { headDim, valueDim } = this.shape;
    this.scatter(this.keys, keys, newLen, headDim);
    this.scatter(this.values, values, newLen, valueDim);
    this.length += newLen;
  }

  dispose(): void {
    this.memory.free(this.keys);
    this.memory.free(this.values);
    this.keys = this.values = new Float32Array(0);
    this.length = this.capacity = 0;
  }

  /** Token-major `from` [batch, newLen, numKvHeads, dim] into head-major `to` [batch, numKvHeads, capacity, dim]. */
  private scatter(to: Float32Array, from: Float32Array, newLen: number, dim: number): void {
    const { batch, numKvHeads } = this.shape;
    for (let b = 0; b < batch; b++) {
      for (let t = 0; t < newLen; t++) {
        for (let h = 0; h < numKvHeads; h++) {
          const fromRow = ((b * newLen + t) * numKvHeads + h) * dim; // from[b, t, h, 0]
          const toRow = ((b * numKvHeads + h) * this.capacity + this.length + t) * dim; // to[b, h, length + t, 0]
          // A loop beats `set(subarray)` for rows of 64: no view is made.
          for (let d = 0; d < dim; d++) to[toRow + d] = from[fromRow + d];
        }
      }
    }
  }

  private grow(needed: number): void {
    const { batch, numKvHeads, headDim, valueDim } = this.shape;
    const oldCapacity = this.capacity;
    this.capacity = Math.max(needed, 2 * oldCapacity, 16); // 16: a first token should not grow five times
    const { keys, values } = this.allocate(this.capacity);
    for (let head = 0; head < batch * numKvHeads; head++) {
      const move = (to: Float32Array, from: Float32Array, dim: number) => {
        const start = head * oldCapacity * dim;
        to.set(from.subarray(start, start + this.length * dim), head * this.capacity * dim);
      };
      move(keys, this.keys, headDim);
      move(values, this.values, valueDim);
    }
    this.memory.free(this.keys);
    this.memory.free(this.values);
    this.keys = keys;
    this.values = values;
  }

  private allocate(capacity: number): { keys: Float32Array; values: Float32Array } {
    const { batch, numKvHeads, headDim, valueDim } = this.shape;
    const rows = batch * numKvHeads * capacity;
    return { keys: this.memory.allocate(rows * headDim), values: this.memory.allocate(rows * valueDim) };
  }
}

/** Memory of the JavaScript heap. */
export const heapMemory: ArrayMemory = {
  allocate: (length) => new Float32Array(length),
  free: () => {},
};
