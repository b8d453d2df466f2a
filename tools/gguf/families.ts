/** The families that can be written, by model_type. @module */
import { expertCounts, headDim, llamaMetadata, optional, sizes, window, windows } from "./decoder-metadata.ts";
import type { Config, Family } from "./family.ts";
import { bool, float32, type Metadata, string, uint32 } from "./gguf-writer.ts";
import { flat, gemmaNorms, llama3Factors, longFactors, perHead, permuted, transposed, ungrouped } from "./turns.ts";

const llamaNames = {
  "model.embed_tokens": "token_embd",
  "model.norm": "output_norm",
  lm_head: "output",
  input_layernorm: "attn_norm",
  "self_attn.q_proj": "attn_q",
  "self_attn.k_proj": "attn_k",
  "self_attn.v_proj": "attn_v",
  "self_attn.o_proj": "attn_output",
  post_attention_layernorm: "ffn_norm",
  "mlp.gate_proj": "ffn_gate",
  "mlp.up_proj": "ffn_up",
  "mlp.down_proj": "ffn_down",
};
const headNorms = { "self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm" };
const sandwich = {
  post_attention_layernorm: "post_attention_norm",
  pre_feedforward_layernorm: "ffn_norm",
  post_feedforward_layernorm: "post_ffw_norm",
};
const expertNames = {
  "mlp.gate": "ffn_gate_inp",
  "mlp.experts.{e}.gate_proj": "ffn_gate_exps",
  "mlp.experts.{e}.up_proj": "ffn_up_exps",
  "mlp.experts.{e}.down_proj": "ffn_down_exps",
};

const bigScienceNames = {
  "transformer.word_embeddings": "token_embd",
  "transformer.word_embeddings_layernorm": "token_embd_norm",
  "transformer.ln_f": "output_norm",
  lm_head: "output",
  input_layernorm: "attn_norm",
  ln_mlp: "attn_norm",
  ln_attn: "attn_norm_2",
  "self_attention.query_key_value": "attn_qkv",
  "self_attention.dense": "attn_output",
  post_attention_layernorm: "ffn_norm",
  "mlp.dense_h_to_4h": "ffn_up",
  "mlp.dense_4h_to_h": "ffn_down",
};

const llama: Family = {
  architecture: "llama",
  names: llamaNames,
  metadata: llamaMetadata,
  turns: permuted,
  extra: llama3Factors,
};
const like = (
  architecture: string,
  changes: Partial<Family> & { more?: (config: Config) => Metadata } = {},
): Family => ({
  architecture,
  names: { ...llamaNames, ...changes.names },
  metadata: (config) => ({ ...llamaMetadata(config), ...changes.more?.(config) }),
  turns: changes.turns,
  extra: changes.extra,
});

const falconGroups = (config: Config) =>
  (config.new_decoder_architecture
    ? config.num_kv_heads
    : config.multi_query
      ? 1
      : config.num_attention_heads) as number;

