/**
 * BART, Marian and their relatives: the encoder–decoder of 2017, with norms after each residual sum, or before. BART
 * learns its positions and normalises embeddings; those of Marian and M2M-100 are sines and cosines that files leave out.
 * @see Vaswani et al. 2017, https://arxiv.org/abs/1706.03762; Lewis et al. 2019, https://arxiv.org/abs/1910.13461;
 * Junczys-Dowmunt et al. 2018, https://arxiv.org/abs/1804.00344
 * @module
 */
import type {
  AttentionSpec,
  AttentionWeights,
  BlockSpec,
  HeadWeights,
  ModelSpec,
  StackSpec,
  StackWeights,
} from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import type { ConfigReader } from "../config/config-reader.ts";
import {
  type Architecture,
  linearAt,
  normAt,
  type TensorNames,
  type TensorRecipe,
  table,
  vocabularyAt,
} from "./architecture.ts";
import { fixedPositions } from "./fixed-positions.ts";
import { sourceHead, sourceLabelsAt } from "./source-heads.ts";
import { rows } from "./tensor-parts.ts";

const firstRow = 2; // rows 0 and 1 of fairseq's position tables are never looked up by tokens

interface Family {
  /** Rows of a table (from the third on: "learned-from-2"), computed, or, "stored", computed and perhaps in the file too. */
  positions: "learned" | "learned-from-2" | "stored" | "paper" | "fairseq";
  /** A norm on the embedding. */
  embeddingNorm: boolean;
  /** Norms before attention and MLP and at the end of a stack, instead of after each sum. */
  preNorm: boolean;
  scaled: boolean;
  activation: string;
  vocabSize?: number;
  maxPositions?: number;
  modelDim?: number;
  /** Heads and layers of the encoder and of the decoder. */
  numHeads?: number;
  numLayers?: { encoder: number; decoder: number };
  /** The decoder adds positions behind the norm of its embedding, not before, and does not scale what it normalises. */
  positionsAfterNorm?: boolean;
}

const plain: Family = {
  positions: "learned-from-2",
  embeddingNorm: true,
  preNorm: false,
  scaled: false,
  activation: "gelu",
};
const preNorm: Family = { ...plain, preNorm: true, embeddingNorm: false };

export const bart = encoderDecoder(["bart"], plain);
export const plbart = encoderDecoder(["plbart"], {
  ...plain,
  scaled: true,
  vocabSize: 50005,
  modelDim: 768,
  numHeads: 12,
  numLayers: { encoder: 6, decoder: 6 },
});
export const mbart = encoderDecoder(["mbart"], { ...preNorm, embeddingNorm: true });
export const marian = encoderDecoder(["marian"], {
  ...plain,
  positions: "paper",
  embeddingNorm: false,
  vocabSize: 58101,
});
export const blenderbot = encoderDecoder(["blenderbot"], {
  ...preNorm,
  positions: "learned",
  vocabSize: 8008,
  maxPositions: 128,
  modelDim: 2560,
  numHeads: 32,
  numLayers: { encoder: 2, decoder: 24 },
});
export const blenderbotSmall = encoderDecoder(["blenderbot-small"], {
  ...plain,
  positions: "learned",
  maxPositions: 512,
  modelDim: 512,
  numLayers: { encoder: 8, decoder: 8 },
  positionsAfterNorm: true,
});
export const pegasus = encoderDecoder(["pegasus"], { ...preNorm, positions: "stored" });
/** M2M-100 and NLLB. */
export const m2m100 = encoderDecoder(["m2m_100"], {
  ...preNorm,
  positions: "fairseq",
  scaled: true,
  activation: "relu",
  vocabSize: 128112,
});

function encoderDecoder(modelTypes: string[], family: Family): Architecture {
  return {
    modelTypes,
    prefix: "model.",
    unread: [
      /^model\.((encoder|decoder)\.embed_tokens|shared)\.weight$/,
      ...(isLearned(family) ? [] : [/\.embed_positions\.weights?$/]),
    ],

    readSpec(config, head) {
      config.only("normalize_before", family.preNorm);
      config.only("normalize_embedding", family.embeddingNorm);
      config.only("add_final_layer_norm", family.preNorm);
      config.only("static_position_embeddings", !isLearned(family) || family.positions === "stored");
      config.ignore("encoder_ffn_dim", "decoder_ffn_dim", "num_hidden_layers", "tie_word_embeddings");
      config.ignore(
        "add_bias_logits",
        "classif_dropout",
        "extra_pos_embeddings",
        "force_bos_token_to_be_generated",
        "extra_layer_norm",
        "layernorm_variant",
        "do_blenderbot_90_layernorm",
        "classifier_dropout",
      );
      config.only("is_encoder_decoder", true);
      return {
        ...stackSpec(config, "decoder", family),
        encoder: stackSpec(config, "encoder", family),
        head: head === "vocabulary" ? { kind: head } : sourceHead(config, head),
      };
    },

    weights(spec, names, config) {
      const tables = { encoder: tableOf("encoder", names, config), decoder: tableOf("decoder", names, config) };
      return {
        ...stackWeights("decoder", spec, tables.decoder, names, family, spec.encoder!.vocabSize),
        encoder: stackWeights("encoder", spec.encoder!, tables.encoder, names, family),
        head: headWeights(spec, names, tables.decoder),
      };
    },
  };
}

