/**
 * What storages share that do not hold a layer as one dense array: room to lay it out, and storing it anew.
 * @module
 */
import type { CacheView, LayerWidth } from "./kv-cache.ts";
import type { LayerStorage } from "./layer-storage.ts";

/** Where a layer is laid out to be read; one for all layers of a cache and of its forks. */
export interface WideScratch {
  keys: Float32Array;
  values: Float32Array;
}

/** Makes room for `rows` positions of `heads` heads (of all batch rows). */
export function wideScratch(
  scratch: WideScratch,
  { headDim, valueDim }: LayerWidth,
  heads: number,
  rows: number,
): WideScratch {
  const fit = (array: Float32Array, length: number) => (array.length < length ? new Float32Array(length) : array);
  scratch.keys = fit(scratch.keys, heads * rows * headDim);
  scratch.values = fit(scratch.values, heads * rows * valueDim);
  return scratch;
}

/** What changes when a storage is written anew. */
export interface Rewrite {
  /** Positions to hold. */
  length: number;
  /** Which slot of `view` becomes slot n of a head. Default: the same. */
  from?: (head: number, n: number) => number;
  /** Replaces the first `count` keys: [heads, count, headDim]. */
  keys?: Float32Array;
  count?: number;
  /** Default: what the storage holds. */
  view?: CacheView;
}

/** Reads a storage, empties it and appends what it is to hold. `heads` counts those of all batch rows. */
export function rewrite(storage: LayerStorage, width: LayerWidth, heads: number, change: Rewrite): void {
  const { length, from = (_, n) => n, keys = new Float32Array(0), count = 0, view = storage.view() } = change;
  const { numKvHeads, headDim, valueDim } = width;
  const gather = (stored: Float32Array, dim: number, replaced: number) => {
    const rows = new Float32Array(heads * length * dim); // token-major [batch, length, numKvHeads, dim]
    for (let head = 0; head < heads; head++) {
      for (let n = 0; n < length; n++) {
        const [source, row] = n < replaced ? [keys, head * count + n] : [stored, head * view.capacity + from(head, n)];
        const to = (Math.floor(head / numKvHeads) * length + n) * numKvHeads + (head % numKvHeads);
        rows.set(source.subarray(row * dim, (row + 1) * dim), to * dim);
      }
    }
    return rows;
  };
  const [newKeys, newValues] = [gather(view.keys, headDim, count), gather(view.values, valueDim, 0)];
  storage.drop(0, storage.length);
  storage.append(newKeys, newValues, length);
}
