/** Families with names of their own, most of which store q, k and v in one matrix; and BERT. @module */
import { headCount, headShare, llamaConfig, plainSizes, rotaryConfig } from "./decoder-config.ts";
import { type Families, nameOf } from "./family-reading.ts";
import { asConv1d, inGroups } from "./turns.ts";

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

export const fusedFamilies: Families = {
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
    const turns = { attn_qkv: asConv1d, attn_output: asConv1d, ffn_up: asConv1d, ffn_down: asConv1d };
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

function outside(prefix: string, names: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, `${prefix}.${name}`]));
}
