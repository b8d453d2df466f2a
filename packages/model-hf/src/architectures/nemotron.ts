/**
 * Nemotron: LayerNorms stored as weight - 1, a plain MLP with the square of ReLU, half of each head rotated.
 * @see Parmar et al. 2024, https://arxiv.org/abs/2402.16819
 * @module
 */
import type { ModelWeights, NormWeights } from "@llm-anatomy/transformer";
import { type Architecture, type TensorRecipe, vector } from "./architecture.ts";
import { llamaLike } from "./llama-like.ts";
import { increased } from "./tensor-parts.ts";

const plain = llamaLike({
  modelTypes: ["nemotron"],
  defaults: {
    activation: "relu2",
    maxPositions: 4096,
    partialRotary: 0.5,
    vocabSize: 256000,
    modelDim: 6144,
    numLayers: 32,
    numHeads: 48,
  },
  readNorm: (config) => ({ kind: "layer", epsilon: config.number("norm_eps", 1e-5) }),
  readBlock(block) {
    const { activation } = block.mlp as { activation: "relu-squared" };
    return { ...block, mlp: { kind: "plain", activation } };
  },
});

export const nemotron: Architecture = {
  ...plain,
  weights(spec, names, config): ModelWeights<TensorRecipe> {
    const weights = plain.weights(spec, names, config);
    const blocks = weights.blocks.map((block) => ({
      ...block,
      attentionNorm: plusOne(block.attentionNorm!),
      mlpNorm: plusOne(block.mlpNorm!),
    }));
    return { ...weights, blocks, finalNorm: plusOne(weights.finalNorm!) };
  },
};

function plusOne({ weight, bias }: NormWeights<TensorRecipe>): NormWeights<TensorRecipe> {
  return { weight: vector(weight!.names, increased), bias };
}
