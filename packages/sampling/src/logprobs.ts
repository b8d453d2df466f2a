/**
 * Log-probabilities: how likely the model itself found a token, before temperature, penalties or masks.
 *
 * All are natural logarithms: 0 is certainty, Math.log(0.5) a coin flip.
 * @module
 */
import { expOfMinus, logSumExp } from "./log-sum-exp.ts";

export interface TokenLogprob {
  id: number;
  /** Natural logarithm of the token's probability. */
  logprob: number;
}

/**
 * The natural logarithm of the probability that `logits` give to `id`.
 *
 * Shape: logits [vocabSize]
 * @throws RangeError if id is not in the vocabulary
 * @example
 * tokenLogprob(Float32Array.of(0, 0), 1); // => Math.log(1 / 2)
 */
export function tokenLogprob(logits: Float32Array, id: number): number {
  if (!Number.isInteger(id) || id < 0 || id >= logits.length) {
    throw new RangeError(`tokenLogprob: id is ${id} but the vocabulary has ${logits.length} tokens.`);
  }
  // log Σ exp(logit - logits[id]) in one pass: a likely token is as good a reference as the largest logit
  let sum = 0;
  for (let i = 0; i < logits.length; i++) sum += expOfMinus(logits[id] - logits[i]);
  if (sum < Infinity) return -Math.log(sum);
  return logits[id] - logSumExp(logits); // more than 32 below the largest, or masked, or NaN
}

/**
 * The `count` most likely tokens with their log-probabilities, likeliest first; of equal ones the lower id first.
 *
 * Shape: logits [vocabSize]; masked tokens (-Infinity) are never among them
 * @throws RangeError unless count is a whole number >= 0
 * @example
 * topLogprobs(Float32Array.of(0, Math.log(3)), 1); // => [{ id: 1, logprob: Math.log(3 / 4) }]
 */
export function topLogprobs(logits: Float32Array, count: number): TokenLogprob[] {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`topLogprobs: count is ${count} but has to be a whole number >= 0.`);
  }
  const logZ = logSumExp(logits);
  return topIds(logits, count).map((id) => ({ id, logprob: logits[id] - logZ }));
}

/** The ids of the `count` largest finite values, largest first; of equal ones the lower id first. */
export function topIds(values: Float32Array, count: number): number[] {
  const best: number[] = []; // sorted; a new value is inserted from the end, which few values reach
  if (count === 0) return best;
  let smallest = -Infinity;
  for (let id = 0; id < values.length; id++) {
    if (!(values[id] > smallest)) continue;
    let place = best.length < count ? best.length : count - 1;
    for (; place > 0 && values[best[place - 1]] < values[id]; place--) best[place] = best[place - 1];
    best[place] = id;
    if (best.length === count) smallest = values[best[count - 1]];
  }
  return best;
}

/**
 * How likely the model found each token of a text, given the tokens before it: for scoring and perplexity.
 *
 * Shape:   logits [ids.length, vocabSize], row-major: row t was computed after reading ids[0..t]
 * Returns: one number per token; the first is null, because nothing came before it
 * @throws RangeError if the sizes do not fit
 * @example
 * promptLogprobs(Float32Array.of(0, 0, 9, 9), [0, 1], { vocabSize: 2 }); // => [null, Math.log(1 / 2)]
 */
export function promptLogprobs(
  logits: Float32Array,
  ids: ArrayLike<number>,
  { vocabSize }: { vocabSize: number },
): (number | null)[] {
  if (logits.length !== ids.length * vocabSize) {
    throw new RangeError(
      `promptLogprobs: logits has ${logits.length} elements but [ids=${ids.length}, vocabSize=${vocabSize}] needs ${ids.length * vocabSize}. Pass the logits of every position.`,
    );
  }
  return Array.from(ids, (id, position) => {
    if (position === 0) return null;
    return tokenLogprob(logits.subarray((position - 1) * vocabSize, position * vocabSize), id);
  });
}
