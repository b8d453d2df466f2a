/**
 * com.microsoft MultiHeadAttention.
 *
 * Padded keys are not hidden: `mask_filter_value` is added to their scores. A past is used only when a present is asked
 * for, which is how onnxruntime behaves and what its own cases expect.
 * @module
 */
import {
  attentionStages,
  causalMask,
  fullMask,
  type Mask,
  orMasks,
  type ScoreBias,
  scaledDotProductAttention,
  tableMask,
} from "@llm-anatomy/attention";
import { createKernels } from "@llm-anatomy/kernels";
import { readMask } from "./attention.ts";
import { appendToPast, presents } from "./cache.ts";
import { type Adapter, input, type Node, readAttributes, refuseInputs, Unsupported } from "./node.ts";
import { splitColumns, swapMiddleAxes, type Tensor, tensorOf } from "./tensor.ts";

/**
 * Kernels of float32 sums, as onnxruntime's are: at scores of -10000 float32 has steps of 0.001, and in a row whose keys are
 * all padded those steps are what decides.
 */
export const float32Kernels = createKernels();

const lowest = -(2 ** 128 - 2 ** 104);

export const multiHeadAttention: Adapter = (node) => {
  const attributes = readAttributes(node, { num_heads: 0, scale: 0, unidirectional: 0, mask_filter_value: -10000 });
  refuseInputs(node, 8);
  const numHeads = attributes.num_heads;
  const { q, k, v, batch, queryLen, newLen, headDim, valueDim } = projections(node, numHeads);
  const usesPast = node.inputs[6] && node.asks(1);
  const past = usesPast ? { key: input(node, 6), value: input(node, 7) } : null;
  const added = { batch, heads: numHeads, length: newLen, headDim, valueDim, keys: k, values: v };
  const present = appendToPast(past, added);
  const dims = { batch, numHeads, queryLen, keyLen: present.length, headDim, valueDim };
  const padding = node.inputs[4];
  const bias = node.inputs[5] ? readBias(input(node, 5), dims) : undefined;
  const options = {
    ...dims,
    queryLayout: "tokens-first" as const,
    scale: attributes.scale || undefined,
    mask: attributes.unidirectional ? unidirectional(dims, past?.key.shape[2] ?? 0) : fullMask(),
    bias: sumBiases(bias, padding ? paddingBias(padding, dims, attributes.mask_filter_value) : undefined),
  };
  const out = scaledDotProductAttention(q, present.keys, present.values, { ...options, kernels: float32Kernels });
  const qk = node.asks(3)
    ? tensorOf(
        // Where we have -Infinity onnxruntime has the lowest float32.
        attentionStages(q, present.keys, present.values, options).masked.map((score) => Math.max(score, lowest)),
        [batch, numHeads, queryLen, present.length],
      )
    : null;
  return [tensorOf(out, [batch, queryLen, numHeads * valueDim]), ...presents(present), qk];
};

/** Causal, but that onnxruntime leaves out the last query: with keys behind it (cross-attention), it sees those too. */
function unidirectional({ queryLen, keyLen }: { queryLen: number; keyLen: number }, align: number): Mask {
  const isLast = Array.from({ length: queryLen * keyLen }, (_, at) => Math.floor(at / keyLen) === queryLen - 1);
  return orMasks(causalMask({ align }), tableMask(isLast, { queryLen, keyLen }));
}

