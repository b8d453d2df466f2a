/**
 * Mistral: Llama whose queries see a window of the latest keys.
 * @see Jiang et al. 2023, https://arxiv.org/abs/2310.06825
 * @module
 */
import type { BlockSpec } from "@llm-anatomy/transformer";
import type { ConfigReader } from "../config/config-reader.ts";
import { llamaLike, windowOf } from "./llama-like.ts";

export const mistral = llamaLike({
  modelTypes: ["mistral"],
  defaults: { numKvHeads: 8, maxPositions: 131072, vocabSize: 32000, modelDim: 4096, numLayers: 32, numHeads: 32 },
  readBlock: (block, config) => withWindow(block, config, 4096),
});

/** Ministral: windows in some layers only. */
export const ministral = llamaLike({
  modelTypes: ["ministral"],
  defaults: { numKvHeads: 8, maxPositions: 131072, vocabSize: 32000, modelDim: 4096, numLayers: 32, numHeads: 32 },
  readBlock(block, config, layer) {
    const window = windowOf(config, layer, () => true, 4096);
    return { ...block, attention: { ...block.attention, window } };
  },
});

/** Every layer has the window that the config names; `fallback` where it names none. */
export function withWindow(block: BlockSpec, config: ConfigReader, fallback?: number): BlockSpec {
  const window = config.mentions("sliding_window") ? config.optionalNumber("sliding_window") : fallback;
  return { ...block, attention: { ...block.attention, window } };
}
