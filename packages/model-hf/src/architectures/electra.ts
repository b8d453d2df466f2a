/**
 * ELECTRA: two encoders of BERT's kind. A small one fills in masked tokens, and the one that people use was trained to
 * find out which tokens the first one put in.
 * @see Clark et al. 2020, https://arxiv.org/abs/2003.10555
 * @module
 */
import type { HeadSpec, HeadWeights } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import {
  type Architecture,
  linearAt,
  normAt,
  type TensorNames,
  type TensorRecipe,
  type WantedHead,
} from "./architecture.ts";
import { encoderSpec, encoderWeights } from "./bert.ts";
import { classifierAt, labelHead, labelHeadWeights, tiedVocabulary } from "./label-heads.ts";

export const electra: Architecture = {
  modelTypes: ["electra"],
  prefix: "electra.",
  unread: [/\.position_ids$/, /\.position_embeddings\.weight$/],

  readSpec(config, head) {
    const spec = encoderSpec(config, { vocabSize: 30522, typeVocab: 2, modelDim: 256, numHeads: 4 });
    const width = config.number("embedding_size", 128);
    if (head === "choice") {
      config.only("summary_type", "first");
      config.only("summary_use_proj", true);
      config.only("summary_activation", "gelu");
    }
    config.ignore("summary_type", "summary_use_proj", "summary_activation", "summary_last_dropout");
    const sequence: HeadSpec = { kind: "sequence", pool: "first", dense: { activation: "gelu" } };
    const activation = readActivation(config, "hidden_act", "gelu");
    const heads: Partial<Record<WantedHead, HeadSpec>> = {
      vocabulary: { kind: "vocabulary", transform: { activation: "gelu", norm: spec.embedding.norm } },
      pretraining: { kind: "tokens", single: true, dense: { activation } },
    };
    return {
      ...spec,
      embedding: { ...spec.embedding, projected: width === spec.modelDim ? undefined : "sum" },
      head: heads[head] ?? labelHead(head, sequence),
    };
  },

  weights(spec, names) {
    const encoder = encoderWeights(spec, "electra", names);
    const projection = spec.embedding.projected ? linearAt("electra.embeddings_project", true) : undefined;
    return { ...encoder, embedding: { ...encoder.embedding, projection }, head: headWeights(spec.head, names) };
  },
};

function headWeights(head: HeadSpec | undefined, names: TensorNames): HeadWeights<TensorRecipe> | undefined {
  if (head?.kind === "tokens" && head.single) {
    const at = "discriminator_predictions";
    return { dense: linearAt(`${at}.dense`, true), output: linearAt(`${at}.dense_prediction`, true) };
  }
  return labelHeadWeights(head, {
    vocabulary: () => ({
      dense: linearAt("generator_predictions.dense", true),
      denseNorm: normAt("generator_predictions.LayerNorm", true),
      output: tiedVocabulary(names, {
        own: "generator_lm_head.weight",
        table: "electra.embeddings.word_embeddings.weight",
        bias: ["generator_lm_head.bias"],
      }),
    }),
    sequence: (head) =>
      names.has("sequence_summary.summary.weight")
        ? { dense: linearAt("sequence_summary.summary", true), output: linearAt("classifier", true) }
        : classifierAt(head),
  });
}
