/**
 * From logits to the next token: every processing step in order, then the likeliest token or a random one.
 * @module
 */
import { expOfMinus, maxOf } from "./log-sum-exp.ts";
import { type TokenLogprob, tokenLogprob, topLogprobs } from "./logprobs.ts";
import { checkKnownOptions, drawingOptions, type SamplerOptions } from "./options.ts";
import { createRandom } from "./random.ts";
import { temperatureInPlace } from "./temperature.ts";
import { topKInPlace } from "./top-k.ts";
import { topPInPlace } from "./top-p.ts";

/** One step of the way from the model's logits to the distribution that a token is drawn from. */
interface Step {
  name: string;
  apply(logits: Float32Array): void;
}

export interface SampledToken {
  id: number;
  /** How likely the model itself found the token, before any processing: natural logarithm. */
  logprob: number;
  /** How likely this draw was, after processing: natural logarithm. 0 when greedy, which has no other choice. */
  drawLogprob: number;
  /** The model's likeliest tokens, likeliest first, when `topLogprobs` asked for some. */
  top?: TokenLogprob[];
}

export interface Sampler {
  /**
   * Chooses the next token.
   *
   * Shape: logits [vocabSize], left as they are; context: all token ids so far, the prompt's included
   * @throws RangeError if a logit is NaN or every token is masked
   */
  next(logits: Float32Array, context: ArrayLike<number>): SampledToken;
  /** True if no randomness is involved. */
  readonly greedy: boolean;
}

const knownOptions = ["sample", "random", "seed", "temperature", "topK", "topP", "minTokensToKeep", "topLogprobs"];

/**
 * Creates a sampler. Without options it is greedy.
 *
 * @throws RangeError if an option is unknown, out of range, or would be without effect
 * @example
 * const sampler = createSampler({ temperature: 0.8, topP: 0.95, seed: 1 });
 * const { id, logprob } = sampler.next(logits, context);
 */
export function createSampler(options: SamplerOptions = {}): Sampler {
  checkKnownOptions("createSampler", options, knownOptions);
  const { topLogprobs: numTop = 0, seed = 0 } = options;
  const greedy = isGreedy(options);
  const random = options.random ?? createRandom(seed);
  const steps = greedy ? [] : warpers(options);
  const scratch = createScratch();

  return {
    greedy,
    next(logits) {
      const working = scratch.copyOf(logits);
      let choice: { id: number; drawLogprob: number };
      if (greedy) {
        choice = { id: argmax(working), drawLogprob: 0 };
      } else {
        for (const step of steps) step.apply(working);
        choice = draw(working, random(), scratch.weights(logits.length));
      }
      const token: SampledToken = { ...choice, logprob: tokenLogprob(logits, choice.id) };
      if (numTop > 0) token.top = topLogprobs(logits, numTop);
      return token;
    },
  };
}

/** @throws RangeError if `sample: false` meets an option that it would leave without effect */
function isGreedy(options: SamplerOptions): boolean {
  const { sample, temperature } = options;
  const given = drawingOptions.filter((name) => options[name] !== undefined);
  if (temperature === 0) {
    if (sample) throw new RangeError("createSampler: temperature 0 is greedy, which sample: true contradicts.");
    return true;
  }
  if (sample === false && given.length > 0) {
    throw new RangeError(
      `createSampler: sample: false takes the likeliest token, so ${given.join(", ")} would have no effect. Leave them out, or pass sample: true.`,
    );
  }
  return !(sample ?? given.length > 0);
}

function warpers({ temperature, topK, topP, minTokensToKeep }: SamplerOptions): Step[] {
  const steps: Step[] = [];
  const add = (name: string, apply: Step["apply"]) => {
    apply(new Float32Array(1)); // so that a value out of range is reported when the sampler is made
    steps.push({ name, apply });
  };
  if (temperature !== undefined) add("temperature", (logits) => temperatureInPlace(logits, { temperature }));
  if (topK !== undefined) add("topK", (logits) => topKInPlace(logits, { topK, minTokensToKeep }));
  if (topP !== undefined) add("topP", (logits) => topPInPlace(logits, { topP, minTokensToKeep }));
  return steps;
}

/** Work arrays that grow with the vocabulary and are then reused for every token. */
function createScratch() {
  let logitsBuffer = new Float32Array(0);
  let weightBuffer = new Float64Array(0);
  return {
    copyOf(logits: Float32Array): Float32Array {
      if (logitsBuffer.length !== logits.length) logitsBuffer = new Float32Array(logits.length);
      logitsBuffer.set(logits);
      return logitsBuffer;
    },
    weights(length: number): Float64Array {
      if (weightBuffer.length < length) weightBuffer = new Float64Array(length);
      return weightBuffer;
    },
  };
}

/** The id of the largest logit; of equal ones the lowest. @throws RangeError if there is none */
export function argmax(logits: Float32Array): number {
  let best = -1;
  let max = -Infinity;
  for (let id = 0; id < logits.length; id++) {
    if (logits[id] > max) {
      max = logits[id];
      best = id;
    }
  }
  if (best < 0) throw noChoice(logits);
  return best;
}

/** Draws an id with probability softmax(logits)[id] by inverting the cumulative sum at `u` in [0, 1). */
function draw(logits: Float32Array, u: number, weights: Float64Array): { id: number; drawLogprob: number } {
  const max = maxOf(logits);
  let sum = 0;
  for (let id = 0; id < logits.length; id++) {
    weights[id] = expOfMinus(max - logits[id]);
    sum += weights[id];
  }
  if (!(sum > 0)) throw noChoice(logits);
  const target = u * sum;
  let cumulative = 0;
  let chosen = -1;
  for (let id = 0; id < logits.length && !(cumulative > target && chosen >= 0); id++) {
    if (weights[id] === 0) continue;
    cumulative += weights[id];
    chosen = id;
  }
  return { id: chosen, drawLogprob: Math.log(weights[chosen] / sum) };
}

function noChoice(logits: Float32Array): RangeError {
  const bad = logits.findIndex(Number.isNaN);
  if (bad >= 0) return new RangeError(`sampler.next: logits[${bad}] is NaN. The model's output is broken.`);
  return new RangeError(`sampler.next: all ${logits.length} tokens are masked. Loosen the options that forbid tokens.`);
}
