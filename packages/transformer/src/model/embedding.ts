/** From token ids to the vectors that enter the first block. @module */
import type { Ops } from "../ops.ts";
import type { EmbeddingSpec, FramesSpec, WindowSpec } from "../spec.ts";
import type { EmbeddingWeights } from "../weights.ts";
import { linear, optionalNorm } from "./layers.ts";

/** What a model reads. All [batch, seq]. */
export interface Tokens<T> {
  ids: T;
  positions: T;
  /** Which sentence a token belongs to, for encoders that were trained on pairs. */
  types?: T;
  /** Instead of ids, for stacks that read frames: [batch, frames, features]. `positions` are those of the vectors made of them. */
  frames?: T;
}

/** [batch, seq] ids → [batch, seq, modelDim]. */
export function embed<T>(ops: Ops<T>, tokens: Tokens<T>, w: EmbeddingWeights<T>, spec: EmbeddingSpec): T {
  let x = spec.frames ? convolve(ops, tokens.frames!, w, spec.frames) : ops.embed(w.tokens!, tokens.ids);
  if (spec.scale !== undefined) x = ops.scale(x, spec.scale);
  if (spec.tokenTypes) x = ops.add(x, ops.embed(w.tokenTypes!, tokens.types!));
  if (spec.projected === "tokens") x = linear(ops, x, w.projection!);
  const positioned = (x: T) => (spec.learnedPositions ? ops.add(x, ops.embed(w.positions!, tokens.positions)) : x);
  if (!spec.positionsAfterNorm) x = positioned(x);
  if (spec.projected === "sum-before-norm") x = linear(ops, x, w.projection!);
  x = optionalNorm(ops, x, w.norm, spec.norm);
  if (spec.positionsAfterNorm) x = positioned(x);
  return spec.projected === "sum" ? linear(ops, x, w.projection!) : x;
}

/**
 * A convolution over time is a linear map of each window of frames.
 * @see Radford et al. 2022, Whisper, section 2.2, https://arxiv.org/abs/2212.04356
 */
function convolve<T>(ops: Ops<T>, frames: T, w: EmbeddingWeights<T>, spec: FramesSpec): T {
  return spec.convolutions.reduce(
    (x, window, i) => ops.activation(linear(ops, ops.windows(x, window), w.convolutions![i]), spec.activation),
    frames,
  );
}

/** How many windows there are in `frames` frames. */
export function windowCount(frames: number, { size, stride, padding }: WindowSpec): number {
  return Math.floor((frames + 2 * padding - size) / stride) + 1;
}
