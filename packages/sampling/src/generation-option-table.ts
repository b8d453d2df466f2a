/**
 * What becomes of every option of Hugging Face's GenerationConfig (versions 4.57 and 5.18).
 *
 * An option is mapped to one of ours, or it says how something is computed rather than what and is ignored, or it is
 * refused. There is no fourth way: a key that is not in this table is an error.
 * @module
 */

export type OptionFate =
  /** `off`: values that mean "do nothing", besides null. */
  | { mapped: string; off?: readonly unknown[] }
  | { ignored: string }
  /** Refused when set to anything but null and the `off` values. */
  | { refused: string; off?: readonly unknown[] };

const cache = "how the cache is kept, not what is computed";
const returned = "what is returned: ask for topLogprobs, or trace the model";
const speed = "how the computation is run";
const metadata = "about the file";
const otherTokenizer = "only for assistants with another tokenizer";

export const generationOptionTable = {
  // Length
  max_length: { mapped: "maxNewTokens" },
  max_new_tokens: { mapped: "maxNewTokens" },
  min_length: { mapped: "minLength", off: [0] },
  min_new_tokens: { mapped: "minNewTokens", off: [0] },
  early_stopping: { mapped: "earlyStopping" },
  max_time: { mapped: "maxTime" },
  stop_strings: { mapped: "stopStrings" },
  // Strategy
  do_sample: { mapped: "sample" },
  num_beams: { mapped: "numBeams" },
  num_beam_groups: { mapped: "numBeamGroups", off: [1] },
  diversity_penalty: { mapped: "diversityPenalty", off: [0] },
  penalty_alpha: { mapped: "penaltyAlpha", off: [0] },
  num_return_sequences: { mapped: "numReturnSequences" },
  // Logits
  temperature: { mapped: "temperature", off: [1] },
  top_k: { mapped: "topK", off: [0] },
  top_p: { mapped: "topP", off: [1] },
  min_p: { mapped: "minP" },
  top_h: { mapped: "topH" },
  typical_p: { mapped: "typicalP", off: [1] },
  epsilon_cutoff: { mapped: "epsilonCutoff", off: [0] },
  eta_cutoff: { mapped: "etaCutoff", off: [0] },
  repetition_penalty: { mapped: "repetitionPenalty", off: [1] },
  encoder_repetition_penalty: { mapped: "encoderRepetitionPenalty", off: [1] },
  length_penalty: { mapped: "lengthPenalty" },
  no_repeat_ngram_size: { mapped: "noRepeatNgramSize", off: [0] },
  encoder_no_repeat_ngram_size: { mapped: "encoderNoRepeatNgramSize", off: [0] },
  bad_words_ids: { mapped: "badWords" },
  sequence_bias: { mapped: "sequenceBias" },
  renormalize_logits: { mapped: "renormalizeLogits", off: [false] },
  forced_bos_token_id: { mapped: "forcedBosTokenId" },
  forced_eos_token_id: { mapped: "forcedEosTokenIds" },
  remove_invalid_values: { mapped: "removeInvalidValues", off: [false] },
  exponential_decay_length_penalty: { mapped: "exponentialDecayLengthPenalty" },
  suppress_tokens: { mapped: "suppressTokens" },
  begin_suppress_tokens: { mapped: "beginSuppressTokens" },
  guidance_scale: { mapped: "guidanceScale", off: [1] },
  watermarking_config: { refused: "watermarks are left out knowingly" },
  token_healing: {
    refused: "remove the prompt's last token yourself and constrain the text to begin with it",
    off: [false],
  },
  // Tokens
  pad_token_id: { mapped: "tokens.pad" },
  bos_token_id: { mapped: "tokens.bos" },
  eos_token_id: { mapped: "eosTokenIds" },
  decoder_start_token_id: { mapped: "tokens.decoderStart" },
  // Drafts
  num_assistant_tokens: { mapped: "draft.numTokens" },
  num_assistant_tokens_schedule: { mapped: "draft.schedule" },
  assistant_confidence_threshold: { mapped: "draft.confidenceThreshold" },
  prompt_lookup_num_tokens: { mapped: "promptLookup.numTokens" },
  max_matching_ngram_size: { mapped: "promptLookup.maxMatchingNgramSize" },
  is_assistant: { ignored: "set by generate itself" },
  assistant_lookbehind: { ignored: otherTokenizer },
  target_lookbehind: { ignored: otherTokenizer },
  assistant_early_exit: { refused: "use modelDraft with a model of its own" },
  assistant_ensemble_weight: { refused: "it would change the distribution that speculative decoding keeps" },
  speculation_type: { refused: "only modelDraft and promptLookupDraft are known" },
  use_mtp: { refused: "multi-token prediction heads are not known", off: [false] },
  // Removed from transformers or moved out of it
  constraints: { refused: "use a constraint (regex or JSON schema) or allowedTokens" },
  force_words_ids: { refused: "use a constraint (regex or JSON schema) or allowedTokens" },
  dola_layers: { refused: "contrasting layers needs the inside of the model" },
  low_memory: { ignored: speed },
  // The rest
  use_cache: { ignored: cache },
  cache_implementation: { ignored: cache },
  cache_config: { ignored: cache },
  max_cache_len: { ignored: cache },
  return_legacy_cache: { ignored: cache },
  prefill_chunk_size: { ignored: speed },
  compile_config: { ignored: speed },
  disable_compile: { ignored: speed },
  continuous_batching_config: { ignored: speed },
  output_attentions: { ignored: returned },
  output_hidden_states: { ignored: returned },
  output_scores: { ignored: returned },
  output_logits: { ignored: returned },
  return_dict_in_generate: { ignored: returned },
  transformers_version: { ignored: metadata },
  _from_model_config: { ignored: metadata },
  _commit_hash: { ignored: metadata },
} as const satisfies Record<string, OptionFate>;

export type GenerationOptionName = keyof typeof generationOptionTable;
