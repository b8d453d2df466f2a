/**
 * Persimmon: half of each head rotated, LayerNorms on queries and keys of each head, a plain MLP with the square of ReLU.
 * @see Adept 2023, https://www.adept.ai/blog/persimmon-8b
 * @module
 */
import type { BlockSpec } from "@llm-anatomy/transformer";
import { type Architecture, linearAt, normAt } from "./architecture.ts";
import { fusedPerHead } from "./gpt-neox.ts";
import { llamaLike } from "./llama-like.ts";

const plain = llamaLike({
  modelTypes: ["persimmon"],
  defaults: {
    activation: "relu2",
    theta: 25000,
    maxPositions: 16384,
    partialRotary: 0.5,
    vocabSize: 262144,
    modelDim: 4096,
    numLayers: 36,
    numHeads: 64,
  },
  readNorm: (config) => ({ kind: "layer", epsilon: config.number("layer_norm_eps", 1e-5) }),
  readBlock(block, config): BlockSpec {
    const { activation } = block.mlp as { activation: "relu-squared" };
    const normed = config.boolean("qk_layernorm", true);
    const queryKeyNorm = normed ? { norm: block.attentionNorm!, over: "head" as const } : undefined;
    const { numHeads } = block.attention; // there are no groups, whatever the config says
    return {
      ...block,
      attention: { ...block.attention, numKvHeads: numHeads, queryKeyNorm },
      mlp: { kind: "plain", activation },
    };
  },
  rename: { "model.norm": "model.final_layernorm" },
});

export const persimmon: Architecture = {
  ...plain,
  weights(spec, names, config) {
    const weights = plain.weights(spec, names, config);
    const blocks = weights.blocks.map((block, i) => {
      const [at, mlp] = [`model.layers.${i}.self_attn`, `model.layers.${i}.mlp`];
      const { numHeads, headDim, queryKeyNorm } = spec.blocks[i].attention;
      return {
        ...block,
        attention: {
          ...fusedPerHead(`${at}.query_key_value`, numHeads, headDim, names),
          output: linearAt(`${at}.dense`, true),
          queryNorm: queryKeyNorm && normAt(`${at}.q_layernorm`, true),
          keyNorm: queryKeyNorm && normAt(`${at}.k_layernorm`, true),
        },
        mlp: { up: linearAt(`${mlp}.dense_h_to_4h`, true), down: linearAt(`${mlp}.dense_4h_to_h`, true) },
      };
    });
    return { ...weights, blocks };
  },
};
