/**
 * DeBERTa, its second and its third version: no positions in the embedding; instead content and distance meet in every score.
 * @see He et al. 2020, https://arxiv.org/abs/2006.03654; 2021, https://arxiv.org/abs/2111.09543
 * @module
 */
import type { AttentionSpec, AttentionWeights, BlockSpec, DisentangledSpec, HeadSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import type { ConfigReader } from "../config/config-reader.ts";
import {
  type Architecture,
  linearAt,
  matrix,
  normAt,
  type TensorNames,
  type TensorRecipe,
  table,
  vector,
} from "./architecture.ts";
import { isVocabulary } from "./bert.ts";
import { convolutionAt } from "./convolution.ts";
import { labelHead, labelHeadWeights, tiedVocabulary } from "./label-heads.ts";
import { headRows } from "./tensor-parts.ts";

interface Family {
  modelTypes: string[];
  defaults: { modelDim: number; numHeads: number; numLayers: number; vocabSize: number };
  /** Distances in buckets, with a norm, and a convolution in the first block. */
  secondVersion: boolean;
  projections(at: string, spec: AttentionSpec, names: TensorNames): Omit<AttentionWeights<TensorRecipe>, "output">;
}

export const deberta = disentangled({
  modelTypes: ["deberta"],
  defaults: { modelDim: 768, numHeads: 12, numLayers: 12, vocabSize: 50265 },
  secondVersion: false,
  projections: fusedProjections,
});

export const debertaV2 = disentangled({
  modelTypes: ["deberta-v2"],
  defaults: { modelDim: 1536, numHeads: 24, numLayers: 24, vocabSize: 128100 },
  secondVersion: true,
  projections: ownProjections,
});

function disentangled({ modelTypes, defaults, secondVersion, projections }: Family): Architecture {
  return {
    modelTypes,
    prefix: "deberta.",
    unread: [/\.position_ids$/, /^cls\.predictions\.decoder\.bias$/, /^lm_predictions\.|^mask_predictions\./],

    readSpec(config, head) {
      const modelDim = config.number("hidden_size", defaults.modelDim);
      const numHeads = config.number("num_attention_heads", defaults.numHeads);
      const headDim = secondVersion ? config.number("attention_head_size", modelDim / numHeads) : modelDim / numHeads;
      const norm = { kind: "layer", epsilon: config.number("layer_norm_eps", 1e-7) } as const;
      const activation = readActivation(config, "hidden_act", "gelu");
      const maxPositions = config.number("max_position_embeddings", 512);
      const disentangled = readDistances(config, maxPositions, secondVersion);
      const width = config.number("embedding_size", modelDim);
      config.ignore(
        "legacy",
        "intermediate_size",
        "pooler_hidden_size",
        "pooler_dropout",
        "tie_word_embeddings",
        "padding_idx",
      );
      if (!secondVersion) config.only("talking_head", false);
      // Scores get smaller with each kind that is named, whether or not distances are used at all.
      const factor = 1 + ["c2p", "p2c"].filter((kind) => kindsOf(config).includes(kind)).length;
      const attention = {
        numHeads,
        numKvHeads: numHeads,
        headDim,
        scale: (headDim * factor) ** -0.5,
        causal: false,
        disentangled,
      };
      const block: BlockSpec = {
        attention,
        attentionResidualNorm: norm,
        mlp: { kind: "plain", activation },
        mlpResidualNorm: norm,
      };
      const pooled = { activation: readActivation(config, "pooler_hidden_act", "gelu") };
      const vocabulary: HeadSpec = { kind: "vocabulary", transform: { activation, norm } };
      const normed = secondVersion && config.string("norm_rel_ebd", "none").split("|").includes("layer_norm");
      return {
        vocabSize: config.number("vocab_size", defaults.vocabSize),
        modelDim,
        maxPositions,
        embedding: {
          learnedPositions: config.boolean("position_biased_input", true),
          tokenTypes: config.number("type_vocab_size", 0) > 0,
          norm,
          projected: width === modelDim ? undefined : "sum-before-norm",
        },
        blocks: Array.from({ length: config.number("num_hidden_layers", defaults.numLayers) }, (_, layer) =>
          layer === 0 && secondVersion ? withConvolution(block, config) : block,
        ),
        distanceNorm: disentangled && normed ? norm : undefined,
        head: isVocabulary(head) ? vocabulary : labelHead(head, { kind: "sequence", pool: "first", dense: pooled }),
      };
    },

    weights(spec, names, config) {
      const groups = secondVersion ? config.number("conv_groups", 1) : 1;
      const at = "deberta.embeddings";
      const legacy = names.has("cls.predictions.transform.dense.weight");
      const own = legacy ? "cls.predictions.transform" : "lm_predictions.lm_head";
      return {
        embedding: {
          tokens: table(`${at}.word_embeddings.weight`),
          positions: spec.embedding.learnedPositions ? table(`${at}.position_embeddings.weight`) : undefined,
          tokenTypes: spec.embedding.tokenTypes ? table(`${at}.token_type_embeddings.weight`) : undefined,
          norm: normAt(`${at}.LayerNorm`, true),
          projection: spec.embedding.projected && linearAt(`${at}.embed_proj`, false),
        },
        blocks: spec.blocks.map((block, i) =>
          blockWeights(`deberta.encoder.layer.${i}`, block, projections, names, groups),
        ),
        distances: spec.blocks[0].attention.disentangled && table("deberta.encoder.rel_embeddings.weight"),
        distanceNorm: spec.distanceNorm && normAt("deberta.encoder.LayerNorm", true),
        head: labelHeadWeights(spec.head, {
          vocabulary: () => ({
            dense: linearAt(`${own}.dense`, true),
            denseNorm: normAt(`${own}.LayerNorm`, true),
            output: tiedVocabulary(names, {
              own: "cls.predictions.decoder.weight",
              table: `${at}.word_embeddings.weight`,
              bias: ["cls.predictions.bias", "lm_predictions.lm_head.bias"],
            }),
          }),
          sequence: () => ({ dense: linearAt("pooler.dense", true), output: linearAt("classifier", true) }),
        }),
      };
    },
  };
}

function blockWeights(
  at: string,
  block: BlockSpec,
  projections: Family["projections"],
  names: TensorNames,
  groups: number,
): ReturnType<Architecture["weights"]>["blocks"][0] {
  return {
    attention: {
      ...projections(`${at}.attention.self`, block.attention, names),
      output: linearAt(`${at}.attention.output.dense`, true),
    },
    attentionResidualNorm: normAt(`${at}.attention.output.LayerNorm`, true),
    mlp: { up: linearAt(`${at}.intermediate.dense`, true), down: linearAt(`${at}.output.dense`, true) },
    mlpResidualNorm: normAt(`${at}.output.LayerNorm`, true),
    ...(block.convolution && {
      convolution: convolutionAt("deberta.encoder.conv.conv", groups),
      convolutionNorm: normAt("deberta.encoder.conv.LayerNorm", true),
    }),
  };
}

/** Distances may have projections of their own, or share those of the contents. */
function ownProjections(at: string, { disentangled }: AttentionSpec, names: TensorNames) {
  return {
    q: linearAt(`${at}.query_proj`, true),
    k: linearAt(`${at}.key_proj`, true),
    v: linearAt(`${at}.value_proj`, true),
    distanceKey: distanceAt(`${at}.pos_key_proj`, disentangled, names),
    distanceQuery: distanceAt(`${at}.pos_query_proj`, disentangled, names),
  };
}

/** The first version has q, k and v of each head under each other, biases of q and v alone, and never shares. */
function fusedProjections(at: string, { numHeads, headDim, disentangled }: AttentionSpec, names: TensorNames) {
  const part = (index: number) =>
    matrix(`${at}.in_proj.weight`, headRows({ heads: numHeads, per: 3, dim: headDim }, index));
  return {
    q: { weight: part(0), bias: vector(`${at}.q_bias`) },
    k: { weight: part(1) },
    v: { weight: part(2), bias: vector(`${at}.v_bias`) },
    distanceKey: distanceAt(`${at}.pos_proj`, disentangled, names),
    distanceQuery: distanceAt(`${at}.pos_q_proj`, disentangled, names),
  };
}

function distanceAt(name: string, used: DisentangledSpec | undefined, names: TensorNames) {
  return used && names.has(`${name}.weight`) ? linearAt(name, names.has(`${name}.bias`)) : undefined;
}

/** V2's large models let the first block's output see a convolution of the embedding. */
function withConvolution(block: BlockSpec, config: ConfigReader): BlockSpec {
  const size = config.number("conv_kernel_size", 0);
  config.number("conv_groups", 1);
  const activation = readActivation(config, "conv_act", "tanh");
  if (size === 0) return block;
  const window = { size, stride: 1, padding: Math.floor((size - 1) / 2) };
  return { ...block, convolution: { window, activation }, convolutionNorm: block.mlpResidualNorm };
}

function readDistances(config: ConfigReader, maxPositions: number, inBuckets: boolean): DisentangledSpec | undefined {
  const used = config.boolean("relative_attention", false);
  const buckets = inBuckets ? config.number("position_buckets", -1) : -1;
  const named = config.number("max_relative_positions", -1);
  const maxDistance = named < 1 ? maxPositions : named;
  const kinds = kindsOf(config);
  if (inBuckets) config.ignore("share_att_key"); // the tensors say it: distances have projections of their own, or not
  if (!used) return undefined;
  const unknown = kinds.find((kind) => kind !== "c2p" && kind !== "p2c");
  if (unknown !== undefined)
    throw config.error("pos_att_type", `has "${unknown}", which is not known; known: c2p, p2c`);
  return {
    distances: buckets > 0 ? { span: buckets, maxDistance } : { span: maxDistance },
    contentToPosition: kinds.includes("c2p"),
    positionToContent: kinds.includes("p2c"),
  };
}

/** What meets what, besides contents: "c2p|p2c", or a list. */
function kindsOf(config: ConfigReader): string[] {
  const kinds = config.nested("pos_att_type") ?? [];
  return typeof kinds === "string" ? kinds.split("|") : (config.strings("pos_att_type") ?? []);
}
