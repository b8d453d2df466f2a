/**
 * GPT-BigCode (StarCoder, SantaCoder): GPT-2 whose queries share one head of keys and values.
 * @see Li et al. 2023, https://arxiv.org/abs/2305.06161; Shazeer 2019, https://arxiv.org/abs/1911.02150
 * @module
 */
import type { BlockSpec, LinearWeights } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import { type Architecture, linearAt, matrix, type TensorNames, type TensorRecipe, vector } from "./architecture.ts";
import { fusedPerHead } from "./gpt-neox.ts";
import { gpt2 } from "./gpt2.ts";
import { rows } from "./tensor-parts.ts";

export const gptBigCode: Architecture = {
  ...gpt2,
  modelTypes: ["gpt_bigcode"],

  readSpec(config, head) {
    const multiQuery = config.boolean("multi_query", true);
    // Numerics of mixed precision, and buffers of a server.
    config.ignore("attention_softmax_in_fp32", "scale_attention_softmax_in_fp32", "inference_runner");
    config.ignore("validate_runner_input", "pre_allocate_kv_cache", "max_sequence_length", "max_batch_size");
    config.ignore("pad_key_length", "num_key_value_heads"); // the latter follows from multi_query
    const activation = readActivation(config, "activation_function", "gelu_pytorch_tanh");
    const spec = gpt2.readSpec(config, head);
    return {
      ...spec,
      blocks: spec.blocks.map((block) => ({
        ...block,
        attention: { ...block.attention, numKvHeads: multiQuery ? 1 : block.attention.numHeads },
        mlp: { kind: "plain", activation },
      })),
    };
  },

  weights(spec, names, config) {
    const weights = gpt2.weights(spec, names, config);
    const blocks = weights.blocks.map((block, i) => {
      const [attention, mlp] = [`transformer.h.${i}.attn`, `transformer.h.${i}.mlp`];
      return {
        ...block,
        attention: {
          ...fused(`${attention}.c_attn`, spec.blocks[i], names),
          output: linearAt(`${attention}.c_proj`, true),
        },
        mlp: { up: linearAt(`${mlp}.c_fc`, true), down: linearAt(`${mlp}.c_proj`, true) },
      };
    });
    return { ...weights, blocks };
  },
};

/** All queries, then the one key and the one value; or, with as many keys as queries, the three of each head together. */
function fused(name: string, { attention: { numHeads, numKvHeads, headDim } }: BlockSpec, names: TensorNames) {
  if (numKvHeads === numHeads) return fusedPerHead(name, numHeads, headDim, names);
  const part = (start: number, size: number): LinearWeights<TensorRecipe> => ({
    weight: matrix(`${name}.weight`, rows(start, start + size)),
    bias: vector(`${name}.bias`, rows(start, start + size)),
  });
  const queries = numHeads * headDim;
  return { q: part(0, queries), k: part(queries, headDim), v: part(queries + headDim, headDim) };
}
