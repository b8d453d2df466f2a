/**
 * Arcee: Llama with a plain MLP whose activation is the square of ReLU.
 * @see https://huggingface.co/arcee-ai/AFM-4.5B
 * @module
 */
import { llamaLike } from "./llama-like.ts";

export const arcee = llamaLike({
  modelTypes: ["arcee"],
  defaults: {
    normEpsilon: 1e-5,
    activation: "relu2",
    maxPositions: 4096,
    vocabSize: 32000,
    modelDim: 2560,
    numLayers: 32,
    numHeads: 32,
  },
  readBlock(block) {
    const { activation } = block.mlp as { activation: "relu-squared" };
    return { ...block, mlp: { kind: "plain", activation } };
  },
});
