/**
 * The two caches of an encoder-decoder: what the decoder has said (self), and what it listens to (cross).
 *
 * Keys and values of the encoder's output are computed once and read at every step. Beams reorder both; taking back
 * tokens concerns only what was said.
 * @module
 */
import { checkOptions } from "./checks.ts";
import { createDynamicCache } from "./create-cache.ts";
import type { CacheShape, Fingerprint, KVCache } from "./kv-cache.ts";
import { type RestoreOptions, restoreCache } from "./restore-cache.ts";
import { damaged } from "./serialize.ts";

export class EncoderDecoderCache {
  /** What the decoder has said: any cache. */
  readonly self: KVCache;
  /** What it listens to. */
  readonly cross: KVCache;

  constructor(self: KVCache, cross: KVCache) {
    if (self.shape.batch !== cross.shape.batch) {
      throw new RangeError(
        `createEncoderDecoderCache: self has ${self.shape.batch} batch rows but cross has ${cross.shape.batch}.`,
      );
    }
    this.self = self;
    this.cross = cross;
  }

  /** Whether `layer` knows its source. */
  isFilled(layer: number): boolean {
    return this.cross.length(layer) > 0;
  }

  /**
   * Stores the source's keys and values, token-major [batch, sourceLen, numKvHeads, dim], once per layer.
   * @throws Error when the layer has them already
   */
  fill(layer: number, keys: Float32Array, values: Float32Array, sourceLen: number): void {
    if (this.isFilled(layer)) {
      throw new Error(`fill: layer ${layer} already knows its source. Call reset for a new one.`);
    }
    this.cross.append(layer, keys, values, sourceLen);
  }

  /** Takes back what was said after the first `length` tokens; the source stays. */
  crop(length: number): void {
    this.self.crop(length);
  }

  /** Forgets the source as well. */
  reset(): void {
    this.self.reset();
    this.cross.reset();
  }

  select(rows: ArrayLike<number>): void {
    this.self.select(rows);
    this.cross.select(rows);
  }

  fork(): EncoderDecoderCache {
    return new EncoderDecoderCache(this.self.fork(), this.cross.fork());
  }

  /** Both halves as bytes, for {@link restoreEncoderDecoderCache}. `notes` is any JSON that travels along. */
  serialize(fingerprint: Fingerprint, notes?: unknown): Uint8Array {
    const self = this.self.serialize(fingerprint, notes);
    const cross = this.cross.serialize(fingerprint);
    const bytes = new Uint8Array(4 + self.length + cross.length);
    new DataView(bytes.buffer).setUint32(0, self.length, true); // where the other half begins
    bytes.set(self, 4);
    bytes.set(cross, 4 + self.length);
    return bytes;
  }

  get bytes(): number {
    return this.self.bytes + this.cross.bytes;
  }

  violations(): string[] {
    return [
      ...this.self.violations().map((what) => `self: ${what}`),
      ...this.cross.violations().map((what) => `cross: ${what}`),
    ];
  }

  dispose(): void {
    this.self.dispose();
    this.cross.dispose();
  }
}

/**
 * A cache for an encoder-decoder. `self` defaults to a dynamic cache of `shape`; the source is held by one of
 * `crossShape`, by default the same.
 */
export function createEncoderDecoderCache(
  shape: CacheShape,
  {
    self = createDynamicCache(shape),
    crossShape = shape,
    ...unknown
  }: { self?: KVCache; crossShape?: CacheShape } = {},
): EncoderDecoderCache {
  checkOptions("createEncoderDecoderCache", unknown);
  return new EncoderDecoderCache(self, createDynamicCache(crossShape));
}

/**
 * The cache that {@link EncoderDecoderCache.serialize} stored, and the notes that travelled along.
 *
 * @throws as `restoreCache` does, for either half
 */
export function restoreEncoderDecoderCache(
  bytes: Uint8Array,
  options: RestoreOptions,
): { cache: EncoderDecoderCache; notes: unknown } {
  if (bytes.length < 4) throw damaged(`there are ${bytes.length} bytes`);
  const end = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const { cache: self, notes } = restoreCache(bytes.subarray(4, end), options);
  const cross = restoreCache(bytes.subarray(end), { ...options, policy: undefined }).cache;
  return { cache: new EncoderDecoderCache(self, cross), notes };
}
