// Choosing a token

export { type BeamResult, type BeamSearchOptions, beamSearch } from "./beam-search.ts";
export { classifierFreeGuidanceInPlace } from "./classifier-free-guidance.ts";
export type { ConstraintOptions } from "./constrained/grammar-constraint.ts";
export { type JsonSchemaOptions, jsonSchemaConstraint } from "./constrained/json-schema.ts";
export { regexConstraint } from "./constrained/regex.ts";
// Text that follows rules
export { createVocabulary, type Vocabulary } from "./constrained/vocabulary.ts";
export type { Constraint } from "./constraint.ts";
export { type ContrastiveSearchOptions, contrastiveSearch } from "./contrastive-search.ts";
export type { DecodingModel, MaybePromise, StepOptions, StepOutput } from "./decoding-model.ts";
export { epsilonCutoffInPlace, etaCutoffInPlace } from "./epsilon-cutoff.ts";
export { type ExplainedStep, type ExplainedToken, explain } from "./explain.ts";
export { exponentialDecayLengthInPlace } from "./exponential-decay-length.ts";
// Decoding whole texts
export { type GeneratedToken, type GenerateOptions, generate } from "./generate.ts";
export { type GenerationOptionName, generationOptionTable, type OptionFate } from "./generation-option-table.ts";
// Hugging Face's GenerationConfig
export { type GenerationPlan, type ParseContext, parseGenerationOptions } from "./generation-options.ts";
export { hammingDiversityInPlace } from "./hamming-diversity.ts";
export { logSumExp } from "./log-sum-exp.ts";
export { createLogitsProcessor, type LogitsProcessor } from "./logits-processor.ts";
// Log-probabilities
export { promptLogprobs, type TokenLogprob, tokenLogprob, topLogprobs } from "./logprobs.ts";
export { minPInPlace } from "./min-p.ts";
export { encoderNoRepeatNgramInPlace, noRepeatNgramInPlace } from "./no-repeat-ngram.ts";
export { normalizeInPlace } from "./normalize.ts";
export type { SamplerOptions } from "./options.ts";
export { presenceFrequencyPenaltyInPlace } from "./presence-frequency-penalty.ts";
export { promptLookupDraft } from "./prompt-lookup.ts";
export { createRandom, type Random, type SeededRandom } from "./random.ts";
export { removeInvalidInPlace } from "./remove-invalid.ts";
// Minding what was said before
export { encoderRepetitionPenaltyInPlace, repetitionPenaltyInPlace } from "./repetition-penalty.ts";
export { argmax, createSampler, type DistributionOptions, type SampledToken, type Sampler } from "./sampler.ts";
export { badWordsInPlace, type SequenceBias, sequenceBiasInPlace } from "./sequence-bias.ts";
export {
  type Draft,
  type ModelDraftOptions,
  modelDraft,
  type Proposal,
  type SpeculativeOptions,
  speculativeDecoding,
} from "./speculative-decoding.ts";
export { createStopStringMatcher, type StopStringMatcher } from "./stop-strings.ts";
export type { FinishReason, StopOptions } from "./stopping.ts";
// Shaping the distribution
export { temperatureInPlace } from "./temperature.ts";
export { createTextStream, type TextStream } from "./text-stream.ts";
// Forbidding and forcing
export { allowTokensInPlace, forceTokensInPlace, suppressTokensInPlace } from "./token-masks.ts";
export { topHInPlace } from "./top-h.ts";
export { topKInPlace } from "./top-k.ts";
export { topNSigmaInPlace } from "./top-n-sigma.ts";
export { topPInPlace } from "./top-p.ts";
export { typicalInPlace } from "./typical.ts";
