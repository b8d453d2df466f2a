/** The descendants of Llama: most architectures of GGUF. @module */
import { evenThenOdd } from "../architectures/tensor-parts.ts";
import type { JsonObject } from "../source/source.ts";
import { headCount, llamaConfig, type ModelFacts, readCount, windowConfig } from "./decoder-config.ts";
import { type Families, type FamilyReading, nameOf } from "./family-reading.ts";
import { asRow, decreased } from "./turns.ts";

const llamaNames = {
  token_embd: "model.embed_tokens",
  output_norm: "model.norm",
  output: "lm_head",
  attn_norm: "input_layernorm",
  attn_q: "self_attn.q_proj",
  attn_k: "self_attn.k_proj",
  attn_v: "self_attn.v_proj",
  attn_output: "self_attn.o_proj",
  ffn_norm: "post_attention_layernorm",
  ffn_gate: "mlp.gate_proj",
  ffn_up: "mlp.up_proj",
  ffn_down: "mlp.down_proj",
} as const;
const headNorms = { attn_q_norm: "self_attn.q_norm", attn_k_norm: "self_attn.k_norm" } as const;
const outputNorms = {
  post_attention_norm: "post_attention_layernorm",
  ffn_norm: "pre_feedforward_layernorm",
  post_ffw_norm: "post_feedforward_layernorm",
} as const;
const experts = {
  ffn_gate_inp: "mlp.gate",
  ffn_gate_exps: "mlp.experts.{e}.gate_proj",
  ffn_up_exps: "mlp.experts.{e}.up_proj",
  ffn_down_exps: "mlp.experts.{e}.down_proj",
} as const;
const layers = "model.layers";

