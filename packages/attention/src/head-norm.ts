/**
 * Query-key normalisation: every head's queries and keys are brought to a common length before they meet.
 *
 * Scores then measure direction, cannot grow without bound, and training at large learning rates stays stable. Applied
 * after the projection and before rotary embedding.
 * @module
 */
import type { Kernels } from "@llm-anatomy/kernels";
import { checkArray } from "./attention-options.ts";
import { sharedKernels } from "./shared-kernels.ts";

export interface HeadNormOptions {
  /** Heads, positions and batch rows together: how many rows of headDim x has. */
  rows: number;
  headDim: number;
  /** "rms" (Qwen 3, Gemma 3), "layer" (Cohere, StableLM) or "l2", to length 1 (Henry et al. 2020). Default "rms". */
  kind?: "rms" | "layer" | "l2";
  /** [headDim], shared by all heads. Default: none. */
  weight?: Float32Array;
  /** Added to the weight: 1 for Gemma. Default 0. Only "rms". */
  weightOffset?: number;
  /** Default 1e-6. */
  epsilon?: number;
  kernels?: Kernels;
}

/**
 * Normalises every row of headDim numbers, in place, and returns `x`.
 *
 * Shape: x [rows, headDim], of any layout whose last dim is headDim
 * @throws RangeError if an array does not fit
 * @see Henry et al. 2020, Query-Key Normalization, https://arxiv.org/abs/2010.04245
 * @example
 * normalizeHeadsInPlace(Float32Array.of(3, 4), { rows: 1, headDim: 2, kind: "l2" }); // => [3/5, 4/5]
 */
export function normalizeHeadsInPlace(x: Float32Array, options: HeadNormOptions): Float32Array {
  const { rows, headDim, kind = "rms", weight = null, weightOffset = 0, epsilon = 1e-6 } = options;
  const { kernels = sharedKernels() } = options;
  checkArray("normalizeHeadsInPlace", "x", x, { rows, headDim });
  if (weight) checkArray("normalizeHeadsInPlace", "weight", weight, { headDim });
  switch (kind) {
    case "rms":
      kernels.rmsNorm(x, x, weight, { rows, cols: headDim, epsilon, weightOffset });
      return x;
    case "layer":
      kernels.layerNorm(x, x, weight, null, { rows, cols: headDim, epsilon });
      return x;
    case "l2":
      // |x| = rms(x) · sqrt(headDim): the same division, less the root.
      kernels.rmsNorm(x, x, weight, { rows, cols: headDim, epsilon: epsilon / headDim });
      kernels.scale(x, x, 1 / Math.sqrt(headDim));
      return x;
    default:
      throw new TypeError(
        `normalizeHeadsInPlace: kind is ${JSON.stringify(kind)} but has to be "rms", "layer" or "l2".`,
      );
  }
}
