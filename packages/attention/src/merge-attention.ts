/**
 * Attention over parts of the keys, put together.
 *
 * Softmax over all keys is a weighted mean of softmaxes over parts, weighted by how much each part's scores sum to. A
 * part needs to report only its output and the logarithm of its sum. That is how one long context is shared between
 * cores, a shared prefix between requests, and pages of a cache are read where they lie.
 * @module
 */
import { checkArray } from "./attention-options.ts";

/** What attention over some of the keys found. */
export interface PartialAttention {
  /** [rows, valueDim] */
  output: Float32Array;
  /** [rows], -Infinity where the part has no visible key */
  logSumExp: Float32Array;
}

/**
 * The attention over all keys of `parts` together, as if computed at once. Sinks belong to one part only.
 *
 * Shape: rows = batch · heads · queries, in one order for all; returns output [rows, valueDim] and logSumExp [rows]
 * @throws RangeError if there is no part, or one does not fit
 * @see Milakov and Gimelshein 2018, section 3, https://arxiv.org/abs/1805.02867
 * @example
 * mergeAttention([
 *   { output: Float32Array.of(4), logSumExp: Float32Array.of(Math.log(1)) },
 *   { output: Float32Array.of(8), logSumExp: Float32Array.of(Math.log(3)) },
 * ], { rows: 1, valueDim: 1 }).output; // => [7]
 */
export function mergeAttention(
  parts: readonly PartialAttention[],
  { rows, valueDim }: { rows: number; valueDim: number },
): PartialAttention {
  if (parts.length === 0) throw new RangeError("mergeAttention: there are no parts. Pass at least one.");
  parts.forEach(({ output, logSumExp }, n) => {
    checkArray("mergeAttention", `parts[${n}].output`, output, { rows, valueDim });
    checkArray("mergeAttention", `parts[${n}].logSumExp`, logSumExp, { rows });
  });
  const output = new Float32Array(rows * valueDim);
  const logSumExp = new Float32Array(rows).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < rows; row++) {
    const max = parts.reduce((m, part) => Math.max(m, part.logSumExp[row]), Number.NEGATIVE_INFINITY);
    if (max === Number.NEGATIVE_INFINITY) continue; // no part sees anything: the row stays 0
    const shares = parts.map((part) => Math.exp(part.logSumExp[row] - max));
    const sum = shares.reduce((a, b) => a + b, 0);
    logSumExp[row] = max + Math.log(sum);
    for (let at = row * valueDim; at < (row + 1) * valueDim; at++) {
      let mean = 0;
      for (let n = 0; n < parts.length; n++) mean += shares[n] * parts[n].output[at];
      output[at] = mean / sum;
    }
  }
  return { output, logSumExp };
}
