/**
 * From logits to the next token: every processing step in order, then the likeliest token or a random one.
 *
 * Once a step has masked most of the vocabulary, the survivors are moved together and the later steps see only them:
 * after top-k 50 of 262,144 tokens, top-p looks at 50 numbers. The large work arrays are kept from token to token.
 * @module
 */
import { expOfMinus, maxOf } from "./log-sum-exp.ts";
import { type TokenLogprob, tokenLogprob, topLogprobs } from "./logprobs.ts";
import type { SamplerOptions } from "./options.ts";
import { createPipeline, type StepInput } from "./pipeline.ts";
import { createRandom, type Random } from "./random.ts";

export interface SampledToken {
  id: number;
  /** How likely the model itself found the token, before any processing: natural logarithm. NaN with `logprob: false`. */
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
  next(logits: Float32Array, context: ArrayLike<number>, extra?: Omit<StepInput, "context">): SampledToken;
  /**
   * The probabilities that `next` would draw with: those of one token when greedy. Returns a new array, or fills `out`.
   *
   * Shape: logits, result [vocabSize]
   */
  distribution(logits: Float32Array, context: ArrayLike<number>, extra?: DistributionOptions): Float64Array;
  /** True if no randomness is involved. */
  readonly greedy: boolean;
  /** The seed of the generator; undefined if `random` was given. */
  readonly seed: number | undefined;
  /** Where this sampler's random numbers come from. */
  readonly random: Random;
}

export interface DistributionOptions extends Omit<StepInput, "context"> {
  out?: Float64Array;
}

/** Logits with the masked ones left out: `logits[i]` belongs to token `ids[i]`, or to token i where ids is null. */
interface Candidates {
  logits: Float32Array;
  ids: Int32Array | null;
}

/**
 * Creates a sampler. Without options it is greedy.
 *
 * @throws RangeError if an option is unknown, out of range, lacks another it needs, or would be without effect
 * @example
 * const sampler = createSampler({ temperature: 0.8, topP: 0.95, seed: 1 });
 * const { id, logprob } = sampler.next(logits, context);
 */
export function createSampler(options: SamplerOptions = {}): Sampler {
  const { processors, warpers, greedy, leadingTopK } = createPipeline(options);
  const { topLogprobs: numTop = 0, logprob: wantsLogprob = true } = options;
  const seed = options.random ? undefined : (options.seed ?? Math.floor(Math.random() * 2 ** 32));
  const random = options.random ?? createRandom(seed!);
  const work = createWorkArrays();

  /** Runs every step, on a copy of the logits where a step would change them. */
  const process = (logits: Float32Array, input: StepInput): Candidates => {
    let candidates: Candidates = { logits, ids: null };
    if (processors.length > 0 || (warpers.length > 0 && !leadingTopK)) candidates.logits = work.copyOf(logits);
    for (const step of processors) step.apply(candidates.logits, input);
    if (leadingTopK) candidates = work.select(candidates.logits, leadingTopK(candidates.logits));
    for (const step of warpers) {
      if (step.name === "topK" && leadingTopK) continue;
      if (step.threshold) candidates = work.closeGaps(candidates, step.threshold(candidates.logits));
      else {
        step.apply(candidates.logits, input);
        if (step.narrows) candidates = work.closeGaps(candidates, -Infinity);
      }
    }
    return candidates;
  };

  return {
    greedy,
    seed,
    random,
    next(logits, context, extra) {
      const candidates = process(logits, { context, ...extra });
      const choice = greedy
        ? { place: argmax(candidates.logits), drawLogprob: 0 }
        : draw(candidates.logits, random(), work.weights(candidates.logits.length));
      const id = candidates.ids ? candidates.ids[choice.place] : choice.place;
      const logprob = wantsLogprob ? tokenLogprob(logits, id) : NaN;
      if (wantsLogprob && Number.isNaN(logprob)) throw noChoice(logits); // a NaN that no step happened to look at
      const token: SampledToken = { id, logprob, drawLogprob: choice.drawLogprob };
      if (numTop > 0) token.top = topLogprobs(logits, numTop);
      return token;
    },
    distribution(logits, context, { out = new Float64Array(logits.length), ...extra } = {}) {
      const candidates = process(logits, { context, ...extra });
      const { ids } = candidates;
      out.fill(0);
      if (greedy) {
        out[argmax(candidates.logits)] = 1;
        return out;
      }
      const weights = work.weights(candidates.logits.length);
      const sum = weigh(candidates.logits, weights);
      for (let i = 0; i < candidates.logits.length; i++) out[ids ? ids[i] : i] = weights[i] / sum;
      return out;
    },
  };
}

