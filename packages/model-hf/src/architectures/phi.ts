/**
 * Phi: attention and a plain MLP side by side behind one LayerNorm, partly rotated heads, biases everywhere.
 * Phi-3 is Llama with fused matrices and LongRoPE.
 * @see Gunasekar et al. 2023, https://arxiv.org/abs/2306.11644; Abdin et al. 2024, https://arxiv.org/abs/2404.14219
 * @module
 */
import { llamaLike } from "./llama-like.ts";
import { withWindow } from "./mistral.ts";

export const phi = llamaLike({
  modelTypes: ["phi"],
  defaults: {
    activation: "gelu_new",
    partialRotary: 0.5,
    vocabSize: 51200,
    modelDim: 2048,
    numLayers: 24,
    numHeads: 32,
  },
  readNorm: (config) => ({ kind: "layer", epsilon: config.number("layer_norm_eps", 1e-5) }),
  readBlock(block, config) {
    const queryKeyNorm = config.boolean("qk_layernorm", false)
      ? { norm: block.attentionNorm!, over: "head" as const }
      : undefined;
    const { activation } = block.mlp as { activation: "gelu-tanh" };
    return {
      ...block,
      parallel: true,
      mlpNorm: undefined,
      attention: { ...block.attention, queryKeyNorm },
      mlp: { kind: "plain", activation },
    };
  },
  rename: {
    "self_attn.o_proj": "self_attn.dense",
    "self_attn.q_norm": "self_attn.q_layernorm",
    "self_attn.k_norm": "self_attn.k_layernorm",
    up_proj: "fc1",
    down_proj: "fc2",
    "model.norm": "model.final_layernorm",
  },
});

export const phi3 = llamaLike({
  modelTypes: ["phi3"],
  defaults: { normEpsilon: 1e-5, maxPositions: 4096, vocabSize: 32064, modelDim: 3072, numLayers: 32, numHeads: 32 },
  readBlock(block, config) {
    config.ignore("original_max_position_embeddings", "lm_head_bias"); // the tensors say it
    config.only("full_attn_mod", 1);
    config.only("interpolate_factor", 1);
    return withWindow(block, config);
  },
});
