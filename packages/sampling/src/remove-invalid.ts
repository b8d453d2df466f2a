/** Repairs logits that a model's overflow has broken. @module */

const largest = 3.4028234663852886e38; // the largest float32

/**
 * Replaces NaN by 0, +Infinity by the largest float32 and -Infinity by the smallest, in place, and returns `logits`.
 *
 * It hides an error: a NaN becomes an ordinary logit. Tokens masked before it count as finite again, but so low that
 * they are never drawn.
 *
 * Shape: logits [vocabSize]
 */
export function removeInvalidInPlace(logits: Float32Array): Float32Array {
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id];
    if (logit - logit === 0) continue; // finite
    logits[id] = logit === Infinity ? largest : logit === -Infinity ? -largest : 0;
  }
  return logits;
}
