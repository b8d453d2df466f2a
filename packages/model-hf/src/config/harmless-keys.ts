/**
 * Keys of a config.json that do not change what a forward pass computes, for any model type.
 * @module
 */

export const harmlessKeys: ReadonlySet<string> = new Set([
  // what the file is
  "model_type", "architectures", "auto_map", "_name_or_path", "name_or_path", "transformers_version", "torch_dtype", "dtype",
  "_commit_hash", "_attn_implementation", "_attn_implementation_autoset", "attn_implementation", "custom_pipelines",
  "transformers.js_config", "unsloth_version", "unsloth_fixed", "is_llama_config", "_flash_attn_2_enabled", "use_flash_attn", "language",
  // special tokens
  "bos_token_id", "eos_token_id", "pad_token_id", "sep_token_id", "cls_token_id", "mask_token_id", "unk_token_id",
  "decoder_start_token_id", "decoder_bos_token_id", "forced_bos_token_id", "forced_eos_token_id", "bos_token", "eos_token",
  // training only
  "initializer_range", "initializer_factor", "init_std", "initializer_cutoff_factor", "attention_dropout", "attention_probs_dropout_prob",
  "attn_pdrop", "embd_pdrop", "resid_pdrop", "hidden_dropout", "hidden_dropout_prob", "dropout", "dropout_rate", "activation_dropout",
  "classifier_dropout", "classifier_dropout_prob", "embedding_dropout", "embd_dropout", "embed_dropout", "layerdrop", "resid_dropout",
  "residual_dropout", "ffn_dropout", "mlp_dropout", "output_dropout", "problem_type", "gradient_checkpointing", "pretraining_tp",
  "encoder_layerdrop", "decoder_layerdrop", "summary_first_dropout", "rescale_every", "use_bfloat16", "router_aux_loss_coef",
  "output_router_logits", "router_jitter_noise", "aux_loss_alpha", "seq_aux", "router_z_loss_coef", "layer_norm_eps_during_training",
  // what is returned, not what is computed
  "use_cache", "return_dict", "output_attentions", "output_hidden_states", "torchscript", "return_dict_in_generate", "use_return_dict",
  // labels and tasks
  "id2label", "label2id", "num_labels", "_num_labels", "finetuning_task", "task_specific_params", "tokenizer_class", "prefix", "vocab_file",
  "is_encoder_decoder", "chunk_size_feed_forward", "tf_legacy_loss", "pruned_heads", "cache_implementation",
  // defaults of generation, which older configs hold
  "max_length", "min_length", "do_sample", "early_stopping", "num_beams", "num_beam_groups", "diversity_penalty", "temperature", "top_k",
  "top_p", "typical_p", "repetition_penalty", "length_penalty", "no_repeat_ngram_size", "encoder_no_repeat_ngram_size",
  "bad_words_ids", "num_return_sequences", "output_scores", "exponential_decay_length_penalty", "suppress_tokens",
  "begin_suppress_tokens", "remove_invalid_values", "max_new_tokens", "penalty_alpha", "is_prompt_learning",
]);
