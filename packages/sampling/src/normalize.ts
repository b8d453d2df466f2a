/** Turns logits into log-probabilities. @module */
import { logSumExp } from "./log-sum-exp.ts";

/**
 * Subtracts log Σ exp(logit) from every logit, in place, and returns `logits`: afterwards their exp() sum to 1.
 *
 * Shape:  logits [vocabSize]
 * Masked: -Infinity stays, also where every token is masked
 * @example
 * normalizeInPlace(Float32Array.of(0, 0)); // => [-Math.LN2, -Math.LN2]
 */
export function normalizeInPlace(logits: Float32Array): Float32Array {
  const logZ = logSumExp(logits);
  if (logZ === -Infinity) return logits;
  for (let id = 0; id < logits.length; id++) logits[id] -= logZ;
  return logits;
}
