/**
 * Llama: pre-norm blocks with RMSNorm, rotary positions, grouped heads and a gated MLP.
 * @see Touvron et al. 2023, https://arxiv.org/abs/2302.13971
 * @module
 */
import { llamaLike } from "./llama-like.ts";

export const llama = llamaLike({
  modelTypes: ["llama"],
  defaults: { vocabSize: 32000, modelDim: 4096, numLayers: 32, numHeads: 32 },
});
