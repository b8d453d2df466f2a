/**
 * BERT and RoBERTa: a two-sided encoder with norms after each residual sum, learned positions, and heads for masked
 * tokens, for labels of sequences or tokens, and for answers in a text.
 * @see Devlin et al. 2018, https://arxiv.org/abs/1810.04805; Liu et al. 2019, https://arxiv.org/abs/1907.11692
 * @module
 */
import type { BlockSpec, BlockWeights, EmbeddingWeights, HeadSpec, ModelSpec } from "@llm-anatomy/transformer";
import type { NamedArray } from "../checkpoint/checkpoint.ts";
import { readActivation } from "../config/activations.ts";
import type { ConfigReader } from "../config/config-reader.ts";
import {
  type Architecture,
  linearAt,
  normAt,
  type TensorNames,
  type TensorRecipe,
  table,
  type WantedHead,
} from "./architecture.ts";
import { classifierAt, labelHead, labelHeadWeights, ofPooler, tiedVocabulary } from "./label-heads.ts";
import { rows } from "./tensor-parts.ts";

/** BERT, and what is called by other names: `base` stands before its tensors. */
export const bertLike = (
  modelTypes: readonly string[],
  base: string,
  defaults: Partial<EncoderDefaults> = {},
): Architecture => ({
  modelTypes,
  prefix: `${base}.`,
  unread: [
    /\.position_ids$/,
    /\.position_embeddings\.weight$/,
    new RegExp(`^${base}\\.pooler\\.`),
    /^cls\.seq_relationship\./,
    /^cls\.predictions\.decoder\.bias$/,
  ],
  renames: [
    [/\.gamma$/, ".weight"],
    [/\.beta$/, ".bias"],
  ],

  readSpec(config, head) {
    const spec = encoderSpec(config, { vocabSize: 30522, typeVocab: 2, ...defaults });
    const activation = readActivation(config, "hidden_act", "gelu");
    const norm = spec.embedding.norm;
    const pooled = head !== "vocabulary" && head !== "tokens" && head !== "spans";
    const vocabulary: HeadSpec = {
      kind: "vocabulary",
      transform: { activation, norm },
      nextSentence: head === "pretraining",
    };
    return {
      ...spec,
      pooler: pooled ? { activation: "tanh" } : undefined,
      head: isVocabulary(head) ? vocabulary : labelHead(head === "next-sentence" ? "sequence" : head, ofPooler),
    };
  },

  weights: (spec, names) => ({
    ...encoderWeights(spec, base, names),
    pooler:
      spec.pooler && names.has(`${base}.pooler.dense.weight`) ? linearAt(`${base}.pooler.dense`, true) : undefined,
    head: labelHeadWeights(spec.head, {
      vocabulary: () => ({
        dense: linearAt("cls.predictions.transform.dense", true),
        denseNorm: normAt("cls.predictions.transform.LayerNorm", true),
        output: tiedVocabulary(names, {
          own: "cls.predictions.decoder.weight",
          table: `${base}.embeddings.word_embeddings.weight`,
          bias: ["cls.predictions.bias", "cls.predictions.decoder.bias"],
        }),
        nextSentence: names.has("cls.seq_relationship.weight") ? linearAt("cls.seq_relationship", true) : undefined,
      }),
      // "Does the second sentence follow the first?" is a label of the pair.
      sequence: () => ({
        output: linearAt(names.has("classifier.weight") ? "classifier" : "cls.seq_relationship", true),
      }),
    }),
  }),
});

export const bert = bertLike(["bert"], "bert");

export const robertaLike = (
  modelTypes: readonly string[],
  base: string,
  defaults: Partial<EncoderDefaults> = {},
): Architecture => ({
  modelTypes,
  prefix: `${base}.`,
  unread: [
    /\.position_ids$/,
    /\.position_embeddings\.weight$/,
    new RegExp(`^${base}\\.pooler\\.`),
    /^lm_head\.decoder\.bias$/,
  ],

  readSpec(config, head) {
    const spec = encoderSpec(config, { vocabSize: 30522, typeVocab: 2, ...defaults });
    const norm = spec.embedding.norm;
    const vocabulary: HeadSpec = { kind: "vocabulary", transform: { activation: "gelu", norm } };
    return {
      ...spec,
      maxPositions: spec.maxPositions - firstRow(config),
      pooler: head === "none" || head === "choice" ? { activation: "tanh" } : undefined,
      head: isVocabulary(head)
        ? vocabulary
        : labelHead(head, { kind: "sequence", pool: "first", dense: { activation: "tanh" } }, ofPooler),
    };
  },

  weights: (spec, names, config) => ({
    ...encoderWeights(spec, base, names, firstRow(config)),
    pooler:
      spec.pooler && names.has(`${base}.pooler.dense.weight`) ? linearAt(`${base}.pooler.dense`, true) : undefined,
    head: labelHeadWeights(spec.head, {
      vocabulary: () => ({
        dense: linearAt("lm_head.dense", true),
        denseNorm: normAt("lm_head.layer_norm", true),
        output: tiedVocabulary(names, {
          own: "lm_head.decoder.weight",
          table: `${base}.embeddings.word_embeddings.weight`,
          bias: ["lm_head.bias", "lm_head.decoder.bias"],
        }),
      }),
      sequence: classifierAt,
    }),
  }),
});

export const roberta = robertaLike(["roberta"], "roberta", { vocabSize: 50265 });
export const xlmRoberta = robertaLike(["xlm-roberta", "camembert"], "roberta");
export const data2vecText = robertaLike(["data2vec-text"], "data2vec_text");

