/**
 * The families of GGUF files: what each `general.architecture` is as a config.json, and what its tensors are called in
 * the checkpoints of Hugging Face, which the descriptions in `architectures/` read.
 *
 * Converters to GGUF move numbers about where llama.cpp wants them elsewhere (rows of q and k, fused matrices, norms plus
 * 1); each family says how to move them back.
 * @module
 */
import { evenThenOdd, transposed } from "../architectures/tensor-parts.ts";
import type { NamedArray } from "../checkpoint/checkpoint.ts";
import type { JsonObject } from "../source/source.ts";
import {
  headCount,
  headShare,
  llamaConfig,
  type ModelFacts,
  plainSizes,
  readCount,
  rotaryConfig,
  windowConfig,
} from "./decoder-config.ts";

/** Numbers moved back to where a checkpoint has them. */
export interface Turn {
  apply(array: NamedArray): NamedArray;
  /** Where it changes: from a tensor's shape to that of the result. */
  shape?(shape: number[]): number[];
}

/** How a file of one family is read. */
export interface FamilyReading {
  /** As config.json would say it. */
  config: JsonObject;
  /** Where blocks are in the checkpoint's names: `model.layers`. */
  blocks: string;
  /**
   * GGUF's name → the checkpoint's, without `.weight` and `.bias`; in blocks without `blk.N.`. `{e}` in a name: the tensor
   * is a stack along its first axis, and becomes as many.
   */
  names: Readonly<Record<string, string>>;
  /** By GGUF's name: what to do to the numbers, where it is something. */
  turns?: Readonly<Record<string, Turn>>;
}

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

/** By `general.architecture`. */
export const families: Readonly<Record<string, (facts: ModelFacts) => FamilyReading>> = {
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
  gpt2(facts) {
    const { modelDim, numHeads, positions, epsilon } = plainSizes(facts);
    const config = {
      ...nameOf("gpt2", "GPT2LMHeadModel"),
      ...{ n_embd: modelDim, n_head: numHeads, n_layer: facts.numLayers, n_positions: positions },
      ...{ vocab_size: facts.vocabSize, layer_norm_epsilon: epsilon, activation_function: "gelu_new" },
    };
    const names = {
      ...outside("transformer", { token_embd: "wte", position_embd: "wpe", output_norm: "ln_f" }),
      output: "lm_head",
      attn_norm: "ln_1",
      attn_qkv: "attn.c_attn",
      attn_output: "attn.c_proj",
      ffn_norm: "ln_2",
      ffn_up: "mlp.c_fc",
      ffn_down: "mlp.c_proj",
    };
    const turns = { attn_qkv: stored, attn_output: stored, ffn_up: stored, ffn_down: stored };
    return { config, blocks: "transformer.h", names, turns };
  },
  gptneox(facts) {
    const { keys } = facts;
    const {
      num_key_value_heads: _,
      partial_rotary_factor: share = 1,
      ...config
    } = llamaConfig(facts, "layer_norm_eps");
    const heads = config.num_attention_heads as number;
    const named = {
      ...config,
      ...nameOf("gpt_neox", "GPTNeoXForCausalLM"),
      rotary_pct: share,
      rotary_emb_base: config.rope_theta,
      use_parallel_residual: keys.boolean("use_parallel_residual", true),
      hidden_act: "gelu",
    };
    const names = {
      ...outside("gpt_neox", { token_embd: "embed_in", output_norm: "final_layer_norm" }),
      output: "embed_out",
      attn_norm: "input_layernorm",
      attn_qkv: "attention.query_key_value",
      attn_output: "attention.dense",
      ffn_norm: "post_attention_layernorm",
      ffn_up: "mlp.dense_h_to_4h",
      ffn_down: "mlp.dense_4h_to_h",
    };
    return { config: named, blocks: "gpt_neox.layers", names, turns: { attn_qkv: inGroups(heads, heads) } };
  },
  bloom(facts) {
    const { modelDim, numHeads, epsilon } = plainSizes(facts);
    const config = {
      ...nameOf("bloom", "BloomForCausalLM"),
      ...{ hidden_size: modelDim, n_head: numHeads, n_layer: facts.numLayers },
      ...{ vocab_size: facts.vocabSize, layer_norm_epsilon: epsilon },
    };
    const names = { ...bigScienceNames, token_embd_norm: "transformer.word_embeddings_layernorm" };
    return { config, blocks: "transformer.h", names, turns: { attn_qkv: inGroups(numHeads, numHeads) } };
  },
  falcon(facts) {
    const { keys } = facts;
    keys.only("tensor_data_layout", "jploski");
    const modelDim = keys.number("embedding_length");
    const numHeads = headCount(facts, "attention.head_count");
    const numKvHeads = headCount(facts, "attention.head_count_kv", numHeads);
    const twoNorms = facts.shape("blk.0.attn_norm_2.weight") !== undefined;
    const grouped = twoNorms || numKvHeads > 1;
    const config = {
      ...nameOf("falcon", "FalconForCausalLM"),
      ...{ hidden_size: modelDim, num_attention_heads: numHeads, num_hidden_layers: facts.numLayers },
      ...{ vocab_size: facts.vocabSize, max_position_embeddings: keys.number("context_length") },
      layer_norm_epsilon: keys.number("attention.layer_norm_epsilon"),
      ...rotaryConfig(facts, headShare(keys, modelDim, numHeads)),
      ...{ new_decoder_architecture: grouped, multi_query: numKvHeads === 1, parallel_attn: true },
      ...(grouped && { num_kv_heads: numKvHeads, num_ln_in_parallel_attn: twoNorms ? 2 : 1 }),
    };
    const norms: Record<string, string> = twoNorms
      ? { attn_norm: "ln_mlp", attn_norm_2: "ln_attn" }
      : { attn_norm: "input_layernorm" };
    const names = { ...bigScienceNames, ...norms };
    return { config, blocks: "transformer.h", names, turns: { attn_qkv: inGroups(numHeads, numKvHeads) } };
  },
  mpt(facts) {
    const { keys } = facts;
    const { modelDim, numHeads, positions, epsilon } = plainSizes(facts);
    keys.only("attention.max_alibi_bias", 8); // its class knows no other
    if (!keys.has("attention.max_alibi_bias")) throw keys.error("attention.max_alibi_bias", "is missing");
    const config = {
      ...nameOf("mpt", "MptForCausalLM"),
      ...{ d_model: modelDim, n_heads: numHeads, n_layers: facts.numLayers, max_seq_len: positions },
      ...{ vocab_size: facts.vocabSize, layer_norm_epsilon: epsilon },
      attn_config: { clip_qkv: keys.optionalNumber("attention.clamp_kqv") ?? null },
    };
    const names = {
      ...outside("transformer", { token_embd: "wte", output_norm: "norm_f" }),
      output: "lm_head",
      attn_norm: "norm_1",
      attn_qkv: "attn.Wqkv",
      attn_output: "attn.out_proj",
      ffn_norm: "norm_2",
      ffn_up: "ffn.up_proj",
      ffn_down: "ffn.down_proj",
    };
    return { config, blocks: "transformer.blocks", names };
  },
  bert(facts) {
    const { keys } = facts;
    const { modelDim, numHeads, positions, epsilon } = plainSizes(facts);
    keys.only("attention.causal", false);
    keys.ignore("pooling_type"); // of sentence-modules
    const config = {
      ...nameOf("bert", "BertModel"),
      ...{ hidden_size: modelDim, num_attention_heads: numHeads, num_hidden_layers: facts.numLayers },
      ...{ vocab_size: facts.vocabSize, max_position_embeddings: positions, layer_norm_eps: epsilon },
    };
    const names = {
      ...outside("bert.embeddings", {
        token_embd: "word_embeddings",
        position_embd: "position_embeddings",
        token_types: "token_type_embeddings",
        token_embd_norm: "LayerNorm",
      }),
      attn_q: "attention.self.query",
      attn_k: "attention.self.key",
      attn_v: "attention.self.value",
      attn_output: "attention.output.dense",
      attn_output_norm: "attention.output.LayerNorm",
      ffn_up: "intermediate.dense",
      ffn_down: "output.dense",
      layer_output_norm: "output.LayerNorm",
    };
    return { config, blocks: "bert.encoder.layer", names };
  },
};

