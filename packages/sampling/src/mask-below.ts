/** The last part of every step that keeps what lies above a threshold. @module */

/** Sets every logit below `threshold` to -Infinity, in place, and returns `logits`. NaN stays. */
export function maskBelow(logits: Float32Array, threshold: number): Float32Array {
  for (let id = 0; id < logits.length; id++) if (logits[id] < threshold) logits[id] = -Infinity;
  return logits;
}
