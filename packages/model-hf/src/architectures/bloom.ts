/**
 * BLOOM: no position embedding but ALiBi, and a norm on the embedding.
 * @see Le Scao et al. 2022, https://arxiv.org/abs/2211.05100
 * @module
 */
import { alibiSlopes } from "@llm-anatomy/attention";
import type { BlockSpec } from "@llm-anatomy/transformer";
import { type Architecture, linearAt, normAt, table, vocabularyAt } from "./architecture.ts";
import { fusedPerHead } from "./gpt-neox.ts";

export const bloom: Architecture = {
  modelTypes: ["bloom"],
  prefix: "transformer.",

  readSpec(config, head) {
    const modelDim = config.optionalNumber("n_embed") ?? config.number("hidden_size", 64);
    const numHeads = config.optionalNumber("num_attention_heads") ?? config.number("n_head", 8);
    const headDim = modelDim / numHeads;
    const norm = { kind: "layer", epsilon: config.number("layer_norm_epsilon", 1e-5) } as const;
    // How it was trained, and in which order parts of a product are summed.
    config.ignore("slow_but_exact", "tie_word_embeddings", "hidden_size", "n_inner", "offset_alibi", "seq_length");
    config.ignore(
      "attention_softmax_in_fp32",
      "bias_dropout_fusion",
      "masked_softmax_fusion",
      "skip_bias_add",
      "skip_bias_add_qkv",
      "unk_token_id",
    );
    const block: BlockSpec = {
      attentionNorm: norm,
      attention: {
        numHeads,
        numKvHeads: numHeads,
        headDim,
        scale: headDim ** -0.5,
        causal: true,
        alibi: { slopes: alibiSlopes(numHeads), positions: "unpadded" },
      },
      mlpNorm: norm,
      mlp: { kind: "plain", activation: "gelu-tanh" },
      normedResidual: config.boolean("apply_residual_connection_post_layernorm", false),
    };
    return {
      vocabSize: config.number("vocab_size", 250880),
      modelDim,
      maxPositions: Number.POSITIVE_INFINITY,
      embedding: { norm },
      blocks: Array.from(
        { length: config.optionalNumber("num_hidden_layers") ?? config.number("n_layer", 2) },
        () => block,
      ),
      finalNorm: norm,
      head: head === "vocabulary" ? { kind: "vocabulary" } : undefined,
    };
  },

  weights: (spec, names) => ({
    embedding: {
      tokens: table("transformer.word_embeddings.weight"),
      norm: normAt("transformer.word_embeddings_layernorm", true),
    },
    blocks: spec.blocks.map(({ attention: { numHeads, headDim } }, i) => {
      const at = `transformer.h.${i}`;
      return {
        attentionNorm: normAt(`${at}.input_layernorm`, true),
        attention: {
          ...fusedPerHead(`${at}.self_attention.query_key_value`, numHeads, headDim, names),
          output: linearAt(`${at}.self_attention.dense`, true),
        },
        mlpNorm: normAt(`${at}.post_attention_layernorm`, true),
        mlp: { up: linearAt(`${at}.mlp.dense_h_to_4h`, true), down: linearAt(`${at}.mlp.dense_4h_to_h`, true) },
      };
    }),
    finalNorm: normAt("transformer.ln_f", true),
    head: spec.head && { output: vocabularyAt(names, "lm_head", "transformer.word_embeddings.weight") },
  }),
};
