export { type CacheEvent, createEventLog, type OnCacheEvent } from "./cache-events.ts";
export type { KeepAllSpec, PolicySpec, RotaryTurn, SinksSpec, SlidingWindowSpec } from "./cache-policy.ts";
export {
  type CommonOptions,
  createCache,
  createDynamicCache,
  createEvictingCache,
  createQuantizedCache,
  createSinkCache,
  createSlidingWindowCache,
  createStaticCache,
} from "./create-cache.ts";
export { createEncoderDecoderCache, type EncoderDecoderCache } from "./encoder-decoder-cache.ts";
export type { EvictingSpec, H2oSpec, PyramidKvSpec, SnapKvSpec, TovaSpec } from "./eviction.ts";
export type { CacheShape, CacheView, Fingerprint, KVCache, LayerWidth } from "./kv-cache.ts";
export { createPagePool, type PagePool, type PagePoolOptions } from "./page-pool.ts";
export { createPagedCache, type PagedCache, type Pages } from "./paged-cache.ts";
export { type CachePlan, planBytes } from "./plan-bytes.ts";
export type { CacheOptions, StorageSpec } from "./policy-cache.ts";
export {
  createPrefixIndex,
  type HitExplanation,
  type PrefixEntry,
  type PrefixHit,
  type PrefixIndex,
  type PrefixIndexOptions,
} from "./prefix-index.ts";
export { type RestoreOptions, restoreCache } from "./restore-cache.ts";
export type { ArrayMemory } from "./slot-store.ts";
