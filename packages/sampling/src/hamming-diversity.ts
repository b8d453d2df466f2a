/**
 * Hamming diversity keeps groups of beams apart: a group is discouraged from the tokens that groups before it chose in
 * the same step.
 *
 *   logit_i ← logit_i - penalty · (number of earlier beams that chose i in this step)
 * @module
 */
import { checkFinite } from "./checks.ts";

/**
 * Subtracts `diversityPenalty` once per occurrence of a token in `chosen`, in place, and returns `logits`.
 *
 * Shape: logits [vocabSize]; chosen: ids that the beams of earlier groups took in this step
 * @throws RangeError if the penalty is not finite
 * @see Vijayakumar et al. 2016, "Diverse beam search", https://arxiv.org/abs/1610.02424
 */
export function hammingDiversityInPlace(
  logits: Float32Array,
  { chosen, diversityPenalty }: { chosen: ArrayLike<number>; diversityPenalty: number },
): Float32Array {
  checkFinite("diversityPenalty", diversityPenalty, "Pass a number such as 0.5.");
  for (let i = 0; i < chosen.length; i++) logits[chosen[i]] -= diversityPenalty;
  return logits;
}
