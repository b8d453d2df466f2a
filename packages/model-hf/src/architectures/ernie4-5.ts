/**
 * ERNIE 4.5: Llama with interleaved rotary pairs; the mixture models choose experts by softmax and a learned correction.
 * @see Baidu 2025, https://huggingface.co/baidu/ERNIE-4.5-0.3B-PT
 * @module
 */
import { flat, vector } from "./architecture.ts";
import { llamaLike, mlpAt } from "./llama-like.ts";
import { expertsAt } from "./mixtral.ts";

const defaults = { numKvHeads: 2, headDim: 128, normEpsilon: 1e-5, theta: 500000, maxPositions: 131072 };

export const ernie45 = llamaLike({
  modelTypes: ["ernie4_5"],
  defaults: { ...defaults, vocabSize: 103424, modelDim: 1024, numLayers: 18, numHeads: 16 },
  interleaved: true,
  readBlock(block, config) {
    config.ignore("use_bias");
    return block;
  },
});

export const ernie45Moe = llamaLike({
  modelTypes: ["ernie4_5_moe"],
  defaults: {
    ...defaults,
    numKvHeads: 4,
    headDim: undefined,
    vocabSize: 103424,
    modelDim: 2560,
    numLayers: 28,
    numHeads: 20,
  },
  interleaved: true,
  unread: [/^model\.mtp_/],
  readBlock(block, config, layer) {
    config.ignore("use_bias", "moe_intermediate_size", "moe_num_shared_experts");
    config.only("moe_norm_min", 1e-12);
    const step = config.number("moe_layer_interval", 1);
    const first = config.number("moe_layer_start_index", 1);
    const last = config.number("moe_layer_end_index", -1);
    const end = last === -1 ? config.number("num_hidden_layers", 28) - 1 : last;
    const shared = config.number("moe_num_shared_experts", 2);
    if ((layer + 1) % step !== 0 || layer < first || layer > end) return block;
    return {
      ...block,
      mlp: {
        kind: "mixture",
        numExperts: config.number("moe_num_experts", 64),
        expertsPerToken: config.number("moe_k", 6),
        expert: block.mlp as { kind: "gated"; activation: "silu" },
        router: { scores: "softmax", correction: true, normalize: true },
        shared: shared > 0 ? { gated: false } : undefined,
      },
    };
  },
  mixtureAt: (at, numExperts, names) => ({
    ...expertsAt(at, numExperts, (expert) => mlpAt(expert, names)),
    correction: vector(`${at}.moe_statics.e_score_correction_bias`, flat),
    shared: names.has(`${at}.shared_experts.up_proj.weight`) ? mlpAt(`${at}.shared_experts`, names) : undefined,
  }),
});
