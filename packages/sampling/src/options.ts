/** What a sampler can be asked to do, and how a wrong request is answered. @module */
import type { Constraint } from "./constraint.ts";
import type { Random } from "./random.ts";
import type { SequenceBias } from "./sequence-bias.ts";

/** All of a sampler's options. Each step's own file explains what it does; the pipeline applies them in this order. */
export interface SamplerOptions {
  // Steps that look at the context
  /** Push away from the unconditional prediction, which `next` then needs. 1 does nothing. */
  guidanceScale?: number;
  /** Add to the logit of a token that would complete a sequence. */
  sequenceBias?: readonly SequenceBias[];
  /** Encourage (above 1) the tokens of `encoderIds`. */
  encoderRepetitionPenalty?: number;
  /** Discourage (above 1) tokens of the context. */
  repetitionPenalty?: number;
  /** Subtract once from the logits of tokens generated before. */
  presencePenalty?: number;
  /** Subtract from the logits of tokens generated before, once per occurrence. */
  frequencyPenalty?: number;
  /** Forbid repeating this many tokens of the context. */
  noRepeatNgramSize?: number;
  /** Forbid copying this many tokens of `encoderIds`. */
  encoderNoRepeatNgramSize?: number;
  /** Forbid these sequences of tokens. */
  badWords?: readonly ArrayLike<number>[];
  /** Forbid the end before the context, prompt included, has this many tokens. */
  minLength?: number;
  /** Forbid the end before this many tokens are generated. */
  minNewTokens?: number;
  /** Which tokens may come next; an empty answer is an error. */
  allowedTokens?: (context: ArrayLike<number>) => ArrayLike<number>;
  /** A regex or JSON schema that the generated text has to follow. */
  constraint?: Constraint;
  /** Force this token after a context of one token. */
  forcedBosTokenId?: number;
  /** Force one of these tokens when the context reaches maxLength - 1. */
  forcedEosTokenIds?: ArrayLike<number>;
  /** Replace NaN and infinities by finite logits, instead of reporting them. */
  removeInvalidValues?: boolean;
  /** Make the end likelier with every generated token beyond `start`. */
  exponentialDecayLengthPenalty?: { start: number; factor: number };
  /** Forbid these tokens. */
  suppressTokens?: ArrayLike<number>;
  /** Forbid these tokens as the first generated one. */
  beginSuppressTokens?: ArrayLike<number>;
  /** Your own steps: each changes the logits in place. */
  processors?: readonly ((logits: Float32Array, context: ArrayLike<number>) => void)[];

  // Steps that shape the distribution that a token is drawn from
  /** Divide the logits. 0 means greedy. Default 1. */
  temperature?: number;
  /** Keep the tokens within so many standard deviations of the largest logit. */
  topNSigma?: number;
  /** Keep the likeliest tokens up to this fraction of the entropy. */
  topH?: number;
  /** Keep the k likeliest tokens. */
  topK?: number;
  /** Keep the smallest set of likeliest tokens that reaches this probability, 0 < topP <= 1. */
  topP?: number;
  /** Keep the tokens at least this fraction as likely as the likeliest. */
  minP?: number;
  /** Keep the tokens of typical surprise up to this probability. */
  typicalP?: number;
  /** Keep the tokens at least this likely. */
  epsilonCutoff?: number;
  /** Keep the tokens above a floor that sinks with the entropy. */
  etaCutoff?: number;
  /** topK, topP, minP, typicalP, epsilonCutoff and etaCutoff keep at least this many tokens. Default 1. */
  minTokensToKeep?: number;
  /** End with log-probabilities instead of logits: of use to who reads the processed logits. */
  renormalizeLogits?: boolean;

  // What the steps above need to know
  /** How many tokens at the start of the context are the prompt. */
  promptLength?: number;
  /** The tokens that end a text. */
  eosTokenIds?: ArrayLike<number>;
  /** The longest context, prompt included. */
  maxLength?: number;
  /** The input of an encoder, or another source text. */
  encoderIds?: ArrayLike<number>;

