/**
 * Granite: Llama with four multipliers, on embeddings, scores, what blocks add, and logits. The mixture models have
 * experts whose matrices are stored together, and may have one that every position goes through.
 * @see IBM Granite Team 2024, https://huggingface.co/ibm-granite
 * @module
 */
import type { BlockSpec, LinearWeights, MlpWeights, ModelSpec } from "@llm-anatomy/transformer";
import type { ConfigReader } from "../config/config-reader.ts";
import { linearAt, matrix, type TensorNames, type TensorRecipe } from "./architecture.ts";
import { llamaLike } from "./llama-like.ts";
import { chain, entry, equalPart } from "./tensor-parts.ts";

export const granite = llamaLike({
  modelTypes: ["granite"],
  defaults: { vocabSize: 32000, modelDim: 4096, numLayers: 32, numHeads: 32 },
  readBlock: withMultipliers,
  readModel: withScales,
});

export const graniteMoe = llamaLike({
  modelTypes: ["granitemoe", "granitemoeshared"],
  defaults: { vocabSize: 32000, modelDim: 4096, numLayers: 32, numHeads: 32 },
  readBlock(block, config) {
    const shared = config.number("shared_intermediate_size", 0);
    config.only("position_embedding_type", "rope");
    return {
      ...withMultipliers(block, config),
      mlp: {
        kind: "mixture",
        numExperts: config.number("num_local_experts", 8),
        expertsPerToken: config.number("num_experts_per_tok", 2),
        expert: block.mlp as { kind: "gated"; activation: "silu" },
        router: { scores: "softmax-after-choice", normalize: false },
        shared: shared > 0 ? { gated: false } : undefined,
      },
    };
  },
  readModel: withScales,
  mixtureAt(at, numExperts, names) {
    const experts = at.replace(/mlp$/, "block_sparse_moe");
    const shared = at.replace(/mlp$/, "shared_mlp");
    return {
      router: linearAt(`${experts}.router.layer`, false),
      experts: Array.from({ length: numExperts }, (_, i) => stacked(experts, i)),
      shared: sharedAt(shared, names),
    };
  },
});

function withMultipliers(block: BlockSpec, config: ConfigReader): BlockSpec {
  return {
    ...block,
    attention: { ...block.attention, scale: config.number("attention_multiplier", 1) },
    residualScale: config.number("residual_multiplier", 1),
  };
}

function withScales(spec: ModelSpec, config: ConfigReader): ModelSpec {
  return {
    ...spec,
    embedding: { scale: config.number("embedding_multiplier", 1) },
    head: spec.head && { kind: "vocabulary", scale: 1 / config.number("logits_scaling", 1) },
  };
}

/** Expert `index` out of [experts, 2 · mlpDim, modelDim], gate above up, and [experts, modelDim, mlpDim]. */
function stacked(at: string, index: number): MlpWeights<TensorRecipe> {
  const half = (which: 0 | 1): LinearWeights<TensorRecipe> => ({
    weight: matrix(`${at}.input_linear.weight`, chain(entry(index), equalPart(which, 2))),
  });
  return { gate: half(0), up: half(1), down: { weight: matrix(`${at}.output_linear.weight`, entry(index)) } };
}

function sharedAt(at: string, names: TensorNames): MlpWeights<TensorRecipe> | undefined {
  if (!names.has(`${at}.input_linear.weight`)) return undefined;
  const half = (which: 0 | 1) => ({ weight: matrix(`${at}.input_linear.weight`, equalPart(which, 2)) });
  return { gate: half(0), up: half(1), down: linearAt(`${at}.output_linear`, false) };
}
