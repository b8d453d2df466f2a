/**
 * What every key/value cache offers, whatever it keeps and drops.
 *
 * Decoding one token needs the keys and values of all tokens before it. They do not change once computed, so they
 * are kept. A cache is two things: storage (where the arrays lie) and a policy (which positions stay).
 * @module
 */

/** The shape of one cache. Layers may differ in width only through `layers`. */
export interface CacheShape {
  numLayers: number;
  batch: number;
  numKvHeads: number;
  headDim: number;
  /** Width of a value row. Default headDim. */
  valueDim?: number;
}

/** What attention reads: dense arrays [batch, numKvHeads, capacity, dim] of which the first `length` positions are valid. */
export interface CacheView {
  keys: Float32Array;
  values: Float32Array;
  /** Valid positions per head. */
  length: number;
  /** Allocated positions per head: the stride between heads is capacity * dim. */
  capacity: number;
}

export interface KVCache {
  readonly shape: Readonly<CacheShape>;
  /** Tokens ever appended (the absolute position of the next token). */
  readonly seen: number;
  /** Positions held by `layer` at this moment; differs from `seen` when the policy drops some. */
  length(layer: number): number;
  /**
   * Adds `newLen` positions to `layer`. keys, values are token-major [batch, newLen, numKvHeads, dim], as a projection
   * produces them. `seen` grows once per step, with layer 0.
   */
  append(layer: number, keys: Float32Array, values: Float32Array, newLen: number): void;
  view(layer: number): CacheView;
  /** Forgets everything after the first `length` tokens. */
  crop(length: number): void;
  reset(): void;
  /** Bytes held now. */
  readonly bytes: number;
  dispose(): void;
}
