/**
 * Multi-head latent attention: the cache holds one short vector per token, and keys and values of all heads are made
 * from it.
 *
 * DeepSeek compresses what a token has to say into a latent of `rank` numbers, and adds one rotary key that all heads
 * share. Head h's key is [upKeys[h] · latent | rotary key] and its value upValues[h] · latent. There are two ways to
 * compute the same numbers:
 *
 * - expanded: make the keys and values of every head, then attend as usual. Cheapest when many queries read them.
 * - absorbed: (upKeys[h]ᵀ · query) meets the latents as they are, because q · (W c) = (Wᵀ q) · c, and the weighted mean
 *   of latents is turned into a value at the end. This is multi-query attention over the cache itself, with rows of
 *   rank + ropeDim numbers: cheapest when decoding.
 * @module
 */
import type { Kernels } from "@llm-anatomy/kernels";
import { checkArray, type OutputOptions, type ScoreOptions } from "./attention-options.ts";
import { scaledDotProductAttention } from "./scaled-dot-product-attention.ts";
import { sharedKernels } from "./shared-kernels.ts";

export interface LatentAttentionInputs {
  /** [batch, numHeads, queryLen, noRopeDim]: the part of the query that meets latents. */
  queries: Float32Array;
  /** [batch, numHeads, queryLen, ropeDim], already rotated. */
  rotaryQueries: Float32Array;
  /** [batch, keyLen, rank], after their norm: what the cache holds. */
  latents: Float32Array;
  /** [batch, keyLen, ropeDim], already rotated, shared by all heads: what the cache holds. */
  rotaryKeys: Float32Array;
  /** [numHeads, noRopeDim, rank] */
  upKeys: Float32Array;
  /** [numHeads, valueDim, rank] */
  upValues: Float32Array;
}

export interface LatentAttentionOptions
  extends Pick<ScoreOptions, "scale" | "mask" | "softcap">,
    Pick<OutputOptions, "kernels"> {
  /** Default 1. */
  batch?: number;
  numHeads: number;
  queryLen: number;
  keyLen: number;
  noRopeDim: number;
  ropeDim: number;
  rank: number;
  valueDim: number;
  /** Default: whichever needs fewer multiplications. */
  form?: "expanded" | "absorbed";
}

/**
 * Multi-head latent attention, [batch, numHeads, queryLen, valueDim].
 *
 * Scale: default 1 / sqrt(noRopeDim + ropeDim), whatever the form
 * @throws RangeError if an array does not fit
 * @see DeepSeek-AI 2024, DeepSeek-V2, section 2.1 and appendix C, https://arxiv.org/abs/2405.04434
 */
export function latentAttention(inputs: LatentAttentionInputs, options: LatentAttentionOptions): Float32Array {
  const { batch = 1, numHeads, queryLen, keyLen, noRopeDim, ropeDim, rank, valueDim } = options;
  const { queries, rotaryQueries, latents, rotaryKeys, upKeys, upValues } = inputs;
  checkArray("latentAttention", "queries", queries, { batch, numHeads, queryLen, noRopeDim });
  checkArray("latentAttention", "rotaryQueries", rotaryQueries, { batch, numHeads, queryLen, ropeDim });
  checkArray("latentAttention", "latents", latents, { batch, keyLen, rank });
  checkArray("latentAttention", "rotaryKeys", rotaryKeys, { batch, keyLen, ropeDim });
  checkArray("latentAttention", "upKeys", upKeys, { numHeads, noRopeDim, rank });
  checkArray("latentAttention", "upValues", upValues, { numHeads, valueDim, rank });
  const filled = { scale: 1 / Math.sqrt(noRopeDim + ropeDim), ...options, batch };
  // Expanding costs keyLen · (noRopeDim + valueDim) · rank per head once; absorbing makes every pair of query and key
  // wider by 2 · rank - noRopeDim - valueDim.
  const expansion = keyLen * (noRopeDim + valueDim) * rank;
  const widening = queryLen * keyLen * Math.max(0, 2 * rank - noRopeDim - valueDim);
  const { form = widening < expansion ? "absorbed" : "expanded" } = options;
  return form === "absorbed" ? absorbed(inputs, filled) : expanded(inputs, filled);
}

type Filled = LatentAttentionOptions & { batch: number; scale: number };