function headWeights({ head }: ModelSpec, names: TensorNames, tied: string): HeadWeights<TensorRecipe> | undefined {
  if (!head) return undefined;
  if (head.kind !== "vocabulary") return sourceLabelsAt(head);
  const bias = names.has("final_logits_bias") && "final_logits_bias";
  return { output: vocabularyAt(names, "lm_head", tied, bias) };
}

function stackSpec(config: ConfigReader, which: "encoder" | "decoder", family: Family): StackSpec {
  const modelDim = config.number("d_model", family.modelDim ?? 1024);
  const numHeads = config.number(`${which}_attention_heads`, family.numHeads ?? 16);
  const headDim = modelDim / numHeads;
  const norm = { kind: "layer", epsilon: 1e-5 } as const;
  const scaled = config.boolean("scale_embedding", family.scaled);
  const decoder = which === "decoder";
  const positionsAfterNorm = decoder && family.positionsAfterNorm;
  const sourceSize = config.number("vocab_size", family.vocabSize ?? 50265);
  const shared = config.boolean("share_encoder_decoder_embeddings", true);
  const targetSize = config.number("decoder_vocab_size", sourceSize);
  const vocabSize = decoder && !shared ? targetSize : sourceSize;
  const attention: AttentionSpec = { numHeads, numKvHeads: numHeads, headDim, scale: headDim ** -0.5, causal: decoder };
  const crossNorm = decoder ? norm : undefined;
  const block: BlockSpec = {
    attention,
    crossAttention: decoder ? { ...attention, causal: false } : undefined,
    mlp: { kind: "plain", activation: readActivation(config, "activation_function", family.activation) },
    ...(family.preNorm
      ? { attentionNorm: norm, crossNorm, mlpNorm: norm }
      : { attentionResidualNorm: norm, crossResidualNorm: crossNorm, mlpResidualNorm: norm }),
  };
  return {
    vocabSize,
    modelDim,
    maxPositions: config.number("max_position_embeddings", family.maxPositions ?? 1024),
    embedding: {
      scale: scaled && !positionsAfterNorm ? Math.sqrt(modelDim) : undefined,
      learnedPositions: true,
      norm: family.embeddingNorm ? norm : undefined,
      positionsAfterNorm,
    },
    blocks: Array.from({ length: config.number(`${which}_layers`, family.numLayers?.[which] ?? 12) }, () => block),
    finalNorm: family.preNorm ? norm : undefined,
  };
}

/** One table of tokens for both stacks, or one each: old files hold all three, and only the config says which count. */
function tableOf(which: "encoder" | "decoder", names: TensorNames, config: ConfigReader): string {
  const [shared, own] = ["model.shared.weight", `model.${which}.embed_tokens.weight`];
  const apart = names.has(own) && !config.boolean("tie_word_embeddings", true);
  return apart || !names.has(shared) ? own : shared;
}

function stackWeights(
  which: "encoder" | "decoder",
  spec: StackSpec,
  tokens: string,
  names: TensorNames,
  family: Family,
  tableSize = spec.vocabSize,
): StackWeights<TensorRecipe> {
  const at = `model.${which}`;
  return {
    embedding: {
      // Of a vocabulary of its own, the decoder may have a table as long as the encoder's.
      tokens: table(tokens, tableSize > spec.vocabSize ? rows(0, spec.vocabSize) : undefined),
      positions: positionsAt(`${at}.embed_positions.weight`, spec, family, names),
      norm: family.embeddingNorm ? normAt(`${at}.layernorm_embedding`, true) : undefined,
    },
    blocks: spec.blocks.map((block, i) => {
      const layer = `${at}.layers.${i}`;
      const attentionNorm = normAt(`${layer}.self_attn_layer_norm`, true);
      const crossNorm = block.crossAttention && normAt(`${layer}.encoder_attn_layer_norm`, true);
      const mlpNorm = normAt(`${layer}.final_layer_norm`, true);
      return {
        attention: attentionWeights(`${layer}.self_attn`),
        crossAttention: block.crossAttention && attentionWeights(`${layer}.encoder_attn`),
        mlp: { up: linearAt(`${layer}.fc1`, true), down: linearAt(`${layer}.fc2`, true) },
        ...(family.preNorm
          ? { attentionNorm, crossNorm, mlpNorm }
          : { attentionResidualNorm: attentionNorm, crossResidualNorm: crossNorm, mlpResidualNorm: mlpNorm }),
      };
    }),
    finalNorm: spec.finalNorm && normAt(`${at}.layer_norm`, true),
  };
}

function attentionWeights(at: string): AttentionWeights<TensorRecipe> {
  return {
    q: linearAt(`${at}.q_proj`, true),
    k: linearAt(`${at}.k_proj`, true),
    v: linearAt(`${at}.v_proj`, true),
    output: linearAt(`${at}.out_proj`, true),
  };
}

function isLearned({ positions }: Family): boolean {
  return positions === "learned" || positions === "learned-from-2" || positions === "stored";
}

function positionsAt(
  name: string,
  { maxPositions: positions, modelDim }: StackSpec,
  { positions: kind }: Family,
  names: TensorNames,
): TensorRecipe {
  if (kind === "learned" || (kind === "stored" && names.has(name))) return table(name);
  if (kind === "learned-from-2") return table(name, rows(firstRow));
  return fixedPositions({
    positions,
    modelDim,
    first: kind === "fairseq" ? firstRow : 0,
    last: kind === "fairseq" ? kind : "paper",
  });
}
