/**
 * Seed-OSS: Llama with biases on queries, keys and values.
 * @see ByteDance Seed Team 2025, https://huggingface.co/ByteDance-Seed/Seed-OSS-36B-Instruct
 * @module
 */
import { llamaLike } from "./llama-like.ts";

export const seedOss = llamaLike({
  modelTypes: ["seed_oss"],
  defaults: {
    numKvHeads: 8,
    headDim: 128,
    maxPositions: 524288,
    vocabSize: 155136,
    modelDim: 4096,
    numLayers: 64,
    numHeads: 80,
  },
  readBlock(block, config) {
    config.ignore("attention_out_bias", "residual_dropout");
    return block;
  },
});
