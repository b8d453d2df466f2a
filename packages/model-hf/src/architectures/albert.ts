/**
 * ALBERT: BERT whose layers share one set of weights, and whose embedding is narrower than the model.
 * @see Lan et al. 2019, https://arxiv.org/abs/1909.11942
 * @module
 */
import type { BlockSpec, BlockWeights, HeadSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import { type Architecture, linearAt, normAt, type TensorRecipe } from "./architecture.ts";
import { distancesAt, embeddingWeights, encoderSpec, isVocabulary } from "./bert.ts";
import { labelHead, labelHeadWeights, ofPooler, tiedVocabulary } from "./label-heads.ts";

export const albert: Architecture = {
  modelTypes: ["albert"],
  prefix: "albert.",
  unread: [
    /\.position_ids$/,
    /\.position_embeddings\.weight$/,
    /^albert\.pooler\./,
    /^predictions\.decoder\.bias$/,
    /^sop_classifier\./,
  ],

  readSpec(config, head) {
    const layers = config.number("num_hidden_layers", 12);
    const inner = config.number("inner_group_num", 1);
    config.ignore(
      "num_hidden_groups",
      "embedding_size",
      "net_structure_type",
      "gap_size",
      "num_memory_blocks",
      "down_scale_factor",
    );
    const spec = encoderSpec(config, { vocabSize: 30000, typeVocab: 2, modelDim: 4096, numHeads: 64 });
    const activation = readActivation(config, "hidden_act", "gelu_new");
    const { attention } = spec.blocks[0];
    const disentangled = attention.disentangled && { ...attention.disentangled, unscaled: true };
    const mlp = { kind: "plain" as const, activation };
    const block = { ...spec.blocks[0], attention: { ...attention, disentangled }, mlp };
    const vocabulary: HeadSpec = { kind: "vocabulary", transform: { activation, norm: spec.embedding.norm } };
    return {
      ...spec,
      embedding: { ...spec.embedding, projected: "sum" },
      blocks: Array.from({ length: layers * inner }, () => block),
      pooler: head === "none" || head === "sequence" || head === "choice" ? { activation: "tanh" } : undefined,
      head: isVocabulary(head) ? vocabulary : labelHead(head, ofPooler),
    };
  },

  weights(spec, names, config) {
    const inner = config.number("inner_group_num", 1);
    const groups = config.number("num_hidden_groups", 1);
    const layers = config.number("num_hidden_layers", 12);
    return {
      embedding: {
        ...embeddingWeights("albert.embeddings", spec, names),
        projection: linearAt("albert.encoder.embedding_hidden_mapping_in", true),
      },
      blocks: spec.blocks.map((block, i) => {
        const group = Math.floor(Math.floor(i / inner) / (layers / groups));
        return sharedBlock(`albert.encoder.albert_layer_groups.${group}.albert_layers.${i % inner}`, block);
      }),
      pooler: spec.pooler && names.has("albert.pooler.weight") ? linearAt("albert.pooler", true) : undefined,
      head: labelHeadWeights(spec.head, {
        vocabulary: () => ({
          dense: linearAt("predictions.dense", true),
          denseNorm: normAt("predictions.LayerNorm", true),
          output: tiedVocabulary(names, {
            own: "predictions.decoder.weight",
            table: "albert.embeddings.word_embeddings.weight",
            bias: ["predictions.bias", "predictions.decoder.bias"],
          }),
        }),
        sequence: () => ({ output: linearAt("classifier", true) }),
      }),
    };
  },
};

function sharedBlock(at: string, { attention }: BlockSpec): BlockWeights<TensorRecipe> {
  return {
    attention: {
      q: linearAt(`${at}.attention.query`, true),
      k: linearAt(`${at}.attention.key`, true),
      v: linearAt(`${at}.attention.value`, true),
      output: linearAt(`${at}.attention.dense`, true),
      distances: distancesAt(`${at}.attention.distance_embedding.weight`, attention),
    },
    attentionResidualNorm: normAt(`${at}.attention.LayerNorm`, true),
    mlp: { up: linearAt(`${at}.ffn`, true), down: linearAt(`${at}.ffn_output`, true) },
    mlpResidualNorm: normAt(`${at}.full_layer_layer_norm`, true),
  };
}
