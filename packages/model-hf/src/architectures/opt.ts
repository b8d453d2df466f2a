/**
 * OPT: learned positions, ReLU; the 350M model is post-norm and has a narrower embedding.
 * @see Zhang et al. 2022, https://arxiv.org/abs/2205.01068
 * @module
 */
import type { BlockSpec } from "@llm-anatomy/transformer";
import { readActivation } from "../config/activations.ts";
import { type Architecture, linearAt, normAt, table, vocabularyAt } from "./architecture.ts";
import { rows } from "./tensor-parts.ts";

const firstPosition = 2; // rows 0 and 1 of the position table are never looked up by tokens

export const opt: Architecture = {
  modelTypes: ["opt"],
  prefix: "model.",

  readSpec(config, head) {
    const modelDim = config.number("hidden_size", 768);
    const numHeads = config.number("num_attention_heads", 12);
    const headDim = modelDim / numHeads;
    const width = config.number("word_embed_proj_dim", modelDim);
    const before = config.boolean("do_layer_norm_before", true);
    const lastNorm = before && !config.boolean("_remove_final_layer_norm", false);
    const norm = { kind: "layer", epsilon: 1e-5 } as const;
    config.ignore("ffn_dim", "enable_bias", "layer_norm_elementwise_affine", "tie_word_embeddings");
    const norms: Partial<BlockSpec> = before
      ? { attentionNorm: norm, mlpNorm: norm }
      : { attentionResidualNorm: norm, mlpResidualNorm: norm };
    const block: BlockSpec = {
      ...norms,
      attention: { numHeads, numKvHeads: numHeads, headDim, scale: headDim ** -0.5, causal: true },
      mlp: { kind: "plain", activation: readActivation(config, "activation_function", "relu") },
    };
    return {
      vocabSize: config.number("vocab_size", 50272),
      modelDim,
      maxPositions: config.number("max_position_embeddings", 2048),
      embedding: { learnedPositions: true, projected: width !== modelDim ? "tokens" : undefined },
      blocks: Array.from({ length: config.number("num_hidden_layers", 12) }, () => block),
      finalNorm: lastNorm ? norm : undefined,
      outputProjected: width !== modelDim,
      head: head === "vocabulary" ? { kind: "vocabulary" } : undefined,
    };
  },

  weights(spec, names) {
    const base = "model.decoder";
    return {
      embedding: {
        tokens: table(`${base}.embed_tokens.weight`),
        positions: table(`${base}.embed_positions.weight`, rows(firstPosition)),
        projection: spec.embedding.projected ? linearAt(`${base}.project_in`, false) : undefined,
      },
      blocks: spec.blocks.map((block, i) => {
        const at = `${base}.layers.${i}`;
        const linear = (part: string) => linearAt(`${at}.${part}`, names.has(`${at}.${part}.bias`));
        const norm = (part: string) => (names.has(`${at}.${part}.weight`) ? normAt(`${at}.${part}`, true) : {});
        const attentionNorm = norm("self_attn_layer_norm");
        const mlpNorm = norm("final_layer_norm");
        return {
          ...(block.attentionNorm
            ? { attentionNorm, mlpNorm }
            : { attentionResidualNorm: attentionNorm, mlpResidualNorm: mlpNorm }),
          attention: {
            q: linear("self_attn.q_proj"),
            k: linear("self_attn.k_proj"),
            v: linear("self_attn.v_proj"),
            output: linear("self_attn.out_proj"),
          },
          mlp: { up: linear("fc1"), down: linear("fc2") },
        };
      }),
      finalNorm: names.has(`${base}.final_layer_norm.weight`) ? normAt(`${base}.final_layer_norm`, true) : undefined,
      outputProjection: spec.outputProjected ? linearAt(`${base}.project_out`, false) : undefined,
      head: spec.head && { output: vocabularyAt(names, "lm_head", `${base}.embed_tokens.weight`) },
    };
  },
};
