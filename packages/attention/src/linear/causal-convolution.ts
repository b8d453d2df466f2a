/**
 * A short causal convolution: every channel mixes the last few tokens, itself included.
 *
 * Linear-attention layers put one before their queries, keys and values, because a fixed state is bad at "the token just
 * before". Decoding needs only the last width - 1 inputs, which are handed from step to step like a cache.
 * @module
 */
import type { Activation, Kernels } from "@llm-anatomy/kernels";
import { checkArray } from "../attention-options.ts";
import { sharedKernels } from "../shared-kernels.ts";

export interface CausalConvolutionOptions {
  /** Default 1. */
  batch?: number;
  channels: number;
  seqLen: number;
  /** Taps per channel. */
  width: number;
  /** [channels] */
  bias?: Float32Array;
  /** [batch, channels, width - 1]: the inputs before, the newest last. Default: zeros. */
  state?: Float32Array;
  /** Applied to the result. Default: none. */
  activation?: Activation;
  kernels?: Kernels;
}

/**
 * out[b, c, t] = Σₙ weight[c, n] · x[b, c, t - width + 1 + n] + bias[c].
 *
 * Shape: x, output [batch, channels, seqLen]; weight [channels, width], the last tap meets the current token;
 *        returns the output and the state for the next call
 * @throws RangeError if an array does not fit
 * @see Gu and Dao 2023, Mamba, section 3.4, https://arxiv.org/abs/2312.00752
 * @example
 * causalConvolution(Float32Array.of(1, 2, 3), Float32Array.of(10, 1), { channels: 1, seqLen: 3, width: 2 }).output;
 * // => [1, 12, 23]
 */
export function causalConvolution(
  x: Float32Array,
  weight: Float32Array,
  options: CausalConvolutionOptions,
): { output: Float32Array; state: Float32Array } {
  const { batch = 1, channels, seqLen, width, bias, activation, kernels = sharedKernels() } = options;
  const past = width - 1;
  checkArray("causalConvolution", "x", x, { batch, channels, seqLen });
  checkArray("causalConvolution", "weight", weight, { channels, width });
  if (bias) checkArray("causalConvolution", "bias", bias, { channels });
  if (options.state) checkArray("causalConvolution", "state", options.state, { batch, channels, past });
  const before = options.state ?? new Float32Array(batch * channels * past);
  const output = new Float32Array(x.length);
  const state = new Float32Array(before.length);
  const line = new Float32Array(past + seqLen); // past inputs, then new ones
  for (let row = 0; row < batch * channels; row++) {
    const channel = row % channels;
    line.set(before.subarray(row * past, (row + 1) * past));
    line.set(x.subarray(row * seqLen, (row + 1) * seqLen), past);
    for (let t = 0; t < seqLen; t++) {
      let sum = bias ? bias[channel] : 0;
      for (let n = 0; n < width; n++) sum += weight[channel * width + n] * line[t + n];
      output[row * seqLen + t] = sum;
    }
    state.set(line.subarray(seqLen), row * past);
  }
  if (activation) kernels.activation(output, output, activation);
  return { output, state };
}
