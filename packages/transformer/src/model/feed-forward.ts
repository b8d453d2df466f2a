/**
 * The MLP of a block: each position by itself goes through a wider hidden layer and back.
 *
 * A gated MLP multiplies the activated half by a second, linear half.
 * @see Shazeer 2020, GLU variants, https://arxiv.org/abs/2002.05202
 * @module
 */
import type { Activation } from "@llm-anatomy/kernels";
import type { Ops } from "../ops.ts";
import type { BlockProbes } from "../probes.ts";
import type { MixtureSpec, MlpSpec } from "../spec.ts";
import type { MixtureWeights, MlpWeights } from "../weights.ts";
import { linear } from "./layers.ts";
import { mixtureOfExperts } from "./mixture-of-experts.ts";

/** x [batch, seq, modelDim] → [batch, seq, modelDim]. */
export function feedForward<T>(
  ops: Ops<T>,
  x: T,
  w: MlpWeights<T> | MixtureWeights<T>,
  spec: MlpSpec,
  probes: BlockProbes,
): T {
  if (spec.kind === "mixture") return mixtureOfExperts(ops, x, w as MixtureWeights<T>, spec, probes);
  const { down } = w as MlpWeights<T>;
  return linear(ops, ops.probe(probes.mlpHidden, hidden(ops, x, w as MlpWeights<T>, spec)), down);
}

// #region hidden
/** The hidden layer after its activation: [batch, seq, mlpDim]. */
export function hidden<T>(ops: Ops<T>, x: T, w: MlpWeights<T>, spec: Exclude<MlpSpec, MixtureSpec>): T {
  if (spec.kind === "plain") return ops.activation(linear(ops, x, w.up), spec.activation);
  if (spec.clamp) return clampedHidden(ops, x, w, spec.activation, spec.clamp.limit);
  return ops.gatedActivation(linear(ops, x, w.gate!), linear(ops, x, w.up), spec.activation);
}
// #endregion hidden

/** Neither half can grow without bound, and `up` stands around 1 instead of 0 (GPT-OSS). */
function clampedHidden<T>(ops: Ops<T>, x: T, w: MlpWeights<T>, activation: Activation, limit: number): T {
  const gate = ops.clip(linear(ops, x, w.gate!), -Infinity, limit);
  const up = ops.clip(linear(ops, x, w.up), -limit, limit);
  return ops.gatedActivation(gate, ops.shift(up, 1), activation);
}
