/**
 * Top-p (nucleus sampling) keeps the smallest set of most likely tokens whose probabilities reach p together.
 *
 * A flat distribution keeps many tokens, a peaked one few, where top-k keeps k of both.
 * @module
 */
import { checkNumber } from "./checks.ts";
import { keepByMass } from "./keep-by-mass.ts";
import { maxOf } from "./log-sum-exp.ts";
import { checkMinTokensToKeep } from "./top-k.ts";

/**
 * Masks every token that is not in the nucleus with -Infinity, in place, and returns `logits`. A token is in the nucleus
 * when the tokens more likely than it have less than `topP` together, so the token that crosses p stays.
 *
 * Shape: logits [vocabSize]
 * Ties:  where equal logits straddle the border, the higher ids stay, as with Hugging Face on a CPU
 * @param options.minTokensToKeep keeps at least this many (default 1)
 * @throws RangeError unless 0 < topP <= 1
 * @see Holtzman et al. 2019, "The curious case of neural text degeneration", section 3.1, https://arxiv.org/abs/1904.09751
 * @example
 * topPInPlace(Float32Array.of(0.5, 0.25, 0.25).map(Math.log), { topP: 0.6 }); // => log [0.5, 0, 0.25]
 */
export function topPInPlace(logits: Float32Array, options: { topP: number; minTokensToKeep?: number }): Float32Array {
  const { topP, minTokensToKeep = 1 } = options;
  checkTopP(topP);
  checkMinTokensToKeep(minTokensToKeep);
  if (topP === 1) return logits;
  return keepByMass(logits, { max: maxOf(logits), ideal: 0, mass: topP, minTokensToKeep, ties: "keep highest ids" });
}

/** @throws RangeError unless 0 < topP <= 1 */
export function checkTopP(topP: number): void {
  checkNumber("topP", topP);
  if (!(topP > 0 && topP <= 1)) {
    throw new RangeError(`topP: p is ${topP} but has to satisfy 0 < p <= 1. Pass a fraction such as 0.9.`);
  }
}
