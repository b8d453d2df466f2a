/**
 * GPT, the first: norms after each residual sum, learned positions.
 * @see Radford et al. 2018, https://cdn.openai.com/research-covers/language-unsupervised/language_understanding_paper.pdf
 * @module
 */
import { readActivation } from "../config/activations.ts";
import { type Architecture, normAt, table, vocabularyAt } from "./architecture.ts";
import { gpt2 } from "./gpt2.ts";

export const openaiGpt: Architecture = {
  modelTypes: ["openai-gpt"],
  prefix: "transformer.",
  unread: [/\.attn\.bias$/, /\.position_ids$/],

  readSpec(config, head) {
    const named = config.string("afn", "gelu");
    // What it calls "gelu" is the tanh form.
    const activation = readActivation(config, "afn", "gelu", named === "gelu" ? "gelu_new" : named);
    config.ignore("n_special", "predict_special_tokens", "summary_first_dropout");
    const spec = gpt2.readSpec(config, head);
    return {
      ...spec,
      vocabSize: config.number("vocab_size", 40478),
      maxPositions: config.number("n_positions", 512),
      blocks: spec.blocks.map(({ attention, attentionNorm: norm }) => ({
        attention,
        attentionResidualNorm: norm,
        mlp: { kind: "plain", activation },
        mlpResidualNorm: norm,
      })),
      finalNorm: undefined,
    };
  },

  weights(spec, names, config) {
    const { blocks } = gpt2.weights(spec, names, config);
    const tokens = "transformer.tokens_embed.weight";
    return {
      embedding: { tokens: table(tokens), positions: table("transformer.positions_embed.weight") },
      blocks: blocks.map(({ attention, mlp }, i) => ({
        attention,
        attentionResidualNorm: normAt(`transformer.h.${i}.ln_1`, true),
        mlp,
        mlpResidualNorm: normAt(`transformer.h.${i}.ln_2`, true),
      })),
      head: spec.head && { output: vocabularyAt(names, "lm_head", tokens) },
    };
  },
};
