/**
 * TensorScatter: new positions written into a cache of fixed length, each batch row at a place of its own.
 *
 * Caches of kv-cache are only ever written at their end, so a row is put together from its pieces: what stays in front,
 * what is new, what stays behind. In "circular" mode new positions wrap around to the front.
 * @module
 */
import { createStaticCache } from "@llm-anatomy/kv-cache";
import { type Adapter, input, readAttributes, refuseInputs } from "./node.ts";
import { sizeOf, swapMiddleAxes, type Tensor, tensorOf } from "./tensor.ts";

/** past_cache [batch, …, length, …], update [batch, …, newLen, …], write_indices [batch]?. */
export const tensorScatter: Adapter = (node) => {
  refuseInputs(node, 3);
  const { axis, mode } = readAttributes(node, { axis: -2, mode: "linear" });
  const [past, update] = [input(node, 0), input(node, 1)];
  const at = (axis + past.shape.length) % past.shape.length;
  const [batch, length, newLen] = [past.shape[0], past.shape[at], update.shape[at]];
  const heads = sizeOf(past.shape.slice(1, at));
  const headDim = sizeOf(past.shape.slice(at + 1));
  const out = new Float32Array(past.data.length);
  for (let b = 0; b < batch; b++) {
    const start = node.inputs[2]?.exact[b] ?? 0;
    const wrapped = mode === "circular" ? Math.max(start + newLen - length, 0) : 0;
    const rows = (tensor: Tensor) => {
      const positions = tensor.shape[at];
      const size = heads * positions * headDim;
      return swapMiddleAxes(tensor.data.subarray(b * size, (b + 1) * size), [1, heads, positions, headDim]);
    };
    const cache = createStaticCache(
      { numLayers: 1, batch: 1, numKvHeads: heads, headDim, valueDim: 0 },
      { capacity: length },
    );
    const append = (tensor: Tensor, from: number, to: number) =>
      cache.append(
        0,
        rows(tensor).subarray(from * heads * headDim, to * heads * headDim),
        new Float32Array(0),
        to - from,
      );
    append(update, newLen - wrapped, newLen);
    append(past, wrapped, start);
    append(update, 0, newLen - wrapped);
    append(past, Math.min(start + newLen, length), length);
    out.set(cache.view(0).keys, b * heads * length * headDim);
  }
  return [tensorOf(out, past.shape)];
};
