export { type CacheEvent, createEventLog, type OnCacheEvent } from "./cache-events.ts";
export type { KeepAllSpec, PolicySpec, RotaryTurn, SinksSpec, SlidingWindowSpec } from "./cache-policy.ts";
export {
  type CommonOptions,
  createCache,
  createDynamicCache,
  createEvictingCache,
  createPagedCache,
  createQuantizedCache,
  createSinkCache,
  createSlidingWindowCache,
  createStaticCache,
  type PagedCache,
} from "./create-cache.ts";
export {
  createEncoderDecoderCache,
  type EncoderDecoderCache,
  restoreEncoderDecoderCache,
} from "./encoder-decoder-cache.ts";
export type {
  CustomEvictionSpec,
  EvictingSpec,
  H2oSpec,
  KnormSpec,
  PyramidKvSpec,
  SnapKvSpec,
  TovaSpec,
  WeightRows,
} from "./eviction.ts";
export type { CacheShape, CacheView, Fingerprint, KVCache, LayerWidth } from "./kv-cache.ts";
export { createPagePool, type PagePool, type PagePoolOptions } from "./page-pool.ts";
export type { Pages } from "./paged-storage.ts";
export { type CachePlan, planBytes } from "./plan-bytes.ts";
export type { CacheOptions, StorageSpec } from "./policy-cache.ts";
export { type RestoreOptions, restoreCache } from "./restore-cache.ts";
export type { ArrayMemory } from "./slot-store.ts";
