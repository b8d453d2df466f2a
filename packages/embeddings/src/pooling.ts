/**
 * A model gives one vector per token; search needs one per text. Pooling makes it.
 *
 * Which way is right was fixed when the model was trained: its card or `1_Pooling/config.json` says so.
 * Definitions are those of Sentence Transformers.
 * @module
 */
import { checkLength, checkOneOf } from "./checks.ts";

const kinds = ["mean", "cls", "last", "max", "weighted-mean", "mean-sqrt-length"] as const;

/**
 * - "mean": the average of the tokens
 * - "cls": the first token (BERT was trained to gather the text there)
 * - "last": the last token (the only one that has seen the whole text in a causal model)
 * - "max": the greatest value of each dimension
 * - "weighted-mean": token t counts t + 1 times (SGPT: later tokens of a causal model have seen more)
 * - "mean-sqrt-length": the sum divided by the square root of the number of tokens
 */
export type Pooling = (typeof kinds)[number];

export interface PoolingShape {
  batch: number;
  seqLen: number;
  modelDim: number;
  /** [batch, seqLen], 1 for tokens and 0 for padding, left or right. Default: no padding. */
  attentionMask?: ArrayLike<number>;
  /** Default "mean". */
  pooling?: Pooling;
}

/**
 * Pools token vectors to text vectors.
 *
 * Shape:  hidden [batch, seqLen, modelDim] → [batch, modelDim]
 * Masked: a text of only padding becomes zeros
 * @throws RangeError when a length does not fit the shape
 * @see Reimers & Gurevych 2019, section 3, https://arxiv.org/abs/1908.10084; Muennighoff 2022 (weighted mean), https://arxiv.org/abs/2202.08904
 * @example
 * pool(Float32Array.of(1, 2, 3, 4), { batch: 1, seqLen: 2, modelDim: 2 }); // => [2, 3]
 */
export function pool(hidden: Float32Array, shape: PoolingShape): Float32Array {
  const { batch, seqLen, modelDim, attentionMask, pooling = "mean" } = shape;
  checkLength("pool", "hidden", hidden, { batch, seqLen, modelDim });
  if (attentionMask) checkLength("pool", "attentionMask", attentionMask, { batch, seqLen });
  checkOneOf("pool", "pooling", pooling, kinds);

  const out = new Float32Array(batch * modelDim);
  const sum = new Float64Array(modelDim); // float64 accumulator, float32 storage
  for (let b = 0; b < batch; b++) {
    const isToken = (t: number) => attentionMask?.[b * seqLen + t] !== 0;
    let first = 0;
    while (first < seqLen && !isToken(first)) first++;
    let last = seqLen - 1;
    while (last >= 0 && !isToken(last)) last--;
    if (last < 0) continue; // only padding

    if (pooling === "cls" || pooling === "last") {
      const from = (b * seqLen + (pooling === "cls" ? first : last)) * modelDim; // hidden[b, t, 0]
      out.set(hidden.subarray(from, from + modelDim), b * modelDim);
      continue;
    }
    sum.fill(pooling === "max" ? -Infinity : 0);
    let weights = 0;
    for (let t = first; t <= last; t++) {
      if (!isToken(t)) continue;
      const from = (b * seqLen + t) * modelDim; // hidden[b, t, 0]
      if (pooling === "max") {
        for (let d = 0; d < modelDim; d++) sum[d] = Math.max(sum[d], hidden[from + d]);
        continue;
      }
      const weight = pooling === "weighted-mean" ? t + 1 : 1;
      weights += weight;
      for (let d = 0; d < modelDim; d++) sum[d] += weight * hidden[from + d];
    }
    const divisor = pooling === "max" ? 1 : pooling === "mean-sqrt-length" ? Math.sqrt(weights) : weights;
    for (let d = 0; d < modelDim; d++) out[b * modelDim + d] = sum[d] / divisor;
  }
  return out;
}
