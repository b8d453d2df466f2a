/**
 * The two caches that keep every position: one grows (dynamic), one has all its memory from the start (static).
 *
 * Both hand out the same dense arrays, so attention does not know which one it reads. The dynamic cache allocates as
 * much as the conversation needs and moves when it outgrows its arrays; the static one never moves, which is what a
 * captured graph or a fixed memory budget asks for, and refuses a token too many.
 * @module
 */
import { type ArrayMemory, ArrayStorage, heapMemory } from "./array-storage.ts";
import type { CacheShape, CacheView, KVCache } from "./kv-cache.ts";

/** Where the arrays come from. Give `allocate` (and `free`) to place them in a memory of your own. */
export type MemoryOptions = Partial<ArrayMemory>;

export interface DynamicCacheOptions extends MemoryOptions {
  /** Positions to allocate at once. Default 0: the first append decides. */
  capacity?: number;
}

export interface StaticCacheOptions extends MemoryOptions {
  /** Positions that fit; one more is an error. */
  capacity: number;
}

/**
 * A cache that keeps everything and grows: capacity doubles when it is used up.
 *
 * @throws RangeError if a size in `shape` is not a positive whole number
 * @example
 * const cache = createDynamicCache({ numLayers: 1, batch: 1, numKvHeads: 1, headDim: 2 });
 * cache.append(0, Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8), 2);
 * cache.view(0).length; // => 2
 */
export function createDynamicCache(shape: CacheShape, options: DynamicCacheOptions = {}): KVCache {
  const { capacity = 0, ...memory } = options;
  return new DenseCache("createDynamicCache", shape, capacity, true, memory);
}

/**
 * A cache that keeps everything in arrays allocated once.
 *
 * @throws RangeError if a size in `shape` or `capacity` is not a positive whole number; on append, when the token
 *   would not fit
 */
export function createStaticCache(shape: CacheShape, options: StaticCacheOptions): KVCache {
  const { capacity, ...memory } = options;
  checkSize("createStaticCache", "capacity", capacity, 1);
  return new DenseCache("createStaticCache", shape, capacity, false, memory);
}

class DenseCache implements KVCache {
  readonly shape: Readonly<CacheShape>;
  seen = 0;
  private readonly layers: ArrayStorage[];

  constructor(name: string, shape: CacheShape, capacity: number, growable: boolean, memory: MemoryOptions) {
    for (const key of ["numLayers", "batch", "numKvHeads", "headDim"] as const) checkSize(name, key, shape[key], 1);
    checkSize(name, "capacity", capacity, 0);
    const { valueDim = shape.headDim } = shape;
    checkSize(name, "valueDim", valueDim, 0); // 0: latent caches keep one array
    for (const key of Object.keys(memory)) {
      if (key !== "allocate" && key !== "free") throw new TypeError(`${name}: there is no option "${key}".`);
    }
    this.shape = { ...shape, valueDim };
    const { batch, numKvHeads, headDim } = shape;
    this.layers = Array.from(
      { length: shape.numLayers },
      () =>
        new ArrayStorage({ batch, numKvHeads, headDim, valueDim }, capacity, growable, { ...heapMemory, ...memory }),
    );
  }

  get bytes(): number {
    return this.layers.reduce((sum, layer) => sum + layer.bytes, 0);
  }

  length(layer: number): number {
    return this.layer("length", layer).length;
  }

  view(layer: number): CacheView {
    return this.layer("view", layer).view();
  }

  append(layer: number, keys: Float32Array, values: Float32Array, newLen: number): void {
    const storage = this.layer("append", layer);
    checkSize("append", "newLen", newLen, 0);
    const { batch, numKvHeads, headDim, valueDim } = storage.shape;
    checkLength("keys", keys, { batch, newLen, numKvHeads, headDim });
    checkLength("values", values, { batch, newLen, numKvHeads, valueDim });
    if (!storage.growable && storage.length + newLen > storage.capacity) {
      throw new RangeError(
        `append: ${storage.length} positions are held and ${newLen} more do not fit in capacity=${storage.capacity}. ` +
          "Crop or reset the cache, or create it with a larger capacity.",
      );
    }
    storage.append(keys, values, newLen);
    if (layer === 0) this.seen += newLen;
  }

  crop(length: number): void {
    if (!Number.isInteger(length) || length < 0 || length > this.seen) {
      throw new RangeError(`crop: length is ${length} but has to be a whole number from 0 to seen=${this.seen}.`);
    }
    for (const layer of this.layers) layer.length = Math.min(layer.length, length);
    this.seen = length;
  }

  reset(): void {
    this.crop(0);
  }

  dispose(): void {
    for (const layer of this.layers) layer.dispose();
    this.seen = 0;
  }

  private layer(call: string, index: number): ArrayStorage {
    const layer = this.layers[index];
    if (!layer) {
      throw new RangeError(`${call}: layer is ${index} but has to be from 0 to ${this.layers.length - 1}.`);
    }
    return layer;
  }
}

function checkSize(call: string, name: string, value: number, atLeast: number): void {
  if (!Number.isInteger(value) || value < atLeast) {
    throw new RangeError(`${call}: ${name} is ${value} but has to be a whole number >= ${atLeast}.`);
  }
}

function checkLength(name: string, array: Float32Array, dims: Record<string, number>): void {
  const needed = Object.values(dims).reduce((product, dim) => product * dim, 1);
  if (array.length === needed) return;
  const shape = Object.entries(dims)
    .map(([dim, value]) => `${dim}=${value}`)
    .join(", ");
  throw new RangeError(`append: ${name} has ${array.length} elements but [${shape}] needs ${needed}.`);
}
