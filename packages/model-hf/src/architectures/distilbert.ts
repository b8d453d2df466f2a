/**
 * DistilBERT: BERT with half the layers, no sentence vectors, and names of its own.
 * @see Sanh et al. 2019, https://arxiv.org/abs/1910.01108
 * @module
 */
import type { BlockSpec, HeadSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import { type Architecture, linearAt, normAt } from "./architecture.ts";
import { embeddingWeights, isVocabulary } from "./bert.ts";
import { labelHead, labelHeadWeights, tiedVocabulary } from "./label-heads.ts";

export const distilbert: Architecture = {
  modelTypes: ["distilbert"],
  prefix: "distilbert.",

  readSpec(config, head) {
    const modelDim = config.number("dim", 768);
    const numHeads = config.number("n_heads", 12);
    const headDim = modelDim / numHeads;
    const norm = { kind: "layer", epsilon: 1e-12 } as const;
    const activation = readActivation(config, "activation", "gelu");
    // Sinusoidal positions are stored like learned ones.
    config.ignore(
      "sinusoidal_pos_embds",
      "hidden_dim",
      "qa_dropout",
      "seq_classif_dropout",
      "tie_weights_",
      "tie_word_embeddings",
    );
    const block: BlockSpec = {
      attention: { numHeads, numKvHeads: numHeads, headDim, scale: headDim ** -0.5, causal: false },
      attentionResidualNorm: norm,
      mlp: { kind: "plain", activation },
      mlpResidualNorm: norm,
    };
    const vocabulary: HeadSpec = { kind: "vocabulary", transform: { activation, norm } };
    const sequence: HeadSpec = { kind: "sequence", pool: "first", dense: { activation: "relu" } };
    return {
      vocabSize: config.number("vocab_size", 30522),
      modelDim,
      maxPositions: config.number("max_position_embeddings", 512),
      embedding: { learnedPositions: true, norm },
      blocks: Array.from({ length: config.number("n_layers", 6) }, () => block),
      head: isVocabulary(head) ? vocabulary : labelHead(head, sequence),
    };
  },

  weights: (spec, names) => ({
    embedding: embeddingWeights("distilbert.embeddings", spec, names),
    blocks: spec.blocks.map((_, i) => {
      const at = `distilbert.transformer.layer.${i}`;
      return {
        attention: {
          q: linearAt(`${at}.attention.q_lin`, true),
          k: linearAt(`${at}.attention.k_lin`, true),
          v: linearAt(`${at}.attention.v_lin`, true),
          output: linearAt(`${at}.attention.out_lin`, true),
        },
        attentionResidualNorm: normAt(`${at}.sa_layer_norm`, true),
        mlp: { up: linearAt(`${at}.ffn.lin1`, true), down: linearAt(`${at}.ffn.lin2`, true) },
        mlpResidualNorm: normAt(`${at}.output_layer_norm`, true),
      };
    }),
    head: labelHeadWeights(spec.head, {
      vocabulary: () => ({
        dense: linearAt("vocab_transform", true),
        denseNorm: normAt("vocab_layer_norm", true),
        output: tiedVocabulary(names, {
          own: "vocab_projector.weight",
          table: "distilbert.embeddings.word_embeddings.weight",
          bias: ["vocab_projector.bias"],
        }),
      }),
      sequence: () => ({ dense: linearAt("pre_classifier", true), output: linearAt("classifier", true) }),
    }),
  }),
};
