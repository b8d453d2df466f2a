/**
 * EXAONE 4: what attention and MLP give out is normalised, not what they take in; queries and keys are too. Where some
 * layers see a window only, the others have no positions.
 * @see LG AI Research 2025, https://arxiv.org/abs/2507.11407
 * @module
 */
import { layerTypes, llamaLike } from "./llama-like.ts";

export const exaone4 = llamaLike({
  modelTypes: ["exaone4"],
  defaults: {
    numKvHeads: 32,
    normEpsilon: 1e-5,
    maxPositions: 2048,
    vocabSize: 102400,
    modelDim: 4096,
    numLayers: 32,
    numHeads: 32,
  },
  readBlock({ attentionNorm: norm, attention, mlp }, config, layer) {
    const size = config.mentions("sliding_window") ? config.optionalNumber("sliding_window") : 4096;
    // "LLLG": local and global layers in turn; or every how many layers a global one stands.
    const pattern = config.nested("sliding_window_pattern") ?? 4;
    const types = layerTypes(config);
    const local = types
      ? types[layer] === "sliding_attention"
      : typeof pattern === "string"
        ? pattern[layer % pattern.length] === "L"
        : (layer + 1) % Number(pattern) !== 0;
    return {
      attentionOutputNorm: norm,
      attention: {
        ...attention,
        window: local ? size : undefined,
        rotary: local || size === undefined ? attention.rotary : undefined,
        queryKeyNorm: { norm: norm!, over: "head" },
      },
      mlp,
      mlpOutputNorm: norm,
    };
  },
});
