/**
 * Top-H keeps the most likely tokens while they hold at most a fraction of the distribution's entropy.
 *
 *   keep the longest run of likeliest tokens with  Σ -p_i log p_i <= topH · H,   and always the first
 *
 * Only the 100 likeliest tokens are looked at, and p is their own softmax: that is Hugging Face's definition.
 * @module
 */
import { checkNumber } from "./checks.ts";
import { topIds } from "./logprobs.ts";

const candidates = 100;

/**
 * Masks every token outside the run with -Infinity, in place, and returns `logits`.
 *
 * Shape: logits [vocabSize]
 * @throws RangeError unless 0 < topH <= 1
 * @see Potraghloo et al. 2025, "Top-H decoding", https://arxiv.org/abs/2509.02510
 */
export function topHInPlace(logits: Float32Array, { topH }: { topH: number }): Float32Array {
  checkNumber("topH", topH);
  if (!(topH > 0 && topH <= 1)) {
    throw new RangeError(`topH is ${topH} but has to satisfy 0 < topH <= 1. Pass a fraction such as 0.4.`);
  }
  const ids = topIds(logits, candidates);
  if (ids.length === 0) return logits;
  const top = ids.map((id) => logits[id]);
  const weights = top.map((logit) => Math.exp(logit - top[0]));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const terms = weights.map((weight) => (weight > 0 ? (-weight / sum) * Math.log(weight / sum) : 0));
  const limit = topH * terms.reduce((total, term) => total + term, 0);

  let cumulative = terms[0];
  let kept = 1;
  while (kept < terms.length && cumulative + terms[kept] <= limit) cumulative += terms[kept++];
  logits.fill(-Infinity);
  for (let rank = 0; rank < kept; rank++) logits[ids[rank]] = top[rank];
  return logits;
}
