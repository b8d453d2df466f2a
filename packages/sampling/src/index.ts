// In the order of the README. (The blank line after a comment keeps the groups from being sorted into one.)

// Choosing a token

export { drawingOptions, type SamplerOptions } from "./options.ts";
export { argmax, createSampler, type DistributionOptions, type SampledToken, type Sampler } from "./sampler.ts";

// … and what leads to it

export { type ExplainedStep, type ExplainedToken, explain } from "./explain.ts";
export { createLogitsProcessor, type LogitsProcessor } from "./logits-processor.ts";
export { createRandom, type Random, type SeededRandom } from "./random.ts";

// Log-probabilities

export { logSumExp } from "./log-sum-exp.ts";
export { promptLogprobs, type TokenLogprob, tokenLogprob, topLogprobs } from "./logprobs.ts";

// Shaping the distribution

export { epsilonCutoffInPlace, etaCutoffInPlace } from "./epsilon-cutoff.ts";
export { minPInPlace } from "./min-p.ts";
export { temperatureInPlace } from "./temperature.ts";
export { topHInPlace } from "./top-h.ts";
export { topKInPlace } from "./top-k.ts";
export { topNSigmaInPlace } from "./top-n-sigma.ts";
export { topPInPlace } from "./top-p.ts";
export { typicalInPlace } from "./typical.ts";

// Minding what was said before

export { exponentialDecayLengthInPlace } from "./exponential-decay-length.ts";
export { hammingDiversityInPlace } from "./hamming-diversity.ts";
export { encoderNoRepeatNgramInPlace, noRepeatNgramInPlace } from "./no-repeat-ngram.ts";
export { presenceFrequencyPenaltyInPlace } from "./presence-frequency-penalty.ts";
export { encoderRepetitionPenaltyInPlace, repetitionPenaltyInPlace } from "./repetition-penalty.ts";

// Forbidding and forcing

export { classifierFreeGuidanceInPlace } from "./classifier-free-guidance.ts";
export { normalizeInPlace } from "./normalize.ts";
export { removeInvalidInPlace } from "./remove-invalid.ts";
export { badWordsInPlace, type SequenceBias, sequenceBiasInPlace } from "./sequence-bias.ts";
export { allowTokensInPlace, forceTokensInPlace, suppressTokensInPlace } from "./token-masks.ts";

// Decoding texts

export type { DecodingModel, MaybePromise, StepOptions, StepOutput } from "./decoding-model.ts";
export { type GeneratedToken, type GenerateOptions, generate } from "./generate.ts";
export {
  type Draft,
  type ModelDraftOptions,
  modelDraft,
  type Proposal,
  type SpeculativeOptions,
  speculativeDecoding,
} from "./speculative-decoding.ts";

// … several at once, and when they end

export { type BeamResult, type BeamSearchOptions, beamSearch } from "./beam-search.ts";
export { type ContrastiveSearchOptions, contrastiveSearch } from "./contrastive-search.ts";
export { promptLookupDraft } from "./prompt-lookup.ts";
export { createStopStringMatcher, type StopStringMatcher } from "./stop-strings.ts";
export type { FinishReason, StopOptions } from "./stopping.ts";
export { createTextStream, type TextStream } from "./text-stream.ts";

// Texts that follow rules

export type { ConstraintOptions } from "./constrained/grammar-constraint.ts";
export { type JsonSchemaOptions, jsonSchemaConstraint } from "./constrained/json-schema.ts";
export { regexConstraint } from "./constrained/regex.ts";
export { createVocabulary, type Vocabulary } from "./constrained/vocabulary.ts";
export type { Constraint } from "./constraint.ts";

// Hugging Face's configuration

export { type GenerationOptionName, generationOptionTable, type OptionFate } from "./generation-option-table.ts";
export { type GenerationPlan, type ParseContext, parseGenerationOptions } from "./generation-options.ts";
