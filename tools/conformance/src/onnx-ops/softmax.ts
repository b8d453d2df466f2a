/**
 * Softmax and LogSoftmax along any axis.
 * @module
 */
import { createPlainKernels } from "@llm-anatomy/kernels";
import { logSumExp } from "@llm-anatomy/sampling";
import { type Adapter, input, type Node, readAttributes, refuseInputs } from "./node.ts";
import { sizeOf, tensorOf } from "./tensor.ts";

const kernels = createPlainKernels();

const alongAxis =
  (rowFunction: (row: Float32Array) => Float32Array): Adapter =>
  (node: Node) => {
    refuseInputs(node, 1);
    // Before opset 13 the default was 1 and the axes from there on were one row.
    const flattens = node.opset < 13;
    const { axis } = readAttributes(node, { axis: flattens ? 1 : -1 });
    const X = input(node, 0);
    const at = axis < 0 ? axis + X.shape.length : axis;
    const cols = flattens ? sizeOf(X.shape.slice(at)) : X.shape[at];
    const stride = flattens ? 1 : sizeOf(X.shape.slice(at + 1)); // from one element of a row to the next
    const out = new Float32Array(X.data.length);
    for (let line = 0; line < X.data.length / cols; line++) {
      const start = Math.floor(line / stride) * stride * cols + (line % stride);
      const row = rowFunction(Float32Array.from({ length: cols }, (_, n) => X.data[start + n * stride]));
      for (let n = 0; n < cols; n++) out[start + n * stride] = row[n];
    }
    return [tensorOf(out, X.shape)];
  };

export const softmaxes: Record<string, Adapter> = {
  Softmax: alongAxis((row) => {
    kernels.softmax(row, row, { rows: 1, cols: row.length });
    return row;
  }),
  LogSoftmax: alongAxis((row) => {
    const sum = logSumExp(row);
    return row.map((x) => x - sum);
  }),
};
