/**
 * Hunyuan's dense models: Llama with norms on q and k that come after rotation, and a rotary base that grows by a fixed
 * factor instead of with the sequence.
 * @see Tencent 2025, https://huggingface.co/tencent/Hunyuan-0.5B-Instruct
 * @module
 */
import { llamaLike } from "./llama-like.ts";

export const hunyuanDense = llamaLike({
  modelTypes: ["hunyuan_v1_dense"],
  defaults: {
    vocabSize: 290943,
    modelDim: 4096,
    numLayers: 32,
    numHeads: 32,
    normEpsilon: 1e-5,
    maxPositions: 2048,
    grownBase: true,
  },
  readBlock(block, config) {
    config.only("use_qk_norm", true);
    config.ignore("eod_token_id");
    const queryKeyNorm = { norm: block.attentionNorm!, over: "head" as const, rotated: true };
    return { ...block, attention: { ...block.attention, queryKeyNorm } };
  },
  rename: { "self_attn.q_norm": "self_attn.query_layernorm", "self_attn.k_norm": "self_attn.key_layernorm" },
});
