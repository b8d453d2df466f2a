/**
 * The two caches of an encoder-decoder: what the decoder has said (self), and what it listens to (cross).
 *
 * Keys and values of the encoder's output are computed once and read at every step. Beams reorder both; taking back
 * tokens concerns only what was said.
 * @module
 */
import { checkOptions } from "./checks.ts";
import { createDynamicCache } from "./create-cache.ts";
import type { CacheShape, KVCache } from "./kv-cache.ts";

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
 *
 * To store it, serialise `self` and `cross`; they are ordinary caches.
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
