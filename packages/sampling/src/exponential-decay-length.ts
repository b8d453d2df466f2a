/**
 * The exponential decay length penalty makes the end likelier with every token past a certain length.
 *
 *   logit_eos ← logit_eos + |logit_eos| · (factor^n - 1),   n = generated tokens beyond `start`
 *
 * It adds the absolute value because a negative logit times a factor above 1 would go the wrong way.
 * @module
 */
import { checkPositive } from "./checks.ts";

/**
 * Raises the logits of `eosTokenIds` in place and returns `logits`; does nothing up to `start` generated tokens.
 *
 * Shape:  logits [vocabSize]
 * Masked: -Infinity stays, where the formula would say -Infinity + Infinity
 * @param options.generatedLength tokens generated so far
 * @throws RangeError unless 0 < factor < Infinity
 * @example
 * exponentialDecayLengthInPlace(Float32Array.of(1, -1), { generatedLength: 3, start: 2, factor: 2, eosTokenIds: [1] });
 * // => [1, 0]
 */
export function exponentialDecayLengthInPlace(
  logits: Float32Array,
  options: { generatedLength: number; start: number; factor: number; eosTokenIds: ArrayLike<number> },
): Float32Array {
  const { generatedLength, start, factor, eosTokenIds } = options;
  checkPositive("exponentialDecayLengthPenalty.factor", factor, "Pass a number such as 1.05.");
  const beyond = generatedLength - start;
  if (beyond <= 0) return logits;
  for (let i = 0; i < eosTokenIds.length; i++) {
    const logit = logits[eosTokenIds[i]];
    if (logit > -Infinity) logits[eosTokenIds[i]] = logit + Math.abs(logit) * (factor ** beyond - 1);
  }
  return logits;
}
