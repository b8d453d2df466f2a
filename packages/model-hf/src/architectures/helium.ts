/**
 * Helium: Llama with interleaved rotary pairs.
 * @see Kyutai 2025, https://huggingface.co/kyutai/helium-1-2b
 * @module
 */
import { llamaLike } from "./llama-like.ts";

export const helium = llamaLike({
  modelTypes: ["helium"],
  defaults: {
    numKvHeads: 20,
    headDim: 128,
    normEpsilon: 1e-8,
    theta: 100000,
    maxPositions: 4096,
    vocabSize: 48000,
    modelDim: 2560,
    numLayers: 24,
    numHeads: 20,
  },
  interleaved: true,
});
