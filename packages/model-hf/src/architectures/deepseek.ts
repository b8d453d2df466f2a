/**
 * DeepSeek V2 and V3: keys and values out of a latent vector, and many small experts of which groups are chosen first.
 * @see https://arxiv.org/abs/2405.04434 and https://arxiv.org/abs/2412.19437
 * @module
 */
import { yarnMagnitude } from "@llm-anatomy/attention";
import type { AttentionWeights, BlockSpec, LatentWeights, MixtureSpec, ModelSpec } from "@llm-anatomy/transformer";
import type { ConfigReader } from "../config/config-reader.ts";
import { readRotary } from "../config/rotary-config.ts";
import {
  type Architecture,
  linearAt,
  matrix,
  normAt,
  type TensorNames,
  type TensorRecipe,
  vector,
} from "./architecture.ts";
import { type LlamaLike, llamaLike } from "./llama-like.ts";
import { manyExpertsAt } from "./many-experts.ts";
import { type Apply, chain, evenThenOdd, headRows, rows } from "./tensor-parts.ts";

interface Version {
  modelType: string;
  firstDense: number;
  router(config: ConfigReader): MixtureSpec["router"];
  defaults: { experts: number; shared: number; queryRank: number };
  sizes: LlamaLike["defaults"];
}

export const deepseekV2 = deepseek({
  modelType: "deepseek_v2",
  firstDense: 0,
  defaults: { experts: 64, shared: 2, queryRank: 1536 },
  sizes: { vocabSize: 32000, modelDim: 4096, numLayers: 32, numHeads: 32 },
  router(config) {
    config.only("topk_method", "greedy", "group_limited_greedy");
    config.only("scoring_func", "softmax");
    config.ignore("norm_topk_prob"); // read, and then not used, by its own code
    const grouped = config.string("topk_method", "greedy") === "group_limited_greedy";
    const groups = () => ({ count: config.number("n_group"), keep: config.number("topk_group") });
    config.ignore("n_group", "topk_group");
    return {
      scores: "softmax",
      normalize: false,
      scale: config.number("routed_scaling_factor", 1),
      groups: grouped ? { ...groups(), rankBy: "best" } : undefined,
    };
  },
});

export const deepseekV3 = deepseek({
  modelType: "deepseek_v3",
  firstDense: 3,
  defaults: { experts: 256, shared: 1, queryRank: 1536 },
  sizes: { vocabSize: 129280, modelDim: 7168, numLayers: 61, numHeads: 128, maxPositions: 4096 },
  router(config) {
    config.ignore("topk_method", "scoring_func");
    return {
      scores: "sigmoid",
      correction: true,
      normalize: config.boolean("norm_topk_prob", true),
      scale: config.number("routed_scaling_factor", 2.5),
      groups: { count: config.number("n_group", 8), keep: config.number("topk_group", 4), rankBy: "two-best" },
    };
  },
});

function deepseek(version: Version): Architecture {
  const base = llamaLike({
    modelTypes: [version.modelType],
    defaults: version.sizes,
    unread: [/^model\.layers\.\d+\.(embed_tokens|enorm|hnorm|eh_proj|shared_head)\./],
    readBlock: (block, config, layer) => readBlock(block, config, layer, version),
    mixtureAt: manyExpertsAt,
  });
  return {
    ...base,
    weights(spec, names, config) {
      const weights = base.weights(spec, names, config);
      const sorted = sortsPairs(config, version);
      const blocks = weights.blocks.map((block, layer) => ({
        ...block,
        attention: latentWeights(spec, layer, names, sorted),
      }));
      return { ...weights, blocks };
    },
  };
}

