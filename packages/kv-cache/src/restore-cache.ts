/**
 * From bytes back to a cache.
 * @module
 */
import { layerWidth } from "./checks.ts";
import type { Fingerprint, KVCache } from "./kv-cache.ts";
import type { PagePool } from "./page-pool.ts";
import { type CacheOptions, PolicyCache, type StorageSpec } from "./policy-cache.ts";
import { type CacheHeader, damaged, unpackCache } from "./serialize.ts";

export interface RestoreOptions extends Pick<CacheOptions, "allocate" | "free" | "onEvent"> {
  /** What the cache has to belong to: every entry has to be stored with the same value. */
  fingerprint: Fingerprint;
  /** Instead of the stored policy: for one with a function, which is not stored. */
  policy?: CacheOptions["policy"];
  /** Put it into pages of this pool: for caches of float32, in pages or not. */
  pool?: PagePool;
}

/**
 * A cache as it was when `serialize` was called, and the notes that travelled along.
 *
 * @throws Error when it belongs to another model, tokenizer or number format; RangeError when the bytes are damaged
 */
export function restoreCache(
  bytes: Uint8Array,
  { fingerprint, pool, ...options }: RestoreOptions,
): { cache: KVCache; notes: unknown } {
  const { header, payload } = unpackCache(bytes, fingerprint);
  const { shape, storage, layers, notes } = header;
  checkPayload(header, payload);
  const wide = !storage.kind.startsWith("int");
  if (pool && !wide)
    throw new TypeError(`restoreCache: a cache of ${storage.kind} cannot be put into pages. Leave out pool.`);
  const place: StorageSpec = pool ? { kind: "paged" } : storage.kind === "paged" ? { kind: "float32" } : storage;
  const cache = new PolicyCache("restoreCache", shape, {
    ...options,
    policy: options.policy ?? header.policy,
    pool,
    storage: place,
  });
  const read = cache.load(payload, layers);
  if (read !== payload.length) throw damaged(`${read} bytes were read of ${payload.length}`);
  return { cache, notes };
}

/** Sizes are checked before anything is allocated: at the least, a position stores a quarter byte per number. */
function checkPayload({ shape, layers }: CacheHeader, payload: Uint8Array): void {
  let least = 0;
  layers.forEach(({ length }, index) => {
    const { numKvHeads, headDim, valueDim } = layerWidth(shape, index);
    least += (shape.batch * numKvHeads * length * (headDim + valueDim)) / 2;
  });
  if (!(least <= payload.length)) {
    throw damaged(`${payload.length} bytes cannot hold what the header says, at least ${least}`);
  }
}
