/**
 * Gemma: Llama with a scaled embedding, norms stored as weight - 1, and GELU. Gemma 2 adds norms on what attention and
 * MLP give out, softcaps and windows in every other layer; Gemma 3 replaces the caps by norms on q and k, and turns
 * the positions of windowed layers by another base.
 * @see Gemma Team 2024, https://arxiv.org/abs/2403.08295, https://arxiv.org/abs/2408.00118; 2025, https://arxiv.org/abs/2503.19786
 * @module
 */
import type { BlockSpec, ModelSpec, NormSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import type { ConfigReader } from "../config/config-reader.ts";
import { readRotary } from "../config/rotary-config.ts";
import { llamaLike, windowOf } from "./llama-like.ts";

const defaults = {
  headDim: 256,
  maxPositions: 8192,
  activationKey: "hidden_activation",
  activation: "gelu_pytorch_tanh",
} as const;

const usualWindow = 4096;

export const gemma = llamaLike({
  modelTypes: ["gemma"],
  defaults: { ...defaults, numKvHeads: 16, vocabSize: 256000, modelDim: 3072, numLayers: 28, numHeads: 16 },
  readNorm,
  readBlock(block, config) {
    // It is hidden_act that its code reads. Old files say "gelu" although the model was trained with the tanh form.
    const named = config.string("hidden_act", defaults.activation);
    const activation = readActivation(config, "hidden_act", "", named === "gelu" ? defaults.activation : named);
    return { ...block, mlp: { kind: "gated", activation } };
  },
  readModel: (spec) => withScaledEmbedding(spec),
});

export const gemma2 = llamaLike({
  modelTypes: ["gemma2"],
  defaults: { ...defaults, numKvHeads: 4, vocabSize: 256000, modelDim: 2304, numLayers: 26, numHeads: 8 },
  readNorm,
  readBlock(block, config, layer) {
    const window = windowOf(config, layer, () => layer % 2 === 0, usualWindow);
    const softcap = softcapOf(config, "attn_logit_softcapping", 50);
    config.ignore("hidden_act", "use_bidirectional_attention");
    return sandwich({ ...block, attention: { ...block.attention, window, softcap, scale: queryScale(config) } });
  },
  readModel: (spec, config) => withHeadCap(withScaledEmbedding(spec), softcapOf(config, "final_logit_softcapping", 30)),
});

/** Gemma 2 without norms on what attention and MLP give out. */
export const vaultGemma = llamaLike({
  modelTypes: ["vaultgemma"],
  defaults: { ...defaults, numKvHeads: 4, vocabSize: 256000, modelDim: 2304, numLayers: 26, numHeads: 8 },
  readNorm,
  readBlock(block, config, layer) {
    const window = windowOf(config, layer, () => layer % 2 === 0, usualWindow);
    const softcap = softcapOf(config, "attn_logit_softcapping", 50);
    return { ...block, attention: { ...block.attention, window, softcap, scale: queryScale(config) } };
  },
  readModel: (spec, config) => withHeadCap(withScaledEmbedding(spec), softcapOf(config, "final_logit_softcapping", 30)),
  rename: { post_attention_layernorm: "pre_feedforward_layernorm" },
});

export const gemma3 = llamaLike({
  modelTypes: ["gemma3_text"],
  defaults: {
    ...defaults,
    numKvHeads: 4,
    theta: 1e6,
    maxPositions: 131072,
    vocabSize: 262208,
    modelDim: 2304,
    numLayers: 26,
    numHeads: 8,
  },
  readNorm,
  readBlock(block, config, layer) {
    const [pattern = 6] = ["sliding_window_pattern", "_sliding_window_pattern"]
      .map((key) => config.optionalNumber(key))
      .filter((value) => value !== undefined);
    const local = windowOf(config, layer, () => (layer + 1) % pattern !== 0, usualWindow);
    const causal = !config.boolean("use_bidirectional_attention", false);
    const window = local === undefined || causal ? local : Math.floor(local / 2) + 1; // of the window, half lies ahead
    config.ignore("hidden_act");
    const attention = {
      ...block.attention,
      causal,
      window,
      softcap: softcapOf(config, "attn_logit_softcapping"),
      scale: queryScale(config),
      queryKeyNorm: { norm: block.attentionNorm!, over: "head" as const },
      rotary: rotaryOf(block, config, window !== undefined),
    };
    return sandwich({ ...block, attention });
  },
  readModel: (spec, config) => withHeadCap(withScaledEmbedding(spec), softcapOf(config, "final_logit_softcapping")),
});

function readNorm(config: ConfigReader): NormSpec {
  return { kind: "rms", epsilon: config.number("rms_norm_eps", 1e-6), weightOffset: 1 };
}

/** Norms before and after attention and MLP. */
function sandwich(block: BlockSpec): BlockSpec {
  return { ...block, attentionOutputNorm: block.attentionNorm, mlpOutputNorm: block.mlpNorm };
}

function queryScale(config: ConfigReader): number {
  return config.number("query_pre_attn_scalar", 256) ** -0.5;
}

function softcapOf(config: ConfigReader, key: string, fallback?: number): number | undefined {
  return config.mentions(key) ? config.optionalNumber(key) : fallback;
}

/** Layers with a window turn by `rope_local_base_freq`, unscaled. */
function rotaryOf({ attention: { rotary, headDim } }: BlockSpec, config: ConfigReader, local: boolean) {
  const theta = config.number("rope_local_base_freq", 10000);
  const maxPositions = config.number("max_position_embeddings", 131072);
  const parameters = config.object("rope_parameters");
  if (parameters?.has("sliding_attention")) {
    return readRotary(config, { headDim, maxPositions, layerType: local ? "sliding_attention" : "full_attention" });
  }
  return local ? { kind: "default" as const, dims: headDim, theta, interleaved: false } : rotary;
}

function withScaledEmbedding(spec: ModelSpec): ModelSpec {
  return { ...spec, embedding: { scale: Math.fround(Math.sqrt(spec.modelDim)) } };
}

function withHeadCap(spec: ModelSpec, softcap: number | undefined): ModelSpec {
  return { ...spec, head: spec.head && { kind: "vocabulary", softcap } };
}
