/**
 * Prompt lookup guesses the next tokens by finding the last few earlier in the text and reading on from there.
 *
 * Summaries, edits and code repeat their input, so the guess is often right, and it costs nothing.
 * @module
 */
import { checkCount } from "./checks.ts";
import type { Draft } from "./speculative-decoding.ts";

/**
 * Creates a draft for speculativeDecoding that proposes what followed the last tokens where they first occurred before.
 * It looks for the last `maxMatchingNgramSize` tokens, then for one fewer, down to one.
 *
 * @param options.numTokens propose at most so many tokens (default 10)
 * @param options.maxMatchingNgramSize default 2
 * @throws RangeError unless both are whole numbers >= 1
 * @see Saxena 2023, "Prompt lookup decoding", https://github.com/apoorvumang/prompt-lookup-decoding
 */
export function promptLookupDraft(options: { numTokens?: number; maxMatchingNgramSize?: number } = {}): Draft {
  const { numTokens = 10, maxMatchingNgramSize = 2 } = options;
  checkCount("numTokens", numTokens, 1, "Pass a number such as 10.");
  checkCount("maxMatchingNgramSize", maxMatchingNgramSize, 1, "Pass a number such as 2.");
  return {
    async propose(context, limit) {
      return { ids: lookUp(context, Math.min(numTokens, limit), maxMatchingNgramSize) };
    },
  };
}

/** The tokens, at most `count`, that followed the longest matching end of `context` at its first occurrence. */
export function lookUp(context: readonly number[], count: number, maxMatchingNgramSize: number): number[] {
  for (let size = Math.min(maxMatchingNgramSize, context.length - 1); size >= 1; size--) {
    const suffix = context.length - size;
    for (let start = 0; start + size < context.length; start++) {
      let i = 0;
      while (i < size && context[start + i] === context[suffix + i]) i++;
      if (i === size) return context.slice(start + size, start + size + count);
    }
  }
  return [];
}
