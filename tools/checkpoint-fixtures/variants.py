"""Configs that differ from a family's usual one in a key that changes the mathematics."""

import transformers

AT_LEAST_5 = transformers.__version__ >= "5"

SMALL = dict(vocab_size=97, hidden_size=64, num_hidden_layers=3, num_attention_heads=4, intermediate_size=96, max_position_embeddings=64)
NO_TOKENS = dict(pad_token_id=0, bos_token_id=1, eos_token_id=2)


def grouped(**more):
    return SMALL | NO_TOKENS | dict(num_key_value_heads=2) | more


def llama(**more):
    return ("LlamaForCausalLM", "LlamaConfig", grouped(**more))


def rope(**scaling):
    return dict(rope_scaling=scaling)


def causal(family, **more):
    return (f"{family}ForCausalLM", f"{family}Config", grouped(**more))


def encoder(class_name, config, **more):
    return (class_name, config, SMALL | dict(pad_token_id=0) | more)


GPT2 = dict(vocab_size=97, n_embd=64, n_layer=3, n_head=4, n_positions=64) | NO_TOKENS
FALCON = dict(vocab_size=97, hidden_size=64, num_hidden_layers=3, num_attention_heads=4) | NO_TOKENS
MPT = dict(vocab_size=97, d_model=64, n_layers=3, n_heads=4, max_seq_len=64, expansion_ratio=2) | NO_TOKENS
NEO = dict(vocab_size=97, hidden_size=64, num_layers=4, num_heads=4, max_position_embeddings=64) | NO_TOKENS
MLA = dict(
    vocab_size=97, hidden_size=64, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=4, intermediate_size=96,
    moe_intermediate_size=32, n_routed_experts=8, num_experts_per_tok=2, n_shared_experts=1, kv_lora_rank=16, q_lora_rank=24,
    qk_nope_head_dim=16, qk_rope_head_dim=8, v_head_dim=16, first_k_dense_replace=1, max_position_embeddings=64,
) | NO_TOKENS
OPT = dict(vocab_size=97, hidden_size=64, num_hidden_layers=3, num_attention_heads=4, ffn_dim=96, max_position_embeddings=64) | NO_TOKENS
BLOOM = dict(vocab_size=97, hidden_size=64, n_layer=3, n_head=4, _positions=False) | NO_TOKENS
T5 = dict(vocab_size=97, d_model=64, d_kv=12, d_ff=96, num_layers=2, num_decoder_layers=2, num_heads=4, decoder_start_token_id=0)
BART = dict(
    vocab_size=97, d_model=64, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4, decoder_attention_heads=4,
    encoder_ffn_dim=96, decoder_ffn_dim=96, max_position_embeddings=64, decoder_start_token_id=2,
) | NO_TOKENS
WHISPER = dict(
    vocab_size=97, d_model=64, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4, decoder_attention_heads=4,
    encoder_ffn_dim=96, decoder_ffn_dim=96, num_mel_bins=20, max_source_positions=16, max_target_positions=40,
    decoder_start_token_id=3, suppress_tokens=None, begin_suppress_tokens=None,
) | NO_TOKENS

