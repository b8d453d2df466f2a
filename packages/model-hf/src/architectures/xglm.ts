/**
 * XGLM and BioGPT: pre-norm decoders of fairseq, with scaled embeddings. XGLM's positions are fixed, BioGPT's learned.
 * @see Lin et al. 2021, https://arxiv.org/abs/2112.10668; Luo et al. 2022, https://arxiv.org/abs/2210.10341
 * @module
 */
import type { Activation } from "@llm-anatomy/kernels";
import type { BlockSpec, ModelSpec, ModelWeights, NormSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import type { ConfigReader } from "../config/config-reader.ts";
import {
  type Architecture,
  linearAt,
  normAt,
  type TensorNames,
  type TensorRecipe,
  table,
  vocabularyAt,
} from "./architecture.ts";
import { fixedPositions } from "./fixed-positions.ts";
import { rows } from "./tensor-parts.ts";

const firstRow = 2; // rows 0 and 1 of fairseq's position tables are never looked up by tokens
const norm: NormSpec = { kind: "layer", epsilon: 1e-5 };

export const xglm: Architecture = {
  modelTypes: ["xglm"],
  prefix: "model.",
  unread: [/\.embed_positions\.weights$/],
  readSpec(config, head) {
    config.only("add_cross_attention", false);
    config.ignore("ffn_dim");
    return decoderSpec(config, head === "vocabulary", {
      vocabSize: config.number("vocab_size", 256008),
      modelDim: config.number("d_model", 1024),
      numHeads: config.number("attention_heads", 16),
      numLayers: config.number("num_layers", 24),
      maxPositions: config.number("max_position_embeddings", 2048),
      activation: readActivation(config, "activation_function", "gelu"),
    });
  },
  weights: (spec, names) => decoderWeights("model", spec, names, "lm_head"),
};

export const biogpt: Architecture = {
  modelTypes: ["biogpt"],
  prefix: "biogpt.",
  readSpec(config, head) {
    config.ignore("intermediate_size", "layer_norm_eps"); // its norms take PyTorch's own epsilon
    return decoderSpec(config, head === "vocabulary", {
      vocabSize: config.number("vocab_size", 42384),
      modelDim: config.number("hidden_size", 1024),
      numHeads: config.number("num_attention_heads", 16),
      numLayers: config.number("num_hidden_layers", 24),
      maxPositions: config.number("max_position_embeddings", 1024),
      activation: readActivation(config, "hidden_act", "gelu"),
    });
  },
  weights(spec, names) {
    const weights = decoderWeights("biogpt", spec, names, "output_projection");
    const positions = table("biogpt.embed_positions.weight", rows(firstRow));
    return { ...weights, embedding: { ...weights.embedding, positions } };
  },
};

interface Sizes {
  vocabSize: number;
  modelDim: number;
  numHeads: number;
  numLayers: number;
  maxPositions: number;
  activation: Activation;
}

function decoderSpec(config: ConfigReader, hasHead: boolean, sizes: Sizes): ModelSpec {
  const { vocabSize, modelDim, numHeads, numLayers, maxPositions, activation } = sizes;
  const headDim = modelDim / numHeads;
  const scaled = config.boolean("scale_embedding", true);
  config.ignore("tie_word_embeddings");
  const block: BlockSpec = {
    attentionNorm: norm,
    attention: { numHeads, numKvHeads: numHeads, headDim, scale: headDim ** -0.5, causal: true },
    mlpNorm: norm,
    mlp: { kind: "plain", activation },
  };
  return {
    vocabSize,
    modelDim,
    maxPositions,
    embedding: { scale: scaled ? Math.sqrt(modelDim) : undefined, learnedPositions: true },
    blocks: Array.from({ length: numLayers }, () => block),
    finalNorm: norm,
    head: hasHead ? { kind: "vocabulary" } : undefined,
  };
}

function decoderWeights(base: string, spec: ModelSpec, names: TensorNames, head: string): ModelWeights<TensorRecipe> {
  const { maxPositions: positions, modelDim } = spec;
  return {
    embedding: {
      tokens: table(`${base}.embed_tokens.weight`),
      positions: fixedPositions({ positions, modelDim, first: firstRow, last: "fairseq" }),
    },
    blocks: spec.blocks.map((_, i) => {
      const at = `${base}.layers.${i}`;
      return {
        attentionNorm: normAt(`${at}.self_attn_layer_norm`, true),
        attention: {
          q: linearAt(`${at}.self_attn.q_proj`, true),
          k: linearAt(`${at}.self_attn.k_proj`, true),
          v: linearAt(`${at}.self_attn.v_proj`, true),
          output: linearAt(`${at}.self_attn.out_proj`, true),
        },
        mlpNorm: normAt(`${at}.final_layer_norm`, true),
        mlp: { up: linearAt(`${at}.fc1`, true), down: linearAt(`${at}.fc2`, true) },
      };
    }),
    finalNorm: normAt(`${base}.layer_norm`, true),
    head: spec.head && { output: vocabularyAt(names, head, `${base}.embed_tokens.weight`) },
  };
}