const bigScienceNames = {
  ...outside("transformer", { token_embd: "word_embeddings", output_norm: "ln_f" }),
  output: "lm_head",
  attn_norm: "input_layernorm",
  attn_qkv: "self_attention.query_key_value",
  attn_output: "self_attention.dense",
  ffn_norm: "post_attention_layernorm",
  ffn_up: "mlp.dense_h_to_4h",
  ffn_down: "mlp.dense_4h_to_h",
};

function nameOf(modelType: string, architecture: string): JsonObject {
  return { model_type: modelType, architectures: [architecture] };
}

function outside(prefix: string, names: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, `${prefix}.${name}`]));
}

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

/** Rows of all queries, keys and values → group by group: the group's queries, its key, its value. */
function inGroups(numHeads: number, numGroups: number): Turn {
  const queries = numHeads / numGroups;
  const apply = ({ data, shape }: NamedArray): NamedArray => {
    const head = data.length / (numHeads + 2 * numGroups); // numbers in the rows of a head
    const out = new Float32Array(data.length);
    let to = 0;
    const put = (from: number, count: number) => {
      out.set(data.subarray(from * head, (from + count) * head), to * head);
      to += count;
    };
    for (let group = 0; group < numGroups; group++) {
      put(group * queries, queries);
      put(numHeads + group, 1);
      put(numHeads + numGroups + group, 1);
    }
    return { data: out, shape };
  };
  return { apply };
}

const decreased: Turn = { apply: ({ data, shape }) => ({ data: data.map((value) => value - 1), shape }) };

/** Matrices that GPT-2 stores as [in, out]; biases stay. */
const stored: Turn = {
  apply: (array) => (array.shape.length === 2 ? transposed(array) : array),
  shape: (shape) => [...shape].reverse(),
};

const asRow: Turn = {
  apply: ({ data }) => ({ data, shape: [1, data.length] }),
  shape: (shape) => [1, shape.at(-1)!],
};
