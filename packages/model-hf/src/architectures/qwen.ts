/**
 * Qwen 2 and 3: Llama with biases on q, k and v (2) or norms on q and k (3); some layers may see a window only; the
 * mixture models put experts in the MLP of most layers.
 * @see Yang et al. 2024, https://arxiv.org/abs/2407.10671; 2025, https://arxiv.org/abs/2505.09388
 * @module
 */
import type { BlockSpec, MixtureSpec } from "@llm-anatomy/transformer";
import type { ConfigReader } from "../config/config-reader.ts";
import { linearAt } from "./architecture.ts";
import { llamaLike, mlpAt, windowOf } from "./llama-like.ts";
import { expertsAt } from "./mixtral.ts";

export const qwen2 = llamaLike({
  modelTypes: ["qwen2"],
  defaults: { numKvHeads: 32, maxPositions: 32768, vocabSize: 151936, modelDim: 4096, numLayers: 32, numHeads: 32 },
  readBlock: (block, config, layer) => withLateWindows(block, config, layer),
});

export const qwen3 = llamaLike({
  modelTypes: ["qwen3"],
  defaults: {
    numKvHeads: 32,
    headDim: 128,
    maxPositions: 32768,
    vocabSize: 151936,
    modelDim: 4096,
    numLayers: 32,
    numHeads: 32,
  },
  readBlock: (block, config, layer) => withHeadNorms(withLateWindows(block, config, layer)),
});

export const qwen2Moe = llamaLike({
  modelTypes: ["qwen2_moe"],
  defaults: { numKvHeads: 16, maxPositions: 32768, vocabSize: 151936, modelDim: 2048, numLayers: 24, numHeads: 16 },
  readBlock(block, config, layer) {
    config.ignore("qkv_bias", "max_window_layers");
    const used = config.boolean("use_sliding_window", false);
    const window = windowOf(config, layer, () => true); // all layers, where the file has no list of them
    const seen = { ...block, attention: { ...block.attention, window: used ? window : undefined } };
    return withExperts(seen, config, layer, { numExperts: 60, expertsPerToken: 4, shared: { gated: true } });
  },
  mixtureAt: (at, numExperts, names) => ({
    ...expertsAt(at, numExperts, (expert) => mlpAt(expert, names)),
    shared: mlpAt(`${at}.shared_expert`, names),
    sharedGate: linearAt(`${at}.shared_expert_gate`, false),
  }),
});

export const qwen3Moe = llamaLike({
  modelTypes: ["qwen3_moe"],
  defaults: { numKvHeads: 4, maxPositions: 32768, vocabSize: 151936, modelDim: 2048, numLayers: 24, numHeads: 32 },
  readBlock(block, config, layer) {
    const sliding = config.boolean("use_sliding_window", false);
    config.ignore("max_window_layers");
    const window = windowOf(config, layer, () => sliding);
    const normed = withHeadNorms({ ...block, attention: { ...block.attention, window } });
    return withExperts(normed, config, layer, { numExperts: 128, expertsPerToken: 8 });
  },
  mixtureAt: (at, numExperts, names) => expertsAt(at, numExperts, (expert) => mlpAt(expert, names)),
});

/** Layers from `max_window_layers` on see a window, when windows are switched on. */
function withLateWindows(block: BlockSpec, config: ConfigReader, layer: number): BlockSpec {
  const firstWindow = config.number("max_window_layers", 28);
  const used = config.boolean("use_sliding_window", false);
  const window = windowOf(config, layer, () => layer >= firstWindow);
  return { ...block, attention: { ...block.attention, window: used ? window : undefined } };
}

function withHeadNorms(block: BlockSpec): BlockSpec {
  return { ...block, attention: { ...block.attention, queryKeyNorm: { norm: block.attentionNorm!, over: "head" } } };
}

interface ExpertDefaults {
  numExperts: number;
  expertsPerToken: number;
  shared?: MixtureSpec["shared"];
}

/** Experts in every `decoder_sparse_step`-th layer but those named in `mlp_only_layers`. */
function withExperts(block: BlockSpec, config: ConfigReader, layer: number, defaults: ExpertDefaults): BlockSpec {
  const numExperts = config.optionalNumber("num_experts") ?? config.number("num_local_experts", defaults.numExperts);
  const step = config.number("decoder_sparse_step", 1);
  const plainLayers = config.numbers("mlp_only_layers") ?? [];
  const expertsPerToken = config.number("num_experts_per_tok", defaults.expertsPerToken);
  const normalize = config.boolean("norm_topk_prob", false);
  config.ignore("moe_intermediate_size", "shared_expert_intermediate_size");
  if (block.mlp.kind !== "gated" || plainLayers.includes(layer) || numExperts === 0 || (layer + 1) % step !== 0)
    return block;
  const mlp: MixtureSpec = {
    kind: "mixture",
    numExperts,
    expertsPerToken,
    expert: block.mlp,
    router: { scores: "softmax", normalize },
    shared: defaults.shared,
  };
  return { ...block, mlp };
}
