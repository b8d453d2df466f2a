/**
 * Mixtral: Mistral with a mixture of experts in place of the MLP.
 * @see Jiang et al. 2024, https://arxiv.org/abs/2401.04088
 * @module
 */
import type { MixtureSpec, MixtureWeights } from "@llm-anatomy/transformer";
import { linearAt, type TensorRecipe } from "./architecture.ts";
import { llamaLike } from "./llama-like.ts";
import { withWindow } from "./mistral.ts";

export const mixtral = llamaLike({
  modelTypes: ["mixtral"],
  defaults: {
    numKvHeads: 8,
    normEpsilon: 1e-5,
    theta: 1e6,
    maxPositions: 131072,
    vocabSize: 32000,
    modelDim: 4096,
    numLayers: 32,
    numHeads: 32,
  },
  readBlock(block, config) {
    const { activation } = block.mlp as { activation: "silu" };
    const mlp: MixtureSpec = {
      kind: "mixture",
      numExperts: config.number("num_local_experts", 8),
      expertsPerToken: config.number("num_experts_per_tok", 2),
      expert: { kind: "gated", activation },
      router: { scores: "softmax", normalize: true },
    };
    return { ...withWindow(block, config), mlp };
  },
  rename: { mlp: "block_sparse_moe" },
  mixtureAt: (at, numExperts) =>
    expertsAt(at, numExperts, (expert) => ({
      gate: linearAt(`${expert}.w1`, false),
      up: linearAt(`${expert}.w3`, false),
      down: linearAt(`${expert}.w2`, false),
    })),
});

/** Experts as MLPs of their own, `<at>.experts.N`, behind the router `<at>.gate`. */
export function expertsAt(
  at: string,
  numExperts: number,
  expert: (at: string) => MixtureWeights<TensorRecipe>["experts"][0],
) {
  return {
    router: linearAt(`${at}.gate`, false),
    experts: Array.from({ length: numExperts }, (_, i) => expert(`${at}.experts.${i}`)),
  };
}
