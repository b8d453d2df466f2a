/**
 * past + new = present, through the public cache.
 * @module
 */
import { createDynamicCache } from "@llm-anatomy/kv-cache";
import { swapMiddleAxes, type Tensor, tensorOf } from "./tensor.ts";

/** Keys and values, each heads-first [batch, heads, length, dim]. */
export interface HeadsFirst {
  batch: number;
  heads: number;
  length: number;
  headDim: number;
  valueDim: number;
  keys: Float32Array;
  values: Float32Array;
}

/** Appends the new positions to the past ones and returns all of them, dense. */
export function appendToPast(past: { key: Tensor; value: Tensor } | null, added: HeadsFirst): HeadsFirst {
  const { batch, heads, headDim, valueDim } = added;
  const pastLen = past?.key.shape[2] ?? 0;
  const length = pastLen + added.length;
  const cache = createDynamicCache({ numLayers: 1, batch, numKvHeads: heads, headDim, valueDim }, { capacity: length });
  const append = (keys: Float32Array, values: Float32Array, newLen: number) =>
    cache.append(
      0,
      swapMiddleAxes(keys, [batch, heads, newLen, headDim]),
      swapMiddleAxes(values, [batch, heads, newLen, valueDim]),
      newLen,
    );
  if (past) append(past.key.data, past.value.data, pastLen);
  append(added.keys, added.values, added.length);
  const { keys, values } = cache.view(0);
  return { ...added, length, keys, values };
}

/** The two present outputs. */
export function presents({ batch, heads, length, headDim, valueDim, keys, values }: HeadsFirst): [Tensor, Tensor] {
  return [tensorOf(keys, [batch, heads, length, headDim]), tensorOf(values, [batch, heads, length, valueDim])];
}
