/**
 * The steps from the model's logits to the distribution that a token is drawn from, in Hugging Face's order.
 *
 * The first part (processors) knows the context and may change any logit. The second (warpers) only looks at the
 * logits and, but for the last of them, is left out when decoding greedily. Warpers care for the unmasked logits alone and in no particular order,
 * so whoever runs them may close the gaps that a truncation left.
 * @module
 */
import { checkCount, checkFinite, checkId, checkIds, checkPositive } from "./checks.ts";
import { classifierFreeGuidanceInPlace } from "./classifier-free-guidance.ts";
import { epsilonThreshold, etaThreshold } from "./epsilon-cutoff.ts";
import { exponentialDecayLengthInPlace } from "./exponential-decay-length.ts";
import { maskBelow } from "./mask-below.ts";
import { minPThreshold } from "./min-p.ts";
import { encoderNoRepeatNgramInPlace, noRepeatNgramInPlace } from "./no-repeat-ngram.ts";
import { normalizeInPlace } from "./normalize.ts";
import { checkSamplerOptions, drawingOptions, type SamplerOptions } from "./options.ts";
import { presenceFrequencyPenaltyInPlace } from "./presence-frequency-penalty.ts";
import { removeInvalidInPlace } from "./remove-invalid.ts";
import { encoderRepetitionPenaltyInPlace, repetitionPenaltyInPlace } from "./repetition-penalty.ts";
import { badWordsInPlace, checkSequenceBias, sequenceBiasInPlace } from "./sequence-bias.ts";
import { temperatureInPlace } from "./temperature.ts";
import { allowTokensInPlace, forceTokensInPlace, suppressTokensInPlace } from "./token-masks.ts";
import { topHInPlace } from "./top-h.ts";
import { topKIds, topKThreshold } from "./top-k.ts";
import { topNSigmaThreshold } from "./top-n-sigma.ts";
import { topPInPlace } from "./top-p.ts";
import { typicalInPlace } from "./typical.ts";

/** Where in a text a step is applied. */
export interface StepInput {
  /** All token ids so far, the prompt's included. */
  context: ArrayLike<number>;
  /** What the model predicts without the prompt, for classifier-free guidance: logits [vocabSize]. */
  unconditional?: Float32Array;
}

export interface Step {
  /** The option that asked for it. */
  name: keyof SamplerOptions;
  /** Changes the logits in place. */
  apply(logits: Float32Array, input: StepInput): void;
  /** True if the step masks tokens and leaves the other logits alone. */
  narrows: boolean;
  /** If the step masks what lies below a threshold: how to find it. */
  threshold?(logits: Float32Array): number;
}

export interface Pipeline {
  processors: Step[];
  warpers: Step[];
  /**
   * Set if the warpers begin with top-k, or with temperature and then top-k: the ids that they leave over, found without
   * touching the logits. (Dividing first could at most round two logits to the same value.)
   */
  leadingTopK?: (logits: Float32Array) => Int32Array;
}

/** Builds the steps that `options` ask for. @throws if an option is unknown or out of range */
export function createPipeline(options: SamplerOptions): Pipeline & { greedy: boolean } {
  checkSamplerOptions(options);
  const greedy = isGreedy(options);
  const warpers = createWarpers(options, greedy);
  const isLeading = warpers.find(({ name }) => name !== "temperature")?.name === "topK";
  const { topK, minTokensToKeep } = options;
  const leadingTopK = (logits: Float32Array) => topKIds(logits, { topK: topK!, minTokensToKeep });
  return {
    greedy,
    processors: createProcessors(options),
    warpers,
    ...(isLeading ? { leadingTopK } : {}),
  };
}

/** Whether `options` ask for the likeliest token. @throws RangeError if `sample: false` meets an option that it would leave without effect */
export function isGreedy(options: SamplerOptions): boolean {
  const { sample, temperature } = options;
  if (temperature === 0) {
    if (sample) throw new RangeError("createSampler: temperature 0 is greedy, which sample: true contradicts.");
    return true;
  }
  const given = drawingOptions.filter((name) => options[name] !== undefined);
  if (sample === false && given.length > 0) {
    throw new RangeError(
      `createSampler: sample: false takes the likeliest token, so ${given.join(", ")} would have no effect. Leave them out, or pass sample: true.`,
    );
  }
  return !(sample ?? given.length > 0);
}

