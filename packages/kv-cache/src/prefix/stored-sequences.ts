/**
 * The sequences that an index of beginnings keeps, whatever way it finds them: their caches, who used which last, and
 * which one goes when there is no room.
 * @module
 */
import { checkOptions } from "../checks.ts";
import type { KVCache } from "../kv-cache.ts";

/** A stored sequence. */
export interface PrefixEntry {
  readonly tokens: Int32Array;
  readonly cache: KVCache;
  /** An entry with pins is never evicted. */
  pins: number;
  /** How often a lookup reused it. */
  hits: number;
  /** When it was last stored or reused: a count of calls, not a time. */
  lastUsed: number;
}

export interface PrefixHit {
  /** Tokens that need not be computed. */
  length: number;
  /** Holds exactly those tokens; the caller's own, to dispose. */
  cache: KVCache;
  entry: PrefixEntry;
}

export interface PrefixIndexOptions {
  /** Sequences kept. Default: no limit. */
  maxEntries?: number;
  /** Bytes kept, as the caches count them. Default: no limit. */
  maxBytes?: number;
}

export class StoredSequences {
  readonly #entries = new Set<PrefixEntry>();
  readonly #limits: Required<PrefixIndexOptions>;
  #clock = 0;

  constructor(
    call: string,
    { maxEntries = Number.POSITIVE_INFINITY, maxBytes = Number.POSITIVE_INFINITY, ...unknown }: PrefixIndexOptions,
  ) {
    checkOptions(call, unknown);
    this.#limits = { maxEntries, maxBytes };
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Bytes of all caches; blocks that several share count several times. */
  get bytes(): number {
    let sum = 0;
    for (const entry of this.#entries) sum += entry.cache.bytes;
    return sum;
  }

  get list(): PrefixEntry[] {
    return [...this.#entries];
  }

  /** Whether there are more than the limits allow; one is always allowed. */
  get overfull(): boolean {
    return this.size > 1 && (this.size > this.#limits.maxEntries || this.bytes > this.#limits.maxBytes);
  }

  /** Keeps a fork of `cache`. */
  add(tokens: Int32Array, cache: KVCache, pinned: boolean): PrefixEntry {
    const entry: PrefixEntry = { tokens, cache: cache.fork(), pins: pinned ? 1 : 0, hits: 0, lastUsed: 0 };
    this.#entries.add(entry);
    this.touch(entry);
    return entry;
  }

  /** Stores again what is there already. */
  renew(entry: PrefixEntry, pinned: boolean): PrefixEntry {
    if (pinned) entry.pins++;
    this.touch(entry);
    return entry;
  }

  /** A fork of an entry's cache, cropped to its first `length` tokens. */
  reuse(entry: PrefixEntry, length: number): PrefixHit {
    const cache = entry.cache.fork();
    if (length < cache.seen) cache.crop(length);
    entry.hits++;
    this.touch(entry);
    return { length, cache, entry };
  }

  touch(entry: PrefixEntry): void {
    entry.lastUsed = ++this.#clock;
  }

  /** The least recently used entry without pins, other than `except`. */
  oldest(except?: PrefixEntry): PrefixEntry | null {
    let oldest: PrefixEntry | null = null;
    for (const entry of this.#entries) {
      if (entry.pins === 0 && entry !== except && (!oldest || entry.lastUsed < oldest.lastUsed)) oldest = entry;
    }
    return oldest;
  }

  /** Forgets an entry and disposes its cache. @throws RangeError when it is not there */
  remove(entry: PrefixEntry): void {
    if (!this.#entries.delete(entry)) throw new RangeError("remove: the entry is not in this index.");
    entry.cache.dispose();
  }
}

/** @throws RangeError when `tokens` are not as many as the cache has seen */
export function checkTokens(tokens: ArrayLike<number>, cache: KVCache): Int32Array {
  if (tokens.length === cache.seen) return Int32Array.from(tokens);
  throw new RangeError(
    `insert: there are ${tokens.length} tokens but the cache has seen ${cache.seen}. Pass the tokens that it holds.`,
  );
}

/** @throws RangeError when the entry has no pin */
export function unpin(entry: PrefixEntry): void {
  if (entry.pins === 0) throw new RangeError("unpin: the entry has no pin. Call pin first.");
  entry.pins--;
}

export const canCrop = (cache: KVCache, length: number): boolean => length === cache.seen || length >= cache.cropLimit;
