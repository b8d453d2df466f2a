/**
 * LayerNormalization, RMSNormalization and onnxruntime's fused forms of them.
 * @module
 */
import { createPlainKernels } from "@llm-anatomy/kernels";
import { type Adapter, input, type Node, readAttributes, refuseInputs } from "./node.ts";
import { sizeOf, type Tensor, tensorOf } from "./tensor.ts";

const kernels = createPlainKernels();

const layerNormalization: Adapter = (node) => {
  refuseInputs(node, 3);
  const { axis, epsilon } = readAttributes(node, { axis: -1, epsilon: 1e-5, stash_type: 1 });
  const X = input(node, 0);
  const { rows, cols, statistics } = rowsFrom(X.shape, axis);
  const out = new Float32Array(X.data.length);
  const bias = node.inputs[2] ? widened(node.inputs[2], X.shape, axis) : null;
  kernels.layerNorm(out, X.data, widened(input(node, 1), X.shape, axis), bias, { rows, cols, epsilon });
  return [tensorOf(out, X.shape), ...(node.asks(1) || node.asks(2) ? moments(X, rows, cols, epsilon, statistics) : [])];
};

/** Mean and 1 / sqrt(variance + epsilon) per row, each through the kernels: a mean is a product with 1 / cols. */
function moments(X: Tensor, rows: number, cols: number, epsilon: number, shape: number[]): Tensor[] {
  const average = new Float32Array(cols).fill(1 / cols);
  const mean = new Float32Array(rows);
  kernels.matMul(mean, X.data, average, { m: rows, k: cols, n: 1 });
  const squares = X.data.map((x, at) => (x - mean[Math.floor(at / cols)]) ** 2);
  const variance = new Float32Array(rows);
  kernels.matMul(variance, squares, average, { m: rows, k: cols, n: 1 });
  return [
    tensorOf(mean, shape),
    tensorOf(
      variance.map((v) => 1 / Math.sqrt(v + epsilon)),
      shape,
    ),
  ];
}

const rmsNormalization: Adapter = (node) => {
  refuseInputs(node, 2);
  const { axis, epsilon } = readAttributes(node, { axis: -1, epsilon: 1e-5, stash_type: 1 });
  const X = input(node, 0);
  const out = new Float32Array(X.data.length);
  kernels.rmsNorm(out, X.data, widened(input(node, 1), X.shape, axis), { ...rowsFrom(X.shape, axis), epsilon });
  return [tensorOf(out, X.shape)];
};

/** input + skip + bias, which is also an output, then the norm. Inputs: input, skip, gamma, (beta,) bias. */
const skipNormalization =
  (kind: "layer" | "rms"): Adapter =>
  (node: Node) => {
    const biasInput = kind === "layer" ? 4 : 3;
    refuseInputs(node, biasInput + 1);
    const { epsilon } = readAttributes(node, { epsilon: 1e-12 });
    const X = input(node, 0);
    const skip = input(node, 1).data;
    const gamma = input(node, 2).data;
    const bias = node.inputs[biasInput]?.data;
    const sum = X.data.slice();
    for (let at = 0; at < sum.length; at += skip.length) {
      const part = sum.subarray(at, at + skip.length);
      kernels.add(part, part, skip); // a skip of fewer rows is shared
    }
    for (let at = 0; bias && at < sum.length; at += bias.length) {
      const part = sum.subarray(at, at + bias.length);
      kernels.add(part, part, bias);
    }
    const cols = gamma.length;
    const rows = sum.length / cols;
    const out = new Float32Array(sum.length);
    if (kind === "rms") kernels.rmsNorm(out, sum, gamma, { rows, cols, epsilon });
    else kernels.layerNorm(out, sum, gamma, node.inputs[3]?.data ?? null, { rows, cols, epsilon });
    return [tensorOf(out, X.shape), null, null, tensorOf(sum, X.shape)];
  };

export const normalizations: Record<string, Adapter> = {
  LayerNormalization: layerNormalization,
  RMSNormalization: rmsNormalization,
  SimplifiedLayerNormalization: rmsNormalization,
  SkipLayerNormalization: skipNormalization("layer"),
  SkipSimplifiedLayerNormalization: skipNormalization("rms"),
};

/** A weight of fewer dims than are normalised, or with ones among them, for every column of a row. */
function widened({ shape, data }: Tensor, full: number[], axis: number): Float32Array {
  const dims = full.slice(axis < 0 ? axis + full.length : axis);
  if (sizeOf(dims) === data.length) return data;
  const sizes = [...new Array<number>(full.length).fill(1), ...shape].slice(-dims.length);
  return Float32Array.from({ length: sizeOf(dims) }, (_, column) => {
    let at = 0;
    let rest = column;
    let stride = 1;
    for (let n = dims.length - 1; n >= 0; n--) {
      if (sizes[n] > 1) at += (rest % dims[n]) * stride;
      stride *= sizes[n];
      rest = Math.floor(rest / dims[n]);
    }
    return data[at];
  });
}

/** The axes from `axis` on are one row; statistics keep the rank with ones. */
function rowsFrom(shape: number[], axis: number): { rows: number; cols: number; statistics: number[] } {
  const first = axis < 0 ? axis + shape.length : axis;
  return {
    rows: sizeOf(shape.slice(0, first)),
    cols: sizeOf(shape.slice(first)),
    statistics: shape.map((size, n) => (n < first ? size : 1)),
  };
}