  // Choosing
  /**
   * Draw at random (true) or take the likeliest token (false). Left out: random as soon as an option is given that
   * only makes sense for drawing (temperature above 0, topK, seed …), otherwise greedy.
   */
  sample?: boolean;
  /** Where random numbers come from. Default: a generator seeded with `seed`. */
  random?: Random;
  /** Seed of the default generator. Default: another one every time, which `sampler.seed` tells. */
  seed?: number;
  /**
   * Whether to compute each token's `logprob` under the model, which takes one pass over the vocabulary. Default true;
   * with false it is NaN.
   */
  logprob?: boolean;
  /** Also return so many of the model's likeliest tokens with their log-probabilities. Default 0. */
  topLogprobs?: number;
}

/** Options that only matter when a token is drawn at random. */
export const drawingOptions = [
  "temperature",
  "topNSigma",
  "topH",
  "topK",
  "topP",
  "minP",
  "typicalP",
  "epsilonCutoff",
  "etaCutoff",
  "minTokensToKeep",
  "seed",
  "random",
] as const satisfies readonly (keyof SamplerOptions)[];

/** The name of every option. A key added to SamplerOptions and forgotten here does not compile. */
export const samplerOptionNames = Object.keys({
  guidanceScale: 1,
  sequenceBias: 1,
  encoderRepetitionPenalty: 1,
  repetitionPenalty: 1,
  presencePenalty: 1,
  frequencyPenalty: 1,
  noRepeatNgramSize: 1,
  encoderNoRepeatNgramSize: 1,
  badWords: 1,
  minLength: 1,
  minNewTokens: 1,
  allowedTokens: 1,
  constraint: 1,
  forcedBosTokenId: 1,
  forcedEosTokenIds: 1,
  removeInvalidValues: 1,
  exponentialDecayLengthPenalty: 1,
  suppressTokens: 1,
  beginSuppressTokens: 1,
  processors: 1,
  temperature: 1,
  topNSigma: 1,
  topH: 1,
  topK: 1,
  topP: 1,
  minP: 1,
  typicalP: 1,
  epsilonCutoff: 1,
  etaCutoff: 1,
  minTokensToKeep: 1,
  renormalizeLogits: 1,
  promptLength: 1,
  eosTokenIds: 1,
  maxLength: 1,
  encoderIds: 1,
  sample: 1,
  random: 1,
  seed: 1,
  logprob: 1,
  topLogprobs: 1,
} satisfies Record<keyof SamplerOptions, 1>) as (keyof SamplerOptions)[];

/** What must stand beside an option, and why. */
const needs: readonly (readonly [keyof SamplerOptions, keyof SamplerOptions, string])[] = [
  ["presencePenalty", "promptLength", "it counts generated tokens only"],
  ["frequencyPenalty", "promptLength", "it counts generated tokens only"],
  ["minNewTokens", "promptLength", "it counts generated tokens only"],
  ["exponentialDecayLengthPenalty", "promptLength", "it counts generated tokens only"],
  ["beginSuppressTokens", "promptLength", "it applies to the first generated token"],
  ["constraint", "promptLength", "it applies to the generated text"],
  ["minLength", "eosTokenIds", "they are what it forbids"],
  ["minNewTokens", "eosTokenIds", "they are what it forbids"],
  ["exponentialDecayLengthPenalty", "eosTokenIds", "they are what it raises"],
  ["constraint", "eosTokenIds", "they follow a complete text"],
  ["forcedEosTokenIds", "maxLength", "it says when"],
  ["encoderRepetitionPenalty", "encoderIds", "they are what it encourages"],
  ["encoderNoRepeatNgramSize", "encoderIds", "they are what must not be copied"],
];

/** Throws a RangeError for an option that is unknown, or that lacks another it needs. */
export function checkSamplerOptions(options: SamplerOptions): void {
  checkKnownOptions("createSampler", options, samplerOptionNames);
  for (const [name, needed, reason] of needs) {
    if (options[name] !== undefined && options[needed] === undefined) {
      throw new RangeError(`createSampler: ${name} needs ${needed}, because ${reason}. Pass both.`);
    }
  }
}

/** Throws a RangeError that names the first key of `options` that is not in `known`, and the known key nearest to it. */
export function checkKnownOptions(where: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const simple = (name: string) => name.toLowerCase().replaceAll("_", "");
    const meant = known.find((name) => simple(name) === simple(key));
    throw new RangeError(
      `${where}: there is no option "${key}". ${meant ? `Did you mean "${meant}"?` : `It knows ${known.join(", ")}.`}`,
    );
  }
}