/** By model_type. */
export const families: Record<string, Family> = {
  llama,
  mistral: llama,
  mixtral: {
    ...llama,
    names: {
      ...llamaNames,
      "block_sparse_moe.gate": "ffn_gate_inp",
      "block_sparse_moe.experts.{e}.w1": "ffn_gate_exps",
      "block_sparse_moe.experts.{e}.w3": "ffn_up_exps",
      "block_sparse_moe.experts.{e}.w2": "ffn_down_exps",
    },
    metadata: (config) => ({ ...llamaMetadata(config), ...expertCounts(config) }),
  },
  smollm3: like("smollm3", { turns: permuted }),
  arcee: like("arcee", { turns: permuted }),
  granite: like("granite", {
    turns: permuted,
    more: (config) => ({
      "attention.scale": float32(config.attention_multiplier),
      embedding_scale: float32(config.embedding_multiplier),
      residual_scale: float32(config.residual_multiplier),
      logit_scale: float32(config.logits_scaling),
    }),
  }),
  qwen2: like("qwen2"),
  qwen3: like("qwen3", { names: headNorms }),
  qwen2_moe: like("qwen2moe", {
    names: {
      ...expertNames,
      "mlp.shared_expert_gate": "ffn_gate_inp_shexp",
      "mlp.shared_expert.gate_proj": "ffn_gate_shexp",
      "mlp.shared_expert.up_proj": "ffn_up_shexp",
      "mlp.shared_expert.down_proj": "ffn_down_shexp",
    },
    turns: { ffn_gate_inp_shexp: flat },
    more: (config) => ({
      ...expertCounts(config),
      expert_feed_forward_length: uint32(config.moe_intermediate_size),
      expert_shared_feed_forward_length: uint32(config.shared_expert_intermediate_size),
    }),
  }),
  qwen3_moe: like("qwen3moe", {
    names: { ...expertNames, ...headNorms },
    more: (config) => ({
      ...expertCounts(config),
      expert_feed_forward_length: uint32(config.moe_intermediate_size),
    }),
  }),
  olmoe: like("olmoe", {
    names: { ...expertNames, ...headNorms },
    more: (config) => ({ ...expertCounts(config), ...optional("attention.clamp_kqv", config.clip_qkv, float32) }),
  }),
  olmo: like("olmo", {
    turns: permuted,
    more: (config) => ({
      "attention.layer_norm_epsilon": float32(1e-5),
      ...optional("attention.clamp_kqv", config.clip_qkv, float32),
    }),
  }),
  olmo2: like("olmo2", { names: { ...sandwich, ...headNorms } }),
  olmo3: like("olmo2", { names: { ...sandwich, ...headNorms }, more: windows }),
  gemma: like("gemma", { turns: gemmaNorms }),
  gemma2: like("gemma2", {
    names: sandwich,
    turns: gemmaNorms,
    more: (config) => ({
      ...window(config),
      attn_logit_softcapping: float32(config.attn_logit_softcapping),
      final_logit_softcapping: float32(config.final_logit_softcapping),
    }),
  }),
  gemma3_text: like("gemma3", { names: { ...sandwich, ...headNorms }, turns: gemmaNorms, more: window }),
  phi: like("phi2", {
    names: {
      "self_attn.dense": "attn_output",
      "mlp.fc1": "ffn_up",
      "mlp.fc2": "ffn_down",
      "model.final_layernorm": "output_norm",
    },
  }),
  phi3: like("phi3", {
    names: { "self_attn.qkv_proj": "attn_qkv", "mlp.gate_up_proj": "ffn_up" },
    more(config) {
      const original = (config.original_max_position_embeddings ?? 4096) as number;
      const stretch = (config.max_position_embeddings as number) / original;
      const factor = stretch > 1 ? Math.sqrt(1 + Math.log(stretch) / Math.log(original)) : 1;
      return {
        "attention.sliding_window": uint32((config.sliding_window ?? 0) as number),
        "rope.scaling.original_context_length": uint32(original),
        ...((config.rope_scaling as object | null) ? { "rope.scaling.attn_factor": float32(factor) } : {}),
      };
    },
    extra: longFactors,
  }),
  starcoder2: like("starcoder2", { names: { "mlp.c_fc": "ffn_up", "mlp.c_proj": "ffn_down" }, more: window }),
  stablelm: like("stablelm", {
    names: { "self_attn.q_layernorm.norms.{e}": "attn_q_norm", "self_attn.k_layernorm.norms.{e}": "attn_k_norm" },
    more: (config) => ({ use_parallel_residual: bool(config.use_parallel_residual ?? true) }),
  }),
  cohere: like("command-r", {
    names: headNorms,
    more: (config) => ({ logit_scale: float32(config.logit_scale), "rope.scaling.type": string("none") }),
  }),
  cohere2: like("cohere2", {
    more: (config) => ({
      ...windows(config),
      logit_scale: float32(config.logit_scale),
      "rope.scaling.type": string("none"),
    }),
  }),
  gpt_oss: like("gpt-oss", {
    names: {
      ...expertNames,
      "mlp.router": "ffn_gate_inp",
      "self_attn.sinks": "attn_sinks",
      post_attention_layernorm: "post_attention_norm",
    },
    more: (config) => ({
      ...window(config),
      ...expertCounts(config),
      expert_feed_forward_length: uint32(config.intermediate_size),
    }),
  }),
  gpt2: {
    architecture: "gpt2",
    names: {
      "transformer.wte": "token_embd",
      "transformer.wpe": "position_embd",
      "transformer.ln_f": "output_norm",
      lm_head: "output",
      ln_1: "attn_norm",
      "attn.c_attn": "attn_qkv",
      "attn.c_proj": "attn_output",
      ln_2: "ffn_norm",
      "mlp.c_fc": "ffn_up",
      "mlp.c_proj": "ffn_down",
    },
    metadata: sizes,
    turns: { attn_qkv: transposed, attn_output: transposed, ffn_up: transposed, ffn_down: transposed },
  },
  gpt_neox: {
    architecture: "gptneox",
    names: {
      "gpt_neox.embed_in": "token_embd",
      "gpt_neox.final_layer_norm": "output_norm",
      embed_out: "output",
      input_layernorm: "attn_norm",
      "attention.query_key_value": "attn_qkv",
      "attention.dense": "attn_output",
      post_attention_layernorm: "ffn_norm",
      "mlp.dense_h_to_4h": "ffn_up",
      "mlp.dense_4h_to_h": "ffn_down",
    },
    metadata: (config) => ({
      ...sizes(config),
      "rope.dimension_count": uint32(Math.floor(headDim(config) * (config.rotary_pct as number))),
      use_parallel_residual: bool(config.use_parallel_residual),
    }),
    turns: { attn_qkv: perHead },
  },
  bloom: { architecture: "bloom", names: bigScienceNames, metadata: sizes, turns: { attn_qkv: perHead } },
  falcon: {
    architecture: "falcon",
    names: bigScienceNames,
    metadata: (config) => ({
      ...sizes(config),
      tensor_data_layout: string("jploski"),
      "attention.head_count_kv": uint32(falconGroups(config)),
    }),
    turns: { attn_qkv: ungrouped(falconGroups) },
  },
  mpt: {
    architecture: "mpt",
    names: {
      "transformer.wte": "token_embd",
      "transformer.norm_f": "output_norm",
      norm_1: "attn_norm",
      "attn.Wqkv": "attn_qkv",
      "attn.out_proj": "attn_output",
      norm_2: "ffn_norm",
      "ffn.up_proj": "ffn_up",
      "ffn.down_proj": "ffn_down",
    },
    metadata: (config) => ({
      ...sizes(config),
      "attention.max_alibi_bias": float32(8),
      ...optional("attention.clamp_kqv", (config.attn_config as Config | undefined)?.clip_qkv, float32),
    }),
  },
  bert: {
    architecture: "bert",
    names: {
      "bert.embeddings.word_embeddings": "token_embd",
      "bert.embeddings.position_embeddings": "position_embd",
      "bert.embeddings.token_type_embeddings": "token_types",
      "bert.embeddings.LayerNorm": "token_embd_norm",
      "attention.self.query": "attn_q",
      "attention.self.key": "attn_k",
      "attention.self.value": "attn_v",
      "attention.output.dense": "attn_output",
      "attention.output.LayerNorm": "attn_output_norm",
      "intermediate.dense": "ffn_up",
      "output.dense": "ffn_down",
      "output.LayerNorm": "layer_output_norm",
    },
    metadata: (config) => ({ ...sizes(config), "attention.causal": bool(false), pooling_type: uint32(1) }),
  },
};