function expanded(inputs: LatentAttentionInputs, options: Filled): Float32Array {
  const { batch, numHeads, queryLen, keyLen, noRopeDim, ropeDim, rank, valueDim } = options;
  const { kernels = sharedKernels() } = options;
  const keyDim = noRopeDim + ropeDim;
  const keys = new Float32Array(batch * numHeads * keyLen * keyDim);
  const values = new Float32Array(batch * numHeads * keyLen * valueDim);
  for (let b = 0; b < batch; b++) {
    const latents = inputs.latents.subarray(b * keyLen * rank, (b + 1) * keyLen * rank);
    const rotaryKeys = inputs.rotaryKeys.subarray(b * keyLen * ropeDim, (b + 1) * keyLen * ropeDim);
    for (let h = 0; h < numHeads; h++) {
      const head = b * numHeads + h;
      const up = linear(kernels, latents, part(inputs.upKeys, h, noRopeDim * rank), keyLen, noRopeDim, rank);
      keys.set(joinRows(up, noRopeDim, rotaryKeys, ropeDim), head * keyLen * keyDim);
      const value = linear(kernels, latents, part(inputs.upValues, h, valueDim * rank), keyLen, valueDim, rank);
      values.set(value, head * keyLen * valueDim);
    }
  }
  const q = joinRows(inputs.queries, noRopeDim, inputs.rotaryQueries, ropeDim);
  const { scale, softcap, mask } = options;
  return scaledDotProductAttention(q, keys, values, {
    ...{ batch, numHeads, queryLen, keyLen, headDim: keyDim, valueDim, scale, softcap, mask, kernels },
  });
}

function absorbed(inputs: LatentAttentionInputs, options: Filled): Float32Array {
  const { batch, numHeads, queryLen, keyLen, noRopeDim, ropeDim, rank, valueDim } = options;
  const { kernels = sharedKernels(), scale, softcap, mask } = options;
  const wide = new Float32Array(batch * numHeads * queryLen * rank); // queries as the latents see them
  for (let head = 0; head < batch * numHeads; head++) {
    const up = part(inputs.upKeys, head % numHeads, noRopeDim * rank); // [noRopeDim, rank]
    const query = part(inputs.queries, head, queryLen * noRopeDim);
    kernels.matMul(part(wide, head, queryLen * rank), query, up, { m: queryLen, k: noRopeDim, n: rank });
  }
  const q = joinRows(wide, rank, inputs.rotaryQueries, ropeDim);
  const cache = joinRows(inputs.latents, rank, inputs.rotaryKeys, ropeDim);
  const mixed = scaledDotProductAttention(q, cache, inputs.latents, {
    ...{ batch, numHeads, numKvHeads: 1, queryLen, keyLen, headDim: rank + ropeDim, valueDim: rank },
    ...{ scale, softcap, mask, kernels },
  });
  const out = new Float32Array(batch * numHeads * queryLen * valueDim);
  for (let head = 0; head < batch * numHeads; head++) {
    const up = part(inputs.upValues, head % numHeads, valueDim * rank);
    const latents = part(mixed, head, queryLen * rank);
    out.set(linear(kernels, latents, up, queryLen, valueDim, rank), head * queryLen * valueDim);
  }
  return out;
}

/** Piece n of an array cut into pieces of `size`. */
const part = (array: Float32Array, n: number, size: number) => array.subarray(n * size, (n + 1) * size);

/** x · weightᵀ: x [rows, cols], weight [outputs, cols]. */
function linear(kernels: Kernels, x: Float32Array, data: Float32Array, rows: number, outputs: number, cols: number) {
  const out = new Float32Array(rows * outputs);
  kernels.linear(out, x, { type: "f32", rows: outputs, cols, data }, null, rows);
  return out;
}

/** [a | b] row by row. */
function joinRows(a: Float32Array, aDim: number, b: Float32Array, bDim: number): Float32Array {
  const rows = aDim > 0 ? a.length / aDim : b.length / bDim;
  const joined = new Float32Array(rows * (aDim + bDim));
  for (let row = 0; row < rows; row++) {
    joined.set(a.subarray(row * aDim, (row + 1) * aDim), row * (aDim + bDim));
    joined.set(b.subarray(row * bDim, (row + 1) * bDim), row * (aDim + bDim) + aDim);
  }
  return joined;
}
