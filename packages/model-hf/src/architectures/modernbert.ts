/**
 * ModernBERT: a pre-norm encoder with rotary positions, gated MLPs, and two layers of three looking at a window.
 * @see Warner et al. 2024, https://arxiv.org/abs/2412.13663
 * @module
 */
import type { BlockSpec, HeadSpec, LinearWeights, NormSpec } from "@llm-anatomy/transformer";
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
  vector,
} from "./architecture.ts";
import { isVocabulary } from "./bert.ts";
import { tiedVocabulary } from "./label-heads.ts";
import { layerTypes } from "./llama-like.ts";
import { equalPart } from "./tensor-parts.ts";

export const modernbert: Architecture = {
  modelTypes: ["modernbert"],
  prefix: "model.",

  readSpec(config, head) {
    const modelDim = config.number("hidden_size", 768);
    const numHeads = config.number("num_attention_heads", 12);
    const norm: NormSpec = { kind: "layer", epsilon: config.number("norm_eps", 1e-5) };
    const dense = { activation: readActivation(config, "classifier_activation", "gelu"), norm };
    config.ignore(
      "attention_bias",
      "mlp_bias",
      "norm_bias",
      "classifier_bias",
      "decoder_bias",
      "intermediate_size",
      "tie_word_embeddings",
    );
    config.ignore(
      "sparse_prediction",
      "sparse_pred_ignore_index",
      "repad_logits_with_grad",
      "reference_compile",
      "layer_norm_eps", // beside norm_eps, which counts
      "position_embedding_type",
      "deterministic_flash_attn",
    );
    const pooling = config.string("classifier_pooling", "cls");
    config.only("classifier_pooling", "cls", "mean");
    const sequence: HeadSpec = { kind: "sequence", pool: pooling === "cls" ? "first" : "mean", dense };
    const heads: Record<string, HeadSpec | undefined> = {
      sequence,
      choice: sequence,
      tokens: { kind: "tokens", dense },
      spans: { kind: "spans", dense },
    };
    return {
      vocabSize: config.number("vocab_size", 50368),
      modelDim,
      maxPositions: config.number("max_position_embeddings", 8192),
      embedding: { norm },
      blocks: Array.from({ length: config.number("num_hidden_layers", 22) }, (_, layer) =>
        blockSpec(config, layer, { modelDim, numHeads, norm }),
      ),
      finalNorm: norm,
      head: isVocabulary(head) ? { kind: "vocabulary", transform: dense } : heads[head],
    };
  },

  weights(spec, names) {
    const norm = (name: string) => normAt(name, names.has(`${name}.bias`));
    const linear = (name: string) => linearAt(name, names.has(`${name}.bias`));
    const dense = { dense: linear("head.dense"), denseNorm: norm("head.norm") };
    const vocabulary = () =>
      tiedVocabulary(names, {
        own: "decoder.weight",
        table: "model.embeddings.tok_embeddings.weight",
        bias: ["decoder.bias"],
      });
    return {
      embedding: { tokens: table("model.embeddings.tok_embeddings.weight"), norm: norm("model.embeddings.norm") },
      blocks: spec.blocks.map((block, i) => {
        const at = `model.layers.${i}`;
        const third = (index: number) => part(`${at}.attn.Wqkv`, index, 3, names);
        return {
          attentionNorm: block.attentionNorm && norm(`${at}.attn_norm`),
          attention: { q: third(0), k: third(1), v: third(2), output: linear(`${at}.attn.Wo`) },
          mlpNorm: norm(`${at}.mlp_norm`),
          mlp: {
            gate: part(`${at}.mlp.Wi`, 0, 2, names),
            up: part(`${at}.mlp.Wi`, 1, 2, names),
            down: linear(`${at}.mlp.Wo`),
          },
        };
      }),
      finalNorm: norm("model.final_norm"),
      head: spec.head && { ...dense, output: spec.head.kind === "vocabulary" ? vocabulary() : linear("classifier") },
    };
  },
};

interface Sizes {
  modelDim: number;
  numHeads: number;
  norm: NormSpec;
}

/** Every third layer sees all, the others a window around each position. The first layer has no norm of its own. */
function blockSpec(config: ConfigReader, layer: number, { modelDim, numHeads, norm }: Sizes): BlockSpec {
  const headDim = modelDim / numHeads;
  const types = layerTypes(config);
  const every = config.number("global_attn_every_n_layers", 3);
  const global = types ? types[layer] === "full_attention" : layer % every === 0;
  const half = Math.floor(config.number("local_attention", 128) / 2);
  const thetas = {
    full_attention: config.number("global_rope_theta", 160000),
    sliding_attention: config.number("local_rope_theta", 10000),
  };
  const kind = global ? "full_attention" : "sliding_attention";
  const parameters = config.object("rope_parameters")?.object(kind);
  parameters?.only("rope_type", "default");
  const theta = parameters?.optionalNumber("rope_theta") ?? thetas[kind];
  return {
    attentionNorm: layer === 0 ? undefined : norm,
    attention: {
      numHeads,
      numKvHeads: numHeads,
      headDim,
      scale: headDim ** -0.5,
      causal: false,
      rotary: { kind: "default", dims: headDim, theta, interleaved: false },
      window: global ? undefined : half + 1,
    },
    mlpNorm: norm,
    mlp: { kind: "gated", activation: readActivation(config, "hidden_activation", "gelu") },
  };
}

/** One of `count` matrices that lie under each other in one tensor. */
function part(name: string, index: number, count: number, names: TensorNames): LinearWeights<TensorRecipe> {
  const take = equalPart(index, count);
  return {
    weight: matrix(`${name}.weight`, take),
    bias: names.has(`${name}.bias`) ? vector(`${name}.bias`, take) : undefined,
  };
}