function createProcessors(options: SamplerOptions): Step[] {
  const steps: Step[] = [];
  /** Adds the step if its option is given; `build` checks the value and returns what to do with it. */
  const add = <Name extends keyof SamplerOptions>(
    name: Name,
    build: (value: NonNullable<SamplerOptions[Name]>) => Step["apply"],
  ) => {
    const value = options[name];
    if (value !== undefined && value !== null) steps.push({ name, apply: build(value), narrows: false });
  };
  const { promptLength = 0, eosTokenIds = [], encoderIds = [] } = options;
  checkCount("promptLength", promptLength, 0, "Pass the number of tokens in the prompt.");
  if (options.eosTokenIds !== undefined) checkIds("eosTokenIds", eosTokenIds);

  add("guidanceScale", (guidanceScale) => {
    checkFinite("guidanceScale", guidanceScale, "Pass a number such as 1.5; 1 does nothing.");
    if (guidanceScale === 1) return () => {};
    return guide(guidanceScale);
  });
  add("sequenceBias", (biases) => {
    checkSequenceBias(biases);
    return (logits, { context }) => sequenceBiasInPlace(logits, { context, biases });
  });
  add("encoderRepetitionPenalty", (penalty) => {
    checkPositive("encoderRepetitionPenalty", penalty, "Pass a number such as 1.5; 1 does nothing.");
    return (logits) => encoderRepetitionPenaltyInPlace(logits, { encoderIds, penalty });
  });
  add("repetitionPenalty", (penalty) => {
    checkPositive("repetitionPenalty", penalty, "Pass a number such as 1.1; 1 does nothing.");
    return (logits, { context }) => repetitionPenaltyInPlace(logits, { context, penalty });
  });
  add("presencePenalty", (presencePenalty) => {
    checkFinite("presencePenalty", presencePenalty, "Pass a number such as 0.5; 0 does nothing.");
    return (logits, { context }) => presenceFrequencyPenaltyInPlace(logits, { context, promptLength, presencePenalty });
  });
  add("frequencyPenalty", (frequencyPenalty) => {
    checkFinite("frequencyPenalty", frequencyPenalty, "Pass a number such as 0.5; 0 does nothing.");
    return (logits, { context }) =>
      presenceFrequencyPenaltyInPlace(logits, { context, promptLength, frequencyPenalty });
  });
  add("noRepeatNgramSize", (size) => {
    checkCount("noRepeatNgramSize", size, 1, "Leave it out to allow repetition.");
    return (logits, { context }) => noRepeatNgramInPlace(logits, { context, size });
  });
  add("encoderNoRepeatNgramSize", (size) => {
    checkCount("encoderNoRepeatNgramSize", size, 1, "Leave it out to allow copying.");
    return (logits, { context }) => encoderNoRepeatNgramInPlace(logits, { context, encoderIds, size });
  });
  add("badWords", (badWords) => {
    for (const [index, ids] of badWords.entries()) checkIds(`badWords[${index}]`, ids);
    return (logits, { context }) => badWordsInPlace(logits, { context, badWords, eosTokenIds });
  });
  add("minLength", (minLength) => {
    checkCount("minLength", minLength, 0, "It counts the prompt too.");
    return (logits, { context }) => {
      if (context.length < minLength) suppressTokensInPlace(logits, { tokens: eosTokenIds });
    };
  });
  add("minNewTokens", (minNewTokens) => {
    checkCount("minNewTokens", minNewTokens, 0, "It does not count the prompt.");
    return (logits, { context }) => {
      if (context.length - promptLength < minNewTokens) suppressTokensInPlace(logits, { tokens: eosTokenIds });
    };
  });
  add("allowedTokens", (allowedTokens) => (logits, { context }) => {
    allowTokensInPlace(logits, { tokens: allowedTokens(context) });
  });
  add("constraint", (constraint) => (logits, { context }) => {
    constraint.maskInPlace(logits, Array.prototype.slice.call(context, promptLength));
  });
  add("forcedBosTokenId", (id) => {
    checkId("forcedBosTokenId", id);
    return (logits, { context }) => {
      if (context.length === 1) forceTokensInPlace(logits, { tokens: [id] });
    };
  });
  add("forcedEosTokenIds", (tokens) => {
    checkIds("forcedEosTokenIds", tokens);
    return (logits, { context }) => {
      if (context.length === options.maxLength! - 1) forceTokensInPlace(logits, { tokens });
    };
  });
  add("removeInvalidValues", (remove) => (remove ? removeInvalidInPlace : () => {}));
  add("exponentialDecayLengthPenalty", ({ start, factor }) => {
    checkCount("exponentialDecayLengthPenalty.start", start, 0, "It counts generated tokens.");
    checkPositive("exponentialDecayLengthPenalty.factor", factor, "Pass a number such as 1.05.");
    return (logits, { context }) => {
      const generatedLength = context.length - promptLength;
      exponentialDecayLengthInPlace(logits, { generatedLength, start, factor, eosTokenIds });
    };
  });
  add("suppressTokens", (tokens) => {
    checkIds("suppressTokens", tokens);
    return (logits) => suppressTokensInPlace(logits, { tokens });
  });
  add("beginSuppressTokens", (tokens) => {
    checkIds("beginSuppressTokens", tokens);
    // A forced first token is not the beginning that is meant
    const begin = promptLength <= 1 && options.forcedBosTokenId !== undefined ? promptLength + 1 : promptLength;
    return (logits, { context }) => {
      if (context.length === begin) suppressTokensInPlace(logits, { tokens });
    };
  });
  for (const processor of options.processors ?? []) {
    steps.push({ name: "processors", apply: (logits, { context }) => processor(logits, context), narrows: false });
  }
  return steps;
}