/** Arrays that grow with the vocabulary and are then reused for every token. */
function createWorkArrays() {
  let logitsCopy = new Float32Array(0);
  let ids = new Int32Array(0);
  let weights = new Float64Array(0);
  return {
    copyOf(logits: Float32Array): Float32Array {
      if (logitsCopy.length !== logits.length) logitsCopy = new Float32Array(logits.length);
      logitsCopy.set(logits);
      return logitsCopy;
    },
    /**
     * Moves the logits that are neither masked nor below the threshold to the front and cuts the rest off. NaN stays, to
     * be reported later.
     */
    closeGaps(before: Candidates, threshold: number): Candidates {
      if (ids.length < before.logits.length) ids = new Int32Array(before.logits.length);
      const { logits } = before;
      let count = 0;
      for (let i = 0; i < logits.length; i++) {
        if (logits[i] < threshold || logits[i] === -Infinity) continue;
        logits[count] = logits[i];
        ids[count] = before.ids ? before.ids[i] : i;
        count++;
      }
      return { logits: logits.subarray(0, count), ids };
    },
    /** The logits of these tokens only. */
    select(logits: Float32Array, selected: Int32Array): Candidates {
      return { logits: Float32Array.from(selected, (id) => logits[id]), ids: selected };
    },
    weights(length: number): Float64Array {
      if (weights.length < length) weights = new Float64Array(length);
      return weights;
    },
  };
}

/** The place of the largest logit; of equal ones the first. @throws RangeError if there is none */
export function argmax(logits: Float32Array): number {
  let best = -1;
  let max = -Infinity;
  for (let i = 0; i < logits.length; i++) {
    if (logits[i] > max) {
      max = logits[i];
      best = i;
    }
  }
  if (best < 0) throw noChoice(logits);
  return best;
}

/** weights[i] = exp(logits[i] - max); returns their sum. @throws RangeError if it is not a positive number */
function weigh(logits: Float32Array, weights: Float64Array): number {
  // #region weigh
  const max = maxOf(logits);
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const weight = expOfMinus(max - logits[i]);
    weights[i] = weight;
    sum += weight;
  }
  if (!(sum > 0 && max < Infinity)) throw noChoice(logits);
  return sum;
  // #endregion weigh
}

/** Draws a place with probability softmax(logits)[place] by inverting the cumulative sum at `u` in [0, 1). */
function draw(logits: Float32Array, u: number, weights: Float64Array): { place: number; drawLogprob: number } {
  const sum = weigh(logits, weights);
  const target = u * sum;
  let cumulative = 0;
  let place = -1;
  for (let i = 0; i < logits.length && !(cumulative > target); i++) {
    if (weights[i] === 0) continue;
    cumulative += weights[i];
    place = i;
  }
  return { place, drawLogprob: Math.log(weights[place] / sum) };
}

function noChoice(logits: Float32Array): RangeError {
  const broken = logits.findIndex((logit) => Number.isNaN(logit) || logit === Infinity);
  if (broken >= 0) {
    return new RangeError(
      `sampler.next: a logit is ${logits[broken]} (at ${broken} of ${logits.length}). The model's output is broken; removeInvalidValues would hide that.`,
    );
  }
  return new RangeError(`sampler.next: every token is masked. Loosen the options that forbid tokens.`);
}
