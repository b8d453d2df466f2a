/**
 * Granite: Llama with four multipliers, on embeddings, scores, what blocks add, and logits. The mixture models have
 * experts whose matrices are stored together, and may have one that every position goes through.
 * @see IBM Granite Team 2024, https://huggingface.co/ibm-granite
 * @module
 */
import type {
  BlockSpec,
  LinearWeights,
  MixtureSpec,
  MixtureWeights,
  MlpWeights,
  ModelSpec,
} from "@llm-anatomy/transformer";
import type { ConfigReader } from "../config/config-reader.ts";
import { type Architecture, linearAt, matrix, type TensorNames, type TensorRecipe } from "./architecture.ts";
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
    config.only("position_embedding_type", "rope");
    const mlp = mixture(block, config, config.number("num_local_experts", 8), 0);
    return { ...withMultipliers(block, config), mlp };
  },
  readModel: withScales,
  mixtureAt,
});

function mixtureAt(at: string, numExperts: number, names: TensorNames): MixtureWeights<TensorRecipe> {
  const experts = at.replace(/mlp$/, "block_sparse_moe");
  return {
    router: linearAt(`${experts}.router.layer`, false),
    experts: Array.from({ length: numExperts }, (_, i) => stacked(experts, i)),
    shared: sharedAt(at.replace(/mlp$/, "shared_mlp"), names),
  };
}

const stateSpaceKeys = [
  "chunk_size",
  "conv_bias",
  "d_conv",
  "d_head",
  "d_state",
  "expand",
  "n_groups",
  "n_heads",
  "proj_bias",
];

const plainHybrid = llamaLike({
  modelTypes: ["granitemoehybrid"],
  defaults: { vocabSize: 32000, modelDim: 4096, numLayers: 32, numHeads: 32 },
  readBlock(block, config, layer) {
    refuseStateSpaces(config, layer);
    config.only("position_embedding_type", "rope", "nope");
    for (const key of stateSpaceKeys) config.ignore(`mamba_${key}`);
    const { rotary, ...attention } = block.attention;
    const turns = config.string("position_embedding_type", "nope") === "rope";
    const shared = withMultipliers(
      { ...block, attention: { ...attention, rotary: turns ? rotary : undefined } },
      config,
    );
    const numExperts = config.number("num_local_experts", 8);
    config.ignore("shared_intermediate_size", "num_experts_per_tok");
    config.ignore("time_step_limit", "time_step_max", "time_step_min", "time_step_rank", "time_step_floor");
    return numExperts === 0 ? shared : { ...shared, mlp: mixture(block, config, numExperts, 1024) };
  },
  readModel: withScales,
  mixtureAt,
});

/** Granite 4 without experts has the MLP that is shared there, by that name. Of its models those without state spaces are here. */
export const graniteHybrid: Architecture = {
  ...plainHybrid,
  weights(spec, names, config) {
    const weights = plainHybrid.weights(spec, names, config);
    const blocks = weights.blocks.map((block, i) => ({
      ...block,
      mlp: spec.blocks[i].mlp.kind === "mixture" ? block.mlp : sharedAt(`model.layers.${i}.shared_mlp`, names)!,
    }));
    return { ...weights, blocks };
  },
};

function refuseStateSpaces(config: ConfigReader, layer: number): void {
  const kind = (config.strings("layer_types") ?? config.strings("layers_block_type"))?.[layer] ?? "mamba";
  if (kind === "attention" || kind === "full_attention") return;
  throw config.error(
    "layer_types",
    `says that layer ${layer} is of kind "${kind}", which is not supported; supported: attention`,
  );
}

/** `sharedDim`: width of the expert that every position goes through, where the config does not say. */
function mixture(block: BlockSpec, config: ConfigReader, numExperts: number, sharedDim: number): MixtureSpec {
  return {
    kind: "mixture",
    numExperts,
    expertsPerToken: config.number("num_experts_per_tok", 2),
    expert: block.mlp as MixtureSpec["expert"],
    router: { scores: "softmax-after-choice", normalize: false },
    shared: config.number("shared_intermediate_size", sharedDim) > 0 ? { gated: false } : undefined,
  };
}

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
