"""Families beyond those of the reference folder."""

from variants import AT_LEAST_5, BART, GPT2, MLA, NO_TOKENS, PAD1, SMALL, T5, causal, encoder, grouped, rope

BIGCODE = GPT2 | dict(n_inner=96)
XGLM = dict(vocab_size=97, d_model=64, num_layers=3, attention_heads=4, ffn_dim=96, max_position_embeddings=64) | NO_TOKENS
BIOGPT = dict(vocab_size=97, hidden_size=64, num_hidden_layers=3, num_attention_heads=4, intermediate_size=96, max_position_embeddings=64) | NO_TOKENS
MANY = dict(
    moe_intermediate_size=32, n_routed_experts=8, num_experts_per_tok=2, n_shared_experts=1, n_group=2, topk_group=1, first_k_dense_replace=1,
)

def part(config_class, **more):
    return dict({"class": config_class}, **more)


SIGLIP = part("SiglipVisionConfig", hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48, image_size=28, patch_size=14)
CLIP = part("CLIPVisionConfig", hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48, image_size=28, patch_size=14)


def seeing(family, vision, text, image_token=96, **more):
    return (f"{family}ForConditionalGeneration", f"{family}Config", dict(vision_config=vision, text_config=text, image_token_id=image_token, **more))


QWEN_VL = grouped(rope_scaling=dict(type="mrope", mrope_section=[2, 3, 3]), image_token_id=95, video_token_id=96, vision_start_token_id=94)
QWEN_VISION = dict(depth=1, embed_dim=32, hidden_size=64, num_heads=2, mlp_ratio=2, patch_size=14)

# Models that also see: their language part is loaded. (Before 5, those with M-RoPE lose count of positions without `generate`.)
SEEING = {
    "gemma3": seeing("Gemma3", SIGLIP, part("Gemma3TextConfig", **grouped(head_dim=16, sliding_window=5)), mm_tokens_per_image=1),
    "mistral3": seeing("Mistral3", part("PixtralVisionConfig", hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48, image_size=28, patch_size=14), part("MistralConfig", **grouped(sliding_window=None))),
    "llava": seeing("Llava", CLIP, part("LlamaConfig", **grouped())),
    "llava_next": seeing("LlavaNext", CLIP, part("MistralConfig", **grouped(sliding_window=6))),
    "llava_onevision": seeing("LlavaOnevision", SIGLIP, part("Qwen2Config", **grouped())),
    "idefics3": seeing("Idefics3", part("Idefics3VisionConfig", hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48, image_size=28, patch_size=14), part("LlamaConfig", **grouped()), tie_word_embeddings=False),
    "smolvlm": seeing("SmolVLM", part("SmolVLMVisionConfig", hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48, image_size=28, patch_size=14), part("LlamaConfig", **grouped())),
    "internvl": seeing("InternVL", part("InternVLVisionConfig", hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48, image_size=[28, 28], patch_size=[14, 14]), part("Qwen2Config", **grouped())),
    "qwen2_vl": ("Qwen2VLForConditionalGeneration", "Qwen2VLConfig", dict(vision_config=QWEN_VISION, text_config=QWEN_VL, image_token_id=95, video_token_id=96, _cache=AT_LEAST_5)),
    "qwen2_5_vl": ("Qwen2_5_VLForConditionalGeneration", "Qwen2_5_VLConfig", dict(vision_config=dict(depth=1, hidden_size=32, out_hidden_size=64, num_heads=2, intermediate_size=48, fullatt_block_indexes=[0]), text_config=QWEN_VL, image_token_id=95, video_token_id=96, _cache=AT_LEAST_5)),
    "qwen3_vl": ("Qwen3VLForConditionalGeneration", "Qwen3VLConfig", dict(vision_config=dict(depth=1, hidden_size=32, out_hidden_size=64, num_heads=2, intermediate_size=48, num_position_embeddings=16, deepstack_visual_indexes=[0]), text_config=grouped(head_dim=16, rope_scaling=dict(rope_type="default", mrope_section=[4, 2, 2], mrope_interleaved=True)), image_token_id=95, video_token_id=96, _since=5)),
}

