/**
 * Typical sampling keeps the tokens whose surprise is nearest to the expected surprise.
 *
 * A fluent speaker is neither predictable nor erratic: each word carries about as much information as the
 * distribution promises on average, its entropy. So tokens are ranked by
 *
 *   | -log p_i - H |,   H = -Σ p_j log p_j
 *
 * and taken in that order until their probabilities reach the mass. The likeliest token can be left out.
 * @module
 */
import { checkFraction } from "./checks.ts";
import { keepByMass } from "./keep-by-mass.ts";
import { expOfMinus, maxOf } from "./log-sum-exp.ts";
import { checkMinTokensToKeep } from "./top-k.ts";

/**
 * Masks every token that is not in the locally typical set with -Infinity, in place, and returns `logits`.
 *
 * Shape: logits [vocabSize]
 * Ties:  tokens as far from the expected surprise as the last one kept stay too
 * @param options.minTokensToKeep keeps at least this many (default 1)
 * @throws RangeError unless 0 < typicalP < 1
 * @see Meister et al. 2022, "Locally typical sampling", https://arxiv.org/abs/2202.00666
 * @example
 * // H = 1.03 nats; the surprises are 0.69, 1.20 and 1.61, so the second token is the typical one
 * typicalInPlace(Float32Array.of(0.5, 0.3, 0.2).map(Math.log), { typicalP: 0.2 }); // => log [0, 0.3, 0]
 */
export function typicalInPlace(
  logits: Float32Array,
  options: { typicalP: number; minTokensToKeep?: number },
): Float32Array {
  const { typicalP, minTokensToKeep = 1 } = options;
  checkFraction("typicalP", typicalP, "Pass a fraction such as 0.9.");
  checkMinTokensToKeep(minTokensToKeep);
  const max = maxOf(logits);
  let sum = 0;
  let weightedSum = 0; // Σ weight · (max - logit), over the tokens that are not masked
  for (let id = 0; id < logits.length; id++) {
    const below = max - logits[id];
    const weight = expOfMinus(below);
    if (weight === 0) continue;
    sum += weight;
    weightedSum += weight * below;
  }
  // -log p_i = (max - logit_i) + log(sum), so log(sum) cancels in the difference from the entropy
  const ideal = weightedSum / sum;
  return keepByMass(logits, { max, ideal, mass: typicalP, minTokensToKeep, ties: "keep all" });
}
