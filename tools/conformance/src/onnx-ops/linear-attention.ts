/**
 * LinearAttention and CausalConvWithState, of ai.onnx 27 and of com.microsoft alike.
 * @module
 */
import { causalConvolution, linearAttention } from "@llm-anatomy/attention/linear";
import { type Adapter, input, readAttributes, refuseInputs, Unsupported } from "./node.ts";
import { type Tensor, tensorOf } from "./tensor.ts";

const rules = { linear: "additive", gated: "gated", delta: "delta", gated_delta: "gated-delta" } as const;

/** query, key, value [batch, seq, heads · dim], past_state?, decay?, beta?. */
export const linearAttentionOperator: Adapter = (node) => {
  refuseInputs(node, 6);
  const attributes = readAttributes(node, {
    q_num_heads: 0,
    kv_num_heads: 0,
    update_rule: "gated_delta" as keyof typeof rules,
    scale: 0,
    chunk_size: 64, // how an implementation may cut the work; the result does not depend on it
  });
  const rule = rules[attributes.update_rule];
  if (!rule) throw new Unsupported(`the update rule "${attributes.update_rule}"`);
  const { q_num_heads: numHeads, kv_num_heads: numKvHeads } = attributes;
  const [q, k, v] = [0, 1, 2].map((n) => input(node, n));
  const [batch, seqLen, width] = q.shape;
  const headDim = width / numHeads;
  const valueDim = v.shape[2] / numKvHeads;
  const { output, state } = linearAttention(q.data, k.data, v.data, {
    ...{ batch, numHeads, numKvHeads, seqLen, headDim, valueDim, rule, layout: "tokens-first" },
    scale: attributes.scale || undefined,
    state: node.inputs[3]?.data,
    logDecay: node.inputs[4]?.data,
    beta: node.inputs[5] ? betaPerHead(input(node, 5), numKvHeads) : undefined,
  });
  return [
    tensorOf(output, [batch, seqLen, Math.max(numHeads, numKvHeads) * valueDim]),
    tensorOf(state, [batch, numKvHeads, headDim, valueDim]),
  ];
};

/** [batch, seq, heads]; one for all heads is repeated. */
function betaPerHead({ shape, data }: Tensor, heads: number): Float32Array {
  if (shape[2] === heads) return data;
  return Float32Array.from({ length: data.length * heads }, (_, at) => data[Math.floor(at / heads)]);
}

/** input [batch, channels, seq], weight [channels, 1, width], bias?, past_state?. */
export const causalConvWithState: Adapter = (node) => {
  refuseInputs(node, 4);
  const { activation } = readAttributes(node, { activation: "none", ndim: 1 });
  if (!["none", "silu", "swish"].includes(activation)) throw new Unsupported(`the activation "${activation}"`);
  const [X, W] = [input(node, 0), input(node, 1)];
  const [batch, channels, seqLen] = X.shape;
  const width = W.shape[2];
  const { output, state } = causalConvolution(X.data, W.data, {
    ...{ batch, channels, seqLen, width, bias: node.inputs[2]?.data, state: node.inputs[3]?.data },
    activation: activation === "none" ? undefined : "silu",
  });
  return [tensorOf(output, X.shape), tensorOf(state, [batch, channels, width - 1])];
};