FAMILIES = SEEING | {
    "arcee": causal("Arcee"),
    "helium": causal("Helium", head_dim=16),
    "seed_oss": causal("SeedOss", head_dim=24),
    "nemotron": causal("Nemotron"),
    "glm": causal("Glm", head_dim=16, attention_bias=True),
    "glm4": causal("Glm4", head_dim=16, partial_rotary_factor=0.25),
    "glm4_moe": causal("Glm4Moe", use_qk_norm=True, attention_bias=True, **MANY),
    "glm4_moe-plain": causal("Glm4Moe", partial_rotary_factor=1.0, norm_topk_prob=False, routed_scaling_factor=1.5, **MANY),
    "dots1": causal("Dots1", sliding_window=5, max_window_layers=2, **(MANY | dict(n_shared_experts=2))),
    "exaone4": causal("Exaone4", sliding_window=5, sliding_window_pattern=3),
    "exaone4-full": causal("Exaone4", sliding_window=None, layer_types=["full_attention"] * 3),
    "ernie4_5": causal("Ernie4_5", head_dim=16, use_bias=True),
    "ernie4_5_moe": causal("Ernie4_5_Moe", moe_num_experts=4, moe_k=2, moe_intermediate_size=32, moe_num_shared_experts=1, moe_layer_start_index=1),
    "cohere2": causal("Cohere2", sliding_window=5, sliding_window_pattern=2),
    "cohere2-types": causal("Cohere2", sliding_window=5, logit_scale=0.3, attention_bias=True, layer_types=["full_attention", "sliding_attention", "full_attention"]),
    "ministral": causal("Ministral", sliding_window=5, head_dim=16, layer_types=["sliding_attention", "full_attention", "sliding_attention"]),
    "olmo3": causal("Olmo3", sliding_window=5, layer_types=["sliding_attention", "full_attention", "sliding_attention"]),
    "olmo3-yarn": causal("Olmo3", sliding_window=5, num_hidden_layers=4, **rope(rope_type="yarn", factor=4.0, original_max_position_embeddings=16)),
    "flex_olmo": causal("FlexOlmo", num_experts=4, num_experts_per_tok=2, norm_topk_prob=True),
    "granitemoe": causal("GraniteMoe", num_local_experts=4, embedding_multiplier=2.0, logits_scaling=3.0, residual_multiplier=0.4, attention_multiplier=0.2),
    "granitemoeshared": causal("GraniteMoeShared", num_local_experts=4, shared_intermediate_size=48, attention_multiplier=0.25),
    "granitemoehybrid": causal("GraniteMoeHybrid", num_local_experts=0, shared_intermediate_size=48, layer_types=["attention"] * 3, position_embedding_type="rope", attention_multiplier=0.25, residual_multiplier=0.4, mamba_n_heads=4, _cache=AT_LEAST_5),
    "granitemoehybrid-experts": causal("GraniteMoeHybrid", num_local_experts=4, shared_intermediate_size=48, layer_types=["attention"] * 3, attention_multiplier=0.25, embedding_multiplier=2.0, logits_scaling=3.0, mamba_n_heads=4, _cache=AT_LEAST_5),
    "hunyuan_v1_dense": causal("HunYuanDenseV1", head_dim=16),
    "hunyuan_v1_dense-alpha": causal("HunYuanDenseV1", head_dim=24, tie_word_embeddings=True, **rope(type="dynamic", rope_type="dynamic", alpha=1000.0, factor=1.0, beta_fast=32, beta_slow=1, mscale=1.0, mscale_all_dim=0.0)),
    "vaultgemma": causal("VaultGemma", head_dim=16, sliding_window=5),
    "persimmon": causal("Persimmon", num_key_value_heads=4),
    "persimmon-plain": causal("Persimmon", num_key_value_heads=4, qk_layernorm=False, hidden_act="gelu", partial_rotary_factor=1.0),
    "gpt_bigcode": ("GPTBigCodeForCausalLM", "GPTBigCodeConfig", BIGCODE),
    "gpt_bigcode-heads": ("GPTBigCodeForCausalLM", "GPTBigCodeConfig", BIGCODE | dict(multi_query=False, activation_function="gelu", scale_attn_weights=False)),
    "codegen": ("CodeGenForCausalLM", "CodeGenConfig", dict(vocab_size=97, n_embd=64, n_layer=3, n_head=8, n_positions=64, rotary_dim=4) | NO_TOKENS),
    "openai-gpt": ("OpenAIGPTLMHeadModel", "OpenAIGPTConfig", GPT2 | dict(_cache=False)),
    "ctrl": ("CTRLLMHeadModel", "CTRLConfig", GPT2 | dict(dff=96)),
    "xglm": ("XGLMForCausalLM", "XGLMConfig", XGLM),
    "xglm-unscaled": ("XGLMForCausalLM", "XGLMConfig", XGLM | dict(scale_embedding=False, activation_function="relu")),
    "biogpt": ("BioGptForCausalLM", "BioGptConfig", BIOGPT),
    "biogpt-seqcls": ("BioGptForSequenceClassification", "BioGptConfig", BIOGPT | dict(num_labels=3)),
    "mbart": ("MBartForConditionalGeneration", "MBartConfig", BART),
    "mbart-scaled": ("MBartForConditionalGeneration", "MBartConfig", BART | dict(scale_embedding=True, activation_function="relu")),
    "plbart": ("PLBartForConditionalGeneration", "PLBartConfig", BART),
    "pegasus": ("PegasusForConditionalGeneration", "PegasusConfig", BART | dict(scale_embedding=True, activation_function="relu")),
    "blenderbot-small": ("BlenderbotSmallForConditionalGeneration", "BlenderbotSmallConfig", BART | dict(decoder_start_token_id=1)),
    "blenderbot-small-scaled": ("BlenderbotSmallForConditionalGeneration", "BlenderbotSmallConfig", BART | dict(decoder_start_token_id=1, scale_embedding=True)),
    "blenderbot": ("BlenderbotForConditionalGeneration", "BlenderbotConfig", BART),
    "m2m_100": ("M2M100ForConditionalGeneration", "M2M100Config", BART | dict(pad_token_id=1, bos_token_id=0)),
    "umt5": ("UMT5ForConditionalGeneration", "UMT5Config", T5 | dict(feed_forward_proj="gated-gelu")),
    "umt5-encoder": ("UMT5EncoderModel", "UMT5Config", T5),
    "ernie": encoder("ErnieForMaskedLM", "ErnieConfig"),
    "ernie-seqcls": encoder("ErnieForSequenceClassification", "ErnieConfig", num_labels=3),
    "ernie-3": encoder("ErnieForMaskedLM", "ErnieConfig", use_task_id=True),
    "data2vec-text": encoder("Data2VecTextForMaskedLM", "Data2VecTextConfig", **PAD1),
    "deberta": encoder("DebertaForMaskedLM", "DebertaConfig", relative_attention=True, pos_att_type=["c2p", "p2c"], position_biased_input=False),
    "deberta-far": encoder("DebertaForMaskedLM", "DebertaConfig", relative_attention=True, pos_att_type="p2c|c2p", max_relative_positions=9, type_vocab_size=2),
    "deberta-p2c": encoder("DebertaForTokenClassification", "DebertaConfig", relative_attention=True, pos_att_type=["p2c"], num_labels=3),
    "deberta-plain": encoder("DebertaModel", "DebertaConfig", pos_att_type=["c2p"]),
    "deberta-seqcls": encoder("DebertaForSequenceClassification", "DebertaConfig", relative_attention=True, pos_att_type=["c2p"], num_labels=3, pooler_hidden_act="tanh"),
    "deberta-qa": encoder("DebertaForQuestionAnswering", "DebertaConfig", relative_attention=True, pos_att_type=["c2p", "p2c"]),
    "roformer": encoder("RoFormerForMaskedLM", "RoFormerConfig", embedding_size=32),
    "roformer-seqcls": encoder("RoFormerForSequenceClassification", "RoFormerConfig", num_labels=3),
    "rembert": encoder("RemBertForMaskedLM", "RemBertConfig", input_embedding_size=32, output_embedding_size=48),
    "rembert-seqcls": encoder("RemBertForSequenceClassification", "RemBertConfig", input_embedding_size=32, output_embedding_size=48, num_labels=3),
    "megatron-bert": encoder("MegatronBertForMaskedLM", "MegatronBertConfig"),
    "megatron-bert-seqcls": encoder("MegatronBertForSequenceClassification", "MegatronBertConfig", num_labels=3),
    "xlm-roberta-xl": encoder("XLMRobertaXLForMaskedLM", "XLMRobertaXLConfig", **PAD1),
    "roberta-prelayernorm": encoder("RobertaPreLayerNormForMaskedLM", "RobertaPreLayerNormConfig", **PAD1),
    "roberta-prelayernorm-qa": encoder("RobertaPreLayerNormForQuestionAnswering", "RobertaPreLayerNormConfig", **PAD1),
}
