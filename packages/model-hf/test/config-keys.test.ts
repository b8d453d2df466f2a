import type { ModelSpec } from "@llm-anatomy/transformer";
import { describe, expect, it } from "vitest";
import { checkSizeKeys, checkSpec } from "../src/architectures/check-spec.ts";
import { findArchitecture } from "../src/architectures/index.ts";
import { ConfigReader } from "../src/config/config-reader.ts";
import type { JsonObject } from "../src/source/source.ts";
import classDefaults from "./class-defaults.json" with { type: "json" };

const defaults = classDefaults as unknown as Record<string, JsonObject>;

function specOf(config: JsonObject): ModelSpec {
  checkSizeKeys(config, "config.json");
  const reader = new ConfigReader(config, "config.json");
  const spec = findArchitecture(config.model_type, "config.json").readSpec(reader, "vocabulary");
  reader.finish();
  checkSpec(spec, "config.json");
  return spec;
}

/** What is assumed and not supported: heads of which 21 dims are rotated, layers of state spaces. */
const assumedOtherwise: Record<string, JsonObject> = {
  glm4_moe: { head_dim: 128 },
  granitemoehybrid: { layer_types: Array(32).fill("attention") },
};

describe("a config.json", () => {
  it.each(Object.keys(defaults))("that names %s and nothing else means what its own class assumes", (type) => {
    const own = assumedOtherwise[type];
    expect(specOf({ model_type: type, ...own })).toEqual(specOf({ ...defaults[type], model_type: type, ...own }));
  });

  /** Keys as files on the Hub have them, beside those that the family's class knows today. */
  it.each<[string, JsonObject]>([
    ["t5", { n_positions: 512, output_past: true, task_specific_params: {} }],
    ["xlm-roberta", { output_past: true, position_embedding_type: "absolute" }],
    ["bert", { directionality: "bidi", pooler_fc_size: 768, pooler_type: "first_token_transform" }],
    ["bert", { sentence_transformers: { version: "4.0.1" }, sbert_ce_default_activation_function: "Identity" }],
    ["modernbert", { layer_norm_eps: 1e-5, position_embedding_type: "absolute", sparse_pred_ignore_index: -100 }],
    ["deberta-v2", { attention_head_size: 64, position_buckets: 256, relative_attention: true, padding_idx: 0 }],
    ["deberta", { padding_idx: 0, relative_attention: true, pos_att_type: "c2p|p2c" }],
    ["albert", { down_scale_factor: 1, gap_size: 0, net_structure_type: 0, num_memory_blocks: 0 }],
    ["gpt2", { n_ctx: 1024, summary_type: "cls_index", summary_use_proj: true, predict_special_tokens: true }],
    ["gpt_neo", { summary_type: "cls_index", summary_use_proj: true, summary_proj_to_labels: true }],
    ["ctrl", { n_ctx: 512, summary_type: "cls_index", predict_special_tokens: true }],
    ["bart", { _num_labels: 3, classif_dropout: 0, normalize_embedding: true, output_past: true, prefix: " " }],
    ["pegasus", { add_final_layer_norm: true, normalize_before: true, static_position_embeddings: true }],
    ["blenderbot", { layernorm_variant: "prelayernorm", do_blenderbot_90_layernorm: true, extra_layer_norm: false }],
    ["mbart", { add_final_layer_norm: true, normalize_before: true, output_past: true }],
    ["starcoder2", { mlp_type: "default", norm_type: "layer_norm", attention_softmax_in_fp32: true }],
    ["phi3", { full_attn_mod: 1, interpolate_factor: 1, lm_head_bias: false, mlp_bias: false }],
    ["smollm3", { max_window_layers: 28, pretraining_tp: 2 }],
    ["deepseek_v2", { scoring_func: "softmax", seq_aux: true, ep_size: 1 }],
    ["cohere2", { layer_switch: 4, use_gated_activation: true, use_parallel_block: true, rotary_pct: 1 }],
    ["whisper", { forced_decoder_ids: [[1, 50259]], alignment_heads: [[2, 2]] }],
    ["mpt", { tokenizer_name: "EleutherAI/gpt-neox-20b", attn_config: { alibi: true, alibi_bias_max: 8 } }],
  ])("of %s with %o is read", (type, keys) => {
    expect(specOf({ ...defaults[type], model_type: type, ...keys }).vocabSize).toBeGreaterThan(0);
  });

  it.each<[string, JsonObject, string]>([
    ["llama", { hidden_size: 0 }, "hidden_size is 0, but has to be a whole number above 0."],
    [
      "llama",
      { num_attention_heads: 6, num_key_value_heads: 4 },
      "6 heads cannot share 4 heads of keys and values evenly.",
    ],
    [
      "gpt_neox",
      { hidden_size: 64, num_attention_heads: 5 },
      "the width of a head is 12.8 (with 5 heads, where the residual stream has 64)",
    ],
    [
      "glm",
      { head_dim: 16, partial_rotary_factor: 0.85 },
      "13 of a head's 16 dims are rotated, but they turn in pairs: it has to be an even number of them.",
    ],
    ["mistral", { sliding_window: 0 }, "the window of attention is 0, but has to be a whole number above 0."],
    ["mixtral", { num_local_experts: 4, num_experts_per_tok: 5 }, "each token goes to 5 experts, but there are 4."],
    ["deepseek_v3", { n_group: 5 }, "256 experts cannot stand in 5 groups of which 4 are kept."],
    ["gemma2", { attn_logit_softcapping: 0 }, "scores are capped at 0, but it has to be above 0."],
    ["llama", { rms_norm_eps: -1 }, "a norm adds -1 to what it divides by, but has to add 0 or more."],
    ["llama", { rope_theta: 0 }, "the base of rotary positions is 0, but has to be above 0."],
    ["t5", { relative_attention_max_distance: 8 }, "32 buckets cannot hold distances up to 8."],
    ["gemma2", { layer_types: ["full_attention"] }, "layer_types has 1 entries but num_hidden_layers is 26."],
    [
      "gemma2",
      { layer_types: Array(26).fill("linear_attention") },
      'layer_types has "linear_attention", which is not known',
    ],
  ])("of %s with %o is refused, with what is wrong", (type, keys, message) => {
    expect(() => specOf({ ...defaults[type], model_type: type, ...keys })).toThrow(message);
  });
});
