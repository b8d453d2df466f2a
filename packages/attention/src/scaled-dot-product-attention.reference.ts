/**
 * Attention as the formula says, one stage after the other, with every stage kept.
 *
 *     weights = softmax( cap(q · kᵀ · scale) + bias, hidden → -∞ )          output = weights · v
 *
 * Fast kernels never hold these matrices. Whoever wants to see what a head looks at calls this one; it is also what the
 * fast path is tested against. Sums and stages are carried in float64; what is returned is rounded to float32.
 * @module
 */
import { type AttentionDims, resolveDims, type ScoreOptions } from "./attention-options.ts";
import { compileMask } from "./compile-mask.ts";
import { compileBias } from "./score-bias.ts";

/** Every stage of one attention, [batch, numHeads, queryLen, keyLen] unless it says otherwise. */
export interface AttentionStages {
  /** q · k */
  scores: Float32Array;
  /** scores · scale */
  scaled: Float32Array;
  /** softcap · tanh(scaled / softcap); the same as `scaled` without a softcap. */
  capped: Float32Array;
  /** capped + bias, and -Infinity where the mask hides. */
  masked: Float32Array;
  /** softmax(masked): rows sum to 1, less what a sink takes; a row that sees nothing is all 0. */
  weights: Float32Array;
  /** [batch, numHeads, queryLen]: what the sink takes of each row; 0 without sinks. */
  sinkWeights: Float32Array;
  /** [batch, numHeads, queryLen]: ln Σ exp(masked), the sink included; -Infinity for a row that sees nothing. */
  logSumExp: Float32Array;
  /** [batch, numHeads, queryLen, valueDim] in the query's layout. */
  output: Float32Array;
}

/** Changes a stage in place, before the next stage reads it. `values` is [batch, numHeads, queryLen, keyLen]. */
export type StageEdit = (
  values: Float64Array,
  dims: { batch: number; numHeads: number; queryLen: number; keyLen: number },
) => void;

export interface StageOptions extends AttentionDims, ScoreOptions {
  /** Sees the capped scores before bias and mask: any score modification (FlexAttention's score_mod). */
  modifyScores?: StageEdit;
  /** Sees the weights before they meet the values: knock a head out, or force it to look somewhere. */
  modifyWeights?: StageEdit;
}

/**
 * Scaled dot-product attention with every intermediate.
 *
 * Shape: q [batch, numHeads, queryLen, headDim], k [batch, numKvHeads, keyLen, headDim],
 *        v [batch, numKvHeads, keyLen, valueDim], or as the layouts say
 * Cost:  six matrices of queryLen × keyLen per head
 * @throws RangeError if an array does not fit the sizes, TypeError for an unknown option
 * @see Vaswani et al. 2017, section 3.2.1, https://arxiv.org/abs/1706.03762
 * @example
 * attentionStages(Float32Array.of(1), Float32Array.of(0, Math.log(3)), Float32Array.of(4, 8), {
 *   numHeads: 1, queryLen: 1, keyLen: 2, headDim: 1,
 * }).weights; // => [1/4, 3/4]
 */
export function attentionStages(
  q: Float32Array,
  k: Float32Array,
  v: Float32Array,
  options: StageOptions,
): AttentionStages {
  const dims = resolveDims("attentionStages", { q, k, v }, options);
  const { batch, numHeads, numKvHeads, queryLen, keyLen, headDim, valueDim } = dims;
  const { scale = 1 / Math.sqrt(headDim), softcap, sinks, modifyScores, modifyWeights } = options;
  const shape = { ...options, batch, numHeads };
  const mask = compileMask(options.mask ?? { kind: "full" }, shape);
  const bias = options.bias && compileBias(options.bias, shape);
  const rows = batch * numHeads * queryLen;
  const stage = new Float64Array(rows * keyLen);

  /** Visits every pair: `at` is [b, h, i, j]. */
  const forEachPair = (visit: (at: number, b: number, h: number, i: number, j: number) => void) => {
    let at = 0;
    for (let b = 0; b < batch; b++) {
      for (let h = 0; h < numHeads; h++) {
        for (let i = 0; i < queryLen; i++) for (let j = 0; j < keyLen; j++) visit(at++, b, h, i, j);
      }
    }
  };
  const kvHead = (h: number) => Math.floor(h / (numHeads / numKvHeads));

  // #region scores
  forEachPair((at, b, h, i, j) => {
    const qRow = b * dims.q.batch + h * dims.q.head + i * dims.q.position; // q[b, h, i, 0]
    const kRow = b * dims.k.batch + kvHead(h) * dims.k.head + j * dims.k.position; // k[b, g, j, 0]
    for (let d = 0; d < headDim; d++) stage[at] += q[qRow + d] * k[kRow + d];
  });
  const scores = Float32Array.from(stage);

  for (let at = 0; at < stage.length; at++) stage[at] *= scale;
  const scaled = Float32Array.from(stage);
  // #endregion scores

  if (softcap) for (let at = 0; at < stage.length; at++) stage[at] = softcap * Math.tanh(stage[at] / softcap);
  modifyScores?.(stage, dims);
  const capped = Float32Array.from(stage);

  const everyKey = Int32Array.from({ length: keyLen }, (_, j) => j);
  for (let row = 0; bias && row < rows; row++) {
    const head = Math.floor(row / queryLen); // row is [b, h, i]
    bias.addRow(stage, row * keyLen, Math.floor(head / numHeads), head % numHeads, row % queryLen, everyKey);
  }
  forEachPair((at, b, h, i, j) => {
    if (!mask.visible(b, h, i, j)) stage[at] = Number.NEGATIVE_INFINITY;
  });
  const masked = Float32Array.from(stage);

  // #region weights
  const sinkWeights = new Float32Array(rows);
  const logSumExp = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const sink = sinks ? sinks[Math.floor(row / queryLen) % numHeads] : Number.NEGATIVE_INFINITY;
    const line = stage.subarray(row * keyLen, (row + 1) * keyLen);
    const max = line.reduce((a, b) => Math.max(a, b), sink);
    if (max === Number.NEGATIVE_INFINITY) {
      line.fill(0); // nothing to attend to
      logSumExp[row] = max;
      continue;
    }
    for (let j = 0; j < keyLen; j++) line[j] = Math.exp(line[j] - max);
    const sum = line.reduce((a, b) => a + b, Math.exp(sink - max));
    for (let j = 0; j < keyLen; j++) line[j] /= sum;
    sinkWeights[row] = Math.exp(sink - max) / sum;
    logSumExp[row] = max + Math.log(sum);
  }
  // #endregion weights
  modifyWeights?.(stage, dims);
  const weights = Float32Array.from(stage);

  // #region mix
  const sums = new Float64Array(rows * valueDim);
  forEachPair((at, b, h, i, j) => {
    if (stage[at] === 0) return; // a hidden value must not count, not even as 0 · NaN
    const vRow = b * dims.v.batch + kvHead(h) * dims.v.head + j * dims.v.position; // v[b, g, j, 0]
    const outRow = b * dims.out.batch + h * dims.out.head + i * dims.out.position; // out[b, h, i, 0]
    for (let d = 0; d < valueDim; d++) sums[outRow + d] += stage[at] * v[vRow + d];
  });
  const output = Float32Array.from(sums);
  // #endregion mix
  return { scores, scaled, capped, masked, weights, sinkWeights, logSumExp, output };
}