export const llamaFamilies: Families = {
  llama: (facts) => (facts.keys.number("expert_count", 0) > 0 ? mixtral(facts) : llama(facts)),
  smollm3: (facts) => permuted(facts, llamaReading("smollm3", "SmolLM3ForCausalLM", facts)),
  arcee: (facts) => permuted(facts, llamaReading("arcee", "ArceeForCausalLM", facts, { hidden_act: "relu2" })),
  granite(facts) {
    const { keys } = facts;
    const multipliers = {
      embedding_multiplier: keys.number("embedding_scale", 1),
      residual_multiplier: keys.number("residual_scale", 1),
      logits_scaling: keys.number("logit_scale", 1),
      attention_multiplier: keys.number("attention.scale"),
    };
    return permuted(facts, llamaReading("granite", "GraniteForCausalLM", facts, multipliers));
  },
  qwen2: (facts) => llamaReading("qwen2", "Qwen2ForCausalLM", facts),
  qwen3: (facts) => withHeadDim(facts, llamaReading("qwen3", "Qwen3ForCausalLM", facts, {}, headNorms)),
  qwen2moe: (facts) => {
    const shared = {
      ffn_gate_inp_shexp: "mlp.shared_expert_gate",
      ffn_gate_shexp: "mlp.shared_expert.gate_proj",
      ffn_up_shexp: "mlp.shared_expert.up_proj",
      ffn_down_shexp: "mlp.shared_expert.down_proj",
    };
    const config = { ...expertConfig(facts), norm_topk_prob: false };
    const reading = llamaReading("qwen2_moe", "Qwen2MoeForCausalLM", facts, config, { ...experts, ...shared });
    return { ...reading, turns: { ffn_gate_inp_shexp: asRow } };
  },
  qwen3moe: (facts) => {
    const config = { ...expertConfig(facts), norm_topk_prob: true };
    const names = { ...experts, ...headNorms };
    return withHeadDim(facts, llamaReading("qwen3_moe", "Qwen3MoeForCausalLM", facts, config, names));
  },
  olmoe: (facts) => {
    const { num_experts, num_experts_per_tok } = expertConfig(facts);
    const config = { num_experts, num_experts_per_tok, ...clipped(facts), norm_topk_prob: false };
    return llamaReading("olmoe", "OlmoeForCausalLM", facts, config, { ...experts, ...headNorms });
  },
  olmo(facts) {
    const { layer_norm_eps: _, ...config } = llamaConfig(facts, "layer_norm_eps");
    facts.keys.only("attention.layer_norm_epsilon", 1e-5); // its class knows no other
    const named = { ...config, ...clipped(facts), ...nameOf("olmo", "OlmoForCausalLM") };
    return permuted(facts, { config: named, blocks: layers, names: llamaNames });
  },
  olmo2(facts) {
    const window = windowConfig(facts);
    const [type, name] = window.sliding_window ? ["olmo3", "Olmo3ForCausalLM"] : ["olmo2", "Olmo2ForCausalLM"];
    return llamaReading(type, name, facts, window, { ...outputNorms, ...headNorms });
  },
  gemma: (facts) => gemma("gemma", "GemmaForCausalLM", facts, {}),
  gemma2: (facts) =>
    gemma("gemma2", "Gemma2ForCausalLM", facts, {
      ...windowConfig(facts),
      attn_logit_softcapping: facts.keys.optionalNumber("attn_logit_softcapping") ?? null,
      final_logit_softcapping: facts.keys.optionalNumber("final_logit_softcapping") ?? null,
      query_pre_attn_scalar: queryScalar(facts, 46), // Gemma 2 27B
    }),
  gemma3: (facts) =>
    gemma("gemma3_text", "Gemma3ForCausalLM", facts, {
      ...windowConfig(facts),
      final_logit_softcapping: facts.keys.optionalNumber("final_logit_softcapping") ?? null,
      query_pre_attn_scalar: queryScalar(facts, 62), // Gemma 3 27B
      rope_local_base_freq: facts.keys.number("rope.freq_base_swa", 10000),
    }),
  phi2(facts) {
    const names = {
      attn_output: "self_attn.dense",
      ffn_up: "mlp.fc1",
      ffn_down: "mlp.fc2",
      output_norm: "model.final_layernorm",
    };
    const config = {
      ...llamaConfig(facts, "layer_norm_eps"),
      hidden_act: "gelu_new",
      ...nameOf("phi", "PhiForCausalLM"),
    };
    return { config, blocks: layers, names: { ...llamaNames, ...names } };
  },
  phi3: (facts) =>
    llamaReading("phi3", "Phi3ForCausalLM", facts, windowConfig(facts), {
      attn_qkv: "self_attn.qkv_proj",
      ffn_up: "mlp.gate_up_proj",
    }),
  starcoder2(facts) {
    const names = { ffn_up: "mlp.c_fc", ffn_down: "mlp.c_proj" };
    const config = { ...llamaConfig(facts, "norm_epsilon"), ...windowConfig(facts) };
    const named = { ...config, ...nameOf("starcoder2", "Starcoder2ForCausalLM") };
    return { config: named, blocks: layers, names: { ...llamaNames, ...names } };
  },
  stablelm(facts) {
    facts.keys.ignore("use_parallel_residual"); // what the tensors say too
    const config = {
      ...llamaConfig(facts, "layer_norm_eps"),
      ...nameOf("stablelm", "StableLmForCausalLM"),
      use_parallel_residual: !facts.shape("blk.0.ffn_norm.weight"),
      qk_layernorm: facts.shape("blk.0.attn_q_norm.weight") !== undefined,
    };
    const norms = {
      attn_q_norm: "self_attn.q_layernorm.norms.{e}",
      attn_k_norm: "self_attn.k_layernorm.norms.{e}",
    };
    return { config, blocks: layers, names: { ...llamaNames, ...norms } };
  },
  "command-r"(facts) {
    const config = {
      ...llamaConfig(facts, "layer_norm_eps"),
      ...nameOf("cohere", "CohereForCausalLM"),
      logit_scale: facts.keys.number("logit_scale"),
      use_qk_norm: facts.shape("blk.0.attn_q_norm.weight") !== undefined,
    };
    return { config, blocks: layers, names: { ...llamaNames, ...headNorms } };
  },
  cohere2(facts) {
    const config = {
      ...llamaConfig(facts, "layer_norm_eps"),
      ...nameOf("cohere2", "Cohere2ForCausalLM"),
      ...windowConfig(facts),
      logit_scale: facts.keys.number("logit_scale"),
    };
    return { config, blocks: layers, names: llamaNames };
  },
  "gpt-oss"(facts) {
    const { num_experts: count, num_experts_per_tok } = expertConfig(facts);
    const window = windowConfig(facts);
    const config = { num_local_experts: count, num_experts_per_tok, ...window };
    const names = { ...experts, ffn_gate_inp: "mlp.router", post_attention_norm: "post_attention_layernorm" };
    const reading = llamaReading("gpt_oss", "GptOssForCausalLM", facts, config, {
      ...names,
      attn_sinks: "self_attn.sinks",
    });
    const scaling = reading.config.rope_scaling as JsonObject | undefined;
    if (scaling?.rope_type === "yarn") scaling.truncate = false; // as it was trained
    return withHeadDim(facts, reading);
  },
};

function llamaReading(
  modelType: string,
  architecture: string,
  facts: ModelFacts,
  extra: JsonObject = {},
  names: Record<string, string> = {},
): FamilyReading {
  const config = { ...llamaConfig(facts), ...extra, ...nameOf(modelType, architecture) };
  return { config, blocks: layers, names: { ...llamaNames, ...names } };
}