VARIANTS = {
    # Llama and rotary kinds
    "llama-headdim": llama(head_dim=24),
    "llama-mlp-bias": llama(mlp_bias=True, attention_bias=True),
    "llama-theta": llama(rope_theta=500.0),
    "llama-gelu": llama(hidden_act="gelu"),
    **{f"llama-{name}": llama(hidden_act=name) for name in ["mish", "leaky_relu", "relu6", "gelu_10", "laplace", "linear", "gelu_fast", "quick_gelu", "gelu_python_tanh"]},
    "bert-mish": ("BertForMaskedLM", "BertConfig", SMALL | dict(pad_token_id=0, hidden_act="mish")),
    "llama-yarn-mscale": llama(**rope(rope_type="yarn", factor=4.0, original_max_position_embeddings=16, mscale=0.7, mscale_all_dim=0.3)),
    "llama-yarn-attention-factor": llama(**rope(rope_type="yarn", factor=4.0, original_max_position_embeddings=16, attention_factor=1.3, beta_fast=16, beta_slow=2)),
    "llama-yarn-notruncate": llama(**rope(rope_type="yarn", factor=4.0, original_max_position_embeddings=16, truncate=False)),
    "llama-dynamic": llama(max_position_embeddings=16, **rope(rope_type="dynamic", factor=2.0)),
    "llama-mqa": llama(num_key_value_heads=1, tie_word_embeddings=True),
    "llama-seqcls": ("LlamaForSequenceClassification", "LlamaConfig", grouped(num_labels=3)),
    "llama-tokcls": ("LlamaForTokenClassification", "LlamaConfig", grouped(num_labels=3)),
    "llama-qa": ("LlamaForQuestionAnswering", "LlamaConfig", grouped()),
    "mistral-nowindow": causal("Mistral", sliding_window=None, head_dim=24),
    "mistral-seqcls": ("MistralForSequenceClassification", "MistralConfig", grouped(num_labels=3, sliding_window=5)),
    "mixtral-window": causal("Mixtral", sliding_window=6, num_local_experts=4, num_experts_per_tok=1),
    "qwen2-window": causal("Qwen2", use_sliding_window=True, sliding_window=5, max_window_layers=1),
    "qwen2-seqcls": ("Qwen2ForSequenceClassification", "Qwen2Config", grouped(num_labels=3)),
    "qwen2-yarn": causal("Qwen2", **rope(rope_type="yarn", factor=4.0, original_max_position_embeddings=16)),
    "qwen3-window": causal("Qwen3", use_sliding_window=True, sliding_window=5, max_window_layers=2, attention_bias=True, head_dim=24),
    "qwen3-seqcls": ("Qwen3ForSequenceClassification", "Qwen3Config", grouped(num_labels=3)),
    "qwen2moe-sparse-step": causal("Qwen2Moe", decoder_sparse_step=2, num_experts=4, num_experts_per_tok=2, moe_intermediate_size=32, shared_expert_intermediate_size=48, norm_topk_prob=True),
    "qwen2moe-mlp-only": causal("Qwen2Moe", mlp_only_layers=[1], num_experts=4, num_experts_per_tok=2, moe_intermediate_size=32, shared_expert_intermediate_size=48),
    "qwen3moe-norm": causal("Qwen3Moe", num_experts=6, num_experts_per_tok=3, moe_intermediate_size=32, norm_topk_prob=True, mlp_only_layers=[0], head_dim=16),
    "gemma-mqa": causal("Gemma", num_key_value_heads=1, head_dim=24, hidden_activation="gelu_pytorch_tanh"),
    "gemma2-nocap": causal("Gemma2", head_dim=16, attn_logit_softcapping=None, final_logit_softcapping=None, sliding_window=5, query_pre_attn_scalar=40),
    "gemma2-caps": causal("Gemma2", head_dim=16, attn_logit_softcapping=3.0, final_logit_softcapping=2.0, sliding_window=5, query_pre_attn_scalar=16),
    "gemma3-pattern": ("Gemma3ForCausalLM", "Gemma3TextConfig", grouped(head_dim=16, sliding_window=5, sliding_window_pattern=2, rope_local_base_freq=100.0, rope_theta=5000.0, query_pre_attn_scalar=20)),
    "gemma3-linear": ("Gemma3ForCausalLM", "Gemma3TextConfig", grouped(head_dim=16, sliding_window=5, layer_types=["full_attention", "sliding_attention", "full_attention"], **rope(rope_type="linear", factor=8.0))),
    "phi-qknorm": causal("Phi", qk_layernorm=True, partial_rotary_factor=0.5, num_key_value_heads=4),
    "phi3-partial": causal("Phi3", partial_rotary_factor=0.5, sliding_window=6, pad_token_id=0),
    "phi3-longrope-long": causal("Phi3", max_position_embeddings=64, original_max_position_embeddings=12, **rope(type="longrope", short_factor=[1.0 + 0.1 * i for i in range(8)], long_factor=[2.0 + i for i in range(8)])),
    "olmo-clip": causal("Olmo", clip_qkv=0.4, tie_word_embeddings=True),
    "olmo2-bias": causal("Olmo2", attention_bias=True),
    "olmoe-norm": causal("Olmoe", num_experts=6, num_experts_per_tok=2, norm_topk_prob=True, clip_qkv=1.0),
    "granite-multipliers": causal("Granite", embedding_multiplier=3.0, logits_scaling=4.0, residual_multiplier=0.3, attention_multiplier=0.2, attention_bias=True, mlp_bias=True),
    "cohere-qknorm": causal("Cohere", use_qk_norm=True, logit_scale=0.5),
    "cohere-plain": causal("Cohere", logit_scale=0.0625, attention_bias=True),
    "stablelm-parallel": causal("StableLm", use_parallel_residual=True, qk_layernorm=True, use_qkv_bias=True, partial_rotary_factor=0.5),
    "stablelm-sequential": causal("StableLm", use_parallel_residual=False, use_qkv_bias=False, partial_rotary_factor=0.25),
    "starcoder2-window": causal("Starcoder2", sliding_window=5, use_bias=False, hidden_act="gelu_pytorch_tanh"),
    "smollm3-nope": causal("SmolLM3", no_rope_layers=[1, 0, 1], attention_bias=True),
    "smollm3-window": causal("SmolLM3", use_sliding_window=True, sliding_window=5, no_rope_layer_interval=2),
    "gptoss-window": causal("GptOss", num_local_experts=4, num_experts_per_tok=2, head_dim=16, sliding_window=5, layer_types=["full_attention", "sliding_attention", "full_attention"], rope_scaling=None),
    "deepseekv2-noqlora": ("DeepseekV2ForCausalLM", "DeepseekV2Config", MLA | dict(q_lora_rank=None, topk_method="greedy", norm_topk_prob=True, routed_scaling_factor=1.5)),
    "deepseekv2-groups": ("DeepseekV2ForCausalLM", "DeepseekV2Config", MLA | dict(topk_method="group_limited_greedy", n_group=4, topk_group=2, routed_scaling_factor=2.0)),
    "deepseekv3-nointerleave": ("DeepseekV3ForCausalLM", "DeepseekV3Config", MLA | dict(rope_interleave=False, n_group=2, topk_group=1, norm_topk_prob=False)),
    "deepseekv3-yarn": ("DeepseekV3ForCausalLM", "DeepseekV3Config", MLA | dict(n_group=2, topk_group=1, rope_scaling=dict(rope_type="yarn", factor=4.0, original_max_position_embeddings=16, mscale=1.0, mscale_all_dim=0.8, beta_fast=32, beta_slow=1))),
    # older decoders
    "gpt2-inverse-layer": ("GPT2LMHeadModel", "GPT2Config", GPT2 | dict(scale_attn_by_inverse_layer_idx=True, n_inner=80)),
    "gpt2-noscale-untied": ("GPT2LMHeadModel", "GPT2Config", GPT2 | dict(scale_attn_weights=False, tie_word_embeddings=False, activation_function="relu")),
    "gpt2-base": ("GPT2Model", "GPT2Config", GPT2),
    "gpt2-seqcls": ("GPT2ForSequenceClassification", "GPT2Config", GPT2 | dict(num_labels=3)),
    "gpt2-tokcls": ("GPT2ForTokenClassification", "GPT2Config", GPT2 | dict(num_labels=3)),
    "gptneo-window": ("GPTNeoForCausalLM", "GPTNeoConfig", NEO | dict(attention_types=[[["global", "local"], 2]], window_size=5, intermediate_size=80)),
    "gptneox-sequential": ("GPTNeoXForCausalLM", "GPTNeoXConfig", SMALL | NO_TOKENS | dict(use_parallel_residual=False, rotary_pct=1.0, attention_bias=False)),
    "gptneox-partial": ("GPTNeoXForCausalLM", "GPTNeoXConfig", SMALL | NO_TOKENS | dict(rotary_pct=0.5, hidden_act="gelu_new", tie_word_embeddings=True)),
    "gptj-rotary": ("GPTJForCausalLM", "GPTJConfig", GPT2 | dict(rotary_dim=8, n_inner=80)),
    "opt-postnorm": ("OPTForCausalLM", "OPTConfig", OPT | dict(do_layer_norm_before=False, word_embed_proj_dim=32)),
    "opt-nobias": ("OPTForCausalLM", "OPTConfig", OPT | dict(enable_bias=False, layer_norm_elementwise_affine=False)),
    "opt-nofinal": ("OPTForCausalLM", "OPTConfig", OPT | dict(_remove_final_layer_norm=True)),
    "bloom-postnorm": ("BloomForCausalLM", "BloomConfig", NO_TOKENS | dict(vocab_size=97, hidden_size=64, n_layer=3, n_head=4, apply_residual_connection_post_layernorm=True, _positions=False)),
    "bloom-heads5": ("BloomForCausalLM", "BloomConfig", NO_TOKENS | dict(vocab_size=97, hidden_size=80, n_layer=2, n_head=5, slow_but_exact=False, _positions=False)),
    "mpt-clip": ("MptForCausalLM", "MptConfig", MPT | dict(attn_config=dict(alibi=True, clip_qkv=0.5, softmax_scale=0.3, attn_impl="torch"), no_bias=True, _positions=False)),
    "mpt-alibi-max": ("MptForCausalLM", "MptConfig", MPT | dict(n_heads=8, attn_config=dict(alibi=True, alibi_bias_max=8, attn_impl="torch"), _positions=False)),
    "falcon-newarch": ("FalconForCausalLM", "FalconConfig", FALCON | dict(new_decoder_architecture=True, num_kv_heads=2, bias=False, max_position_embeddings=64)),
    "falcon-oneln": ("FalconForCausalLM", "FalconConfig", FALCON | dict(new_decoder_architecture=True, num_kv_heads=2, num_ln_in_parallel_attn=1, max_position_embeddings=64)),
    "falcon-sequential": ("FalconForCausalLM", "FalconConfig", FALCON | dict(multi_query=False, parallel_attn=False, bias=True, max_position_embeddings=64)),
    "falcon-mqa-ffn": ("FalconForCausalLM", "FalconConfig", FALCON | dict(multi_query=True, parallel_attn=True, bias=True, ffn_hidden_size=80, activation="relu", max_position_embeddings=64)),
    # encoders
    "bert-gelunew": encoder("BertForMaskedLM", "BertConfig", hidden_act="gelu_new", layer_norm_eps=1e-5, type_vocab_size=3),
    "bert-nsp": encoder("BertForNextSentencePrediction", "BertConfig"),
    "bert-relkey": encoder("BertForMaskedLM", "BertConfig", position_embedding_type="relative_key", _before=5),
    "bert-relkeyquery": encoder("BertForMaskedLM", "BertConfig", position_embedding_type="relative_key_query", _before=5),
    "bert-choice": encoder("BertForMultipleChoice", "BertConfig"),
    "roberta-choice": encoder("RobertaForMultipleChoice", "RobertaConfig", pad_token_id=1, max_position_embeddings=66),
    "electra-choice": encoder("ElectraForMultipleChoice", "ElectraConfig", embedding_size=32),
    "albert-choice": encoder("AlbertForMultipleChoice", "AlbertConfig", embedding_size=32),
    "mpnet-choice": encoder("MPNetForMultipleChoice", "MPNetConfig", pad_token_id=1, max_position_embeddings=66),
    "distilbert-choice": ("DistilBertForMultipleChoice", "DistilBertConfig", dict(vocab_size=97, dim=64, n_layers=3, n_heads=4, hidden_dim=96, max_position_embeddings=64)),
    "deberta-v2-choice": encoder("DebertaV2ForMultipleChoice", "DebertaV2Config", relative_attention=True, pos_att_type=["c2p", "p2c"]),
    "modernbert-choice": encoder("ModernBertForMultipleChoice", "ModernBertConfig", local_attention=8, reference_compile=False),
    "roberta-seqcls": encoder("RobertaForSequenceClassification", "RobertaConfig", num_labels=3, pad_token_id=1, max_position_embeddings=66),
    "roberta-tokcls": encoder("RobertaForTokenClassification", "RobertaConfig", num_labels=3, pad_token_id=1, max_position_embeddings=66),
    "xlmr-qa": encoder("XLMRobertaForQuestionAnswering", "XLMRobertaConfig", pad_token_id=1, max_position_embeddings=66),
    "xlmr-seqcls": encoder("XLMRobertaForSequenceClassification", "XLMRobertaConfig", num_labels=3, pad_token_id=1, max_position_embeddings=66),
    "xlmr-base": encoder("XLMRobertaModel", "XLMRobertaConfig", pad_token_id=1, max_position_embeddings=66),
    "camembert": encoder("CamembertForMaskedLM", "CamembertConfig", pad_token_id=1, max_position_embeddings=66),
    "electra-small": encoder("ElectraForTokenClassification", "ElectraConfig", embedding_size=32, num_labels=3),
    "electra-pretraining": encoder("ElectraForPreTraining", "ElectraConfig", embedding_size=32),
    "electra-qa": encoder("ElectraForQuestionAnswering", "ElectraConfig", embedding_size=64),
    "albert-groups": encoder("AlbertForMaskedLM", "AlbertConfig", embedding_size=32, num_hidden_groups=1, inner_group_num=2, num_hidden_layers=4),
    "albert-seqcls": encoder("AlbertForSequenceClassification", "AlbertConfig", embedding_size=32, num_labels=3),
    "albert-base": encoder("AlbertModel", "AlbertConfig", embedding_size=32, hidden_act="gelu"),
    "mpnet-seqcls": encoder("MPNetForSequenceClassification", "MPNetConfig", num_labels=3, pad_token_id=1, max_position_embeddings=66),
    "mpnet-base": encoder("MPNetModel", "MPNetConfig", pad_token_id=1, max_position_embeddings=66),
    "distilbert-sinusoidal": ("DistilBertForMaskedLM", "DistilBertConfig", dict(vocab_size=97, dim=64, n_layers=3, n_heads=4, hidden_dim=96, max_position_embeddings=64, sinusoidal_pos_embds=True, activation="relu")),
    "distilbert-qa": ("DistilBertForQuestionAnswering", "DistilBertConfig", dict(vocab_size=97, dim=64, n_layers=3, n_heads=4, hidden_dim=96, max_position_embeddings=64)),
    "distilbert-tokcls": ("DistilBertForTokenClassification", "DistilBertConfig", dict(vocab_size=97, dim=64, n_layers=3, n_heads=4, hidden_dim=96, max_position_embeddings=64, num_labels=3)),
    "modernbert-biases": encoder("ModernBertForMaskedLM", "ModernBertConfig", attention_bias=True, mlp_bias=True, norm_bias=True, decoder_bias=False, classifier_bias=True, local_attention=8, global_attn_every_n_layers=2, reference_compile=False),
    "modernbert-seqcls-mean": encoder("ModernBertForSequenceClassification", "ModernBertConfig", num_labels=3, classifier_pooling="mean", local_attention=8, reference_compile=False),
    "modernbert-seqcls-cls": encoder("ModernBertForSequenceClassification", "ModernBertConfig", num_labels=3, classifier_pooling="cls", local_attention=8, reference_compile=False),
    "modernbert-tokcls": encoder("ModernBertForTokenClassification", "ModernBertConfig", num_labels=3, local_attention=8, reference_compile=False),
    "deberta-v2-conv": encoder("DebertaV2ForMaskedLM", "DebertaV2Config", conv_kernel_size=3, relative_attention=True, pos_att_type=["c2p", "p2c"], position_buckets=16, norm_rel_ebd="layer_norm", share_att_key=True, type_vocab_size=0),
    "deberta-v2-unshared": encoder("DebertaV2ForTokenClassification", "DebertaV2Config", num_labels=3, relative_attention=True, pos_att_type=["c2p"], position_buckets=-1, max_relative_positions=20, share_att_key=False, type_vocab_size=2),
    "deberta-v3-qa": encoder("DebertaV2ForQuestionAnswering", "DebertaV2Config", relative_attention=True, pos_att_type=["p2c", "c2p"], position_buckets=16, norm_rel_ebd="layer_norm", share_att_key=True, position_biased_input=False, type_vocab_size=0),
    # the same again, with what files hold instead of what configs say
    "llama-f16": llama(_dtype="float16"),
    "llama-bf16-sharded": llama(_dtype="bfloat16", _shard="60KB"),
    "bert-f16": encoder("BertForSequenceClassification", "BertConfig", num_labels=3, _dtype="float16"),
    # longer sequences than the positions were made for
    "llama-yarn-long": llama(max_position_embeddings=32, **rope(rope_type="yarn", factor=2.0)),
    "llama-dynamic-within": llama(max_position_embeddings=64, **rope(rope_type="dynamic", factor=4.0)),
    "phi3-longrope-short": causal("Phi3", max_position_embeddings=128, original_max_position_embeddings=40, **rope(type="longrope", short_factor=[1.0 + 0.1 * i for i in range(8)], long_factor=[2.0 + i for i in range(8)])),
    "gemma2-types": causal("Gemma2", head_dim=16, sliding_window=5, layer_types=["full_attention", "sliding_attention", "full_attention"]),
    "gemma3-bidirectional": ("Gemma3TextModel", "Gemma3TextConfig", grouped(head_dim=16, sliding_window=9, use_bidirectional_attention=True)),
    "gemma3-base": ("Gemma3TextModel", "Gemma3TextConfig", grouped(head_dim=16, sliding_window=5)),
    "gemma3-seqcls": ("Gemma3TextForSequenceClassification", "Gemma3TextConfig", grouped(head_dim=16, sliding_window=5, num_labels=3)),
    # Before 5, its code lays the mask of the first keys over the last ones once a window has moved.
    "qwen2moe-window": causal("Qwen2Moe", _cache=AT_LEAST_5, use_sliding_window=True, sliding_window=5, max_window_layers=1, num_experts=4, num_experts_per_tok=2, moe_intermediate_size=32, shared_expert_intermediate_size=48),
    "qwen3moe-window": causal("Qwen3Moe", use_sliding_window=True, sliding_window=5, max_window_layers=1, num_experts=4, num_experts_per_tok=2, moe_intermediate_size=32),
    "qwen3moe-plain": causal("Qwen3Moe", num_experts=0, head_dim=16),
    "gptoss-yarn": causal("GptOss", num_local_experts=4, num_experts_per_tok=2, head_dim=16, sliding_window=5),
    "stablelm-qknorm-gqa": causal("StableLm", use_parallel_residual=False, qk_layernorm=True, num_key_value_heads=2),
    "gpt2-upcast": ("GPT2LMHeadModel", "GPT2Config", GPT2 | dict(reorder_and_upcast_attn=True, scale_attn_by_inverse_layer_idx=True)),
    "gptneo-seqcls": ("GPTNeoForSequenceClassification", "GPTNeoConfig", NEO | dict(attention_types=[[["global", "local"], 2]], window_size=5, num_labels=3)),
    "gptneox-tokcls": ("GPTNeoXForTokenClassification", "GPTNeoXConfig", SMALL | NO_TOKENS | dict(num_labels=3)),
    "gptj-qa": ("GPTJForQuestionAnswering", "GPTJConfig", GPT2 | dict(rotary_dim=8)),
    "opt-seqcls": ("OPTForSequenceClassification", "OPTConfig", OPT | dict(num_labels=3)),
    "opt-qa": ("OPTForQuestionAnswering", "OPTConfig", OPT),
    "bloom-tokcls": ("BloomForTokenClassification", "BloomConfig", BLOOM | dict(num_labels=3)),
    "bloom-seqcls": ("BloomForSequenceClassification", "BloomConfig", BLOOM | dict(num_labels=3)),
    "bloom-qa": ("BloomForQuestionAnswering", "BloomConfig", BLOOM),
    "mpt-seqcls": ("MptForSequenceClassification", "MptConfig", MPT | dict(num_labels=3)),
    "falcon-seqcls": ("FalconForSequenceClassification", "FalconConfig", FALCON | dict(num_labels=3)),
    "falcon-tokcls": ("FalconForTokenClassification", "FalconConfig", FALCON | dict(num_labels=3)),
    "falcon-qa": ("FalconForQuestionAnswering", "FalconConfig", FALCON),
    "falcon-rope-linear": ("FalconForCausalLM", "FalconConfig", FALCON | dict(max_position_embeddings=64, rope_scaling=dict(rope_type="linear", factor=2.0), rope_theta=500.0)),
    "phi-seqcls": ("PhiForSequenceClassification", "PhiConfig", grouped(num_labels=3)),
    "bert-tokcls": encoder("BertForTokenClassification", "BertConfig", num_labels=3),
    "bert-qa": encoder("BertForQuestionAnswering", "BertConfig"),
    "bert-pretraining": encoder("BertForPreTraining", "BertConfig"),
    "bert-decoder": encoder("BertLMHeadModel", "BertConfig", is_decoder=True),
    "roberta-decoder": encoder("RobertaForCausalLM", "RobertaConfig", is_decoder=True, pad_token_id=1, max_position_embeddings=66, _left=False),
    "roberta-base": encoder("RobertaModel", "RobertaConfig", pad_token_id=1, max_position_embeddings=66),
    "electra-base": encoder("ElectraModel", "ElectraConfig", embedding_size=32),
    "electra-seqcls-width": encoder("ElectraForSequenceClassification", "ElectraConfig", embedding_size=32, num_labels=3),
    "albert-tokcls": encoder("AlbertForTokenClassification", "AlbertConfig", embedding_size=32, num_labels=3),
    "albert-qa": encoder("AlbertForQuestionAnswering", "AlbertConfig", embedding_size=32, num_hidden_groups=3),
    "mpnet-tokcls": encoder("MPNetForTokenClassification", "MPNetConfig", num_labels=3, pad_token_id=1, max_position_embeddings=66),
    "mpnet-qa": encoder("MPNetForQuestionAnswering", "MPNetConfig", pad_token_id=1, max_position_embeddings=66),
    "distilbert-base": ("DistilBertModel", "DistilBertConfig", dict(vocab_size=97, dim=64, n_layers=3, n_heads=4, hidden_dim=96, max_position_embeddings=64)),
    "modernbert-base": encoder("ModernBertModel", "ModernBertConfig", local_attention=8, reference_compile=False),
    "modernbert-qa": encoder("ModernBertForQuestionAnswering", "ModernBertConfig", local_attention=8, reference_compile=False),
    "deberta-v2-base": encoder("DebertaV2Model", "DebertaV2Config", relative_attention=False, type_vocab_size=2, position_biased_input=True),
    "deberta-v2-seqcls-norelative": encoder("DebertaV2ForSequenceClassification", "DebertaV2Config", num_labels=3, relative_attention=True, pos_att_type=[], type_vocab_size=0, pooler_hidden_act="tanh"),
    "deberta-v2-conv-groups": encoder("DebertaV2ForMaskedLM", "DebertaV2Config", conv_kernel_size=5, conv_groups=4, conv_act="gelu", relative_attention=True, pos_att_type=["c2p", "p2c"], position_buckets=16, share_att_key=True),
    "deberta-v2-widths": encoder("DebertaV2ForMaskedLM", "DebertaV2Config", embedding_size=32, relative_attention=True, pos_att_type=["c2p"]),
    # encoder-decoders
    "t5-relu-untied": ("T5ForConditionalGeneration", "T5Config", T5 | dict(tie_word_embeddings=False)),
    "t5-gated-silu": ("T5ForConditionalGeneration", "T5Config", T5 | dict(feed_forward_proj="gated-silu", relative_attention_num_buckets=8, relative_attention_max_distance=12)),
    "t5-gated-gelu": ("T5ForConditionalGeneration", "T5Config", T5 | dict(feed_forward_proj="gated-gelu", tie_word_embeddings=False)),
    "t5-gelu": ("T5ForConditionalGeneration", "T5Config", T5 | dict(feed_forward_proj="gelu")),
    "t5-base": ("T5Model", "T5Config", T5),
    "t5-encoder": ("T5EncoderModel", "T5Config", T5),
    "mt5": ("MT5ForConditionalGeneration", "MT5Config", T5 | dict(feed_forward_proj="gated-gelu", tie_word_embeddings=False)),
    "mt5-encoder": ("MT5EncoderModel", "MT5Config", T5),
    "bart-untied": ("BartForConditionalGeneration", "BartConfig", BART | dict(tie_word_embeddings=False, _tables=True)),
    "m2m-untied": ("M2M100ForConditionalGeneration", "M2M100Config", BART | dict(pad_token_id=1, bos_token_id=0, tie_word_embeddings=False, _tables=True)),
    "bart-scaled": ("BartForConditionalGeneration", "BartConfig", BART | dict(scale_embedding=True, activation_function="relu")),
    "bart-base": ("BartModel", "BartConfig", BART),
    "bart-widths": ("BartForConditionalGeneration", "BartConfig", BART | dict(encoder_layers=3, decoder_layers=1, encoder_ffn_dim=80, decoder_ffn_dim=48, encoder_attention_heads=8)),
    "bart-seqcls": ("BartForSequenceClassification", "BartConfig", BART | dict(num_labels=3)),
    "bart-qa": ("BartForQuestionAnswering", "BartConfig", BART),
    "mbart-seqcls": ("MBartForSequenceClassification", "MBartConfig", BART | dict(num_labels=3, pad_token_id=1, bos_token_id=0)),
    "mbart-qa": ("MBartForQuestionAnswering", "MBartConfig", BART),
    "plbart-seqcls": ("PLBartForSequenceClassification", "PLBartConfig", BART | dict(num_labels=2)),
    "t5-seqcls": ("T5ForSequenceClassification", "T5Config", T5 | dict(num_labels=3, eos_token_id=1)),
    "t5-qa": ("T5ForQuestionAnswering", "T5Config", T5),
    "t5-tokcls": ("T5ForTokenClassification", "T5Config", T5 | dict(num_labels=3)),
    "umt5-seqcls": ("UMT5ForSequenceClassification", "UMT5Config", T5 | dict(num_labels=3)),
    "mt5-tied": ("MT5ForConditionalGeneration", "MT5Config", T5),
    "marian-unscaled": ("MarianMTModel", "MarianConfig", BART | dict(scale_embedding=False, activation_function="swish")),
    "marian-two-vocabularies": ("MarianMTModel", "MarianConfig", BART | dict(share_encoder_decoder_embeddings=False, decoder_vocab_size=89, tie_word_embeddings=False)),
    "whisper-scaled": ("WhisperForConditionalGeneration", "WhisperConfig", WHISPER | dict(scale_embedding=True, activation_function="relu", decoder_layers=3)),
    "whisper-base": ("WhisperModel", "WhisperConfig", WHISPER),
}

