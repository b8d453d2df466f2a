/**
 * Whisper: an encoder that reads a spectrogram through two convolutions, and a decoder that writes what was said.
 *
 * Pre-norm blocks with LayerNorm; keys have no bias; positions are tables, the encoder's holding sines and cosines.
 * @see Radford et al. 2022, https://arxiv.org/abs/2212.04356
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
import { convolutionAt } from "./convolution.ts";

const norm = { kind: "layer", epsilon: 1e-5 } as const;

export const whisper: Architecture = {
  modelTypes: ["whisper"],
  prefix: "model.",

  readSpec(config, head) {
    if (head !== "vocabulary" && head !== "none") {
      throw config.error("architectures", `asks for a head for ${head}, which is not supported for whisper`);
    }
    // Of training, of heads that are not here, and of finding the time of a word.
    for (const key of ["apply_spec_augment", "classifier_proj_size", "median_filter_width", "use_weighted_layer_sum"])
      config.ignore(key);
    for (const key of ["feature_length", "feature_min_masks", "feature_prob"]) config.ignore(`mask_${key}`);
    for (const key of ["time_length", "time_min_masks", "time_prob"]) config.ignore(`mask_${key}`);
    config.ignore("scale_embedding"); // read, and then not used, by its own code
    config.ignore("encoder_ffn_dim", "decoder_ffn_dim", "num_hidden_layers", "tie_word_embeddings");
    const decoder = stackSpec(config, "decoder");
    const encoder = stackSpec(config, "encoder");
    return {
      ...decoder,
      maxPositions: config.number("max_target_positions", 448),
      embedding: { learnedPositions: true },
      head: head === "vocabulary" ? { kind: "vocabulary" } : undefined,
      encoder: {
        ...encoder,
        maxPositions: config.number("max_source_positions", 1500),
        embedding: {
          learnedPositions: true,
          frames: {
            features: config.number("num_mel_bins", 80),
            convolutions: [
              { size: 3, stride: 1, padding: 1 },
              { size: 3, stride: 2, padding: 1 },
            ],
            activation: "gelu",
          },
        },
      },
    };
  },

  weights: (spec, names) => ({
    ...stackWeights("model.decoder", spec, names),
    head: spec.head && { output: vocabularyAt(names, "proj_out", "model.decoder.embed_tokens.weight") },
    encoder: stackWeights("model.encoder", spec.encoder!, names),
  }),
};

function stackSpec(config: ConfigReader, which: "encoder" | "decoder"): StackSpec {
  const modelDim = config.number("d_model", 384);
  const numHeads = config.number(`${which}_attention_heads`, 6);
  const headDim = modelDim / numHeads;
  const decoder = which === "decoder";
  const attention: AttentionSpec = { numHeads, numKvHeads: numHeads, headDim, scale: headDim ** -0.5, causal: decoder };
  const block: BlockSpec = {
    attentionNorm: norm,
    attention,
    ...(decoder && { crossNorm: norm, crossAttention: { ...attention, causal: false } }),
    mlpNorm: norm,
    mlp: { kind: "plain", activation: readActivation(config, "activation_function", "gelu") },
  };
  return {
    vocabSize: config.number("vocab_size", 51865),
    modelDim,
    maxPositions: 0,
    embedding: {},
    blocks: Array.from({ length: config.number(`${which}_layers`, 4) }, () => block),
    finalNorm: norm,
  };
}

function stackWeights(at: string, spec: StackSpec, names: TensorNames): StackWeights<TensorRecipe> {
  const { frames } = spec.embedding;
  return {
    embedding: {
      ...(frames
        ? { convolutions: frames.convolutions.map((_, i) => convolutionAt(`${at}.conv${i + 1}`)) }
        : { tokens: table(`${at}.embed_tokens.weight`) }),
      positions: table(`${at}.embed_positions.weight`),
    },
    blocks: spec.blocks.map((block, i) => {
      const layer = `${at}.layers.${i}`;
      return {
        attentionNorm: normAt(`${layer}.self_attn_layer_norm`, true),
        attention: attentionWeights(`${layer}.self_attn`, names),
        ...(block.crossAttention && {
          crossNorm: normAt(`${layer}.encoder_attn_layer_norm`, true),
          crossAttention: attentionWeights(`${layer}.encoder_attn`, names),
        }),
        mlpNorm: normAt(`${layer}.final_layer_norm`, true),
        mlp: { up: linearAt(`${layer}.fc1`, true), down: linearAt(`${layer}.fc2`, true) },
      };
    }),
    finalNorm: normAt(`${at}.layer_norm`, true),
  };
}

function attentionWeights(at: string, names: TensorNames): AttentionWeights<TensorRecipe> {
  return {
    q: linearAt(`${at}.q_proj`, true),
    k: linearAt(`${at}.k_proj`, names.has(`${at}.k_proj.bias`)),
    v: linearAt(`${at}.v_proj`, true),
    output: linearAt(`${at}.out_proj`, true),
  };
}
