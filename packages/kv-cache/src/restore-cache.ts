/**
 * From bytes back to a cache.
 * @module
 */
import { layerWidth } from "./checks.ts";
import type { Fingerprint, KVCache } from "./kv-cache.ts";
import type { PagePool } from "./page-pool.ts";
import { createPagedCache } from "./paged-cache.ts";
import { type CacheOptions, PolicyCache, type StorageSpec } from "./policy-cache.ts";
import { type CacheHeader, unpackCache } from "./serialize.ts";

export interface RestoreOptions extends Pick<CacheOptions, "allocate" | "free" | "onEvent"> {
  /** What the cache has to belong to: every entry has to be stored with the same value. */
  fingerprint: Fingerprint;
  /** Put it into pages of this pool. Needed for paged caches; takes any cache that keeps everything as float32. */
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
  const { shape, notes } = header;
  checkPayload(header, payload);
  if (pool) return { cache: intoPages(header, payload, pool), notes };
  if (header.storage.kind === "paged") {
    throw new TypeError("restoreCache: this cache lay in pages. Pass the pool to put it in.");
  }
  const { policy } = header;
  const storage = header.storage as StorageSpec;
  const cache = new PolicyCache("restoreCache", shape, { ...options, policy, storage });
  const read = cache.load(payload, header.layers);
  if (read !== payload.length) {
    throw new RangeError(`restoreCache: ${read} bytes were read of ${payload.length}. The bytes are damaged.`);
  }
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
    throw new RangeError(
      `restoreCache: ${payload.length} bytes cannot hold what the header says, at least ${least}. The bytes are damaged.`,
    );
  }
}

function intoPages(
  { shape, seen, storage, layers, policy }: CacheHeader,
  payload: Uint8Array,
  pool: PagePool,
): KVCache {
  const kind = Array.isArray(policy) ? "per layer" : (policy as { kind: string }).kind;
  if ((storage.kind !== "float32" && storage.kind !== "paged") || kind !== "keep-all") {
    throw new TypeError(`restoreCache: a ${kind} cache of ${storage.kind} cannot be put into pages. Leave out pool.`);
  }
  const cache = createPagedCache(pool, { batch: shape.batch });
  let at = 0;
  layers.forEach(({ length }, index) => {
    const { numKvHeads, headDim, valueDim } = layerWidth(shape, index);
    const take = (dim: number) => {
      const size = shape.batch * numKvHeads * length * dim * 4;
      const headsFirst = new Float32Array(payload.slice(at, at + size).buffer);
      at += size;
      return tokensFirst(headsFirst, shape.batch, numKvHeads, length, dim);
    };
    cache.append(index, take(headDim), take(valueDim), length);
  });
  if (cache.seen !== seen) throw new RangeError(`restoreCache: ${cache.seen} tokens were read of ${seen}.`);
  return cache;
}

/** [batch, heads, length, dim] to [batch, length, heads, dim]. */
function tokensFirst(x: Float32Array, batch: number, heads: number, length: number, dim: number): Float32Array {
  const out = new Float32Array(x.length);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      for (let t = 0; t < length; t++) {
        const from = ((b * heads + h) * length + t) * dim;
        out.set(x.subarray(from, from + dim), ((b * length + t) * heads + h) * dim);
      }
    }
  }
  return out;
}
