/**
 * The operations a Transformer is made of, without saying how they are carried out.
 *
 * A model is written once, as functions over `Ops<T>`. What `T` is decides what running those functions means:
 * with arrays they compute (the eager engine), with names of values in a graph they write that graph down
 * (the compiled engine). The functions cannot tell the difference.
 *
 * Activations are [batch, seq, features]; between `splitHeads` and `mergeHeads` they are [batch, seq, heads, headDim].
 * One `Ops` belongs to one run of the model: it knows the tokens already in the cache and which keys are padding.
 * @module
 */
import type { RotarySpec } from "@llm-anatomy/attention";
import type { Activation } from "@llm-anatomy/kernels";
import type { WindowSpec } from "./spec.ts";

export interface Ops<T> {
  /** Rows of `table` [entries, features], one for each id: ids [batch, seq] → [batch, seq, features]. */
  embed(table: T, ids: T): T;
  /**
   * Every window of frames as one vector, so that a linear map of it is a convolution:
   * x [batch, frames, features] → [batch, windows, size · features]; frames outside x are 0.
   */
  windows(x: T, window: WindowSpec): T;
  /** x [batch, seq, features] with 0 where a position is padding. */
  clearPadding(x: T): T;
  /** x · weightᵀ + bias. weight [out, in], bias [out]. */
  linear(x: T, weight: T, bias?: T): T;
  /** Elementwise; b may also be [features], or [batch, seq, 1]. */
  add(a: T, b: T): T;
  multiply(a: T, b: T): T;
  scale(x: T, factor: number): T;
  shift(x: T, amount: number): T;
  /** Each value limited to [low, high]. */
  clip(x: T, low: number, high: number): T;
  /** cap · tanh(x / cap): limits smoothly. */
  softcap(x: T, cap: number): T;
  activation(x: T, kind: Activation): T;
  /** activation(gate) · up. */
  gatedActivation(gate: T, up: T, kind: Activation): T;

  /** Over the last axis. */
  layerNorm(x: T, parameters: { weight?: T; bias?: T; epsilon: number }): T;
  /** Over the last axis; multiplies by weight + weightOffset (Gemma stores weight - 1). */
  rmsNorm(x: T, parameters: { weight?: T; epsilon: number; weightOffset?: number }): T;
  /** Over the last axis. */
  softmax(x: T): T;

  /** [batch, seq, heads · dim] → [batch, seq, heads, dim]. */
  splitHeads(x: T, heads: number): T;
  /** [batch, seq, heads, dim] → [batch, seq, heads · dim]. */
  mergeHeads(x: T): T;
  /** Elements start … end - 1 of the last axis. */
  slice(x: T, start: number, end: number): T;
  /** Joins along the last axis; of heads, one that has a single head is repeated for the others. */
  concat(parts: T[]): T;
  /** Only the positions the run asked logits for: [batch, seq, features] → [batch, asked, features]. */
  askedPositions(x: T): T;
  /** What stands for a sequence: its first or last token, or the mean of all that are not padding. [batch, seq, features] → [batch, 1, features]. */
  poolPositions(x: T, which: "first" | "last" | "mean"): T;

  /** Rotates pairs of features of every head by angles that grow with the position. x [batch, seq, heads, headDim]. */
  rotary(x: T, spec: RotarySpec, positions: T): T;
  /** Adds this run's keys and values [batch, seq, kvHeads, dim] of a layer to its cache; returns all that attention may read. */
  remember(layer: number, keys: T, values: T): Memory<T>;
  /** Computed in the first run of a sequence, read back in later ones: keys and values of an encoder's output. */
  rememberOnce(layer: number, compute: () => Memory<T>): Memory<T>;

  /** softmax(mask(scores(q, k))) · v in one go, when nobody looks inside. q [batch, seq, heads, headDim] → [batch, seq, heads · valueDim]. */
  attention(q: T, memory: Memory<T>, call: AttentionCall<T>): T;
  /** The same in stages. q · kᵀ · scale, softcapped: [batch, heads, seq, keys]. */
  attentionScores(q: T, memory: Memory<T>, call: AttentionCall<T>): T;
  /** Scores with what a query must not see hidden, and position biases added. */
  maskScores(scores: T, memory: Memory<T>, call: AttentionCall<T>): T;
  /** Softmax over the keys, with the sinks' share taken away. */
  attentionWeights(masked: T, call: AttentionCall<T>): T;
  /** weights · v, heads merged: [batch, seq, heads · valueDim]. */
  mixValues(weights: T, memory: Memory<T>, call: AttentionCall<T>): T;
  /** T5's learned bias per head and distance: table [buckets, heads] → [1, heads, seq, keys]. */
  relativePositionBias(table: T, buckets: RelativeBuckets): T;