MOE = dict(num_experts=4, num_experts_per_tok=2, moe_intermediate_size=32)
DISTIL = dict(vocab_size=97, dim=64, n_layers=3, n_heads=4, hidden_dim=96, max_position_embeddings=64)
PAD1 = dict(pad_token_id=1, max_position_embeddings=66)

# One per family: `mutations.py` changes their keys one by one.
BASES = {
    "gpt2": ("GPT2LMHeadModel", "GPT2Config", GPT2),
    "gpt_neo": ("GPTNeoForCausalLM", "GPTNeoConfig", NEO | dict(attention_types=[[["global", "local"], 2]], window_size=6)),
    "gpt_neox": ("GPTNeoXForCausalLM", "GPTNeoXConfig", SMALL | NO_TOKENS),
    "gptj": ("GPTJForCausalLM", "GPTJConfig", GPT2 | dict(rotary_dim=8)),
    "opt": ("OPTForCausalLM", "OPTConfig", OPT),
    "bloom": ("BloomForCausalLM", "BloomConfig", BLOOM),
    "mpt": ("MptForCausalLM", "MptConfig", MPT | dict(_positions=False)),
    "falcon": ("FalconForCausalLM", "FalconConfig", FALCON | dict(max_position_embeddings=64)),
    "llama": llama(),
    "mistral": causal("Mistral"),
    "mixtral": causal("Mixtral", num_local_experts=4),
    "qwen2": causal("Qwen2"),
    "qwen2_moe": causal("Qwen2Moe", shared_expert_intermediate_size=48, **MOE),
    "qwen3": causal("Qwen3", head_dim=16),
    "qwen3_moe": causal("Qwen3Moe", head_dim=16, **MOE),
    "gemma": causal("Gemma", head_dim=16),
    "gemma2": causal("Gemma2", head_dim=16, sliding_window=6),
    "gemma3_text": ("Gemma3ForCausalLM", "Gemma3TextConfig", grouped(head_dim=16, sliding_window=6)),
    "phi": causal("Phi"),
    "phi3": causal("Phi3"),
    "olmo": causal("Olmo"),
    "olmo2": causal("Olmo2"),
    "olmoe": causal("Olmoe", num_experts=4, num_experts_per_tok=2),
    "granite": causal("Granite"),
    "cohere": causal("Cohere"),
    "stablelm": causal("StableLm"),
    "starcoder2": causal("Starcoder2"),
    "smollm3": causal("SmolLM3"),
    "gpt_oss": causal("GptOss", num_local_experts=4, num_experts_per_tok=2, head_dim=16, sliding_window=6, rope_scaling=None),
    "deepseek_v2": ("DeepseekV2ForCausalLM", "DeepseekV2Config", MLA),
    "deepseek_v3": ("DeepseekV3ForCausalLM", "DeepseekV3Config", MLA | dict(n_group=2, topk_group=1)),
    "bert": encoder("BertForMaskedLM", "BertConfig"),
    "roberta": encoder("RobertaForMaskedLM", "RobertaConfig", **PAD1),
    "electra": encoder("ElectraForMaskedLM", "ElectraConfig", embedding_size=32),
    "distilbert": ("DistilBertForMaskedLM", "DistilBertConfig", DISTIL),
    "albert": encoder("AlbertForMaskedLM", "AlbertConfig", embedding_size=32),
    "mpnet": encoder("MPNetForMaskedLM", "MPNetConfig", **PAD1),
    "modernbert": encoder("ModernBertForSequenceClassification", "ModernBertConfig", num_labels=3, local_attention=8, reference_compile=False),
    "deberta-v2": encoder("DebertaV2ForMaskedLM", "DebertaV2Config", relative_attention=True, pos_att_type=["c2p", "p2c"], position_buckets=16),
    "t5": ("T5ForConditionalGeneration", "T5Config", T5),
    "bart": ("BartForConditionalGeneration", "BartConfig", BART),
    "marian": ("MarianMTModel", "MarianConfig", BART),
    "whisper": ("WhisperForConditionalGeneration", "WhisperConfig", WHISPER),
}
