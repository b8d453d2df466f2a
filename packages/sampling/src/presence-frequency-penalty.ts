/**
 * Presence and frequency penalties subtract from the logits of tokens that were generated before.
 *
 *   logit_i ← logit_i - presencePenalty · [count_i > 0] - frequencyPenalty · count_i
 *
 * Unlike the repetition penalty they do not depend on a logit's sign, and count the generated text only, not the prompt.
 * @module
 */
import { checkFinite } from "./checks.ts";

/**
 * Subtracts the penalties in place and returns `logits`.
 *
 * Shape: logits [vocabSize]; context: token ids, those outside the vocabulary are passed over
 * Units: logits (natural log); negative penalties encourage repetition
 * @param options.promptLength so many tokens at the start of the context are the prompt and do not count (default 0)
 * @throws RangeError if a penalty is not finite
 * @see OpenAI API reference, "frequency and presence penalties", https://platform.openai.com/docs/api-reference
 * @example
 * const context = [1, 1, 2];
 * presenceFrequencyPenaltyInPlace(new Float32Array(3), { context, presencePenalty: 0.5, frequencyPenalty: 0.25 });
 * // => [0, -1, -0.75]
 */
export function presenceFrequencyPenaltyInPlace(
  logits: Float32Array,
  options: {
    context: ArrayLike<number>;
    promptLength?: number;
    presencePenalty?: number;
    frequencyPenalty?: number;
  },
): Float32Array {
  const { context, promptLength = 0, presencePenalty = 0, frequencyPenalty = 0 } = options;
  checkFinite("presencePenalty", presencePenalty, "Pass a number such as 0.5.");
  checkFinite("frequencyPenalty", frequencyPenalty, "Pass a number such as 0.5.");
  if (countBuffer.length < logits.length) countBuffer = new Uint32Array(logits.length);
  const counts = countBuffer;
  for (let i = promptLength; i < context.length; i++) counts[context[i]]++;
  for (let i = promptLength; i < context.length; i++) {
    const id = context[i];
    if (!(counts[id] > 0)) continue; // done already, or outside the vocabulary
    if (id < logits.length) logits[id] -= presencePenalty + frequencyPenalty * counts[id];
    counts[id] = 0;
  }
  return logits;
}

let countBuffer = /* @__PURE__ */ new Uint32Array(0); // all 0 between calls