  /** x where the group of its entry is among the `keep` best, 0 elsewhere: [batch, seq, groups · size]. A group counts as its best entry, or as the sum of its two best. */
  keepBestGroups(x: T, groups: number, keep: number, rankBy: "best" | "two-best"): T;
  /** All entries of a table as activations: [entries, features] → [1, entries, features]. */
  wholeTable(table: T): T;
  /**
   * Dot products of x [batch, seq, heads, dim] with the vector of each pair's distance, vectors [1, 2 · span, heads, dim]:
   * [batch, heads, seq, seq]. `of` says whether x is the query or the key of the pair.
   */
  distanceScores(x: T, vectors: T, distances: DistanceBuckets, of: "query" | "key"): T;

  /** The k largest of the last axis: their values and indices, largest first. */
  topK(x: T, k: number): { values: T; indices: T };
  /** Values of the last axis of `x` at `indices`. */
  take(x: T, indices: T): T;
  /** Divides each row of the last axis by its sum (+ epsilon). */
  normalizeSum(x: T, epsilon?: number): T;
  /**
   * Mixture of experts: for each position, the outputs of the experts named in `chosen.indices` [batch, seq, k],
   * weighted by `chosen.weights`, summed. `expert(i)` is the network of expert i; an engine may run it on the
   * positions that chose i only.
   */
  mixExperts(x: T, chosen: { indices: T; weights: T }, numExperts: number, expert: (index: number, input: T) => T): T;

  /**
   * Marks a named place: `blocks.3.mlp.output`, `final_norm` … Returns what the rest of the model goes on with,
   * which is `x`, or what somebody put in its place.
   */
  probe(name: string, x: T): T;
  /** Whether somebody looks at or edits one of these places, so that they have to exist. */
  observed(...names: string[]): boolean;

  /** Everything made between `enter` and `leave` is dead afterwards, but for the result. Engines use it to reuse memory. */
  enter(name: string): number;
  leave(scope: number, result: T): T;
}

/** Keys and values that queries may read. What they are inside is the engine's business. */
export interface Memory<T> {
  keys: T;
  values: T;
}

/** How queries read a memory. */
export interface AttentionCall<T> {
  numHeads: number;
  numKvHeads: number;
  headDim: number;
  valueDim: number;
  scale: number;
  /** Position i sees positions up to i; absent for encoders and cross attention. */
  causal: boolean;
  /** Sees keys less than `window` positions back; without `causal` also less than `window` ahead. */
  window?: number;
  /** Sees only keys of its own chunk of this many positions. */
  chunk?: number;
  softcap?: number;
  /** Slope per head of a bias that falls linearly with distance (ALiBi). */
  alibi?: AlibiSpec;
  /** Added to the scores: [1 or batch, heads, seq, keys]. */
  bias?: T;
  /** [heads]: a logit per head that takes weight and gives nothing. */
  sinks?: T;
  /** The memory is an encoder's output: its padding counts, causality does not. */
  cross?: boolean;
}

export interface AlibiSpec {
  slopes: Float32Array;
  /** Bias is slope · key position (Bloom, Falcon: positions skip padding) or slope · (key - query) (MPT). Equal after softmax but for padding. */
  positions: "unpadded" | "index";
  /** Falcon multiplies in bfloat16. */
  rounding?: "bfloat16";
  /** Multiplies the bias after it was rounded. Default 1. */
  scale?: number;
}

/** DeBERTa's distances: those below span / 2 have a vector each, longer ones share vectors that widen logarithmically. */
export interface DistanceBuckets {
  /** Vectors on each side of 0. */
  span: number;
  /** Whether long distances share vectors, up to this distance; absent: distances are cut off at the span. */
  maxDistance?: number;
}

export interface RelativeBuckets {
  bidirectional: boolean;
  numBuckets: number;
  maxDistance: number;
}
