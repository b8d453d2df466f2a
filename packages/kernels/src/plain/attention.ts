/**
 * Attention: every query asks all keys it may see how well they fit, and gets the mean of their values by that weight.
 *
 * This is the formula with one row of scores at a time: scores, softcap, bias, softmax, weighted sum.
 * Nothing here is a matrix of queryLen × keyLen, so memory stays small; hidden keys are never read.
 * @module
 */
import { type ResolvedAttention, resolveAttention } from "../check.ts";
import type { AttentionCall } from "../kernels.ts";

/**
 * out[i, h] = Σⱼ softmaxⱼ(score[i, j]) · v[g, j], g the key/value head that serves query head h.
 *
 * Sums are float64. A query that sees no key gets a row of 0; NaN stays visible.
 * @see Vaswani et al. 2017, section 3.2.1, https://arxiv.org/abs/1706.03762
 */
export function attention(
  out: Float32Array,
  q: Float32Array,
  k: Float32Array,
  v: Float32Array,
  call: AttentionCall,
): void {
  const a = resolveAttention(out, q, k, v, call);
  const scores = new Float64Array(a.keyLen);
  const sums = new Float64Array(a.valueDim);
  for (let head = 0; head < a.numHeads; head++) {
    for (let i = 0; i < a.queryLen; i++) {
      const { first, end } = visibleKeys(a, i);
      const weights = scores.subarray(0, Math.max(0, end - first));
      scoreKeys(weights, q, k, a, head, i, first);
      const logSum = softmaxWithSink(weights, a.sinks ? a.sinks[head] : Number.NEGATIVE_INFINITY);
      if (a.logSumExp) a.logSumExp[head * a.queryLen + i] = logSum;
      sumValues(sums, weights, v, a, head, first);
      const outRow = i * a.outStride + head * a.outHeadStride; // out[i, head, 0]
      for (let d = 0; d < a.valueDim; d++) out[outRow + d] = sums[d];
    }
  }
}

/** The keys [first, end) that query i may see; the bias can hide more of them. */
export function visibleKeys(a: ResolvedAttention, i: number): { first: number; end: number } {
  const own = i + a.causalOffset;
  const end = a.causal ? Math.min(a.keyLen, own + 1) : a.keyLen;
  const first = a.window ? Math.max(0, own - a.window + 1) : 0;
  return { first, end };
}

/** scores[j - first] = cap(scale · q[i, head] · k[g, j]) + bias[head, i, j] */
function scoreKeys(
  scores: Float64Array,
  q: Float32Array,
  k: Float32Array,
  a: ResolvedAttention,
  head: number,
  i: number,
  first: number,
): void {
  const kvHead = Math.floor(head / (a.numHeads / a.numKvHeads));
  const qRow = i * a.queryStride + head * a.queryHeadStride; // q[i, head, 0]
  const biasRow = a.biasStart + head * a.biasHeadStride + i * a.biasQueryStride + first; // bias[head, i, first]
  for (let n = 0; n < scores.length; n++) {
    const kRow = kvHead * a.keyHeadStride + (first + n) * a.keyStride; // k[kvHead, first + n, 0]
    let dot = 0;
    for (let d = 0; d < a.headDim; d++) dot += q[qRow + d] * k[kRow + d];
    let score = dot * a.scale;
    if (a.softcap) score = a.softcap * Math.tanh(score / a.softcap);
    if (a.bias) score += a.bias[biasRow + n];
    scores[n] = score;
  }
}

/** Softmax in place, with one more logit that takes weight and is not kept. Returns the logarithm of the sum. */
function softmaxWithSink(scores: Float64Array, sink: number): number {
  let max = sink;
  for (const score of scores) max = Math.max(max, score);
  if (max === Number.NEGATIVE_INFINITY) {
    scores.fill(0); // nothing to attend to
    return max;
  }
  let sum = Math.exp(sink - max);
  for (let n = 0; n < scores.length; n++) {
    scores[n] = Math.exp(scores[n] - max);
    sum += scores[n];
  }
  for (let n = 0; n < scores.length; n++) scores[n] /= sum;
  return max + Math.log(sum);
}

/** sums[d] = Σⱼ weights[j] · v[g, j, d] */
function sumValues(
  sums: Float64Array,
  weights: Float64Array,
  v: Float32Array,
  a: ResolvedAttention,
  head: number,
  first: number,
): void {
  const kvHead = Math.floor(head / (a.numHeads / a.numKvHeads));
  sums.fill(0);
  for (let n = 0; n < weights.length; n++) {
    const weight = weights[n];
    if (weight === 0) continue; // hidden by -Infinity: its value must not count, not even as 0 · Infinity
    const vRow = kvHead * a.valueHeadStride + (first + n) * a.valueStride; // v[kvHead, first + n, 0]
    for (let d = 0; d < a.valueDim; d++) sums[d] += weight * v[vRow + d];
  }
}
