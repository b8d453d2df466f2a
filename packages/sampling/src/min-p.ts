/**
 * Min-p keeps the tokens that are at least some fraction as likely as the likeliest.
 *
 *   keep token i when p_i >= minP · max_j p_j
 *
 * Where the model is sure the bar is high, where it is not the bar sinks with it. In logits the comparison needs no
 * softmax: logit_i >= max_j logit_j + log(minP).
 * @module
 */
import { checkNumber } from "./checks.ts";
import { maxOf } from "./log-sum-exp.ts";
import { maskBelow } from "./mask-below.ts";
import { checkMinTokensToKeep, kthLargest } from "./top-k.ts";

/**
 * Masks every token less likely than `minP` times the likeliest with -Infinity, in place, and returns `logits`.
 *
 * Shape: logits [vocabSize]
 * @param options.minTokensToKeep keeps at least this many (default 1)
 * @throws RangeError unless 0 <= minP <= 1
 * @see Nguyen et al. 2024, "Turning up the heat: min-p sampling", section 3, https://arxiv.org/abs/2407.01082
 * @example
 * minPInPlace(Float32Array.of(0.5, 0.3, 0.2).map(Math.log), { minP: 0.5 }); // => log [0.5, 0.3, 0]
 */
export function minPInPlace(logits: Float32Array, options: { minP: number; minTokensToKeep?: number }): Float32Array {
  return maskBelow(logits, minPThreshold(logits, options));
}

/** The smallest logit that minPInPlace may keep. */
export function minPThreshold(logits: Float32Array, options: { minP: number; minTokensToKeep?: number }): number {
  const { minP, minTokensToKeep = 1 } = options;
  checkNumber("minP", minP);
  if (!(minP >= 0 && minP <= 1)) {
    throw new RangeError(`minP is ${minP} but has to satisfy 0 <= minP <= 1. Pass a fraction such as 0.1.`);
  }
  checkMinTokensToKeep(minTokensToKeep);
  const threshold = maxOf(logits) + Math.log(minP);
  if (minTokensToKeep === 1) return threshold; // the likeliest is never below it
  return Math.min(threshold, kthLargest(logits, Math.min(minTokensToKeep, logits.length)));
}