/** Mistral is told by its window only, which llama.cpp leaves out. */
function llama(facts: ModelFacts): FamilyReading {
  const window = windowConfig(facts);
  const [type, name] = window.sliding_window ? ["mistral", "MistralForCausalLM"] : ["llama", "LlamaForCausalLM"];
  return permuted(facts, llamaReading(type, name, facts, window));
}

function mixtral(facts: ModelFacts): FamilyReading {
  const { num_experts: count, num_experts_per_tok } = expertConfig(facts);
  const names = {
    ffn_gate_inp: "block_sparse_moe.gate",
    ffn_gate_exps: "block_sparse_moe.experts.{e}.w1",
    ffn_up_exps: "block_sparse_moe.experts.{e}.w3",
    ffn_down_exps: "block_sparse_moe.experts.{e}.w2",
  };
  const config = { num_local_experts: count, num_experts_per_tok, sliding_window: null, ...windowConfig(facts) };
  return permuted(facts, llamaReading("mixtral", "MixtralForCausalLM", facts, config, names));
}

/** How many experts there are and work, and which layers have none. */
function expertConfig({ keys, numLayers, shape }: ModelFacts) {
  keys.ignore("expert_feed_forward_length", "expert_shared_feed_forward_length", "expert_shared_count");
  keys.only("expert_gating_func", 1, 3); // softmax, before or after the choice: the family says which
  keys.only("expert_weights_scale", 1, 0); // 0: not used
  const count = readCount(keys, "expert_count");
  const plain: number[] = [];
  for (let layer = 0; layer < numLayers; layer++) {
    const [stacked] = shape(`blk.${layer}.ffn_up_exps.weight`) ?? [];
    if (stacked === undefined) plain.push(layer);
    else if (stacked !== count)
      throw keys.error("expert_count", `is ${count}, but blk.${layer}.ffn_up_exps.weight has ${stacked} experts`);
  }
  return { num_experts: count, num_experts_per_tok: keys.number("expert_used_count"), mlp_only_layers: plain };
}

function clipped({ keys }: ModelFacts): JsonObject {
  const clip = keys.optionalNumber("attention.clamp_kqv");
  return clip === undefined ? {} : { clip_qkv: clip };
}

/** Families whose classes assume another width of a head than modelDim / numHeads. */
function withHeadDim({ keys }: ModelFacts, reading: FamilyReading): FamilyReading {
  const { hidden_size: modelDim, num_attention_heads: numHeads } = reading.config as Record<string, number>;
  const headDim = keys.number("attention.key_length", modelDim / numHeads);
  return { ...reading, config: { ...reading.config, head_dim: headDim } };
}

/** Gemma's norms are stored as weight - 1, and by llama.cpp as what is multiplied with. */
function gemma(modelType: string, architecture: string, facts: ModelFacts, extra: JsonObject): FamilyReading {
  const sandwich = modelType === "gemma" ? {} : { ...outputNorms, ...headNorms };
  const reading = llamaReading(modelType, architecture, facts, extra, sandwich);
  const key = modelType === "gemma" ? "hidden_act" : "hidden_activation";
  const config = { ...reading.config, [key]: "gelu_pytorch_tanh" };
  const norms = Object.keys(reading.names).filter((name) => name.endsWith("_norm"));
  const turns = Object.fromEntries(norms.map((name) => [name, decreased]));
  return withHeadDim(facts, { ...reading, config, turns });
}

/** Scores are divided by the root of a head's width, and in the largest model of a generation by that of modelDim / numHeads. */
function queryScalar(facts: ModelFacts, layersOfLargest: number): number {
  const modelDim = facts.keys.number("embedding_length");
  const numHeads = headCount(facts, "attention.head_count");
  return facts.numLayers === layersOfLargest
    ? modelDim / numHeads
    : facts.keys.number("attention.key_length", modelDim / numHeads);
}

/** llama.cpp rotates neighbouring dims of these families, Hugging Face the two halves of a head. */
function permuted(facts: ModelFacts, reading: FamilyReading): FamilyReading {
  const {
    num_attention_heads: heads,
    num_key_value_heads: kvHeads,
    hidden_size,
    head_dim,
  } = reading.config as Record<string, number>;
  const dim = head_dim ?? hidden_size / heads;
  facts.keys.only("rope.dimension_count", dim);
  const turns = {
    attn_q: { apply: evenThenOdd({ heads, dim, start: 0 }) },
    attn_k: { apply: evenThenOdd({ heads: kvHeads, dim, start: 0 }) },
  };
  return { ...reading, turns: { ...reading.turns, ...turns } };
}
