/**
 * RoFormer: BERT whose positions are rotations of queries and keys, where the idea comes from.
 * @see Su et al. 2021, https://arxiv.org/abs/2104.09864
 * @module
 */
import type { HeadSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import { type Architecture, linearAt, normAt } from "./architecture.ts";
import { encoderSpec, encoderWeights, isVocabulary } from "./bert.ts";
import { classifierAt, labelHead, labelHeadWeights, tiedVocabulary } from "./label-heads.ts";

export const roformer: Architecture = {
  modelTypes: ["roformer"],
  prefix: "roformer.",
  unread: [/\.embed_positions\.weight$/, /^cls\.predictions\.decoder\.bias$/],

  readSpec(config, head) {
    const spec = encoderSpec(config, { vocabSize: 50000, typeVocab: 2, maxPositions: 1536 });
    const width = config.optionalNumber("embedding_size") ?? spec.modelDim;
    const activation = readActivation(config, "hidden_act", "gelu");
    config.only("rotary_value", false);
    config.only("is_decoder", false);
    const { headDim } = spec.blocks[0].attention;
    const rotary = { kind: "default", dims: headDim, theta: 10000, interleaved: true } as const;
    const vocabulary: HeadSpec = { kind: "vocabulary", transform: { activation, norm: spec.embedding.norm } };
    const sequence: HeadSpec = { kind: "sequence", pool: "first", dense: { activation } };
    return {
      ...spec,
      embedding: { ...spec.embedding, learnedPositions: false, projected: width === spec.modelDim ? undefined : "sum" },
      blocks: spec.blocks.map((block) => ({ ...block, attention: { ...block.attention, rotary } })),
      head: isVocabulary(head) ? vocabulary : labelHead(head, sequence),
    };
  },

  weights(spec, names) {
    const { embedding, blocks } = encoderWeights(spec, "roformer", names);
    return {
      embedding: {
        ...embedding,
        projection: spec.embedding.projected && linearAt("roformer.embeddings_project", true),
      },
      blocks,
      head: labelHeadWeights(spec.head, {
        vocabulary: () => ({
          dense: linearAt("cls.predictions.transform.dense", true),
          denseNorm: normAt("cls.predictions.transform.LayerNorm", true),
          output: tiedVocabulary(names, {
            own: "cls.predictions.decoder.weight",
            table: "roformer.embeddings.word_embeddings.weight",
            bias: ["cls.predictions.bias", "cls.predictions.decoder.bias"],
          }),
        }),
        sequence: classifierAt,
      }),
    };
  },
};
