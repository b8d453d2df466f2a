/** What `T` is in the eager engine: an array with a shape. @module */
import type { WeightMatrix } from "@llm-anatomy/kernels";
import type { CacheView } from "@llm-anatomy/kv-cache";
import type { Memory } from "../ops.ts";

export interface EagerTensor {
  /** Slowest first. */
  shape: number[];
  data: Float32Array;
  /** A weight matrix in its stored form; `data` is empty unless that is f32. */
  matrix?: WeightMatrix;
  /** Token ids, positions: whole numbers for table lookups. */
  ids?: Int32Array;
}

/** Keys and values as attention reads them, with the strides of where they lie. */
export interface EagerMemory extends Memory<EagerTensor> {
  /** Valid positions. */
  length: number;
  /** Of the cache that holds them, if one does. */
  layer?: number;
  /** Elements from one position, head, sequence of the batch to the next. */
  key: Strides;
  value: Strides;
}

export interface Strides {
  position: number;
  head: number;
  batch: number;
}

/** A weight matrix as a tensor [rows, cols]. */
export function matrixTensor(matrix: WeightMatrix): EagerTensor {
  return { shape: [matrix.rows, matrix.cols], data: matrix.type === "f32" ? matrix.data : new Float32Array(0), matrix };
}

/** A bias, a norm's weight: a tensor [length]. */
export function vectorTensor(data: Float32Array): EagerTensor {
  return { shape: [data.length], data };
}

/** Keys and values [batch, keys, heads, dim] just as projections made them. */
export function denseMemory(keys: EagerTensor, values: EagerTensor): EagerMemory {
  return { keys, values, length: keys.shape[1], key: tokenMajor(keys), value: tokenMajor(values) };
}

function tokenMajor({ shape: [, length, heads, dim] }: EagerTensor): Strides {
  return { position: heads * dim, head: dim, batch: length * heads * dim };
}

/** What a cache holds of one layer, [batch, heads, capacity, dim]. The tensors' shapes are those of the keys just added. */
export function cachedMemory(layer: number, view: CacheView, keys: EagerTensor, values: EagerTensor): EagerMemory {
  return {
    layer,
    keys: { shape: keys.shape, data: view.keys },
    values: { shape: values.shape, data: view.values },
    length: view.length,
    key: headMajor(keys, view.capacity),
    value: headMajor(values, view.capacity),
  };
}

function headMajor({ shape: [, , heads, dim] }: EagerTensor, capacity: number): Strides {
  return { position: dim, head: capacity * dim, batch: heads * capacity * dim };
}
