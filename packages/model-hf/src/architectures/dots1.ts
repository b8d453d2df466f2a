/**
 * dots.llm1: Llama with norms on queries and keys, windows in some layers, and DeepSeek V3's experts.
 * @see Huo et al. 2025, https://arxiv.org/abs/2506.05767
 * @module
 */
import { llamaLike, windowOf } from "./llama-like.ts";
import { manyExpertsAt, withManyExperts } from "./many-experts.ts";

export const dots1 = llamaLike({
  modelTypes: ["dots1"],
  defaults: { numKvHeads: 32, vocabSize: 152064, modelDim: 4608, numLayers: 62, numHeads: 32 },
  readBlock(block, config, layer) {
    const first = config.number("max_window_layers", 62);
    const window = windowOf(config, layer, () => layer >= first);
    const queryKeyNorm = { norm: block.attentionNorm!, over: "head" as const };
    const attention = { ...block.attention, window, queryKeyNorm };
    return withManyExperts({ ...block, attention }, config, layer, {
      experts: 128,
      shared: 2,
      firstDense: 0,
      normalize: false,
      scale: 1,
    });
  },
  mixtureAt: manyExpertsAt,
});
