/**
 * DeBERTa V2 and V3: no positions in the embedding; instead content and distance meet in every score.
 * @see He et al. 2020, https://arxiv.org/abs/2006.03654; 2021, https://arxiv.org/abs/2111.09543
 * @module
 */
import type { BlockSpec, DisentangledSpec, HeadSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import type { ConfigReader } from "../config/config-reader.ts";
import { type Architecture, linearAt, normAt, type TensorNames, table } from "./architecture.ts";
import { isVocabulary } from "./bert.ts";
import { convolutionAt } from "./convolution.ts";
import { labelHead, labelHeadWeights, tiedVocabulary } from "./label-heads.ts";

export const debertaV2: Architecture = {
  modelTypes: ["deberta-v2"],
  prefix: "deberta.",
  unread: [/\.position_ids$/, /^cls\.predictions\.decoder\.bias$/, /^lm_predictions\.|^mask_predictions\./],

  readSpec(config, head) {
    const modelDim = config.number("hidden_size", 1536);
    const numHeads = config.number("num_attention_heads", 24);
    const headDim = modelDim / numHeads;
    const norm = { kind: "layer", epsilon: config.number("layer_norm_eps", 1e-7) } as const;
    const activation = readActivation(config, "hidden_act", "gelu");
    const maxPositions = config.number("max_position_embeddings", 512);
    const disentangled = readDistances(config, maxPositions);
    const width = config.number("embedding_size", modelDim);
    config.ignore("legacy", "intermediate_size", "pooler_hidden_size", "pooler_dropout", "tie_word_embeddings");
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
    const normed = config.string("norm_rel_ebd", "none").split("|").includes("layer_norm");
    return {
      vocabSize: config.number("vocab_size", 128100),
      modelDim,
      maxPositions,
      embedding: {
        learnedPositions: config.boolean("position_biased_input", true),
        tokenTypes: config.number("type_vocab_size", 0) > 0,
        norm,
        projected: width === modelDim ? undefined : "sum-before-norm",
      },
      blocks: Array.from({ length: config.number("num_hidden_layers", 24) }, (_, layer) =>
        layer === 0 ? withConvolution(block, config) : block,
      ),
      distanceNorm: disentangled && normed ? norm : undefined,
      head: isVocabulary(head) ? vocabulary : labelHead(head, { kind: "sequence", pool: "first", dense: pooled }),
    };
  },

  weights(spec, names, config) {
    const groups = config.number("conv_groups", 1);
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
      blocks: spec.blocks.map((block, i) => blockWeights(`deberta.encoder.layer.${i}`, block, names, groups)),
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

function blockWeights(
  at: string,
  block: BlockSpec,
  names: TensorNames,
  groups: number,
): ReturnType<Architecture["weights"]>["blocks"][0] {
  const { attention } = block;
  const self = `${at}.attention.self`;
  const distance = (name: string) =>
    attention.disentangled && names.has(`${self}.${name}.weight`)
      ? linearAt(`${self}.${name}`, names.has(`${self}.${name}.bias`))
      : undefined;
  return {
    attention: {
      q: linearAt(`${self}.query_proj`, true),
      k: linearAt(`${self}.key_proj`, true),
      v: linearAt(`${self}.value_proj`, true),
      output: linearAt(`${at}.attention.output.dense`, true),
      distanceKey: distance("pos_key_proj"),
      distanceQuery: distance("pos_query_proj"),
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

/** V2's large models let the first block's output see a convolution of the embedding. */
function withConvolution(block: BlockSpec, config: ConfigReader): BlockSpec {
  const size = config.number("conv_kernel_size", 0);
  config.number("conv_groups", 1);
  const activation = readActivation(config, "conv_act", "tanh");
  if (size === 0) return block;
  const window = { size, stride: 1, padding: Math.floor((size - 1) / 2) };
  return { ...block, convolution: { window, activation }, convolutionNorm: block.mlpResidualNorm };
}

function readDistances(config: ConfigReader, maxPositions: number): DisentangledSpec | undefined {
  const used = config.boolean("relative_attention", false);
  const buckets = config.number("position_buckets", -1);
  const named = config.number("max_relative_positions", -1);
  const maxDistance = named < 1 ? maxPositions : named;
  const kinds = kindsOf(config);
  config.ignore("share_att_key"); // the tensors say it: distances have projections of their own, or not
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
  return typeof kinds === "string" ? kinds.split("|") : (kinds as string[]);
}
