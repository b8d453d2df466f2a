/**
 * The cache: a storage and a policy per layer, behind one interface.
 * @module
 */
import { ArrayStorage } from "./array-storage.ts";
import type { CacheEvent, OnCacheEvent } from "./cache-events.ts";
import { createPolicy, type PolicySpec } from "./cache-policy.ts";
import { CachedLayer } from "./cached-layer.ts";
import { checkAppend, checkCrop, checkRows, checkSize, fillShape, layerAt, layerWidth } from "./checks.ts";
import type { CacheShape, CacheView, Fingerprint, KVCache, LayerWidth } from "./kv-cache.ts";
import type { LayerStorage } from "./layer-storage.ts";
import type { LayerPool, PagePool } from "./page-pool.ts";
import { PagedStorage, type Pages } from "./paged-storage.ts";
import { QuantizedStorage } from "./quantized-storage.ts";
import type { WideScratch } from "./rewrite.ts";
import { packCache, type StoredLayer } from "./serialize.ts";
import { type ArrayMemory, heapMemory } from "./slot-store.ts";

/** How positions are stored. */
export type StorageSpec =
  | {
      kind: "float32";
      /** Positions to allocate at once. Default 0: the first append decides. */
      capacity?: number;
      /** Whether more may be allocated. Default true. */
      growable?: boolean;
    }
  | {
      kind: "int8" | "int4";
      /** How many of the newest positions stay float32. Default 128. */
      residual?: number;
    }
  /** In blocks of `pool`. */
  | {
      kind: "paged";
      /** Only for `planBytes`: positions in a block. Default 16; a cache has those of its pool. */
      blockSize?: number;
    };

export interface CacheOptions extends Partial<ArrayMemory> {
  /** Default keep-all. One for all layers, or one per layer. */
  policy?: PolicySpec | readonly PolicySpec[];
  /** Default float32. */
  storage?: StorageSpec;
  /** Where "paged" storage takes its blocks. Its shape is that of the cache, but for the batch. */
  pool?: PagePool;
  onEvent?: OnCacheEvent;
}

export class PolicyCache implements KVCache {
  shape: Readonly<CacheShape>;
  readonly #options: CacheOptions;
  readonly #storage: StorageSpec;
  readonly #layers: CachedLayer[];

  constructor(call: string, shape: CacheShape, options: CacheOptions, layers?: CachedLayer[]) {
    this.shape = fillShape(call, shape);
    this.#options = options;
    this.#storage = options.storage ?? { kind: "float32" };
    this.#layers = layers ?? this.#createLayers(call);
  }

  get seen(): number {
    return this.#layers[0].next;
  }

  get lossy(): boolean {
    return this.#storage.kind.startsWith("int") || this.#layers.some(({ policy }) => policy.lossy);
  }

  get observes(): boolean {
    return this.#layers.some((layer) => layer.observes);
  }

  get bytes(): number {
    return this.#layers.reduce((sum, layer) => sum + layer.bytes, 0);
  }

