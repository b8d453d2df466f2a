/**
 * ai.onnx Attention, opsets 23 to 25.
 *
 * Causal is top-left aligned unless a past or valid lengths shift it; `left_window_size` L keeps L + 1 keys; a mask of
 * rank 3 is [heads, queries, keys]; a row that sees nothing is 0.
 * @module
 */
import {
  type Alignment,
  andMasks,
  attentionStages,
  causalMask,
  fullMask,
  type Mask,
  prefixMask,
  type ScoreBias,
  scaledDotProductAttention,
  tableMask,
  windowMask,
} from "@llm-anatomy/attention";
import { appendToPast, presents } from "./cache.ts";
import { type Adapter, input, type Node, readAttributes, Unsupported } from "./node.ts";
import { sizeOf, swapMiddleAxes, type Tensor, tensorOf } from "./tensor.ts";

const defaults = {
  is_causal: 0,
  q_num_heads: 0,
  kv_num_heads: 0,
  scale: 0,
  softcap: 0,
  softmax_precision: 1,
  qk_matmul_output_mode: 0,
  left_window_size: -1,
  right_window_size: -1,
};

export const attentionOperator: Adapter = (node) => {
  const attributes = readAttributes(node, defaults);
  const [Q, K, V] = [0, 1, 2].map((n) => input(node, n));
  const rank3 = Q.shape.length === 3;
  if (rank3 && !(attributes.q_num_heads && attributes.kv_num_heads)) {
    throw new Unsupported("inputs of rank 3 need q_num_heads and kv_num_heads");
  }
  const q = headsFirst(Q, attributes.q_num_heads);
  const k = headsFirst(K, attributes.kv_num_heads);
  const v = headsFirst(V, attributes.kv_num_heads);
  const [batch, numHeads, queryLen, headDim] = q.shape;
  const [, numKvHeads, newLen] = k.shape;
  const valueDim = v.shape[3];
  const past = node.inputs[4] ? { key: input(node, 4), value: input(node, 5) } : null;
  const pastLen = past?.key.shape[2] ?? 0;
  const added = { batch, heads: numKvHeads, length: newLen, headDim, valueDim, keys: k.data, values: v.data };
  const present = appendToPast(past, added);
  const keyLen = present.length;
  const valid = node.inputs[6] ? Array.from(input(node, 6).exact) : null;
  const align: Alignment = valid ? valid.map((length) => length - queryLen) : pastLen;
  const { left_window_size: left, right_window_size: right } = attributes;
  const given = node.inputs[3] ? readMask(input(node, 3), { batch, numHeads, queryLen, keyLen }) : {};
  const masks: Mask[] = [given.mask ?? fullMask()];
  if (attributes.is_causal) masks.push(causalMask({ align }));
  if (left >= 0 || right >= 0) {
    masks.push(windowMask({ left: left < 0 ? undefined : left, right: right < 0 ? undefined : right, align }));
  }
  if (valid) masks.push(prefixMask(valid));
  const options = {
    ...{ batch, numHeads, numKvHeads, queryLen, keyLen, headDim, valueDim, bias: given.bias },
    mask: andMasks(...masks),
    scale: attributes.scale || undefined,
    softcap: attributes.softcap || undefined,
  };
  const y = scaledDotProductAttention(q.data, present.keys, present.values, options);
  const Y = rank3
    ? tensorOf(swapMiddleAxes(y, [batch, numHeads, queryLen, valueDim]), [batch, queryLen, numHeads * valueDim])
    : tensorOf(y, [batch, numHeads, queryLen, valueDim]);
  const stage = node.asks(3) ? stageOf(node, attributes.qk_matmul_output_mode, q.data, present, options) : null;
  return [Y, ...presents(present), stage && tensorOf(stage, [batch, numHeads, queryLen, keyLen])];
};

function stageOf(
  node: Node,
  mode: number,
  q: Float32Array,
  { keys, values }: { keys: Float32Array; values: Float32Array },
  options: Parameters<typeof attentionStages>[3],
): Float32Array {
  const stages = attentionStages(q, keys, values, options);
  const byMode = [stages.scaled, stages.capped, stages.masked, stages.weights];
  if (!byMode[mode]) throw new Unsupported(`${node.op} has no qk_matmul_output_mode ${mode}`);
  return byMode[mode];
}

/** Rank 3 [batch, seq, heads · dim] to [batch, heads, seq, dim]; rank 4 as it is. */
function headsFirst(x: Tensor, heads: number): Tensor {
  if (x.shape.length === 4) return x;
  const [batch, length, width] = x.shape;
  const dim = width / heads;
  return tensorOf(swapMiddleAxes(x.data, [batch, length, heads, dim]), [batch, heads, length, dim]);
}

/**
 * A mask (booleans) or a bias (numbers), aligned to [batch, heads, queries, keys] from the right. Keys past its last
 * column are hidden.
 */
export function readMask(
  tensor: Tensor,
  { batch, numHeads, queryLen, keyLen }: { batch: number; numHeads: number; queryLen: number; keyLen: number },
): { mask?: Mask; bias?: ScoreBias } {
  const shape = [1, 1, 1, 1, ...tensor.shape].slice(-4);
  const [batches, heads, queries, cols] = shape;
  const fits = [batches, heads, queries].every((n, axis) => n === 1 || n === [batch, numHeads, queryLen][axis]);
  if (!fits)
    throw new RangeError(`mask of shape [${tensor.shape}] for [${batch}, ${numHeads}, ${queryLen}, ${keyLen}]`);
  if (tensor.dtype === "bool") {
    return { mask: tableMask(tensor.exact, { batch: batches, heads, queryLen: queries, keyLen: cols }) };
  }
  let values = tensor.data;
  if (cols < keyLen) {
    values = new Float32Array((sizeOf(shape) / cols) * keyLen).fill(Number.NEGATIVE_INFINITY);
    for (let row = 0; row < sizeOf(shape) / cols; row++) {
      values.set(tensor.data.subarray(row * cols, (row + 1) * cols), row * keyLen);
    }
  } else if (cols > keyLen) {
    throw new RangeError(`mask of shape [${tensor.shape}] has more columns than there are keys (${keyLen})`);
  }
  return { bias: { kind: "table", values, batch: batches, heads, queryLen: queries } };
}
