/**
 * The caches by name. Each is a policy and a storage; {@link createCache} takes any pair.
 * @module
 */

import type { SinksSpec, SlidingWindowSpec } from "./cache-policy.ts";
import { checkOptions, checkSize } from "./checks.ts";
import type { EvictingSpec } from "./eviction.ts";
import type { CacheShape, KVCache } from "./kv-cache.ts";
import type { PagePool } from "./page-pool.ts";
import type { Pages } from "./paged-storage.ts";
import { type CacheOptions, PolicyCache } from "./policy-cache.ts";

/** Options that every cache takes. */
export type CommonOptions = Pick<CacheOptions, "allocate" | "free" | "onEvent">;
const common = ["allocate", "free", "onEvent"];

/**
 * A cache of any policy and storage; give `policy` a list for layers that differ (sliding and full ones, as in Gemma 3).
 *
 * @throws RangeError or TypeError that names the size or option that is wrong
 */
export function createCache(shape: CacheShape, options: CacheOptions = {}): KVCache {
  checkOptions("createCache", options, ["policy", "storage", "pool", ...common]);
  return new PolicyCache("createCache", shape, options);
}

/**
 * A cache that keeps everything and grows: capacity doubles when it is used up.
 *
 * @example
 * const cache = createDynamicCache({ numLayers: 1, batch: 1, numKvHeads: 1, headDim: 2 });
 * cache.append(0, Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8), 2);
 * cache.view(0).length; // => 2
 */
export function createDynamicCache(
  shape: CacheShape,
  {
    capacity = 0,
    ...options
  }: CommonOptions & { /** Positions to allocate at once. Default 0. */ capacity?: number } = {},
): KVCache {
  checkOptions("createDynamicCache", options, common);
  return new PolicyCache("createDynamicCache", shape, { ...options, storage: { kind: "float32", capacity } });
}

/** A cache that keeps everything in arrays allocated once. One token more than `capacity` is an error. */
export function createStaticCache(
  shape: CacheShape,
  { capacity, ...options }: CommonOptions & { /** Positions that fit. */ capacity: number },
): KVCache {
  checkOptions("createStaticCache", options, common);
  checkSize("createStaticCache", "capacity", capacity, 1);
  const storage = { kind: "float32", capacity, growable: false } as const;
  return new PolicyCache("createStaticCache", shape, { ...options, storage });
}

/** A cache for models with sliding-window attention: it holds what a window can still see. Lossless for such models. */
export function createSlidingWindowCache(
  shape: CacheShape,
  { window, rollback, ...options }: CommonOptions & Omit<SlidingWindowSpec, "kind">,
): KVCache {
  checkOptions("createSlidingWindowCache", options, common);
  const policy = { kind: "sliding-window", window, rollback } as const;
  return new PolicyCache("createSlidingWindowCache", shape, { ...options, policy });
}

/**
 * StreamingLLM: endless text in constant memory, for models trained with full attention. Lossy.
 *
 * The paper renumbers the window so that it follows the sinks. Here the sinks are turned so that they precede the
 * window: the same differences of positions, and a few rows to turn per token instead of all. Queries keep their
 * absolute positions.
 */
export function createSinkCache(
  shape: CacheShape,
  { sinks, window, rollback, rotary, ...options }: CommonOptions & Omit<SinksSpec, "kind">,
): KVCache {
  checkOptions("createSinkCache", options, common);
  const policy = { kind: "sinks", sinks, window, rollback, rotary } as const;
  return new PolicyCache("createSinkCache", shape, { ...options, policy });
}

/** A cache of older positions in 8 or 4 bits, the newest in full. Lossy. */
export function createQuantizedCache(
  shape: CacheShape,
  {
    bits,
    residual,
    ...options
  }: CommonOptions & { bits: 8 | 4 /** Newest positions kept as float32. Default 128. */; residual?: number },
): KVCache {
  checkOptions("createQuantizedCache", options, common);
  if (bits !== 8 && bits !== 4) throw new RangeError(`createQuantizedCache: bits is ${bits} but has to be 8 or 4.`);
  const storage = { kind: bits === 8 ? "int8" : "int4", residual } as const;
  return new PolicyCache("createQuantizedCache", shape, { ...options, storage });
}

/** A cache that forgets what attention does not look at; call `observe` after each attention. Lossy. */
export function createEvictingCache(
  shape: CacheShape,
  { policy, ...options }: CommonOptions & { policy: EvictingSpec },
): KVCache {
  checkOptions("createEvictingCache", options, common);
  return new PolicyCache("createEvictingCache", shape, { ...options, policy });
}

/** A cache whose positions lie in blocks of a pool. */
export interface PagedCache extends KVCache {
  /** Where the sequence of a batch row lies, for attention that reads blocks where they are. */
  pages(layer: number, batchRow?: number): Pages;
}

/** A cache in pages. Lossless, unless its policy is not. Dispose it, or its blocks stay taken. */
export function createPagedCache(
  pool: PagePool,
  {
    batch = 1,
    policy,
    onEvent,
    ...unknown
  }: Pick<CacheOptions, "policy" | "onEvent"> & { /** Default 1. */ batch?: number } = {},
): PagedCache {
  checkOptions("createPagedCache", unknown);
  const storage = { kind: "paged" } as const;
  return new PolicyCache("createPagedCache", { ...pool.shape, batch }, { policy, storage, pool, onEvent });
}