  get cropLimit(): number {
    return Math.min(this.seen, Math.max(...this.#layers.map((layer) => layer.cropLimit)));
  }

  length(layer: number): number {
    return this.#layer("length", layer).storage.length;
  }

  view(layer: number): CacheView {
    return this.#layer("view", layer).storage.view();
  }

  /** Where a sequence lies, for attention that reads blocks where they are. Only for "paged" storage. */
  pages(layer: number, batchRow = 0): Pages {
    const { storage } = this.#layer("pages", layer);
    if (storage instanceof PagedStorage) return storage.pages(batchRow);
    throw new TypeError(`pages: this cache does not lie in pages but in ${this.#storage.kind} arrays. Call view.`);
  }

  positions(layer: number): Int32Array {
    return this.#layer("positions", layer).positions();
  }

  append(index: number, keys: Float32Array, values: Float32Array, newLen: number): void {
    const layer = this.#layer("append", index);
    checkAppend(keys, values, newLen, this.shape.batch, layer.width);
    if (layer.misses) {
      throw new Error(
        `append: layer ${index} holds ${layer.storage.length} positions, more than its budget of ${layer.policy.eviction?.budget}, and has not been told what attention looked at. Call observe(layer, weights, queryLen) after attention.`,
      );
    }
    const held = layer.storage.length;
    if (!layer.observes && layer.evict()) this.#tell({ type: "evict", layer: index, held, kept: layer.storage.length });
    const dropped = layer.append(keys, values, newLen);
    if (dropped) this.#tell({ type: "drop", layer: index, ...dropped });
    this.#tell({ type: "append", layer: index, newLen, length: layer.storage.length });
  }

  observe(index: number, weights: Float32Array, queryLen: number): void {
    const layer = this.#layer("observe", index);
    if (!layer.observes) return;
    checkSize("observe", "queryLen", queryLen, 1);
    const held = layer.storage.length;
    const perHead = this.shape.batch * queryLen * held;
    const numHeads = weights.length / perHead;
    if (!Number.isInteger(numHeads) || numHeads % layer.width.numKvHeads !== 0) {
      throw new RangeError(
        `observe: weights has ${weights.length} elements but [batch=${this.shape.batch}, numHeads, queryLen=${queryLen}, length=${held}] needs a multiple of ${perHead * layer.width.numKvHeads}.`,
      );
    }
    const evicted = layer.observe(weights, numHeads, queryLen);
    if (evicted) this.#tell({ type: "evict", layer: index, held, kept: layer.storage.length });
  }

  crop(length: number): void {
    const { seen, cropLimit } = this;
    checkCrop(length, seen);
    if (length > 0 && length < cropLimit) {
      throw new RangeError(
        `crop: length is ${length} but what the policy dropped is needed for anything below ${cropLimit}. Crop to 0 and compute again, or create the cache with a larger rollback.`,
      );
    }
    for (const layer of this.#layers) layer.crop(length);
    this.#tell({ type: "crop", length });
  }

  reset(): void {
    this.crop(0);
  }

  fork(): PolicyCache {
    this.#tell({ type: "fork" });
    return new PolicyCache(
      "fork",
      this.shape,
      this.#options,
      this.#layers.map((layer) => layer.fork()),
    );
  }

  select(rows: ArrayLike<number>): void {
    const { batch } = this.shape;
    checkRows(rows, batch);
    if (rows.length === batch && Array.from(rows).every((row, i) => row === i)) return;
    for (const layer of this.#layers) layer.select(rows);
    this.shape = { ...this.shape, batch: rows.length };
    this.#tell({ type: "select", rows: Array.from(rows) });
  }

  serialize(fingerprint: Fingerprint, notes?: unknown): Uint8Array {
    const { shape, seen } = this;
    const storage = this.#storage;
    const { policy = { kind: "keep-all" } } = this.#options;
    const saved = this.#layers.map((layer) => layer.save());
    const layers = saved.map(({ layer }) => layer);
    const parts = saved.flatMap((layer) => layer.parts);
    return packCache({ shape, seen, policy, storage, layers, fingerprint, notes }, parts);
  }

  /** Fills an empty cache from what `serialize` stored. Returns how many bytes it read. */
  load(bytes: Uint8Array, layers: readonly StoredLayer[]): number {
    let at = 0;
    this.#layers.forEach((layer, index) => {
      at += layer.load(bytes.subarray(at), layers[index]);
    });
    return at;
  }

  violations(): string[] {
    return this.#layers.flatMap((layer, index) => layer.violations().map((what) => `layer ${index}: ${what}`));
  }

  dispose(): void {
    for (const layer of this.#layers) layer.dispose();
    this.#tell({ type: "dispose" });
  }

  #createLayers(call: string): CachedLayer[] {
    const { policy = { kind: "keep-all" }, allocate, free, pool } = this.#options;
    const { numLayers, batch } = this.shape;
    if (Array.isArray(policy) && policy.length !== numLayers) {
      throw new RangeError(
        `${call}: policy has ${policy.length} entries but numLayers is ${numLayers}. Pass one per layer.`,
      );
    }
    const memory = { ...heapMemory, ...(allocate && { allocate }), ...(free && { free }) };
    const scratch: WideScratch = { keys: new Float32Array(0), values: new Float32Array(0) };
    return Array.from({ length: numLayers }, (_, index) => {
      const width = layerWidth(this.shape, index);
      const spec: PolicySpec = Array.isArray(policy) ? policy[index] : (policy as PolicySpec);
      const onGrow = (capacity: number) => this.#tell({ type: "grow", layer: index, capacity });
      const storage = createStorage(call, this.#storage, width, batch, {
        memory,
        onGrow,
        scratch,
        pool: pool?.layers[index],
      });
      return new CachedLayer(storage, createPolicy(spec, index, numLayers), width, batch);
    });
  }

  #layer(call: string, index: number): CachedLayer {
    return layerAt(this.#layers, call, index);
  }

  #tell(event: CacheEvent): void {
    this.#options.onEvent?.(event);
  }
}

function createStorage(
  call: string,
  spec: StorageSpec,
  width: LayerWidth,
  batch: number,
  {
    memory,
    onGrow,
    scratch,
    pool,
  }: { memory: ArrayMemory; onGrow: (capacity: number) => void; scratch: WideScratch; pool?: LayerPool },
): LayerStorage {
  switch (spec.kind) {
    case "float32": {
      const { capacity = 0, growable = true } = spec;
      checkSize(call, "capacity", capacity, growable ? 0 : 1);
      return ArrayStorage.create(width, batch, { capacity, growable, memory, onGrow });
    }
    case "int8":
    case "int4": {
      const { kind, residual = 128 } = spec;
      checkSize(call, "residual", residual, 0);
      const options = { bits: kind === "int8" ? 8 : 4, residual, scratch } as const;
      return QuantizedStorage.create(width, batch, options, { capacity: 0, growable: true, memory, onGrow });
    }
    case "paged":
      if (!pool) throw new TypeError(`${call}: "paged" storage needs a pool. Pass one from createPagePool.`);
      return new PagedStorage(pool, batch, scratch);
    default:
      throw new TypeError(
        `${call}: storage.kind is ${JSON.stringify((spec as StorageSpec).kind)} but has to be "float32", "int8", "int4" or "paged".`,
      );
  }
}
