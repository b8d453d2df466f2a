/**
 * Finding a shared beginning by the hashes of its blocks, as vLLM does.
 *
 * Every whole block of a stored sequence is in one table, under its chained hash (block-hashes.ts). Looking up walks over
 * the prompt's blocks until one is not in the table: as many steps as blocks match, however many sequences there are.
 * Beside the radix tree of prefix-index.ts it finds a little less, whole blocks only, and needs no tree: the table can be
 * spread over machines, and salted so that users share nothing.
 * @module
 */
import { checkSize } from "../checks.ts";
import type { KVCache } from "../kv-cache.ts";
import { type BlockHash, hashChain, hashOfBlock } from "./block-hashes.ts";
import {
  canCrop,
  checkTokens,
  type PrefixEntry,
  type PrefixHit,
  type PrefixIndexOptions,
  StoredSequences,
  unpin,
} from "./stored-sequences.ts";

export interface BlockIndexOptions extends PrefixIndexOptions {
  /** Tokens in a block; for paged caches that of their pool. Default 16. */
  blockSize?: number;
  /** Another hash, for example a cryptographic one. Hits are compared token by token, so a bad one costs only time. */
  hash?: BlockHash;
}

/** Why a lookup reused what it reused. */
export interface BlockHit {
  /** Tokens asked for, and how many are in blocks that are stored. */
  asked: number;
  matched: number;
  /** Tokens that can be reused. */
  reused: number;
  /** In words. */
  reason: string;
}

interface Salted {
  /** Sequences with different salts share nothing. Default "". */
  salt?: string;
}

export class BlockIndex {
  readonly blockSize: number;
  readonly #hash: BlockHash;
  readonly #stored: StoredSequences;
  /** Who has a block, by its hash; true for those whose last whole block it is. */
  readonly #table = new Map<string, Map<PrefixEntry, boolean>>();
  readonly #salts = new Map<PrefixEntry, string>();

  constructor({ blockSize = 16, hash = hashOfBlock, ...limits }: BlockIndexOptions = {}) {
    checkSize("createBlockIndex", "blockSize", blockSize, 1);
    this.blockSize = blockSize;
    this.#hash = hash;
    this.#stored = new StoredSequences("createBlockIndex", limits);
  }

  get size(): number {
    return this.#stored.size;
  }

  /** Bytes of all stored caches; blocks that several share count several times. */
  get bytes(): number {
    return this.#stored.bytes;
  }

  get entries(): PrefixEntry[] {
    return this.#stored.list;
  }

