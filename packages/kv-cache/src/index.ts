export type { ArrayMemory } from "./array-storage.ts";
export {
  createDynamicCache,
  createStaticCache,
  type DynamicCacheOptions,
  type MemoryOptions,
  type StaticCacheOptions,
} from "./dense-cache.ts";
export type { CacheShape, CacheView, KVCache } from "./kv-cache.ts";
