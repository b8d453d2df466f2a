/** The two layers everything else is made of: a linear map, and a norm. @module */
import type { Ops } from "../ops.ts";
import type { NormSpec } from "../spec.ts";
import type { LinearWeights, NormWeights } from "../weights.ts";

/** x · weightᵀ + bias. x [batch, seq, in] → [batch, seq, out]. */
export function linear<T>(ops: Ops<T>, x: T, w: LinearWeights<T>): T {
  return ops.linear(x, w.weight, w.bias);
}

/**
 * Brings each position to a common size, so that depth does not blow activations up.
 *
 * LayerNorm subtracts the mean and divides by the standard deviation; RMSNorm only divides by the root mean square.
 * @see Ba et al. 2016, https://arxiv.org/abs/1607.06450; Zhang & Sennrich 2019, https://arxiv.org/abs/1910.07467
 */
export function norm<T>(ops: Ops<T>, x: T, w: NormWeights<T> | undefined, spec: NormSpec): T {
  if (spec.kind === "layer") return ops.layerNorm(x, { weight: w?.weight, bias: w?.bias, epsilon: spec.epsilon });
  return ops.rmsNorm(x, { weight: w?.weight, epsilon: spec.epsilon, weightOffset: spec.weightOffset });
}

/** A norm where the spec has one, otherwise x itself. */
export function optionalNorm<T>(ops: Ops<T>, x: T, w: NormWeights<T> | undefined, spec: NormSpec | undefined): T {
  return spec ? norm(ops, x, w, spec) : x;
}