  /**
   * Stores a fork of `cache` under the tokens it holds, as `PrefixIndex.insert` does: in place of sequences that these
   * tokens merely continue. null, and nothing is stored, for less than a block: nobody could find it.
   *
   * @throws RangeError when `tokens` are not as many as the cache has seen
   */
  insert(
    tokens: ArrayLike<number>,
    cache: KVCache,
    { pinned = false, salt = "" }: Salted & { pinned?: boolean } = {},
  ): PrefixEntry | null {
    const ids = checkTokens(tokens, cache);
    const hashes = [...hashChain(ids, this.blockSize, salt, this.#hash)];
    if (hashes.length === 0) return null;
    const shorter = new Set<PrefixEntry>(); // which these tokens continue, or are
    for (const hash of hashes) {
      for (const [other, isLast] of this.#table.get(hash) ?? []) {
        if (isLast && this.#beginAlike(other, ids, other.tokens.length, salt)) shorter.add(other);
      }
    }
    const same = [...shorter].find((other) => other.tokens.length === ids.length);
    if (same) return this.#stored.renew(same, pinned);
    const entry = this.#stored.add(ids, cache, pinned);
    this.#salts.set(entry, salt);
    hashes.forEach((hash, n) => {
      const holders = this.#table.get(hash) ?? new Map<PrefixEntry, boolean>();
      this.#table.set(hash, holders.set(entry, n === hashes.length - 1));
    });
    for (const old of shorter) if (old.pins === 0 && canCrop(cache, old.tokens.length)) this.remove(old);
    while (this.#stored.overfull) if (!this.evict(entry)) break;
    return entry;
  }

  /** The longest reusable beginning of `tokens` in whole blocks, or null. At least one token is left to compute. */
  lookup(tokens: ArrayLike<number>, { salt = "" }: Salted = {}): PrefixHit | null {
    const { entry, reused } = this.#find(tokens, salt);
    return entry && this.#stored.reuse(entry, reused);
  }

  /** What {@link lookup} would find, and why no more. Changes nothing. */
  explainHit(tokens: ArrayLike<number>, { salt = "" }: Salted = {}): BlockHit {
    const { matched, reused } = this.#find(tokens, salt);
    const asked = tokens.length;
    const [whole, size] = [Math.floor(asked / this.blockSize), this.blockSize];
    let reason = `${matched / size} of ${whole} whole blocks of ${size} tokens match: `;
    if (matched < whole * size) reason += this.size === 0 ? "nothing is stored" : "the next block is not stored";
    else reason += `what follows is less than a block, ${asked - matched} tokens`;
    const usable = matched === asked ? matched - size : matched;
    if (usable < matched) reason += ", and the last token is left to compute, so its block is not reused";
    if (reused < usable) reason += `; only ${reused} tokens can be reused, since the policy dropped what a crop needs`;
    return { asked, matched, reused, reason: `${reason}.` };
  }

  pin(entry: PrefixEntry): void {
    entry.pins++;
  }

  /** @throws RangeError when the entry has no pin */
  unpin(entry: PrefixEntry): void {
    unpin(entry);
  }

  /** Forgets the least recently used entry without pins, other than `except`. Returns it, or null when there is none. */
  evict(except?: PrefixEntry): PrefixEntry | null {
    const oldest = this.#stored.oldest(except);
    if (oldest) this.remove(oldest);
    return oldest;
  }

  /** Forgets an entry and disposes its cache. */
  remove(entry: PrefixEntry): void {
    this.#stored.remove(entry);
    for (const hash of this.#hashesOf(entry)) {
      const holders = this.#table.get(hash);
      holders?.delete(entry);
      if (holders?.size === 0) this.#table.delete(hash);
    }
    this.#salts.delete(entry);
  }

  /** What is wrong inside, in words. */
  violations(): string[] {
    const wrong: string[] = [];
    let expected = 0;
    for (const entry of this.entries) {
      if (entry.cache.seen !== entry.tokens.length)
        wrong.push(`a cache of ${entry.cache.seen} tokens is stored under ${entry.tokens.length}`);
      for (const hash of this.#hashesOf(entry)) {
        expected++;
        if (!this.#table.get(hash)?.has(entry)) wrong.push(`block ${hash} is not in the table`);
      }
    }
    const found = [...this.#table.values()].reduce((sum, { size }) => sum + size, 0);
    if (found !== expected) wrong.push(`${found} blocks are in the table but ${expected} are stored`);
    return wrong;
  }

  dispose(): void {
    for (const entry of this.entries) this.remove(entry);
  }

  #hashesOf(entry: PrefixEntry): Set<string> {
    return new Set(hashChain(entry.tokens, this.blockSize, this.#salts.get(entry) ?? "", this.#hash));
  }

  #find(tokens: ArrayLike<number>, salt: string): { matched: number; entry: PrefixEntry | null; reused: number } {
    const steps: Map<PrefixEntry, boolean>[] = [];
    for (const hash of hashChain(tokens, this.blockSize, salt, this.#hash)) {
      const holders = this.#table.get(hash);
      if (!holders) break;
      steps.push(holders);
    }
    let matched = 0;
    for (let count = steps.length; count > 0; count--) {
      const length = count * this.blockSize;
      for (const entry of steps[count - 1].keys()) {
        if (!this.#beginAlike(entry, tokens, length, salt)) continue;
        matched ||= length;
        if (length === tokens.length) break; // one token is left to compute
        if (canCrop(entry.cache, length)) return { matched, entry, reused: length };
      }
    }
    return { matched, entry: null, reused: 0 };
  }

  /** Whether the first `length` tokens are those of the entry: hashes may lie. */
  #beginAlike(entry: PrefixEntry, tokens: ArrayLike<number>, length: number, salt: string): boolean {
    if (entry.tokens.length < length || tokens.length < length || this.#salts.get(entry) !== salt) return false;
    for (let n = 0; n < length; n++) if (tokens[n] !== entry.tokens[n]) return false;
    return true;
  }
}

/** An empty index of stored beginnings, found by the hashes of their blocks. */
export function createBlockIndex(options: BlockIndexOptions = {}): BlockIndex {
  return new BlockIndex(options);
}
