/**
 * OLMo: Llama with LayerNorms that have no weights, and clipped projections. OLMo 2 normalises what attention and MLP
 * give out instead of what they take in, and q and k; OLMo 3 adds windows, FlexOlmo experts. OLMoE is pre-norm again, with
 * 64 small experts.
 * @see Groeneveld et al. 2024, https://arxiv.org/abs/2402.00838; OLMo 2: https://arxiv.org/abs/2501.00656; OLMoE: https://arxiv.org/abs/2409.02060
 * @module
 */
import type { RotarySpec } from "@llm-anatomy/attention";
import type { AttentionSpec, MixtureSpec, ModelWeights } from "@llm-anatomy/transformer";
import type { ConfigReader } from "../config/config-reader.ts";
import { readRotary } from "../config/rotary-config.ts";
import type { Architecture, TensorRecipe } from "./architecture.ts";
import { llamaLike, mlpAt, windowOf } from "./llama-like.ts";
import { expertsAt } from "./mixtral.ts";

const plainOlmo = llamaLike({
  modelTypes: ["olmo"],
  defaults: { vocabSize: 50304, modelDim: 4096, numLayers: 32, numHeads: 32 },
  readNorm: () => ({ kind: "layer", epsilon: 1e-5 }),
  readBlock: (block, config) => ({
    ...block,
    attention: { ...block.attention, clip: config.optionalNumber("clip_qkv") },
  }),
});

export const olmo: Architecture = {
  ...plainOlmo,
  weights: (spec, names, config) => withoutNorms(plainOlmo.weights(spec, names, config)),
};

export const olmo2 = llamaLike({
  modelTypes: ["olmo2"],
  defaults: { normEpsilon: 1e-5, vocabSize: 50304, modelDim: 4096, numLayers: 32, numHeads: 32 },
  readBlock: ({ attentionNorm: norm, attention, mlp }) => ({
    attentionOutputNorm: norm,
    attention: { ...attention, queryKeyNorm: { norm: norm!, over: "position" } },
    mlp,
    mlpOutputNorm: norm,
  }),
});

export const olmoe = llamaLike({
  modelTypes: ["olmoe"],
  defaults: { normEpsilon: 1e-5, maxPositions: 4096, vocabSize: 50304, modelDim: 2048, numLayers: 16, numHeads: 16 },
  readBlock(block, config) {
    const mlp: MixtureSpec = {
      kind: "mixture",
      numExperts: config.number("num_experts", 64),
      expertsPerToken: config.number("num_experts_per_tok", 8),
      expert: block.mlp as MixtureSpec["expert"],
      router: { scores: "softmax", normalize: config.boolean("norm_topk_prob", false) },
    };
    const clip = config.optionalNumber("clip_qkv");
    const queryKeyNorm = { norm: block.attentionNorm!, over: "position" as const };
    return { ...block, attention: { ...block.attention, clip, queryKeyNorm }, mlp };
  },
  mixtureAt: (at, numExperts, names) => expertsAt(at, numExperts, (expert) => mlpAt(expert, names)),
});

/** OLMo 2 in which most layers see a window only, and turn by unscaled positions. */
export const olmo3 = llamaLike({
  modelTypes: ["olmo3"],
  defaults: { normEpsilon: 1e-5, vocabSize: 50304, modelDim: 4096, numLayers: 32, numHeads: 32 },
  readBlock({ attentionNorm: norm, attention, mlp }, config, layer) {
    const window = windowOf(config, layer, () => (layer + 1) % 4 !== 0, 4096);
    const rotary = window === undefined ? attention.rotary : localRotary(attention, config);
    return {
      attentionOutputNorm: norm,
      attention: { ...attention, window, rotary, queryKeyNorm: { norm: norm!, over: "position" } },
      mlp,
      mlpOutputNorm: norm,
    };
  },
});

function localRotary({ headDim, rotary }: AttentionSpec, config: ConfigReader): RotarySpec {
  const parameters = config.object("rope_parameters");
  const maxPositions = config.number("max_position_embeddings", 2048);
  if (parameters?.has("sliding_attention"))
    return readRotary(config, { headDim, maxPositions, layerType: "sliding_attention" });
  return { kind: "default", dims: rotary!.dims, theta: rotary!.theta, interleaved: false };
}

/** OLMo 2 with experts (FlexOlmo). */
export const flexOlmo = llamaLike({
  modelTypes: ["flex_olmo"],
  defaults: { theta: 500000, maxPositions: 4096, vocabSize: 100352, modelDim: 4096, numLayers: 32, numHeads: 32 },
  readBlock({ attentionNorm: norm, attention, mlp }, config) {
    return {
      attentionOutputNorm: norm,
      attention: { ...attention, queryKeyNorm: { norm: norm!, over: "position" } },
      mlp: {
        kind: "mixture",
        numExperts: config.number("num_experts", 7),
        expertsPerToken: config.number("num_experts_per_tok", 5),
        expert: mlp as MixtureSpec["expert"],
        router: { scores: "softmax", normalize: config.boolean("norm_topk_prob", false) },
      },
      mlpOutputNorm: norm,
    };
  },
  mixtureAt: (at, numExperts, names) => expertsAt(at, numExperts, (expert) => mlpAt(expert, names)),
});

function withoutNorms(weights: ModelWeights<TensorRecipe>): ModelWeights<TensorRecipe> {
  return {
    ...weights,
    blocks: weights.blocks.map((block) => ({ ...block, attentionNorm: undefined, mlpNorm: undefined })),
    finalNorm: undefined,
  };
}
