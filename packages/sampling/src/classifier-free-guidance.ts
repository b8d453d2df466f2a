/**
 * Classifier-free guidance pushes the prediction away from what the model would say without (or against) the prompt.
 *
 *   guided = unconditional + scale · (conditional - unconditional)
 *
 * @module
 */
import { checkFinite } from "./checks.ts";

/**
 * Replaces `logits`, the conditional ones, by the guided ones, in place, and returns them. Scale 1 changes nothing,
 * above 1 exaggerates what the prompt contributed.
 *
 * Shape: logits, unconditional [vocabSize]
 * Units: both logits or both log-probabilities; masked in both stays masked
 * @throws RangeError if the lengths differ or the scale is not finite
 * @see Sanchez et al. 2023, "Stay on topic with classifier-free guidance", https://arxiv.org/abs/2306.17806
 * @example
 * classifierFreeGuidanceInPlace(Float32Array.of(1, 0), { unconditional: Float32Array.of(0, 0), guidanceScale: 3 }); // => [3, 0]
 */
export function classifierFreeGuidanceInPlace(
  logits: Float32Array,
  { unconditional, guidanceScale }: { unconditional: Float32Array; guidanceScale: number },
): Float32Array {
  checkFinite("guidanceScale", guidanceScale, "Pass a number such as 1.5.");
  if (unconditional.length !== logits.length) {
    throw new RangeError(
      `classifierFreeGuidance: unconditional has ${unconditional.length} elements but logits has ${logits.length}. Both come from the same model.`,
    );
  }
  for (let id = 0; id < logits.length; id++) {
    const base = unconditional[id];
    logits[id] = logits[id] === base ? base : base + guidanceScale * (logits[id] - base);
  }
  return logits;
}
