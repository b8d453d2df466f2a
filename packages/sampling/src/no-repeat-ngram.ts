/**
 * No-repeat-n-gram forbids every token that would complete a run of n tokens for the second time.
 * @module
 */
import { checkCount } from "./checks.ts";

/**
 * Masks, in place, every token that after the last n - 1 tokens of `context` would repeat n tokens of `context`;
 * returns `logits`. With size 1 no token can occur twice.
 *
 * Shape: logits [vocabSize]
 * @throws RangeError unless size is a whole number >= 1
 * @see Paulus, Xiong & Socher 2017, section 2.5, https://arxiv.org/abs/1705.04304
 * @example
 * noRepeatNgramInPlace(new Float32Array(4), { context: [1, 2, 3, 1], size: 2 }); // => [0, 0, -Infinity, 0]
 */
export function noRepeatNgramInPlace(
  logits: Float32Array,
  { context, size }: { context: ArrayLike<number>; size: number },
): Float32Array {
  checkCount("noRepeatNgramSize", size, 1, "Leave it out to allow repetition.");
  return forbidCompletions(logits, context, context, size);
}

/**
 * Masks, in place, every token that after the last n - 1 tokens of `context` would repeat n tokens of an encoder's
 * input `encoderIds`; returns `logits`.
 *
 * @throws RangeError unless size is a whole number >= 1
 */
export function encoderNoRepeatNgramInPlace(
  logits: Float32Array,
  options: { context: ArrayLike<number>; encoderIds: ArrayLike<number>; size: number },
): Float32Array {
  const { context, encoderIds, size } = options;
  checkCount("encoderNoRepeatNgramSize", size, 1, "Leave it out to allow copying.");
  return forbidCompletions(logits, encoderIds, context, size);
}

/** Compares the last size - 1 tokens of context with every place in source, and masks what follows there. */
function forbidCompletions(
  logits: Float32Array,
  source: ArrayLike<number>,
  context: ArrayLike<number>,
  size: number,
): Float32Array {
  const prefix = context.length - (size - 1); // where the last size - 1 tokens begin
  if (prefix < 0) return logits;
  for (let start = 0; start + size <= source.length; start++) {
    let i = 0;
    while (i < size - 1 && source[start + i] === context[prefix + i]) i++;
    if (i === size - 1) logits[source[start + i]] = -Infinity; // an id outside the vocabulary writes nowhere
  }
  return logits;
}
