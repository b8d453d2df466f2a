/**
 * Linear attention: a state of fixed size instead of a cache that grows.
 *
 * Without the softmax, Σⱼ (q · kⱼ) vⱼ = q · (Σⱼ kⱼ vⱼᵀ): the sum over all earlier tokens is one matrix per head, and a
 * new token only adds to it. A matrix can hold only so much, so the rules differ in how they forget:
 *
 *     additive      S ← S + k vᵀ
 *     gated         S ← decay · S + k vᵀ                       old entries fade
 *     delta         S ← S + β k (v - Sᵀk)ᵀ                     what k stood for is replaced, not added to
 *     gated-delta   S ← decay · S, then as delta               both
 *
 * and the output is scale · Sᵀq.
 * @module
 */
import { checkArray, type Layout } from "../attention-options.ts";

export interface LinearAttentionOptions {
  /** Default 1. */
  batch?: number;
  /** Heads of q. */
  numHeads: number;
  /**
   * Heads of k and v, each with a state. Default numHeads. Fewer than numHeads: query heads share a state. More: states
   * share a query, and the output has one head per state.
   */
  numKvHeads?: number;
  seqLen: number;
  headDim: number;
  /** Default headDim. */
  valueDim?: number;
  /** Of all inputs and of the output. Default "heads-first". */
  layout?: Layout;
  rule: "additive" | "gated" | "delta" | "gated-delta";
  /** Multiplies the output. Default 1 / sqrt(headDim). */
  scale?: number;
  /**
   * Natural logarithms of the decay, at most 0 to forget: [batch, numKvHeads, seqLen, decayDim], decayDim 1 (one factor
   * for the state) or headDim (one per row of it). For the gated rules.
   */
  logDecay?: Float32Array;
  /** How much of the old entry is replaced, 0 to 1: [batch, numKvHeads, seqLen]. For the delta rules. */
  beta?: Float32Array;
  /** [batch, numKvHeads, headDim, valueDim] from the tokens before. Not changed. Default: zeros. */
  state?: Float32Array;
}

/**
 * Runs seqLen tokens through the state, one after the other.
 *
 * Shape: q [batch, numHeads, seqLen, headDim], k [batch, numKvHeads, seqLen, headDim], v [batch, numKvHeads, seqLen,
 *        valueDim]; returns output [batch, max(numHeads, numKvHeads), seqLen, valueDim] and the new state
 * @throws RangeError if an array does not fit or is missing for the rule
 * @see Katharopoulos et al. 2020 (additive), https://arxiv.org/abs/2006.16236; Yang et al. 2024 (gated),
 *   https://arxiv.org/abs/2312.06635, and (gated delta), https://arxiv.org/abs/2412.06464; Schlag et al. 2021 (delta),
 *   https://arxiv.org/abs/2102.11174
 * @example
 * linearAttention(Float32Array.of(1), Float32Array.of(2), Float32Array.of(3), {
 *   numHeads: 1, seqLen: 1, headDim: 1, rule: "additive",
 * }).output; // => [6]
 */
