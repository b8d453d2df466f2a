/**
 * BART and Marian: the encoder–decoder of 2017 with norms after each residual sum. BART learns its positions and
 * normalises embeddings; Marian's positions are sines and cosines that its files leave out.
 * @see Vaswani et al. 2017, https://arxiv.org/abs/1706.03762; Lewis et al. 2019, https://arxiv.org/abs/1910.13461;
 * Junczys-Dowmunt et al. 2018, https://arxiv.org/abs/1804.00344
 * @module
 */
import type { AttentionSpec, AttentionWeights, BlockSpec, StackSpec, StackWeights } from "@llm-anatomy/transformer";
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
import { rows } from "./tensor-parts.ts";

const firstRow = 2; // rows 0 and 1 of BART's position tables are never looked up by tokens

interface Family {
  /** Learned positions and a norm on the embedding, or fixed positions and none. */
  learned: boolean;
  scaled: boolean;
  activation: string;
}

export const bart = encoderDecoder(["bart"], { learned: true, scaled: false, activation: "gelu" });
export const marian = encoderDecoder(["marian"], { learned: false, scaled: true, activation: "gelu" });

function encoderDecoder(modelTypes: string[], family: Family): Architecture {
  return {
    modelTypes,
    prefix: "model.",
    unread: [
      /^model\.(encoder|decoder)\.embed_tokens\.weight$/,
      ...(family.learned ? [] : [/\.embed_positions\.weight$/]),
    ],

    readSpec(config, head) {
      config.only("share_encoder_decoder_embeddings", true);
      config.only("normalize_before", false);
      config.only("normalize_embedding", family.learned);
      config.only("add_final_layer_norm", false);
      config.only("static_position_embeddings", !family.learned);
      config.ignore(
        "encoder_ffn_dim",
        "decoder_ffn_dim",
        "num_hidden_layers",
        "decoder_vocab_size",
        "tie_word_embeddings",
      );
      config.ignore(
        "add_bias_logits",
        "classif_dropout",
        "extra_pos_embeddings",
        "force_bos_token_to_be_generated",
        "classifier_dropout",
      );
      if (head !== "vocabulary" && head !== "none") {
        throw config.error("architectures", `asks for a head for ${head}, which is not supported for ${modelTypes[0]}`);
      }
      return {
        ...stackSpec(config, "decoder", family),
        encoder: stackSpec(config, "encoder", family),
        head: head === "vocabulary" ? { kind: "vocabulary" } : undefined,
      };
    },

    weights: (spec, names) => ({
      ...stackWeights("model.decoder", spec, names, family),
      encoder: stackWeights("model.encoder", spec.encoder!, names, family),
      head: spec.head && {
        output: vocabularyAt(
          names,
          "lm_head",
          "model.shared.weight",
          names.has("final_logits_bias") && "final_logits_bias",
        ),
      },
    }),
  };
}

function stackSpec(config: ConfigReader, which: "encoder" | "decoder", family: Family): StackSpec {
  const modelDim = config.number("d_model", 1024);
  const numHeads = config.number(`${which}_attention_heads`, 16);
  const headDim = modelDim / numHeads;
  const norm = { kind: "layer", epsilon: 1e-5 } as const;
  const scaled = config.boolean("scale_embedding", family.scaled);
  const decoder = which === "decoder";
  const attention: AttentionSpec = { numHeads, numKvHeads: numHeads, headDim, scale: headDim ** -0.5, causal: decoder };
  const block: BlockSpec = {
    attention,
    attentionResidualNorm: norm,
    crossAttention: decoder ? { ...attention, causal: false } : undefined,
    crossResidualNorm: decoder ? norm : undefined,
    mlp: { kind: "plain", activation: readActivation(config, "activation_function", family.activation) },
    mlpResidualNorm: norm,
  };
  return {
    vocabSize: config.number("vocab_size", 50265),
    modelDim,
    maxPositions: config.number("max_position_embeddings", 1024),
    embedding: {
      scale: scaled ? Math.sqrt(modelDim) : undefined,
      learnedPositions: true,
      norm: family.learned ? norm : undefined,
    },
    blocks: Array.from({ length: config.number(`${which}_layers`, 12) }, () => block),
  };
}

function stackWeights(
  at: string,
  spec: StackSpec,
  names: TensorNames,
  { learned }: Family,
): StackWeights<TensorRecipe> {
  const shared = names.has("model.shared.weight") ? "model.shared.weight" : `${at}.embed_tokens.weight`;
  return {
    embedding: {
      tokens: table(shared),
      positions: learned
        ? table(`${at}.embed_positions.weight`, (array) => rows(firstRow, array.shape[0])(array))
        : table([], () => ({
            data: fixedPositions(spec.maxPositions, spec.modelDim),
            shape: [spec.maxPositions, spec.modelDim],
          })),
      norm: learned ? normAt(`${at}.layernorm_embedding`, true) : undefined,
    },
    blocks: spec.blocks.map((block, i) => {
      const layer = `${at}.layers.${i}`;
      return {
        attention: attentionWeights(`${layer}.self_attn`),
        attentionResidualNorm: normAt(`${layer}.self_attn_layer_norm`, true),
        crossAttention: block.crossAttention && attentionWeights(`${layer}.encoder_attn`),
        crossResidualNorm: block.crossAttention && normAt(`${layer}.encoder_attn_layer_norm`, true),
        mlp: { up: linearAt(`${layer}.fc1`, true), down: linearAt(`${layer}.fc2`, true) },
        mlpResidualNorm: normAt(`${layer}.final_layer_norm`, true),
      };
    }),
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

/** Sines of all frequencies, then cosines of all: [positions, modelDim]. The paper has them in turn. */
function fixedPositions(positions: number, modelDim: number): Float32Array {
  const table = new Float32Array(positions * modelDim);
  const half = Math.ceil(modelDim / 2);
  for (let position = 0; position < positions; position++) {
    for (let i = 0; i < modelDim; i++) {
      const pair = i < half ? i : i - half; // dims 2·pair and 2·pair + 1 of the paper
      const angle = position / 10000 ** ((2 * pair) / modelDim);
      table[position * modelDim + i] = i < half ? Math.sin(angle) : Math.cos(angle);
    }
  }
  return table;
}
