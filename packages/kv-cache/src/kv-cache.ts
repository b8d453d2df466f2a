/**
 * What every key/value cache offers, whatever it keeps and drops.
 *
 * Decoding one token needs the keys and values of all tokens before it. They do not change once computed, so they
 * are kept. A cache is two things: storage (where the arrays lie) and a policy (which positions stay).
 *
 * Three numbers are easily mixed up. `seen` counts tokens ever appended: the absolute position of the next one.
 * `length` counts positions held, fewer where the policy drops some. `capacity` counts positions allocated.
 * @module
 */

/** The shape of one cache. Layers may differ in width only through `layers`. */
export interface CacheShape {
  numLayers: number;
  batch: number;
  numKvHeads: number;
  headDim: number;
  /** Width of a value row. Default headDim. 0 for caches of latents, which keep one array. */
  valueDim?: number;
  /** What differs in single layers: an entry per layer, or nothing for layers that do not differ. */
  layers?: readonly (Partial<LayerWidth> | undefined)[];
}

/** The widths of one layer. */
export interface LayerWidth {
  numKvHeads: number;
  headDim: number;
  valueDim: number;
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

/** What a serialised cache was made with. Whoever restores it must use the same. */
export type Fingerprint = Readonly<Record<string, string>>;

export interface KVCache {
  readonly shape: Readonly<CacheShape>;
  /** Tokens ever appended (the absolute position of the next token). */
  readonly seen: number;
  /** Whether attention over this cache can differ from attention over everything the model may see. */
  readonly lossy: boolean;
  /** Positions held by `layer` at this moment; differs from `seen` when the policy drops some. */
  length(layer: number): number;
  /**
   * Adds `newLen` positions to `layer`. keys, values are token-major [batch, newLen, numKvHeads, dim], as a projection
   * produces them. `seen` grows once per step, with layer 0. Policies drop what they drop before they add, so the view
   * after an append has everything that the new queries may see.
   */
  append(layer: number, keys: Float32Array, values: Float32Array, newLen: number): void;
  /** Valid until the next call of `view` or of anything that changes the cache. */
  view(layer: number): CacheView;
  /** The absolute positions held: [length] when all rows and heads hold the same, else [batch, numKvHeads, length]. */
  positions(layer: number): Int32Array;
  /** Whether the policy wants to see attention weights, through `observe`, after each append. */
  readonly observes: boolean;
  /**
   * Tells the policy what the newest queries looked at: weights [batch, numHeads, queryLen, length(layer)] after
   * softmax. Policies that evict by attention do so here, so call it when the values have been read; others ignore it.
   */
  observe(layer: number, weights: Float32Array, queryLen: number): void;
  /**
   * Forgets everything after the first `length` tokens.
   * @throws RangeError when the policy has dropped what the remaining cache would need; see `cropLimit`
   */
  crop(length: number): void;
  /** The smallest length above 0 that `crop` takes now. 0 and `seen` are always taken. */
  readonly cropLimit: number;
  /** An independent cache with the same contents. Arrays are shared until one of the two writes. */
  fork(): KVCache;
  /** Batch row i becomes what row `rows[i]` was: reorders, drops or repeats rows (beam search). */
  select(rows: ArrayLike<number>): void;
  reset(): void;
  /** Everything needed to go on later, as bytes. `notes` is any JSON that travels along: token ids, a sampler's state. */
  serialize(fingerprint: Fingerprint, notes?: unknown): Uint8Array;
  /** Bytes held now. Memory shared with a fork counts in both. */
  readonly bytes: number;
  /** What is wrong inside, in words; empty when nothing is. For tests and for hunting bugs in engines. */
  violations(): string[];
  dispose(): void;
}
