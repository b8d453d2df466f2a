/**
 * Turning queries and keys by their position.
 *
 * The score of a query at position m and a key at n then depends on m - n only: both were turned, and a dot product sees
 * just the difference of two angles. Values are not turned.
 * @module
 */
import type { Kernels } from "@llm-anatomy/kernels";
import { checkArray, type Layout } from "./attention-options.ts";
import type { RotaryAngles } from "./rotary-angles.ts";
import { sharedKernels } from "./shared-kernels.ts";

export interface RotaryEmbeddingOptions {
  /** Default 1. */
  batch?: number;
  numHeads: number;
  seqLen: number;
  headDim: number;
  /** Of x. Default "heads-first". */
  layout?: Layout;
  /** false (default): half-split pairs (i, i + half). true: interleaved pairs (2i, 2i + 1). */
  interleaved?: boolean;
  /** Whether cos and sin are [batch, seqLen, half], a list of positions per batch row. Default false: [seqLen, half] for all. */
  positionsPerRow?: boolean;
  kernels?: Kernels;
}

/**
 * Rotates the first 2·half dims of every head, in place, and returns `x`.
 *
 * Shape: x [batch, numHeads, seqLen, headDim] or tokens-first; cos, sin [seqLen, half], or [batch, seqLen, half]
 * Inverse: turn by angles of negated positions
 * @throws RangeError if an array does not fit, or 2·half is more than headDim
 * @see Su et al. 2021, section 3.4.2, https://arxiv.org/abs/2104.09864
 * @example
 * const angles = rotaryAngles({ inverseFrequencies: Float32Array.of(Math.PI / 2), attentionFactor: 1 }, [1]);
 * rotaryEmbeddingInPlace(Float32Array.of(1, 0), angles, { numHeads: 1, seqLen: 1, headDim: 2 }); // => [0, 1]: a quarter turn
 */
export function rotaryEmbeddingInPlace(
  x: Float32Array,
  { cos, sin }: RotaryAngles,
  options: RotaryEmbeddingOptions,
): Float32Array {
  const { batch = 1, numHeads, seqLen, headDim, layout = "heads-first" } = options;
  const { interleaved = false, positionsPerRow = false, kernels = sharedKernels() } = options;
  checkArray("rotaryEmbeddingInPlace", "x", x, { batch, numHeads, seqLen, headDim });
  if (x.length === 0) return x;
  const half = cos.length / (positionsPerRow ? batch * seqLen : seqLen);
  if (!Number.isInteger(half) || 2 * half > headDim) {
    throw new RangeError(
      `rotaryEmbeddingInPlace: cos has ${cos.length} elements, ${half} per position, but at most headDim=${headDim} / 2 dims are pairs. Pass angles of seqLen=${seqLen} positions.`,
    );
  }
  checkArray("rotaryEmbeddingInPlace", "sin", sin, { "cos.length": cos.length });
  // One kernel call turns rows of heads that share a position; heads-first data has one head per call.
  const heads = layout === "tokens-first" ? numHeads : 1;
  const calls = numHeads / heads;
  const size = seqLen * heads * headDim;
  for (let b = 0; b < batch; b++) {
    const row = positionsPerRow ? b * seqLen * half : 0; // cos[b, 0, 0]
    const c = cos.subarray(row, row + seqLen * half);
    const s = sin.subarray(row, row + seqLen * half);
    for (let n = 0; n < calls; n++) {
      const start = (b * calls + n) * size;
      kernels.rotary(x.subarray(start, start + size), c, s, { rows: seqLen, heads, headDim, half, interleaved });
    }
  }
  return x;
}
