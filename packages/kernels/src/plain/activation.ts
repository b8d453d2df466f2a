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
  gelu: (x) => times(x, normalCdf(x)), // Hendrycks and Gimpel 2016, section 2
  "gelu-tanh": (x) => times(x, sigmoid(2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))), // (1 + tanh y) / 2 = σ(2y)
  "quick-gelu": (x) => times(x, sigmoid(1.702 * x)),
  silu: (x) => times(x, sigmoid(x)),
  sigmoid,
  tanh: Math.tanh,
  // tanh(ln(1 + eˣ)) = (w - 1) / (w + 1) with w = (1 + eˣ)²; from e²⁰ on that is 1. Misra 2019, section 3.
  mish: (x) => times(x, x > 20 ? 1 : mishGate(Math.exp(x))),
  "leaky-relu": (x) => (x < 0 ? 0.01 * x : x),
  relu6: (x) => Math.min(Math.max(x, 0), 6),
  "gelu-10": (x) => Math.min(Math.max(times(x, normalCdf(x)), -10), 10),
  // Ma et al. 2022, section 3.3; the reference rounds both numbers to six digits.
  laplace: (x) => normalCdf((x - Math.SQRT1_2) / 0.282095),
  linear: (x) => x,
};

/** Φ(x); erfc instead of 1 + erf keeps the digits of the left tail. */
function normalCdf(x: number): number {
  return 0.5 * erfc(-x * Math.SQRT1_2);
}

/** ((1 + e)² - 1) / ((1 + e)² + 1), without losing a small e. */
function mishGate(e: number): number {
  return (e * (e + 2)) / (e * (e + 2) + 2);
}

/** x · gate, where a closed gate (0) stays closed for x = -Infinity. */
function times(x: number, gate: number): number {
  return gate === 0 ? 0 : x * gate;
}
