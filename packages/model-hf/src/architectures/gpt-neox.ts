/**
 * GPT-NeoX (Pythia): attention and MLP side by side, each behind its own norm; a quarter of each head is rotated;
 * q, k and v of each head lie side by side in one matrix.
 * @see Black et al. 2022, https://arxiv.org/abs/2204.06745
 * @module
 */
import type { BlockSpec, LinearWeights } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import { readRotary } from "../config/rotary-config.ts";
import {
  type Architecture,
  linearAt,
  matrix,
  normAt,
  type TensorNames,
  type TensorRecipe,
  table,
  vector,
  vocabularyAt,
} from "./architecture.ts";
import { headRows } from "./tensor-parts.ts";

export const gptNeoX: Architecture = {
  modelTypes: ["gpt_neox"],
  prefix: "gpt_neox.",
  unread: [/\.attention\.(bias|masked_bias|rotary_emb\.inv_freq)$/],

  readSpec(config, head) {
    const modelDim = config.number("hidden_size", 6144);
    const numHeads = config.number("num_attention_heads", 64);
    const headDim = modelDim / numHeads;
    const maxPositions = config.number("max_position_embeddings", 2048);
    const norm = { kind: "layer", epsilon: config.number("layer_norm_eps", 1e-5) } as const;
    config.ignore("intermediate_size", "attention_bias", "tie_word_embeddings");
    const block: BlockSpec = {
      attentionNorm: norm,
      attention: {
        numHeads,
        numKvHeads: numHeads,
        headDim,
        scale: headDim ** -0.5,
        causal: true,
        rotary: readRotary(config, {
          headDim,
          maxPositions,
          partial: config.number("rotary_pct", 0.25),
          theta: config.number("rotary_emb_base", 10000),
        }),
      },
      mlpNorm: norm,
      mlp: { kind: "plain", activation: readActivation(config, "hidden_act", "gelu") },
      parallel: config.boolean("use_parallel_residual", true),
    };
    return {
      vocabSize: config.number("vocab_size", 50432),
      modelDim,
      maxPositions,
      embedding: {},
      blocks: Array.from({ length: config.number("num_hidden_layers", 44) }, () => block),
      finalNorm: norm,
      head: head === "vocabulary" ? { kind: "vocabulary" } : undefined,
    };
  },

  weights: (spec, names) => ({
    embedding: { tokens: table("gpt_neox.embed_in.weight") },
    blocks: spec.blocks.map(({ attention: { numHeads, headDim } }, i) => {
      const at = `gpt_neox.layers.${i}`;
      const linear = (part: string) => linearAt(`${at}.${part}`, names.has(`${at}.${part}.bias`));
      return {
        attentionNorm: normAt(`${at}.input_layernorm`, true),
        attention: {
          ...fusedPerHead(`${at}.attention.query_key_value`, numHeads, headDim, names),
          output: linear("attention.dense"),
        },
        mlpNorm: normAt(`${at}.post_attention_layernorm`, true),
        mlp: { up: linear("mlp.dense_h_to_4h"), down: linear("mlp.dense_4h_to_h") },
      };
    }),
    finalNorm: normAt("gpt_neox.final_layer_norm", true),
    head: spec.head && { output: vocabularyAt(names, "embed_out", "gpt_neox.embed_in.weight") },
  }),
};

type FusedLinears = Record<"q" | "k" | "v", LinearWeights<TensorRecipe>>;

/** q, k and v out of one matrix whose rows go head by head: q, k, v of head 0, q, k, v of head 1 … */
export function fusedPerHead(name: string, heads: number, dim: number, names: TensorNames): FusedLinears {
  const part = (index: number): LinearWeights<TensorRecipe> => {
    const take = headRows({ heads, per: 3, dim }, index);
    const bias = names.has(`${name}.bias`) ? vector(`${name}.bias`, take) : undefined;
    return { weight: matrix(`${name}.weight`, take), bias };
  };
  return { q: part(0), k: part(1), v: part(2) };
}
