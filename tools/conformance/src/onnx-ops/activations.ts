/**
 * Elementwise functions of feed-forward layers.
 * @module
 */
import { type Activation, createPlainKernels } from "@llm-anatomy/kernels";
import { type Adapter, input, readAttributes, refuseInputs } from "./node.ts";
import { splitColumns, type Tensor, tensorOf } from "./tensor.ts";

const kernels = createPlainKernels();

function apply(x: Float32Array, kind: Activation): Float32Array {
  const out = new Float32Array(x.length);
  kernels.activation(out, x, kind);
  return out;
}

/** x + bias, the bias shared by rows. */
function addBias({ data }: Tensor, bias: Tensor | null | undefined): Float32Array {
  const sum = data.slice();
  for (let at = 0; bias && at < sum.length; at += bias.data.length) {
    const part = sum.subarray(at, at + bias.data.length);
    kernels.add(part, part, bias.data);
  }
  return sum;
}

/** x · σ(αx) = silu(αx) / α, and x / 2 for α = 0 */
function swish(x: Float32Array, alpha: number): Float32Array {
  const out = new Float32Array(x.length);
  if (alpha === 0) {
    kernels.scale(out, x, 1 / 2);
    return out;
  }
  kernels.scale(out, x, alpha);
  kernels.activation(out, out, "silu");
  kernels.scale(out, out, 1 / alpha);
  return out;
}

export const activations: Record<string, Adapter> = {
  Gelu(node) {
    refuseInputs(node, 1);
    const { approximate } = readAttributes(node, { approximate: "none" });
    const X = input(node, 0);
    return [tensorOf(apply(X.data, approximate === "tanh" ? "gelu-tanh" : "gelu"), X.shape)];
  },
  FastGelu(node) {
    refuseInputs(node, 2);
    const X = input(node, 0);
    return [tensorOf(apply(addBias(X, node.inputs[1]), "gelu-tanh"), X.shape)];
  },
  BiasGelu(node) {
    refuseInputs(node, 2);
    const X = input(node, 0);
    return [tensorOf(apply(addBias(X, input(node, 1)), "gelu"), X.shape)];
  },
  /** The first half times gelu of the second. */
  BiasSplitGelu(node) {
    refuseInputs(node, 2);
    const X = input(node, 0);
    const width = X.shape[X.shape.length - 1] / 2;
    const [up, gate] = splitColumns(addBias(X, input(node, 1)), [width, width]);
    const out = new Float32Array(up.length);
    kernels.gatedActivation(out, gate, up, "gelu");
    return [tensorOf(out, [...X.shape.slice(0, -1), width])];
  },
  QuickGelu(node) {
    refuseInputs(node, 1);
    const { alpha } = readAttributes(node, { alpha: 1.702 });
    const X = input(node, 0);
    // 1.702 is stored as float32
    return [
      tensorOf(Math.fround(alpha) === Math.fround(1.702) ? apply(X.data, "quick-gelu") : swish(X.data, alpha), X.shape),
    ];
  },
  Swish(node) {
    refuseInputs(node, 1);
    const { alpha } = readAttributes(node, { alpha: 1 });
    const X = input(node, 0);
    return [tensorOf(swish(X.data, alpha), X.shape)];
  },
  SwiGLU(node) {
    refuseInputs(node, 2);
    const { alpha } = readAttributes(node, { alpha: 1 });
    const gate = swish(input(node, 0).data, alpha);
    kernels.multiply(gate, gate, input(node, 1).data);
    return [tensorOf(gate, input(node, 0).shape)];
  },
};