/** Guidance on log-probabilities, whose difference does not depend on where the model puts its zero. */
function guide(guidanceScale: number): Step["apply"] {
  let work = new Float32Array(0);
  return (logits, { unconditional }) => {
    if (!unconditional) {
      throw new TypeError(
        "sampler.next: guidanceScale needs the unconditional logits. Pass { unconditional } to next.",
      );
    }
    if (work.length !== unconditional.length) work = new Float32Array(unconditional.length);
    work.set(unconditional);
    normalizeInPlace(logits);
    classifierFreeGuidanceInPlace(logits, { unconditional: normalizeInPlace(work), guidanceScale });
  };
}

function createWarpers(options: SamplerOptions, greedy: boolean): Step[] {
  const { temperature, topNSigma, topH, topK, topP, minP, typicalP, epsilonCutoff, etaCutoff, minTokensToKeep } =
    options;
  const steps: Step[] = [];
  const add = (name: keyof SamplerOptions, apply: (logits: Float32Array) => void, narrows = true) => {
    if (options[name] === undefined) return;
    apply(new Float32Array(1)); // so that a value out of range is reported when the sampler is made
    steps.push({ name, apply, narrows });
  };
  const addThreshold = (name: keyof SamplerOptions, threshold: (logits: Float32Array) => number) => {
    if (options[name] === undefined) return;
    threshold(new Float32Array(1));
    steps.push({ name, apply: (logits) => maskBelow(logits, threshold(logits)), narrows: true, threshold });
  };
  if (!greedy) {
    add("temperature", (logits) => temperatureInPlace(logits, { temperature: temperature! }), false);
    addThreshold("topNSigma", (logits) => topNSigmaThreshold(logits, { topNSigma: topNSigma! }));
    add("topH", (logits) => topHInPlace(logits, { topH: topH! }));
    addThreshold("topK", (logits) => topKThreshold(logits, { topK: topK!, minTokensToKeep }));
    add("topP", (logits) => topPInPlace(logits, { topP: topP!, minTokensToKeep }));
    addThreshold("minP", (logits) => minPThreshold(logits, { minP: minP!, minTokensToKeep }));
    add("typicalP", (logits) => typicalInPlace(logits, { typicalP: typicalP!, minTokensToKeep }));
    addThreshold("epsilonCutoff", (logits) =>
      epsilonThreshold(logits, { epsilonCutoff: epsilonCutoff!, minTokensToKeep }),
    );
    addThreshold("etaCutoff", (logits) => etaThreshold(logits, { etaCutoff: etaCutoff!, minTokensToKeep }));
  }
  if (options.renormalizeLogits) add("renormalizeLogits", normalizeInPlace, false);
  return steps;
}
