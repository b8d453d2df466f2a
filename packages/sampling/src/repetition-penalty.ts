/**
 * The repetition penalty makes tokens that already occurred less likely, or more likely when they occur in a source text.
 *
 *   logit_i ← logit_i / penalty   where logit_i >= 0
 *   logit_i ← logit_i · penalty   where logit_i < 0
 *
 * once per distinct token, however often it occurred. The result depends on where the model puts its zero, which
 * softmax would not notice: that is how CTRL defined it, and everybody followed.
 * @module
 */
import { checkCount, checkPositive } from "./checks.ts";

/**
 * Penalises every token of `context`, in place, and returns `logits`. penalty > 1 discourages, < 1 encourages.
 *
 * Shape: logits [vocabSize]; context: token ids, those outside the vocabulary are passed over
 * @param options.promptIgnoreLength leave so many tokens at the start of the context out (default 0)
 * @throws RangeError unless 0 < penalty < Infinity
 * @see Keskar et al. 2019, "CTRL", section 4.1, https://arxiv.org/abs/1909.05858
 * @example
 * repetitionPenaltyInPlace(Float32Array.of(2, -2, 2), { context: [0, 1, 1], penalty: 2 }); // => [1, -4, 2]
 */
export function repetitionPenaltyInPlace(
  logits: Float32Array,
  options: { context: ArrayLike<number>; penalty: number; promptIgnoreLength?: number },
): Float32Array {
  const { context, penalty, promptIgnoreLength = 0 } = options;
  checkPositive("repetitionPenalty", penalty, "Pass a number such as 1.1; 1 does nothing.");
  checkCount("promptIgnoreLength", promptIgnoreLength, 0, "Pass the length of the prompt, or leave it out.");
  return scaleOccurring(logits, context, promptIgnoreLength, penalty);
}

/**
 * Encourages every token of an encoder's input (or of any source text that should not be departed from), in place, and
 * returns `logits`: the repetition penalty with 1 / penalty.
 *
 * @throws RangeError unless 0 < penalty < Infinity
 */
export function encoderRepetitionPenaltyInPlace(
  logits: Float32Array,
  { encoderIds, penalty }: { encoderIds: ArrayLike<number>; penalty: number },
): Float32Array {
  checkPositive("encoderRepetitionPenalty", penalty, "Pass a number such as 1.5; 1 does nothing.");
  return scaleOccurring(logits, encoderIds, 0, 1 / penalty);
}

let seenBuffer = /* @__PURE__ */ new Uint8Array(0); // all 0 between calls

function scaleOccurring(logits: Float32Array, ids: ArrayLike<number>, from: number, penalty: number): Float32Array {
  if (seenBuffer.length < logits.length) seenBuffer = new Uint8Array(logits.length);
  const seen = seenBuffer;
  for (let i = from; i < ids.length; i++) {
    const id = ids[i];
    if (id >= logits.length || seen[id]) continue;
    seen[id] = 1;
    logits[id] = logits[id] < 0 ? logits[id] * penalty : logits[id] / penalty;
  }
  for (let i = from; i < ids.length; i++) seen[ids[i]] = 0;
  return logits;
}
