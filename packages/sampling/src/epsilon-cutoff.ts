/**
 * Epsilon and eta sampling drop tokens whose probability lies below a floor.
 *
 * Epsilon uses a fixed floor. Eta lowers it where the distribution is flat, because there even good tokens are
 * unlikely:  eta = min(ε, √ε · exp(-H)),  H the entropy in nats.
 * @module
 */
import { checkFraction } from "./checks.ts";
import { expOfMinus, maxOf } from "./log-sum-exp.ts";
import { maskBelow } from "./mask-below.ts";
import { checkMinTokensToKeep, kthLargest } from "./top-k.ts";

/**
 * Masks every token with a probability below `epsilonCutoff` with -Infinity, in place, and returns `logits`.
 *
 * Shape: logits [vocabSize]
 * @param options.minTokensToKeep the most likely ones stay, at least this many (default 1)
 * @throws RangeError unless 0 < epsilonCutoff < 1
 * @see Hewitt, Manning & Liang 2022, "Truncation sampling as language model desmoothing", https://arxiv.org/abs/2210.15191
 * @example
 * epsilonCutoffInPlace(Float32Array.of(0.7, 0.2, 0.1).map(Math.log), { epsilonCutoff: 0.15 }); // => log [0.7, 0.2, 0]
 */
export function epsilonCutoffInPlace(
  logits: Float32Array,
  options: { epsilonCutoff: number; minTokensToKeep?: number },
): Float32Array {
  return maskBelow(logits, epsilonThreshold(logits, options));
}

/** The smallest logit that epsilonCutoffInPlace may keep. */
export function epsilonThreshold(
  logits: Float32Array,
  { epsilonCutoff, minTokensToKeep }: { epsilonCutoff: number; minTokensToKeep?: number },
): number {
  checkFraction("epsilonCutoff", epsilonCutoff, "Pass a small probability such as 3e-4.");
  return thresholdFor(logits, () => epsilonCutoff, minTokensToKeep);
}

/**
 * Masks every token with a probability below min(ε, √ε · exp(-entropy)), ε = `etaCutoff`, with -Infinity, in place,
 * and returns `logits`.
 *
 * Shape: logits [vocabSize]
 * @param options.minTokensToKeep the most likely ones stay, at least this many (default 1)
 * @throws RangeError unless 0 < etaCutoff < 1
 * @see Hewitt, Manning & Liang 2022, https://arxiv.org/abs/2210.15191
 */
export function etaCutoffInPlace(
  logits: Float32Array,
  options: { etaCutoff: number; minTokensToKeep?: number },
): Float32Array {
  return maskBelow(logits, etaThreshold(logits, options));
}

/** The smallest logit that etaCutoffInPlace may keep. */
export function etaThreshold(
  logits: Float32Array,
  { etaCutoff, minTokensToKeep }: { etaCutoff: number; minTokensToKeep?: number },
): number {
  checkFraction("etaCutoff", etaCutoff, "Pass a small probability such as 3e-4.");
  const floor = (entropy: number) => Math.min(etaCutoff, Math.sqrt(etaCutoff) * Math.exp(-entropy));
  return thresholdFor(logits, floor, minTokensToKeep);
}

/** The logit of probability floor(entropy), or of the last of the most likely `minTokensToKeep` where that is lower. */
function thresholdFor(logits: Float32Array, floor: (entropy: number) => number, minTokensToKeep = 1): number {
  checkMinTokensToKeep(minTokensToKeep);
  const max = maxOf(logits);
  let sum = 0;
  let weightedSum = 0;
  for (let id = 0; id < logits.length; id++) {
    const below = max - logits[id];
    const weight = expOfMinus(below);
    sum += weight;
    if (weight > 0) weightedSum += weight * below;
  }
  const logSum = Math.log(sum);
  const entropy = weightedSum / sum + logSum;
  const threshold = max + logSum + Math.log(floor(entropy));
  return Math.min(threshold, kthLargest(logits, Math.min(minTokensToKeep, logits.length)));
}
