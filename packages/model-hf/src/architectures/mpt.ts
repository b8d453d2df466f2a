/**
 * MPT: ALiBi, no biases, q, k and v under each other in one matrix.
 * @see MosaicML 2023, https://www.databricks.com/blog/mpt-7b
 * @module
 */
import { alibiSlopes } from "@llm-anatomy/attention";
import type { BlockSpec, LinearWeights } from "@llm-anatomy/transformer";
import { type Architecture, linearAt, matrix, normAt, type TensorRecipe, table, vocabularyAt } from "./architecture.ts";
import { rows } from "./tensor-parts.ts";

export const mpt: Architecture = {
  modelTypes: ["mpt"],
  prefix: "transformer.",

  readSpec(config, head) {
    const modelDim = config.number("d_model", 2048);
    const numHeads = config.number("n_heads", 16);
    const headDim = modelDim / numHeads;
    const attention = config.object("attn_config");
    // Hugging Face's code always uses ALiBi, with exponents up to 8, whatever the file says: so do its numbers.
    attention?.only("alibi", true);
    attention?.only("qk_ln", false);
    attention?.only("prefix_lm", false);
    attention?.only("attn_type", "multihead_attention");
    attention?.ignore(
      "alibi_bias_max",
      "attn_impl",
      "attn_pdrop",
      "attn_uses_sequence_id",
      "model_type",
      "tie_word_embeddings",
    );
    config.only("logit_scale", null);
    config.only("no_bias", true);
    config.only("norm_type", "low_precision_layernorm");
    config.ignore(
      "expansion_ratio",
      "embedding_fraction",
      "learned_pos_emb",
      "init_device",
      "verbose",
      "emb_pdrop",
      "tie_word_embeddings",
      "init_config",
    );
    const norm = { kind: "layer", epsilon: config.number("layer_norm_epsilon", 1e-5) } as const;
    const block: BlockSpec = {
      attentionNorm: norm,
      attention: {
        numHeads,
        numKvHeads: numHeads,
        headDim,
        scale: attention?.optionalNumber("softmax_scale") ?? headDim ** -0.5,
        clip: attention?.optionalNumber("clip_qkv") || undefined,
        causal: true,
        alibi: { slopes: alibiSlopes(numHeads, { rounding: "direct" }), positions: "index" },
      },
      mlpNorm: norm,
      mlp: { kind: "plain", activation: "gelu" },
    };
    attention?.finish();
    return {
      vocabSize: config.number("vocab_size", 50368),
      modelDim,
      maxPositions: config.number("max_seq_len", 2048),
      embedding: {},
      blocks: Array.from({ length: config.number("n_layers", 24) }, () => block),
      finalNorm: norm,
      head: head === "vocabulary" ? { kind: "vocabulary" } : undefined,
    };
  },

  weights: (spec, names) => ({
    embedding: { tokens: table("transformer.wte.weight") },
    blocks: spec.blocks.map((_, i) => {
      const at = `transformer.blocks.${i}`;
      const third = (index: number): LinearWeights<TensorRecipe> => ({
        weight: matrix(`${at}.attn.Wqkv.weight`, rows(index * spec.modelDim, (index + 1) * spec.modelDim)),
      });
      return {
        attentionNorm: normAt(`${at}.norm_1`),
        attention: { q: third(0), k: third(1), v: third(2), output: linearAt(`${at}.attn.out_proj`, false) },
        mlpNorm: normAt(`${at}.norm_2`),
        mlp: { up: linearAt(`${at}.ffn.up_proj`, false), down: linearAt(`${at}.ffn.down_proj`, false) },
      };
    }),
    finalNorm: normAt("transformer.norm_f"),
    head: spec.head && { output: vocabularyAt(names, "lm_head", "transformer.wte.weight") },
  }),
};
