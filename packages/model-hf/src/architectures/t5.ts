/**
 * T5: an encoder and a decoder with RMSNorm, no biases, unscaled scores, and a learned bias per distance.
 * @see Raffel et al. 2020, https://arxiv.org/abs/1910.10683
 * @module
 */
import type {
  AttentionSpec,
  AttentionWeights,
  BlockSpec,
  HeadWeights,
  StackSpec,
  StackWeights,
} from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import type { ConfigReader } from "../config/config-reader.ts";
import {
  type Architecture,
  linearAt,
  matrix,
  normAt,
  type TensorNames,
  type TensorRecipe,
  table,
} from "./architecture.ts";
import { sourceHead, sourceLabelsAt } from "./source-heads.ts";

/** What a file that says nothing means. */
interface Defaults {
  vocabSize: number;
  numHeads: number;
  numLayers: number;
  mlp: string;
}

const first: Defaults = { vocabSize: 32128, numHeads: 8, numLayers: 6, mlp: "relu" };
const multilingual: Defaults = { vocabSize: 250112, numHeads: 6, numLayers: 8, mlp: "gated-gelu" };

function defaultsOf(config: ConfigReader): Defaults {
  return config.string("model_type") === "t5" ? first : multilingual;
}

export const t5: Architecture = {
  modelTypes: ["t5", "mt5", "umt5"],
  prefix: "transformer.",
  unread: [/^(encoder|decoder)\.embed_tokens\.weight$/, /EncDecAttention\.relative_attention_bias/],

  readSpec(config, head) {
    const layers = config.number("num_layers", defaultsOf(config).numLayers);
    const decoderLayers = config.optionalNumber("num_decoder_layers") ?? layers;
    const modelDim = config.number("d_model", 512);
    config.only("is_decoder", false);
    config.only("tie_encoder_decoder", false);
    config.ignore("d_ff", "n_positions", "classifier_dropout");
    config.ignore("tie_word_embeddings", "scale_decoder_outputs"); // of the head: read below, where there is one
    if (head === "encoder") return stackSpec(config, layers, false);
    if (head === "tokens") return { ...stackSpec(config, layers, false), head: { kind: head } };
    const scaled = config.boolean("scale_decoder_outputs", writtenTied(config));
    return {
      ...stackSpec(config, decoderLayers, true),
      encoder: stackSpec(config, layers, false),
      head:
        head === "vocabulary" ? { kind: head, scale: scaled ? modelDim ** -0.5 : undefined } : sourceHead(config, head),
    };
  },

  weights(spec, names) {
    if (!spec.encoder) {
      const head = spec.head && { output: linearAt("classifier", true) };
      return { ...stackWeights("encoder", spec, names), head };
    }
    return {
      ...stackWeights("decoder", spec, names),
      encoder: stackWeights("encoder", spec.encoder, names),
      head: spec.head && (spec.head.kind === "vocabulary" ? vocabularyAt(names) : sourceLabelsAt(spec.head)),
    };
  },
};

/**
 * Hidden states are scaled for a head that is the embedding's table, and mT5's is not. Transformers 5 ties every head, says
 * so, and scales none of mT5's.
 */
function writtenTied(config: ConfigReader): boolean {
  const tied = config.optionalBoolean("tie_word_embeddings");
  if (config.string("model_type") !== "mt5") return tied ?? true;
  return (tied ?? false) && !/^[5-9]/.test(config.string("transformers_version", "4"));
}

function vocabularyAt(names: TensorNames): HeadWeights<TensorRecipe> {
  return { output: { weight: matrix(names.has("lm_head.weight") ? "lm_head.weight" : "shared.weight") } };
}

function stackSpec(config: ConfigReader, numLayers: number, decoder: boolean): StackSpec {
  const norm = { kind: "rms", epsilon: config.number("layer_norm_epsilon", 1e-6) } as const;
  const numHeads = config.number("num_heads", defaultsOf(config).numHeads);
  const attention: AttentionSpec = {
    numHeads,
    numKvHeads: numHeads,
    headDim: config.number("d_kv", 64),
    scale: 1,
    causal: decoder,
  };
  const relativeBias = {
    bidirectional: !decoder,
    numBuckets: config.number("relative_attention_num_buckets", 32),
    maxDistance: config.number("relative_attention_max_distance", 128),
  };
  const block: BlockSpec = {
    attentionNorm: norm,
    attention: { ...attention, relativeBias },
    crossNorm: decoder ? norm : undefined,
    crossAttention: decoder ? { ...attention, causal: false } : undefined,
    mlpNorm: norm,
    mlp: readMlp(config),
  };
  return {
    vocabSize: config.number("vocab_size", defaultsOf(config).vocabSize),
    modelDim: config.number("d_model", 512),
    maxPositions: Number.POSITIVE_INFINITY,
    embedding: {},
    blocks: Array.from({ length: numLayers }, () => block),
    finalNorm: norm,
  };
}

/** `relu`, `gated-gelu` (which means the tanh form) or `gated-silu`; its two parts, where they are named, come first. */
function readMlp(config: ConfigReader): BlockSpec["mlp"] {
  const name = config.string("feed_forward_proj", defaultsOf(config).mlp);
  const gated = config.boolean("is_gated_act", name.startsWith("gated-"));
  const fallback = name === "gated-gelu" ? "gelu_new" : name.replace(/^gated-/, "");
  return { kind: gated ? "gated" : "plain", activation: readActivation(config, "dense_act_fn", fallback) };
}

function stackWeights(at: string, spec: StackSpec, names: TensorNames): StackWeights<TensorRecipe> {
  return {
    embedding: { tokens: table(names.has("shared.weight") ? "shared.weight" : `${at}.embed_tokens.weight`) },
    blocks: spec.blocks.map((block, i) => {
      const layers = `${at}.block.${i}.layer`;
      const mlp = block.crossAttention ? 2 : 1;
      const gated = block.mlp.kind === "gated";
      const dense = `${layers}.${mlp}.DenseReluDense`;
      // T5 has one table of distances, in the first block; UMT5 has one in each.
      const biasName = `${layers}.0.SelfAttention.relative_attention_bias.weight`;
      const bias = i === 0 || names.has(biasName) ? table(biasName) : undefined;
      return {
        attentionNorm: normAt(`${layers}.0.layer_norm`),
        attention: { ...attentionWeights(`${layers}.0.SelfAttention`), relativeBias: bias },
        crossNorm: block.crossAttention && normAt(`${layers}.1.layer_norm`),
        crossAttention: block.crossAttention && attentionWeights(`${layers}.1.EncDecAttention`),
        mlpNorm: normAt(`${layers}.${mlp}.layer_norm`),
        mlp: {
          gate: gated ? linearAt(`${dense}.wi_0`, false) : undefined,
          up: linearAt(gated ? `${dense}.wi_1` : `${dense}.wi`, false),
          down: linearAt(`${dense}.wo`, false),
        },
      };
    }),
    finalNorm: normAt(`${at}.final_layer_norm`),
  };
}

function attentionWeights(at: string): AttentionWeights<TensorRecipe> {
  return {
    q: linearAt(`${at}.q`, false),
    k: linearAt(`${at}.k`, false),
    v: linearAt(`${at}.v`, false),
    output: linearAt(`${at}.o`, false),
  };
}
