/**
 * SmolLM3: Llama in which every fourth layer has no positions at all.
 * @see Yang et al. 2025, "RoPE to NoRoPE and Back Again", https://arxiv.org/abs/2501.18795
 * @module
 */
import { llamaLike, windowOf } from "./llama-like.ts";

export const smollm3 = llamaLike({
  modelTypes: ["smollm3"],
  defaults: {
    numKvHeads: 4,
    theta: 2e6,
    maxPositions: 32768,
    vocabSize: 128256,
    modelDim: 2048,
    numLayers: 36,
    numHeads: 16,
  },
  readBlock(block, config, layer) {
    config.ignore("max_window_layers"); // of another model: layer_types say it
    const interval = config.number("no_rope_layer_interval", 4);
    const rotates = config.numbers("no_rope_layers")?.[layer] ?? Number((layer + 1) % interval !== 0); // 1: it does
    const sliding = config.boolean("use_sliding_window", false);
    const size = windowOf(config, layer, () => !rotates);
    const window = sliding ? size : undefined;
    return {
      ...block,
      attention: { ...block.attention, window, rotary: rotates ? block.attention.rotary : undefined },
    };
  },
});
