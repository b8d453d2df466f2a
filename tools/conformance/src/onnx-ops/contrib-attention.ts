/**
 * com.microsoft Attention: the projections are part of the operator.
 * @module
 */
import { andMasks, causalMask, fullMask, scaledDotProductAttention } from "@llm-anatomy/attention";
import { createPlainKernels } from "@llm-anatomy/kernels";
import { readMask } from "./attention.ts";
import { appendToPast } from "./cache.ts";
import { float32Kernels, paddingBias, sumBiases } from "./multi-head-attention.ts";
import { type Adapter, input, readAttributes, refuseInputs } from "./node.ts";
import { splitColumns, swapMiddleAxes, tensorOf } from "./tensor.ts";

const kernels = createPlainKernels();

export const contribAttention: Adapter = (node) => {
  const attributes = readAttributes(node, {
    num_heads: 0,
    qkv_hidden_sizes: [] as number[],
    unidirectional: 0,
    scale: 0,
    mask_filter_value: -10000,
  });
  refuseInputs(node, 6);
  const [X, W] = [input(node, 0), input(node, 1)];
  const [batch, seqLen, inputDim] = X.shape;
  const outputs = W.shape[1];
  const sizes = attributes.qkv_hidden_sizes.length
    ? attributes.qkv_hidden_sizes
    : new Array<number>(3).fill(outputs / 3);
  const rows = batch * seqLen;
  const projected = new Float32Array(rows * outputs);
  kernels.matMul(projected, X.data, W.data, { m: rows, k: inputDim, n: outputs });
  if (node.inputs[2]) {
    const bias = input(node, 2).data;
    for (let row = 0; row < rows; row++) {
      const line = projected.subarray(row * outputs, (row + 1) * outputs);
      kernels.add(line, line, bias);
    }
  }
  const numHeads = attributes.num_heads;
  const [headDim, , valueDim] = sizes.map((size) => size / numHeads);
  const [q, k, v] = splitColumns(projected, sizes);
  const past = node.inputs[4];
  const pastLen = past?.shape[3] ?? 0;
  const half = past ? past.data.length / 2 : 0;
  const pastShape = [batch, numHeads, pastLen, headDim];
  const present = appendToPast(
    past && {
      key: tensorOf(past.data.subarray(0, half), pastShape),
      value: tensorOf(past.data.subarray(half), pastShape),
    },
    {
      ...{ batch, heads: numHeads, length: seqLen, headDim, valueDim },
      keys: swapMiddleAxes(k, [batch, seqLen, numHeads, headDim]),
      values: swapMiddleAxes(v, [batch, seqLen, numHeads, valueDim]),
    },
  );
  const dims = { batch, numHeads, queryLen: seqLen, keyLen: present.length, headDim, valueDim };
  const mask = node.inputs[3];
  const given = node.inputs[5] ? readMask(input(node, 5), dims) : {};
  const out = scaledDotProductAttention(q, present.keys, present.values, {
    ...dims,
    queryLayout: "tokens-first",
    kernels: float32Kernels,
    scale: attributes.scale || undefined,
    mask: andMasks(given.mask ?? fullMask(), attributes.unidirectional ? causalMask() : fullMask()),
    bias: sumBiases(given.bias, mask ? paddingBias(mask, dims, attributes.mask_filter_value) : undefined),
  });
  const both = new Float32Array(present.keys.length + present.values.length);
  both.set(present.keys);
  both.set(present.values, present.keys.length);
  const presentTensor = tensorOf(both, [2, batch, numHeads, present.length, headDim]);
  return [tensorOf(out, [batch, seqLen, numHeads * valueDim]), presentTensor];
};