interface EncoderDefaults {
  vocabSize: number;
  typeVocab: number;
  modelDim?: number;
  numHeads?: number;
  maxPositions?: number;
  numLayers?: number;
  epsilon?: number;
}

/** A post-norm encoder under the keys that BERT uses. */
export function encoderSpec(
  config: ConfigReader,
  defaults: EncoderDefaults,
): ModelSpec & { embedding: { norm: NonNullable<BlockSpec["mlpNorm"]> } } {
  const modelDim = config.number("hidden_size", defaults.modelDim ?? 768);
  const numHeads = config.number("num_attention_heads", defaults.numHeads ?? 12);
  const headDim = modelDim / numHeads;
  const norm = { kind: "layer", epsilon: config.number("layer_norm_eps", defaults.epsilon ?? 1e-12) } as const;
  const positions = config.string("position_embedding_type", "absolute");
  config.only("position_embedding_type", "absolute", "relative_key", "relative_key_query");
  const maxPositions = config.number("max_position_embeddings", defaults.maxPositions ?? 512);
  const causal = config.boolean("is_decoder", false);
  if (causal) config.only("position_embedding_type", "absolute");
  config.only("add_cross_attention", false);
  config.ignore("intermediate_size", "tie_word_embeddings", "directionality");
  config.ignore(
    "pooler_fc_size",
    "pooler_num_attention_heads",
    "pooler_num_fc_layers",
    "pooler_size_per_head",
    "pooler_type",
  );
  const block: BlockSpec = {
    attention: {
      numHeads,
      numKvHeads: numHeads,
      headDim,
      scale: headDim ** -0.5,
      causal,
      disentangled:
        positions === "absolute"
          ? undefined
          : {
              distances: { span: maxPositions },
              ownVectors: true,
              contentToPosition: true,
              positionToContent: positions === "relative_key_query",
            },
    },
    attentionResidualNorm: norm,
    mlp: { kind: "plain", activation: readActivation(config, "hidden_act", "gelu") },
    mlpResidualNorm: norm,
  };
  return {
    vocabSize: config.number("vocab_size", defaults.vocabSize),
    modelDim,
    maxPositions,
    embedding: {
      learnedPositions: positions === "absolute",
      tokenTypes: config.number("type_vocab_size", defaults.typeVocab) > 0,
      norm,
    },
    blocks: Array.from({ length: config.number("num_hidden_layers", defaults.numLayers ?? 12) }, () => block),
  };
}

/** RoBERTa counts positions from the row after the padding token's. */
function firstRow(config: ConfigReader): number {
  return config.number("pad_token_id", 1) + 1;
}

export function isVocabulary(head: WantedHead): boolean {
  return head === "vocabulary" || head === "pretraining";
}

export function encoderWeights(spec: ModelSpec, base: string, names: TensorNames, firstPosition = 0) {
  return {
    embedding: embeddingWeights(`${base}.embeddings`, spec, names, firstPosition),
    blocks: spec.blocks.map((block, i) => bertBlock(`${base}.encoder.layer.${i}`, block)),
  };
}

export function embeddingWeights(
  at: string,
  { embedding }: ModelSpec,
  names: TensorNames,
  firstPosition = 0,
): EmbeddingWeights<TensorRecipe> {
  return {
    tokens: table(`${at}.word_embeddings.weight`),
    positions: embedding.learnedPositions
      ? table(`${at}.position_embeddings.weight`, firstPosition > 0 ? rows(firstPosition) : undefined)
      : undefined,
    tokenTypes: names.has(`${at}.token_type_embeddings.weight`)
      ? table(`${at}.token_type_embeddings.weight`)
      : undefined,
    norm: normAt(`${at}.LayerNorm`, true),
  };
}

/** Weights of a block under BERT's names. */
function bertBlock(at: string, { attention }: BlockSpec): BlockWeights<TensorRecipe> {
  return {
    attention: {
      q: linearAt(`${at}.attention.self.query`, true),
      k: linearAt(`${at}.attention.self.key`, true),
      v: linearAt(`${at}.attention.self.value`, true),
      output: linearAt(`${at}.attention.output.dense`, true),
      distances: distancesAt(`${at}.attention.self.distance_embedding.weight`, attention),
    },
    attentionResidualNorm: normAt(`${at}.attention.output.LayerNorm`, true),
    mlp: { up: linearAt(`${at}.intermediate.dense`, true), down: linearAt(`${at}.output.dense`, true) },
    mlpResidualNorm: normAt(`${at}.output.LayerNorm`, true),
  };
}

/**
 * A layer's vectors of distances [2 · maxPositions - 1, headDim], the same for all heads: [2 · span, heads · headDim]. The
 * first row would be of a distance that two positions never have.
 */
export function distancesAt(
  name: string,
  { numHeads, headDim, disentangled }: BlockSpec["attention"],
): TensorRecipe | undefined {
  if (!disentangled) return undefined;
  const width = numHeads * headDim;
  const repeat = ({ data, shape: [count] }: NamedArray): NamedArray => {
    const out = new Float32Array((count + 1) * width);
    for (let i = 0; i < count; i++) {
      const vector = data.subarray(i * headDim, (i + 1) * headDim);
      for (let head = 0; head < numHeads; head++) out.set(vector, (i + 1) * width + head * headDim);
    }
    return { data: out, shape: [count + 1, width] };
  };
  return table(name, Object.assign(repeat, { shapeOf: ([count]: number[]) => [count + 1, width] }));
}
