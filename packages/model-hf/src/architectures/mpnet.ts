/**
 * MPNet: BERT with a learned bias per distance, shared by all layers.
 * @see Song et al. 2020, https://arxiv.org/abs/2004.09297
 * @module
 */
import type { HeadSpec } from "@llm-anatomy/transformer";
import { type Architecture, linearAt, normAt, table } from "./architecture.ts";
import { embeddingWeights, encoderSpec, isVocabulary } from "./bert.ts";
import { classifierAt, labelHead, labelHeadWeights, ofPooler, tiedVocabulary } from "./label-heads.ts";

const firstRow = 2; // positions are counted from the row after the padding token's, which is always 1

export const mpnet: Architecture = {
  modelTypes: ["mpnet"],
  prefix: "mpnet.",
  unread: [/\.position_ids$/, /^mpnet\.pooler\./, /^lm_head\.decoder\.bias$/],

  readSpec(config, head) {
    const spec = encoderSpec(config, { vocabSize: 30527, typeVocab: 0 });
    config.only("position_embedding_type", "absolute");
    config.only("is_decoder", false);
    config.ignore("relative_attention_num_buckets"); // its own code always uses 32
    const relativeBias = { bidirectional: true, numBuckets: 32, maxDistance: 128 };
    const vocabulary: HeadSpec = { kind: "vocabulary", transform: { activation: "gelu", norm: spec.embedding.norm } };
    const sequence: HeadSpec = { kind: "sequence", pool: "first", dense: { activation: "tanh" } };
    return {
      ...spec,
      maxPositions: spec.maxPositions - firstRow,
      blocks: spec.blocks.map((block) => ({ ...block, attention: { ...block.attention, relativeBias } })),
      pooler: head === "none" || head === "choice" ? { activation: "tanh" } : undefined,
      head: isVocabulary(head) ? vocabulary : labelHead(head, sequence, ofPooler),
    };
  },

  weights: (spec, names) => ({
    embedding: embeddingWeights("mpnet.embeddings", spec, names, firstRow),
    blocks: spec.blocks.map((_, i) => {
      const at = `mpnet.encoder.layer.${i}`;
      return {
        attention: {
          q: linearAt(`${at}.attention.attn.q`, true),
          k: linearAt(`${at}.attention.attn.k`, true),
          v: linearAt(`${at}.attention.attn.v`, true),
          output: linearAt(`${at}.attention.attn.o`, true),
          relativeBias: i === 0 ? table("mpnet.encoder.relative_attention_bias.weight") : undefined,
        },
        attentionResidualNorm: normAt(`${at}.attention.LayerNorm`, true),
        mlp: { up: linearAt(`${at}.intermediate.dense`, true), down: linearAt(`${at}.output.dense`, true) },
        mlpResidualNorm: normAt(`${at}.output.LayerNorm`, true),
      };
    }),
    pooler: spec.pooler && names.has("mpnet.pooler.dense.weight") ? linearAt("mpnet.pooler.dense", true) : undefined,
    head: labelHeadWeights(spec.head, {
      vocabulary: () => ({
        dense: linearAt("lm_head.dense", true),
        denseNorm: normAt("lm_head.layer_norm", true),
        output: tiedVocabulary(names, {
          own: "lm_head.decoder.weight",
          table: "mpnet.embeddings.word_embeddings.weight",
          bias: ["lm_head.bias", "lm_head.decoder.bias"],
        }),
      }),
      sequence: classifierAt,
    }),
  }),
};
