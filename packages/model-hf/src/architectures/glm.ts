/**
 * GLM: Llama with half of each head rotated in interleaved pairs. GLM-4 also normalises what attention and MLP give out;
 * GLM-4 MoE rotates halves, and has DeepSeek V3's experts.
 * @see GLM Team 2024, https://arxiv.org/abs/2406.12793; 2025, https://arxiv.org/abs/2508.06471
 * @module
 */
import type { BlockSpec } from "@llm-anatomy/transformer";
import { llamaLike } from "./llama-like.ts";
import { manyExpertsAt, withManyExperts } from "./many-experts.ts";

const defaults = { numKvHeads: 2, headDim: 128, normEpsilon: 1.5625e-7, partialRotary: 0.5, maxPositions: 131072 };

export const glm = llamaLike({
  modelTypes: ["glm"],
  defaults: { ...defaults, vocabSize: 151552, modelDim: 4096, numLayers: 40, numHeads: 32 },
  interleaved: true,
});

export const glm4 = llamaLike({
  modelTypes: ["glm4"],
  defaults: { ...defaults, vocabSize: 151552, modelDim: 4096, numLayers: 40, numHeads: 32 },
  interleaved: true,
  readBlock: (block) => ({ ...block, attentionOutputNorm: block.attentionNorm, mlpOutputNorm: block.mlpNorm }),
  rename: {
    post_attention_layernorm: "post_self_attn_layernorm",
    pre_feedforward_layernorm: "post_attention_layernorm",
    post_feedforward_layernorm: "post_mlp_layernorm",
  },
});

export const glm4Moe = llamaLike({
  modelTypes: ["glm4_moe"],
  defaults: {
    numKvHeads: 8,
    normEpsilon: 1e-5,
    partialRotary: 0.5,
    maxPositions: 131072,
    vocabSize: 151552,
    modelDim: 4096,
    numLayers: 46,
    numHeads: 96,
  },
  unread: [/^model\.layers\.\d+\.(embed_tokens|enorm|hnorm|eh_proj|shared_head)\./],
  readBlock(block, config, layer): BlockSpec {
    const queryKeyNorm = config.boolean("use_qk_norm", false)
      ? { norm: block.attentionNorm!, over: "head" as const }
      : undefined;
    config.ignore("num_nextn_predict_layers");
    const attention = { ...block.attention, queryKeyNorm };
    return withManyExperts({ ...block, attention }, config, layer, {
      experts: 128,
      shared: 1,
      firstDense: 1,
      normalize: true,
      scale: 1,
    });
  },
  mixtureAt: manyExpertsAt,
});
