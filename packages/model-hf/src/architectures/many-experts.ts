/**
 * Many small experts as DeepSeek V3 chooses them: sigmoid scores, a learned correction that counts for the choice only,
 * groups first, and an expert that all positions go through. Other families took this over.
 * @see DeepSeek-AI 2024, section 2.1.2, https://arxiv.org/abs/2412.19437
 * @module
 */
import type { BlockSpec, MixtureSpec, MixtureWeights } from "@llm-anatomy/transformer";
import type { ConfigReader } from "../config/config-reader.ts";
import { type TensorNames, type TensorRecipe, vector } from "./architecture.ts";
import { mlpAt } from "./llama-like.ts";
import { expertsAt } from "./mixtral.ts";

interface Defaults {
  experts: number;
  shared: number;
  firstDense: number;
  normalize: boolean;
  scale: number;
}

/** The block with experts, but for the first layers, which keep their MLP. */
export function withManyExperts(block: BlockSpec, config: ConfigReader, layer: number, defaults: Defaults): BlockSpec {
  const shared = config.number("n_shared_experts", defaults.shared);
  config.only("scoring_func", "sigmoid");
  config.ignore("moe_intermediate_size", "topk_method", "moe_layer_freq");
  const mlp: MixtureSpec = {
    kind: "mixture",
    numExperts: config.number("n_routed_experts", defaults.experts),
    expertsPerToken: config.number("num_experts_per_tok", 8),
    expert: block.mlp as MixtureSpec["expert"],
    router: {
      scores: "sigmoid",
      correction: true,
      normalize: config.boolean("norm_topk_prob", defaults.normalize),
      scale: config.number("routed_scaling_factor", defaults.scale),
      groups: { count: config.number("n_group", 1), keep: config.number("topk_group", 1), rankBy: "two-best" },
    },
    shared: shared > 0 ? { gated: false } : undefined,
  };
  return layer < config.number("first_k_dense_replace", defaults.firstDense) ? block : { ...block, mlp };
}

export function manyExpertsAt(at: string, numExperts: number, names: TensorNames): MixtureWeights<TensorRecipe> {
  const correction = `${at}.gate.e_score_correction_bias`;
  return {
    ...expertsAt(at, numExperts, (expert) => mlpAt(expert, names)),
    correction: names.has(correction) ? vector(correction) : undefined,
    shared: names.has(`${at}.shared_experts.up_proj.weight`) ? mlpAt(`${at}.shared_experts`, names) : undefined,
  };
}
