/**
 * RemBERT: BERT whose input embedding is narrow and whose output embedding is wide, each with a table of its own.
 * @see Chung et al. 2020, https://arxiv.org/abs/2010.12821
 * @module
 */
import type { HeadSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import { type Architecture, linearAt, normAt } from "./architecture.ts";
import { encoderSpec, encoderWeights, isVocabulary } from "./bert.ts";
import { labelHead, labelHeadWeights, ofPooler, tiedVocabulary } from "./label-heads.ts";

export const rembert: Architecture = {
  modelTypes: ["rembert"],
  prefix: "rembert.",
  unread: [/\.position_ids$/, /^rembert\.pooler\./, /^cls\.predictions\.decoder\.bias$/],

  readSpec(config, head) {
    const spec = encoderSpec(config, { vocabSize: 250300, typeVocab: 2, modelDim: 1152, numHeads: 18, numLayers: 32 });
    const activation = readActivation(config, "hidden_act", "gelu");
    config.only("is_decoder", false);
    config.ignore("input_embedding_size", "output_embedding_size"); // the tensors' shapes say it
    const vocabulary: HeadSpec = { kind: "vocabulary", transform: { activation, norm: spec.embedding.norm } };
    return {
      ...spec,
      embedding: { ...spec.embedding, projected: "sum" },
      pooler: head === "none" || head === "sequence" || head === "choice" ? { activation: "tanh" } : undefined,
      head: isVocabulary(head) ? vocabulary : labelHead(head, ofPooler),
    };
  },

  weights(spec, names) {
    const { embedding, blocks } = encoderWeights(spec, "rembert", names);
    const pooled = spec.pooler && names.has("rembert.pooler.dense.weight");
    return {
      embedding: { ...embedding, projection: linearAt("rembert.encoder.embedding_hidden_mapping_in", true) },
      blocks,
      pooler: pooled ? linearAt("rembert.pooler.dense", true) : undefined,
      head: labelHeadWeights(spec.head, {
        vocabulary: () => ({
          dense: linearAt("cls.predictions.dense", true),
          denseNorm: normAt("cls.predictions.LayerNorm", true),
          output: tiedVocabulary(names, {
            own: "cls.predictions.decoder.weight",
            table: "rembert.embeddings.word_embeddings.weight",
            bias: ["cls.predictions.bias", "cls.predictions.decoder.bias"],
          }),
        }),
        sequence: () => ({ output: linearAt("classifier", true) }),
      }),
    };
  },
};
