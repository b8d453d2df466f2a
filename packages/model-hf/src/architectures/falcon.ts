/**
 * Falcon: one key and value head for all queries (7B), or one per group (40B and later); attention and MLP side by
 * side; rotary positions, or ALiBi in the RW models.
 * @see Almazrouei et al. 2023, https://arxiv.org/abs/2311.16867
 * @module
 */
import { alibiSlopes } from "@llm-anatomy/attention";
import type { AlibiSpec, BlockSpec, LinearWeights } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import type { ConfigReader } from "../config/config-reader.ts";
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

export const falcon: Architecture = {
  modelTypes: ["falcon"],
  prefix: "transformer.",

  readSpec(config, head) {
    const modelDim = config.number("hidden_size", 4544);
    const numHeads = config.number("num_attention_heads", 71);
    const headDim = modelDim / numHeads;
    const maxPositions = config.number("max_position_embeddings", 2048);
    const norm = { kind: "layer", epsilon: config.number("layer_norm_epsilon", 1e-5) } as const;
    const scale = headDim ** -0.5;
    const grouped = config.boolean("new_decoder_architecture", false);
    const parallel = config.boolean("parallel_attn", true) || grouped;
    const norms = config.optionalNumber("num_ln_in_parallel_attn") ?? (grouped ? 2 : 1);
    const alibi = config.boolean("alibi", false);
    config.ignore(
      "bias",
      "ffn_hidden_size",
      "rope_theta",
      "rope_scaling",
      "tie_word_embeddings",
      "n_head_kv",
      "hidden_dropout",
    );
    const block: BlockSpec = {
      attentionNorm: norm,
      attention: {
        numHeads,
        numKvHeads: keyHeads(config, numHeads, grouped),
        headDim,
        scale,
        causal: true,
        rotary: alibi ? undefined : readRotary(config, { headDim, maxPositions }),
        alibi: alibi ? falconAlibi(numHeads, scale) : undefined,
      },
      mlpNorm: parallel && norms === 1 ? undefined : norm,
      mlp: { kind: "plain", activation: readActivation(config, "activation", "gelu") },
      parallel,
    };
    return {
      vocabSize: config.number("vocab_size", 65024),
      modelDim,
      maxPositions,
      embedding: {},
      blocks: Array.from({ length: config.number("num_hidden_layers", 32) }, () => block),
      finalNorm: norm,
      head: head === "vocabulary" ? { kind: "vocabulary" } : undefined,
    };
  },

  weights: (spec, names) => ({
    embedding: { tokens: table("transformer.word_embeddings.weight") },
    blocks: spec.blocks.map((block, i) => {
      const at = `transformer.h.${i}`;
      const linear = (part: string) => linearAt(`${at}.${part}`, names.has(`${at}.${part}.bias`));
      const two = names.has(`${at}.ln_attn.weight`);
      const second = two ? `${at}.ln_mlp` : `${at}.post_attention_layernorm`;
      return {
        attentionNorm: normAt(two ? `${at}.ln_attn` : `${at}.input_layernorm`, true),
        attention: {
          ...fusedGroups(`${at}.self_attention.query_key_value`, block, names),
          output: linear("self_attention.dense"),
        },
        mlpNorm: block.mlpNorm && normAt(second, true),
        mlp: { up: linear("mlp.dense_h_to_4h"), down: linear("mlp.dense_4h_to_h") },
      };
    }),
    finalNorm: normAt("transformer.ln_f", true),
    head: spec.head && { output: vocabularyAt(names, "lm_head", "transformer.word_embeddings.weight") },
  }),
};

function keyHeads(config: ConfigReader, numHeads: number, grouped: boolean): number {
  const multiQuery = config.boolean("multi_query", true);
  const named = config.optionalNumber("num_kv_heads");
  if (grouped) return named ?? numHeads;
  return multiQuery ? 1 : numHeads;
}

/** Falcon adds the bias before it scales, and multiplies slopes and positions in bfloat16. */
function falconAlibi(numHeads: number, scale: number): AlibiSpec {
  return { slopes: alibiSlopes(numHeads), positions: "unpadded", rounding: "bfloat16", scale };
}

/** Rows go group by group: the group's queries, its key, its value. */
function fusedGroups(
  name: string,
  { attention: { numHeads, numKvHeads, headDim } }: BlockSpec,
  names: TensorNames,
): Record<"q" | "k" | "v", LinearWeights<TensorRecipe>> {
  const queries = numHeads / numKvHeads;
  const layout = { heads: numKvHeads, per: queries + 2, dim: headDim };
  const part = (from: number, to: number): LinearWeights<TensorRecipe> => {
    const take = headRows(layout, from, to);
    const bias = names.has(`${name}.bias`) ? vector(`${name}.bias`, take) : undefined;
    return { weight: matrix(`${name}.weight`, take), bias };
  };
  return { q: part(0, queries), k: part(queries, queries + 1), v: part(queries + 1, queries + 2) };
}
