/**
 * GPT-J: attention and MLP side by side behind one norm, and rotary positions in interleaved pairs.
 * @see Wang & Komatsuzaki 2021, https://github.com/kingoflolz/mesh-transformer-jax
 * @module
 */
import type { BlockSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import { type Architecture, linearAt, matrix, normAt, table, vocabularyAt } from "./architecture.ts";
import { headRows } from "./tensor-parts.ts";

/**
 * CodeGen: GPT-J whose queries, values and keys lie in one matrix, in four parts for four machines.
 * @see Nijkamp et al. 2022, https://arxiv.org/abs/2203.13474
 */
export const codegen: Architecture = {
  modelTypes: ["codegen"],
  prefix: "transformer.",
  unread: [/\.attn\.causal_mask$/],
  readSpec: (config, head) => gptj.readSpec(config, head),
  weights(spec, names, config) {
    const weights = gptj.weights(spec, names, config);
    const part = (layer: number, index: number) => ({
      weight: matrix(
        `transformer.h.${layer}.attn.qkv_proj.weight`,
        headRows({ heads: 4, per: 3, dim: spec.modelDim / 4 }, index),
      ),
    });
    const blocks = weights.blocks.map((block, i) => ({
      ...block,
      attention: { q: part(i, 0), v: part(i, 1), k: part(i, 2), output: block.attention.output },
    }));
    return { ...weights, blocks };
  },
};

export const gptj: Architecture = {
  modelTypes: ["gptj"],
  prefix: "transformer.",
  unread: [/\.attn\.(bias|masked_bias)$/],

  readSpec(config, head) {
    const modelDim = config.number("n_embd", 4096);
    const numHeads = config.number("n_head", 16);
    const headDim = modelDim / numHeads;
    const norm = { kind: "layer", epsilon: config.number("layer_norm_epsilon", 1e-5) } as const;
    config.ignore("n_inner", "n_ctx", "rotary", "scale_attn_weights", "tie_word_embeddings");
    config.ignore("summary_type", "summary_use_proj", "summary_activation", "summary_proj_to_labels");
    const dims = config.mentions("rotary_dim") ? (config.optionalNumber("rotary_dim") ?? headDim) : 64;
    const block: BlockSpec = {
      attentionNorm: norm,
      attention: {
        numHeads,
        numKvHeads: numHeads,
        headDim,
        scale: headDim ** -0.5,
        causal: true,
        rotary: { kind: "default", dims, theta: 10000, interleaved: true },
      },
      mlp: { kind: "plain", activation: readActivation(config, "activation_function", "gelu_new") },
      parallel: true,
    };
    return {
      vocabSize: config.number("vocab_size", 50400),
      modelDim,
      maxPositions: config.number("n_positions", 2048),
      embedding: {},
      blocks: Array.from({ length: config.number("n_layer", 28) }, () => block),
      finalNorm: norm,
      head: head === "vocabulary" ? { kind: "vocabulary" } : undefined,
    };
  },

  weights: (spec, names) => ({
    embedding: { tokens: table("transformer.wte.weight") },
    blocks: spec.blocks.map((_, i) => {
      const at = `transformer.h.${i}`;
      return {
        attentionNorm: normAt(`${at}.ln_1`, true),
        attention: {
          q: linearAt(`${at}.attn.q_proj`, false),
          k: linearAt(`${at}.attn.k_proj`, false),
          v: linearAt(`${at}.attn.v_proj`, false),
          output: linearAt(`${at}.attn.out_proj`, false),
        },
        mlp: { up: linearAt(`${at}.mlp.fc_in`, true), down: linearAt(`${at}.mlp.fc_out`, true) },
      };
    }),
    finalNorm: normAt("transformer.ln_f", true),
    head: spec.head && {
      output: vocabularyAt(names, "lm_head", "transformer.wte.weight", names.has("lm_head.bias")),
    },
  }),
};
