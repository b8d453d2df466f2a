/**
 * Masks that do not look at the logits: suppressed tokens, forced tokens, and the end kept back until it is due.
 * @module
 */

/**
 * Sets the logits of `tokens` to -Infinity, in place, and returns `logits`. Ids outside the vocabulary are passed over.
 *
 * Shape: logits [vocabSize]
 * @example
 * suppressTokensInPlace(new Float32Array(3), { tokens: [1] }); // => [0, -Infinity, 0]
 */
export function suppressTokensInPlace(logits: Float32Array, { tokens }: { tokens: ArrayLike<number> }): Float32Array {
  for (let i = 0; i < tokens.length; i++) if (tokens[i] < logits.length) logits[tokens[i]] = -Infinity;
  return logits;
}

/**
 * Masks everything but `tokens`, which all get logit 0, in place, and returns `logits`.
 *
 * Shape: logits [vocabSize]
 * @throws RangeError if an id is outside the vocabulary
 * @example
 * forceTokensInPlace(Float32Array.of(1, 2, 3), { tokens: [0] }); // => [0, -Infinity, -Infinity]
 */
export function forceTokensInPlace(logits: Float32Array, { tokens }: { tokens: ArrayLike<number> }): Float32Array {
  logits.fill(-Infinity);
  for (let i = 0; i < tokens.length; i++) {
    if (!(tokens[i] < logits.length)) {
      throw new RangeError(
        `forceTokens: token id ${tokens[i]} is outside the vocabulary of ${logits.length} tokens. Check which tokenizer it is from.`,
      );
    }
    logits[tokens[i]] = 0;
  }
  return logits;
}

/**
 * Masks everything but `tokens`, whose logits stay, in place, and returns `logits`. Where all of them were masked
 * already they get logit 0, so that the rule holds whatever came before it.
 *
 * Shape: logits [vocabSize]
 * @throws RangeError if `tokens` is empty
 */
export function allowTokensInPlace(logits: Float32Array, { tokens }: { tokens: ArrayLike<number> }): Float32Array {
  if (tokens.length === 0) throw new RangeError("allowTokens: no token is allowed. Name at least one.");
  const kept = Array.from(tokens, (id) => logits[id]);
  if (kept.every((logit) => logit === -Infinity)) return forceTokensInPlace(logits, { tokens });
  logits.fill(-Infinity);
  for (let i = 0; i < tokens.length; i++) if (tokens[i] < logits.length) logits[tokens[i]] = kept[i];
  return logits;
}
