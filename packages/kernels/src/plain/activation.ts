/**
 * The functions that make a network more than one big matrix: applied to every element on its own.
 *
 * Gated layers multiply an activated half by a plain half; `gatedActivation` does both in one pass.
 * @module
 */
import { checkActivation, checkSameLength } from "../check.ts";
import type { Activation } from "../kernels.ts";
import { erfc } from "./erfc.ts";

/** out = activation(x), element by element. */
export function activation(out: Float32Array, x: Float32Array, kind: Activation): void {
  checkActivation("activation", kind);
  checkSameLength("activation", out, "x", x);
  const apply = functions[kind];
  for (let i = 0; i < out.length; i++) out[i] = apply(x[i]);
}

/**
 * out = activation(gate) * up, element by element.
 *
 * @see Shazeer 2020, section 2, https://arxiv.org/abs/2002.05202
 */
export function gatedActivation(out: Float32Array, gate: Float32Array, up: Float32Array, kind: Activation): void {
  checkActivation("gatedActivation", kind);
  checkSameLength("gatedActivation", out, "gate", gate);
  checkSameLength("gatedActivation", out, "up", up);
  const apply = functions[kind];
  for (let i = 0; i < out.length; i++) out[i] = apply(gate[i]) * up[i];
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const functions: Record<Activation, (x: number) => number> = {
  relu: (x) => Math.max(x, 0),
  "relu-squared": (x) => Math.max(x, 0) ** 2,
  // x · Φ(x); erfc instead of 1 + erf keeps the digits of the left tail. Hendrycks and Gimpel 2016, section 2.
  gelu: (x) => times(x, 0.5 * erfc(-x * Math.SQRT1_2)),
  "gelu-tanh": (x) => times(x, sigmoid(2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))), // (1 + tanh y) / 2 = σ(2y)
  "quick-gelu": (x) => times(x, sigmoid(1.702 * x)),
  silu: (x) => times(x, sigmoid(x)),
  sigmoid,
  tanh: Math.tanh,
};

/** x · gate, where a closed gate (0) stays closed for x = -Infinity. */
function times(x: number, gate: number): number {
  return gate === 0 ? 0 : x * gate;
}