export function linearAttention(
  q: Float32Array,
  k: Float32Array,
  v: Float32Array,
  options: LinearAttentionOptions,
): { output: Float32Array; state: Float32Array } {
  const { batch = 1, numHeads, numKvHeads = numHeads, seqLen, headDim, valueDim = headDim, rule } = options;
  const { layout = "heads-first", scale = 1 / Math.sqrt(headDim) } = options;
  const gated = rule === "gated" || rule === "gated-delta";
  const replaces = rule === "delta" || rule === "gated-delta";
  if (!gated && !replaces && rule !== "additive") {
    throw new TypeError(
      `linearAttention: rule is ${JSON.stringify(rule)} but has to be "additive", "gated", "delta" or "gated-delta".`,
    );
  }
  checkArray("linearAttention", "q", q, { batch, numHeads, seqLen, headDim });
  checkArray("linearAttention", "k", k, { batch, numKvHeads, seqLen, headDim });
  checkArray("linearAttention", "v", v, { batch, numKvHeads, seqLen, valueDim });
  const stateSize = headDim * valueDim;
  if (options.state) checkArray("linearAttention", "state", options.state, { batch, numKvHeads, headDim, valueDim });
  const logDecay = gated ? required("logDecay", options.logDecay, rule) : null;
  const beta = replaces ? required("beta", options.beta, rule) : null;
  const decayDim = logDecay && logDecay.length === batch * numKvHeads * seqLen ? 1 : headDim;
  if (logDecay) checkArray("linearAttention", "logDecay", logDecay, { batch, numKvHeads, seqLen, decayDim });
  if (beta) checkArray("linearAttention", "beta", beta, { batch, numKvHeads, seqLen });
  const outHeads = Math.max(numHeads, numKvHeads);
  if (outHeads % numHeads !== 0 || outHeads % numKvHeads !== 0) {
    throw new RangeError(
      `linearAttention: numHeads is ${numHeads} and numKvHeads ${numKvHeads}, but one has to be a multiple of the other.`,
    );
  }

  /** The row of [batch, heads, seqLen, dim], in the layout, that begins at b, h, t. */
  const row = (b: number, h: number, t: number, heads: number, dim: number) =>
    (layout === "heads-first" ? (b * heads + h) * seqLen + t : (b * seqLen + t) * heads + h) * dim;
  const state = Float64Array.from(options.state ?? new Float32Array(batch * numKvHeads * stateSize));
  const output = new Float32Array(batch * outHeads * seqLen * valueDim);
  const recalled = new Float64Array(valueDim); // what the state holds for k
  for (let b = 0; b < batch; b++) {
    for (let g = 0; g < numKvHeads; g++) {
      const S = state.subarray((b * numKvHeads + g) * stateSize, (b * numKvHeads + g + 1) * stateSize);
      for (let t = 0; t < seqLen; t++) {
        const kRow = row(b, g, t, numKvHeads, headDim);
        const vRow = row(b, g, t, numKvHeads, valueDim);
        if (logDecay) {
          const decayRow = row(b, g, t, numKvHeads, decayDim);
          for (let i = 0; i < headDim; i++) {
            const factor = Math.exp(logDecay[decayRow + (decayDim === 1 ? 0 : i)]);
            for (let j = 0; j < valueDim; j++) S[i * valueDim + j] *= factor;
          }
        }
        recalled.fill(0);
        if (beta) readState(recalled, S, k, kRow, headDim, valueDim);
        const strength = beta ? beta[row(b, g, t, numKvHeads, 1)] : 1;
        for (let i = 0; i < headDim; i++) {
          const write = strength * k[kRow + i];
          for (let j = 0; j < valueDim; j++) S[i * valueDim + j] += write * (v[vRow + j] - recalled[j]);
        }
        const share = outHeads / numKvHeads; // output heads that read this state
        for (let h = g * share; h < (g + 1) * share; h++) {
          recalled.fill(0);
          const qRow = row(b, Math.floor((h * numHeads) / outHeads), t, numHeads, headDim);
          readState(recalled, S, q, qRow, headDim, valueDim);
          const outRow = row(b, h, t, outHeads, valueDim);
          for (let j = 0; j < valueDim; j++) output[outRow + j] = scale * recalled[j];
        }
      }
    }
  }
  return { output, state: Float32Array.from(state) };
}

/** out += Sᵀ x */
function readState(
  out: Float64Array,
  S: Float64Array,
  x: Float32Array,
  xRow: number,
  headDim: number,
  valueDim: number,
): void {
  for (let i = 0; i < headDim; i++) for (let j = 0; j < valueDim; j++) out[j] += S[i * valueDim + j] * x[xRow + i];
}

function required(name: string, array: Float32Array | undefined, rule: string): Float32Array {
  if (array) return array;
  throw new RangeError(`linearAttention: the rule "${rule}" needs ${name}, but it is missing.`);
}
