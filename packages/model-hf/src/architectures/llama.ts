/**
 * Llama: pre-norm blocks with RMSNorm, rotary positions, grouped heads and a gated MLP.
 * @see Touvron et al. 2023, https://arxiv.org/abs/2302.13971
 * @module
 */
import type { BlockSpec, LanguageModelSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import { readRotary } from "../config/rotary-config.ts";
import { type Architecture, linearAt, normAt, table, vocabularyAt } from "./architecture.ts";

export const llama: Architecture = {
  modelTypes: ["llama"],
  prefix: "model.",
  unread: [/\.rotary_emb\.inv_freq$/],

  readSpec(config, head): LanguageModelSpec {
    const modelDim = config.number("hidden_size");
    const numHeads = config.number("num_attention_heads");
    const headDim = config.number("head_dim", modelDim / numHeads);
    const maxPositions = config.number("max_position_embeddings", 2048);
    const norm = { kind: "rms", epsilon: config.number("rms_norm_eps", 1e-6) } as const;
    const block: BlockSpec = {
      attentionNorm: norm,
      attention: {
        numHeads,
        numKvHeads: config.number("num_key_value_heads", numHeads),
        headDim,
        scale: headDim ** -0.5,
        causal: true,
        rotary: readRotary(config, { headDim, maxPositions }),
      },
      mlpNorm: norm,
      mlp: { kind: "gated", activation: readActivation(config, "hidden_act", "silu") },
    };
    config.ignore("attention_bias", "mlp_bias", "intermediate_size", "tie_word_embeddings");
    return {
      vocabSize: config.number("vocab_size"),
      modelDim,
      maxPositions,
      embedding: {},
      blocks: Array(config.number("num_hidden_layers")).fill(block),
      finalNorm: norm,
      head: head === "language-model" ? {} : undefined,
    };
  },

  weights: (spec, names) => ({
    embedding: { tokens: table("model.embed_tokens.weight") },
    blocks: spec.blocks.map((_, i) => {
      const at = `model.layers.${i}`;
      const linear = (part: string) => linearAt(`${at}.${part}`, names.has(`${at}.${part}.bias`));
      return {
        attentionNorm: normAt(`${at}.input_layernorm`),
        attention: {
          q: linear("self_attn.q_proj"),
          k: linear("self_attn.k_proj"),
          v: linear("self_attn.v_proj"),
          output: linear("self_attn.o_proj"),
        },
        mlpNorm: normAt(`${at}.post_attention_layernorm`),
        mlp: { gate: linear("mlp.gate_proj"), up: linear("mlp.up_proj"), down: linear("mlp.down_proj") },
      };
    }),
    finalNorm: normAt("model.norm"),
    head: spec.head && { vocabulary: vocabularyAt(names, "lm_head", "model.embed_tokens.weight") },
  }),
};