/** Queries tokens-first; keys and values heads-first, with the projection bias added. */
function projections(node: Node, numHeads: number) {
  let query = input(node, 0);
  let key = node.inputs[1];
  let value = node.inputs[2];
  if (query.shape.length === 5) [query, key, value] = unpack(query, 3);
  else if (key?.shape.length === 5) [key, value] = unpack(key, 2);
  if (!key || !value) throw new Unsupported("MultiHeadAttention without keys or values");
  const [batch, queryLen, width] = query.shape;
  const headDim = width / numHeads;
  const headsFirst = key.shape.length === 4;
  const newLen = headsFirst ? key.shape[2] : key.shape[1];
  const valueDim = headsFirst ? value.shape[3] : value.shape[2] / numHeads;
  const bias = node.inputs[3] ? splitColumns(input(node, 3).data, [width, width, numHeads * valueDim]) : null;
  const tokens = (x: Tensor, dim: number, n: number) => {
    const data = headsFirst && n > 0 ? swapMiddleAxes(x.data, [batch, numHeads, newLen, dim]) : x.data;
    // Keys and values that come heads-first are taken as projected already: onnxruntime adds no bias to them.
    return bias && !(headsFirst && n > 0) ? data.map((value, at) => value + bias[n][at % bias[n].length]) : data;
  };
  const heads = (x: Tensor, dim: number, n: number) =>
    swapMiddleAxes(tokens(x, dim, n), [batch, newLen, numHeads, dim]);
  return {
    ...{ batch, queryLen, newLen, headDim, valueDim },
    q: tokens(query, headDim, 0),
    k: heads(key, headDim, 1),
    v: heads(value, valueDim, 2),
  };
}

/** [batch, seq, heads, parts, dim] into `parts` tensors [batch, seq, heads · dim]. */
function unpack(packed: Tensor, parts: number): Tensor[] {
  const [batch, length, heads, , dim] = packed.shape;
  const columns = splitColumns(packed.data, new Array<number>(parts).fill(dim));
  return columns.map((data) => tensorOf(data, [batch, length, heads * dim]));
}

function readBias(
  tensor: Tensor,
  dims: { batch: number; numHeads: number; queryLen: number; keyLen: number },
): ScoreBias {
  const cols = tensor.shape[tensor.shape.length - 1];
  const rows = tensor.data.length / cols;
  // A bias that counts on a past which is then ignored has columns to spare.
  const used = tensorOf(
    new Float32Array(rows * dims.keyLen),
    [...tensor.shape.slice(0, -1), dims.keyLen],
    tensor.dtype,
  );
  for (let row = 0; row < rows; row++) {
    used.data.set(tensor.data.subarray(row * cols, row * cols + dims.keyLen), row * dims.keyLen);
  }
  const { bias } = readMask(cols > dims.keyLen ? used : tensor, dims);
  if (!bias) throw new Unsupported("an attention_bias of booleans");
  return bias;
}

/**
 * The filter value where a key padding mask says so: [batch, keys] or [batch, queries, keys] of 0 and 1, or ends of what
 * is valid, [batch], followed by starts, [2 · batch], or by offsets of packed sequences, [3 · batch + 2].
 */
export function paddingBias(
  mask: Tensor,
  { batch, queryLen, keyLen }: { batch: number; queryLen: number; keyLen: number },
  filter: number,
): ScoreBias {
  const { shape, exact } = mask;
  if (shape.length === 1 && [batch, 2 * batch, 3 * batch + 2].includes(shape[0])) {
    const starts = shape[0] === 2 * batch;
    const values = Float32Array.from({ length: batch * keyLen }, (_, at) => {
      const b = Math.floor(at / keyLen);
      const j = at % keyLen;
      return j < exact[b] && (!starts || j >= exact[batch + b]) ? 0 : filter;
    });
    return { kind: "table", values, batch };
  }
  const expected = shape.length === 2 ? [batch, keyLen] : [batch, queryLen, keyLen];
  if (shape.join() !== expected.join()) {
    throw new Unsupported(`a padding mask of shape [${shape}] for ${keyLen} keys`);
  }
  const values = Float32Array.from(exact, (visible) => (visible ? 0 : filter));
  return { kind: "table", values, batch, queryLen: shape.length === 2 ? 1 : queryLen };
}

/** One bias out of those that are there. */
export function sumBiases(...biases: (ScoreBias | undefined)[]): ScoreBias | undefined {
  const present = biases.filter((bias) => bias !== undefined);
  return present.length > 1 ? { kind: "sum", biases: present } : present[0];
}
