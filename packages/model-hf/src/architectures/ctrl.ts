/**
 * CTRL: a pre-norm decoder with fixed positions, steered by a code in front of the text.
 * @see Keskar et al. 2019, https://arxiv.org/abs/1909.05858
 * @module
 */
import type { BlockSpec } from "@llm-anatomy/transformer";
import { type Architecture, linearAt, normAt, table, vocabularyAt } from "./architecture.ts";
import { fixedPositions } from "./fixed-positions.ts";

export const ctrl: Architecture = {
  modelTypes: ["ctrl"],
  prefix: "transformer.",

  readSpec(config, head) {
    const modelDim = config.number("n_embd", 1280);
    const numHeads = config.number("n_head", 16);
    const headDim = Math.floor(modelDim / numHeads);
    const norm = { kind: "layer", epsilon: 1e-6 } as const;
    config.ignore("n_ctx", "dff", "tie_word_embeddings");
    const block: BlockSpec = {
      attentionNorm: norm,
      attention: { numHeads, numKvHeads: numHeads, headDim, scale: headDim ** -0.5, causal: true },
      mlpNorm: norm,
      mlp: { kind: "plain", activation: "relu" },
    };
    return {
      vocabSize: config.number("vocab_size", 246534),
      modelDim,
      maxPositions: config.number("n_positions", 256),
      embedding: { scale: Math.sqrt(modelDim), learnedPositions: true },
      blocks: Array.from({ length: config.number("n_layer", 48) }, () => block),
      finalNorm: { kind: "layer", epsilon: config.number("layer_norm_epsilon", 1e-6) },
      head: head === "vocabulary" ? { kind: "vocabulary" } : undefined,
    };
  },

  weights: (spec, names) => ({
    embedding: {
      tokens: table("transformer.w.weight"),
      positions: fixedPositions({ positions: spec.maxPositions, modelDim: spec.modelDim, last: "paper" }),
    },
    blocks: spec.blocks.map((_, i) => {
      const at = `transformer.h.${i}`;
      const attention = `${at}.multi_head_attention`;
      return {
        attentionNorm: normAt(`${at}.layernorm1`, true),
        attention: {
          q: linearAt(`${attention}.Wq`, true),
          k: linearAt(`${attention}.Wk`, true),
          v: linearAt(`${attention}.Wv`, true),
          output: linearAt(`${attention}.dense`, true),
        },
        mlpNorm: normAt(`${at}.layernorm2`, true),
        mlp: { up: linearAt(`${at}.ffn.0`, true), down: linearAt(`${at}.ffn.2`, true) },
      };
    }),
    finalNorm: normAt("transformer.layernorm", true),
    head: spec.head && { output: vocabularyAt(names, "lm_head", "transformer.w.weight", true) },
  }),
};
