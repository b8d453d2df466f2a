/**
 * Top-nσ keeps the tokens whose logit lies within n standard deviations of the largest.
 *
 *   keep token i when logit_i >= max - n · σ,   σ the standard deviation of all logits that are not masked
 *
 * Most logits are noise around a mean, the few informative ones stick out: the cut separates the two. Because maximum
 * and σ scale together, temperature does not change which tokens stay.
 * @module
 */
import { checkPositive } from "./checks.ts";
import { maxOf } from "./log-sum-exp.ts";
import { maskBelow } from "./mask-below.ts";

/**
 * Masks every logit below max - topNSigma · σ with -Infinity, in place, and returns `logits`.
 *
 * Shape: logits [vocabSize]; σ² is the mean squared deviation (divided by the number of tokens, not one less)
 * @throws RangeError unless 0 < topNSigma < Infinity
 * @see Tang et al. 2024, "Top-nσ: not all logits are you need", https://arxiv.org/abs/2411.07641
 * @example
 * topNSigmaInPlace(Float32Array.of(4, 0, 0, 0), { topNSigma: 1 }); // σ = √3 => [4, -Infinity, -Infinity, -Infinity]
 */
export function topNSigmaInPlace(logits: Float32Array, options: { topNSigma: number }): Float32Array {
  return maskBelow(logits, topNSigmaThreshold(logits, options));
}

/** The smallest logit that topNSigmaInPlace may keep. */
export function topNSigmaThreshold(logits: Float32Array, { topNSigma }: { topNSigma: number }): number {
  checkPositive("topNSigma", topNSigma, "Pass a number such as 1.");
  const max = maxOf(logits);
  let count = 0;
  let sum = 0;
  let sumOfSquares = 0; // of the distance to the maximum, so that nothing large cancels
  for (let id = 0; id < logits.length; id++) {
    if (logits[id] === -Infinity) continue;
    const below = max - logits[id];
    count++;
    sum += below;
    sumOfSquares += below * below;
  }
  const mean = sum / count;
  const sigma = Math.sqrt(Math.max(0, sumOfSquares / count - mean * mean));
  return max - topNSigma * sigma;
}