function readBlock(block: BlockSpec, config: ConfigReader, layer: number, version: Version): BlockSpec {
  const ropeDim = config.number("qk_rope_head_dim", 64);
  const headDim = config.number("qk_nope_head_dim", 128) + ropeDim;
  const valueDim = config.number("v_head_dim", 128);
  config.ignore(
    "q_lora_rank",
    "kv_lora_rank",
    "qk_head_dim",
    "head_dim",
    "moe_intermediate_size",
    "moe_layer_freq",
    "ep_size",
    "num_nextn_predict_layers",
  );
  const interleaved = version.modelType === "deepseek_v2";
  sortsPairs(config, version);
  const maxPositions = config.number("max_position_embeddings", version.sizes?.maxPositions ?? 2048);
  const rotary = readRotary(config, { headDim: ropeDim, maxPositions, interleaved });
  const { numHeads } = block.attention;
  const allDims = rotary.kind === "yarn" ? rotary.mscaleAllDims : undefined;
  const magnitude = rotary.kind === "yarn" && allDims ? yarnMagnitude(rotary.factor, allDims) : 1;
  const attention = {
    numHeads,
    numKvHeads: numHeads,
    headDim,
    valueDim,
    scale: headDim ** -0.5 * magnitude * magnitude,
    causal: true,
    rotary,
    latent: { ropeDim, norm: { kind: "rms" as const, epsilon: 1e-6 } },
  };
  const numExperts = config.number("n_routed_experts", version.defaults.experts);
  const shared = config.number("n_shared_experts", version.defaults.shared);
  const mlp: MixtureSpec = {
    kind: "mixture",
    numExperts,
    expertsPerToken: config.number("num_experts_per_tok", 8),
    expert: block.mlp as MixtureSpec["expert"],
    router: version.router(config),
    shared: shared > 0 ? { gated: false } : undefined,
  };
  const dense = layer < config.number("first_k_dense_replace", version.firstDense);
  return { ...block, attention, mlp: dense ? block.mlp : mlp };
}

/** V3 files keep rotary pairs side by side, but its code turns halves: their rows are sorted once, when they are read. */
function sortsPairs(config: ConfigReader, { modelType }: Version): boolean {
  return modelType === "deepseek_v3" && config.boolean("rope_interleave", true);
}

function latentWeights(
  spec: ModelSpec,
  layer: number,
  names: TensorNames,
  sorted: boolean,
): AttentionWeights<TensorRecipe> {
  const { numHeads, headDim, valueDim, latent } = spec.blocks[layer].attention;
  const { ropeDim } = latent!;
  const at = `model.layers.${layer}.self_attn`;
  const biased = (name: string) => names.has(`${name}.bias`);
  const queryName = names.has(`${at}.q_b_proj.weight`) ? `${at}.q_b_proj` : `${at}.q_proj`;
  const sort = { heads: numHeads, dim: headDim, start: headDim - ropeDim };
  const plainDim = headDim - ropeDim;
  const up = { heads: numHeads, per: plainDim + valueDim!, dim: 1 };
  const down = `${at}.kv_a_proj_with_mqa`;
  const part = (cut: Apply): LatentWeights<TensorRecipe>["down"] => {
    return { weight: matrix(`${down}.weight`, cut), bias: biased(down) ? vector(`${down}.bias`, cut) : undefined };
  };
  return {
    q: { weight: matrix(`${queryName}.weight`, sorted ? evenThenOdd(sort) : undefined) },
    output: linearAt(`${at}.o_proj`, biased(`${at}.o_proj`)),
    latent: {
      queryDown: names.has(`${at}.q_a_proj.weight`) ? linearAt(`${at}.q_a_proj`, biased(`${at}.q_a_proj`)) : undefined,
      queryNorm: names.has(`${at}.q_a_layernorm.weight`) ? normAt(`${at}.q_a_layernorm`) : undefined,
      down: part(rows(0, -ropeDim)),
      norm: normAt(`${at}.kv_a_layernorm`),
      keyUp: { weight: matrix(`${at}.kv_b_proj.weight`, headRows(up, 0, plainDim)) },
      valueUp: { weight: matrix(`${at}.kv_b_proj.weight`, headRows(up, plainDim, plainDim + valueDim!)) },
      rope: part(sorted ? chain(rows(-ropeDim), evenThenOdd({ heads: 1, dim: ropeDim, start: 0 })) : rows(-ropeDim)),
    },
  };
}
