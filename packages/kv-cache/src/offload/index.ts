export { type CacheStore, type CacheStoreOptions, openCacheStore, type StoredCache } from "./cache-store.ts";
