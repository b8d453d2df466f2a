/**
 * GPT-2: pre-norm blocks with LayerNorm, learned positions and a plain MLP.
 *
 * Its matrices are stored the other way round ([in, out]), and q, k, v side by side in one.
 * @see Radford et al. 2019, https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf
 * @module
 */
import type { BlockSpec, LinearWeights, ModelSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import { type Architecture, matrix, normAt, type TensorRecipe, table, vector, vocabularyAt } from "./architecture.ts";
import { chain, rows, transposed } from "./tensor-parts.ts";

export const gpt2: Architecture = {
  modelTypes: ["gpt2"],
  prefix: "transformer.",
  unread: [/\.attn\.(bias|masked_bias)$/],

  readSpec(config, head): ModelSpec {
    const modelDim = config.number("n_embd", 768);
    const numHeads = config.number("n_head", 12);
    const headDim = modelDim / numHeads;
    const norm = { kind: "layer", epsilon: config.number("layer_norm_epsilon", 1e-5) } as const;
    const scaled = config.boolean("scale_attn_weights", true);
    const byLayer = config.boolean("scale_attn_by_inverse_layer_idx", false);
    const activation = readActivation(config, "activation_function", "gelu_new");
    config.only("add_cross_attention", false);
    // What the tensors' shapes say, numerics of mixed precision, and a head for classifying sequences.
    config.ignore("n_inner", "n_ctx", "reorder_and_upcast_attn", "tie_word_embeddings");
    config.ignore("summary_type", "summary_use_proj", "summary_activation", "summary_proj_to_labels");
    const block = (layer: number): BlockSpec => ({
      attentionNorm: norm,
      attention: {
        numHeads,
        numKvHeads: numHeads,
        headDim,
        scale: (scaled ? headDim ** -0.5 : 1) / (byLayer ? layer + 1 : 1),
        causal: true,
      },
      mlpNorm: norm,
      mlp: { kind: "plain", activation },
    });
    return {
      vocabSize: config.number("vocab_size", 50257),
      modelDim,
      maxPositions: config.number("n_positions", 1024),
      embedding: { learnedPositions: true },
      blocks: Array.from({ length: config.number("n_layer", 12) }, (_, layer) => block(layer)),
      finalNorm: norm,
      head: head === "vocabulary" ? { kind: "vocabulary" } : undefined,
    };
  },

  weights: (spec, names) => ({
    embedding: { tokens: table("transformer.wte.weight"), positions: table("transformer.wpe.weight") },
    blocks: spec.blocks.map((_, i) => {
      const at = `transformer.h.${i}`;
      return {
        attentionNorm: normAt(`${at}.ln_1`, true),
        attention: {
          q: third(`${at}.attn.c_attn`, 0, spec.modelDim),
          k: third(`${at}.attn.c_attn`, 1, spec.modelDim),
          v: third(`${at}.attn.c_attn`, 2, spec.modelDim),
          output: conv1d(`${at}.attn.c_proj`),
        },
        mlpNorm: normAt(`${at}.ln_2`, true),
        mlp: { up: conv1d(`${at}.mlp.c_fc`), down: conv1d(`${at}.mlp.c_proj`) },
      };
    }),
    finalNorm: normAt("transformer.ln_f", true),
    head: spec.head && { output: vocabularyAt(names, "lm_head", "transformer.wte.weight") },
  }),
};

/** A linear layer stored as [in, out]. */
function conv1d(name: string): LinearWeights<TensorRecipe> {
  return { weight: matrix(`${name}.weight`, transposed), bias: vector(`${name}.bias`) };
}

/** q, k or v out of [in, 3 · modelDim]. */
function third(name: string, index: number, modelDim: number): LinearWeights<TensorRecipe> {
  const part = rows(index * modelDim, (index + 1) * modelDim);
  return { weight: matrix(`${name}.weight`, chain(transposed, part)), bias: vector(`${name}.bias`, part) };
}
