/**
 * GPT-Neo: GPT-2 with matrices the usual way round, unscaled scores, and every other layer looking at a window.
 * @see Black et al. 2021, https://doi.org/10.5281/zenodo.5297715
 * @module
 */
import type { BlockSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import type { ConfigReader } from "../config/config-reader.ts";
import { type Architecture, linearAt, normAt, table, vocabularyAt } from "./architecture.ts";

export const gptNeo: Architecture = {
  modelTypes: ["gpt_neo"],
  prefix: "transformer.",
  unread: [/\.attn\.attention\.(bias|masked_bias)$/],

  readSpec(config, head) {
    const modelDim = config.number("hidden_size", 2048);
    const numHeads = config.number("num_heads", 16);
    const norm = { kind: "layer", epsilon: config.number("layer_norm_epsilon", 1e-5) } as const;
    const activation = readActivation(config, "activation_function", "gelu_new");
    const windowSize = config.number("window_size", 256);
    const kinds = layerKinds(config);
    config.ignore("intermediate_size", "tie_word_embeddings");
    const block = (layer: number): BlockSpec => ({
      attentionNorm: norm,
      attention: {
        numHeads,
        numKvHeads: numHeads,
        headDim: modelDim / numHeads,
        scale: 1,
        causal: true,
        window: kinds[layer] === "local" ? windowSize : undefined,
      },
      mlpNorm: norm,
      mlp: { kind: "plain", activation },
    });
    return {
      vocabSize: config.number("vocab_size", 50257),
      modelDim,
      maxPositions: config.number("max_position_embeddings", 2048),
      embedding: { learnedPositions: true },
      blocks: Array.from({ length: config.number("num_layers", 24) }, (_, layer) => block(layer)),
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
          q: linearAt(`${at}.attn.attention.q_proj`, false),
          k: linearAt(`${at}.attn.attention.k_proj`, false),
          v: linearAt(`${at}.attn.attention.v_proj`, false),
          output: linearAt(`${at}.attn.attention.out_proj`, true),
        },
        mlpNorm: normAt(`${at}.ln_2`, true),
        mlp: { up: linearAt(`${at}.mlp.c_fc`, true), down: linearAt(`${at}.mlp.c_proj`, true) },
      };
    }),
    finalNorm: normAt("transformer.ln_f", true),
    head: spec.head && { output: vocabularyAt(names, "lm_head", "transformer.wte.weight") },
  }),
};

/** "global" or "local" for each layer: a list, or a pattern and how often it repeats. */
function layerKinds(config: ConfigReader): string[] {
  const types = config.nested("attention_types") as [string[], number][] | undefined;
  const listed = config.strings("attention_layers");
  if (listed) return listed;
  return (types ?? [[["global", "local"], 12]]).flatMap(([pattern, count]) =>
    Array.from({ length: count }, () => pattern).flat(),
  );
}
