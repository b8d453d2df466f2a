/**
 * StableLM: Llama with LayerNorm and a quarter of each head rotated; later ones are parallel and normalise q and k.
 * @see Bellagente et al. 2024, https://arxiv.org/abs/2402.17834
 * @module
 */
import type { AttentionWeights, NormWeights } from "@llm-anatomy/transformer";
import { type Architecture, type TensorRecipe, vector } from "./architecture.ts";
import { llamaLike } from "./llama-like.ts";
import { joined } from "./tensor-parts.ts";

const plain = llamaLike({
  modelTypes: ["stablelm"],
  defaults: {
    numKvHeads: 32,
    maxPositions: 4096,
    partialRotary: 0.25,
    vocabSize: 50304,
    modelDim: 2560,
    numLayers: 32,
    numHeads: 32,
  },
  readNorm: (config) => ({ kind: "layer", epsilon: config.number("layer_norm_eps", 1e-5) }),
  readBlock(block, config) {
    const parallel = config.boolean("use_parallel_residual", false);
    const normed = config.boolean("qk_layernorm", false);
    const queryKeyNorm = normed ? { norm: block.attentionNorm!, over: "each-head" as const } : undefined;
    config.ignore("use_qkv_bias");
    config.ignore("rope_pct", "norm_eps", "rotary_scaling_factor"); // of its first code; partial_rotary_factor and layer_norm_eps count
    return {
      ...block,
      parallel,
      mlpNorm: parallel ? undefined : block.mlpNorm,
      attention: { ...block.attention, queryKeyNorm },
    };
  },
});

export const stablelm: Architecture = {
  ...plain,
  weights(spec, names, config) {
    const weights = plain.weights(spec, names, config);
    const blocks = weights.blocks.map((block, layer) => {
      const { queryKeyNorm, numHeads, numKvHeads } = spec.blocks[layer].attention;
      if (!queryKeyNorm) return block;
      const at = `model.layers.${layer}.self_attn`;
      const attention: AttentionWeights<TensorRecipe> = {
        ...block.attention,
        queryNorm: perHead(`${at}.q_layernorm`, numHeads),
        keyNorm: perHead(`${at}.k_layernorm`, numKvHeads),
      };
      return { ...block, attention };
    });
    return { ...weights, blocks };
  },
};

/** One weight vector per head, each a tensor of its own. */
function perHead(at: string, heads: number): NormWeights<TensorRecipe> {
  const names = Array.from({ length: heads }, (_, head) => `${at}.norms.${head}.weight`);
  return { weight: vector(names, joined) };
}
