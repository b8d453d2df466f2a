import { causalMask, pagedAttention, scaledDotProductAttention } from "@llm-anatomy/attention";
import { expectClose, randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  createDynamicCache,
  createPagedCache,
  createPagePool,
  createSlidingWindowCache,
  type KVCache,
  type PagedCache,
} from "../src/index.ts";
import {
  type BlockIndex,
  blockHashes,
  createBlockIndex,
  createPrefixIndex,
  type PrefixEntry,
} from "../src/prefix/index.ts";

const shape = { numLayers: 2, numKvHeads: 1, headDim: 1 };

/** Appends tokens whose key and value are their id. */
function read(cache: KVCache, ...ids: number[]) {
  const rows = Float32Array.from(Array.from({ length: cache.shape.batch }, () => ids).flat());
  for (let layer = 0; layer < cache.shape.numLayers; layer++) cache.append(layer, rows, rows, ids.length);
  return cache;
}
const held = (cache: KVCache, layer = 0) => [...cache.view(layer).keys.subarray(0, cache.view(layer).length)];

describe("createPagedCache", () => {
  it("a fork shares every block, and copies only the one it writes into", () => {
    const pool = createPagePool(shape, { blocks: 8, blockSize: 4 });
    const cache = read(createPagedCache(pool), 1, 2, 3, 4, 5, 6);
    const fork = cache.fork();
    expect(pool.freeBlocks).toBe(6);
    read(fork, 70);
    expect(pool.freeBlocks).toBe(5);
    expect([held(cache, 1), held(fork, 1)]).toEqual([
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3, 4, 5, 6, 70],
    ]);
    read(cache, 71); // now the only one that names its last block: no copy
    expect(pool.freeBlocks).toBe(5);
    fork.dispose();
    cache.dispose();
    expect(pool.freeBlocks).toBe(8);
  });

  it("crop gives blocks back, and an append that does not fit changes nothing", () => {
    const pool = createPagePool(shape, { blocks: 3, blockSize: 2 });
    const cache = read(createPagedCache(pool), 1, 2, 3, 4, 5);
    cache.crop(2);
    expect(pool.freeBlocks).toBe(2);
    expect(() => read(cache, 1, 2, 3, 4, 5)).toThrow(
      "append: 3 blocks are needed but 2 of 3 are free. Dispose caches, evict from the prefix index, or make a larger pool.",
    );
    expect([cache.seen, pool.freeBlocks, held(cache)]).toEqual([2, 2, [1, 2]]);
    expect(cache.violations()).toEqual([]);
  });

  it("pages(layer) is what pagedAttention reads: blocks in any order, no copy", () => {
    const wide = { numLayers: 1, numKvHeads: 2, headDim: 3, valueDim: 5 };
    const pool = createPagePool(wide, { blocks: 12, blockSize: 4 });
    const random = seededRandom(7);
    const caches = [createPagedCache(pool), createPagedCache(pool)];
    const exact = createDynamicCache({ ...wide, batch: 1 });
    for (let n = 0; n < 5; n++) {
      for (const cache of caches) {
        // The two take turns, so that their blocks lie interleaved.
        const [k, v] = [randomArray(random, 3 * 2 * 3), randomArray(random, 3 * 2 * 5)];
        cache.append(0, k, v, 3);
        if (cache === caches[1]) exact.append(0, k, v, 3);
      }
    }
    const pages = caches[1].pages(0);
    expect(Array.from(pages.table)).toEqual([1, 3, 5, 7]);
    const q = randomArray(random, 4 * 2 * 3);
    const dims = { numHeads: 4, numKvHeads: 2, queryLen: 2, headDim: 3, valueDim: 5 };
    const view = exact.view(0);
    const expected = scaledDotProductAttention(q, view.keys, view.values, {
      ...{ ...dims, keyLen: 15, keyCapacity: view.capacity, mask: causalMask() },
    });
    expectClose(pagedAttention(q, pages, dims), expected, { atol: 1e-6 });
  });

  it("a policy works on pages: a sliding window gives blocks back as it passes them", () => {
    const pool = createPagePool(shape, { blocks: 8, blockSize: 2 });
    const cache = createPagedCache(pool, { policy: { kind: "sliding-window", window: 4, rollback: 1 } });
    for (let id = 0; id < 20; id++) read(cache, id);
    expect(held(cache)).toEqual([15, 16, 17, 18, 19]);
    expect(pool.freeBlocks).toBe(8 - 3);
    expect(cache.violations()).toEqual([]);
    const sinks = createPagedCache(pool, { policy: { kind: "sinks", sinks: 1, window: 2, rotary: null } });
    for (let id = 0; id < 9; id++) read(sinks, id);
    expect(held(sinks)).toEqual([0, 7, 8]);
    expect(sinks.violations()).toEqual([]);
    expect(() => (createDynamicCache({ ...shape, batch: 1 }) as PagedCache).pages(0)).toThrow(
      "pages: this cache does not lie in pages but in float32 arrays. Call view.",
    );
  });

  it("violations() notices a count that is off", () => {
    const pool = createPagePool(shape, { blocks: 2, blockSize: 2 });
    const cache = read(createPagedCache(pool), 1);
    pool.layers[0].share(0);
    expect(cache.violations()).toEqual(["layer 0: block 0 is counted 2 times but named 1 times"]);
  });
});

describe("createPrefixIndex", () => {
  const create = () => createDynamicCache({ ...shape, batch: 1 });

  it("lookup finds the longest stored beginning and leaves one token to compute", () => {
    const index = createPrefixIndex();
    index.insert([1, 2, 3, 4], read(create(), 1, 2, 3, 4));
    index.insert([1, 2, 9], read(create(), 1, 2, 9));
    const hit = index.lookup([1, 2, 3, 7, 8]);
    expect(hit?.length).toBe(3);
    expect(held(hit!.cache)).toEqual([1, 2, 3]);
    expect(index.lookup([1, 2, 9])?.length).toBe(2); // all of it is stored: the last token is computed again
    expect(index.lookup([5])).toBe(null);
    expect(index.violations()).toEqual([]);
  });

  it("explainHit says how far ids agree, and what came instead", () => {
    const index = createPrefixIndex();
    expect(index.explainHit([1]).reason).toBe("0 of 1 tokens match: nothing is stored.");
    index.insert([1, 2, 3, 4], read(create(), 1, 2, 3, 4));
    index.insert([1, 2, 9], read(create(), 1, 2, 9));
    expect(index.explainHit([1, 2, 7])).toEqual({
      ...{ asked: 3, matched: 2, reused: 2, nextAsked: 7, nextStored: [3, 9] },
      reason: "2 of 3 tokens match: then comes 7, where 3, 9 is stored.",
    });
    expect(index.explainHit([1, 2, 3]).reason).toBe(
      "3 of 3 tokens match: all are stored, and the last one is left to compute.",
    );
    expect(index.explainHit([1, 2, 3, 4, 5]).reason).toBe("4 of 5 tokens match: the stored sequence ends there.");
  });

  it("a cache that cannot be cropped is reused only whole, and explainHit says so", () => {
    const index = createPrefixIndex();
    const sliding = () => createSlidingWindowCache({ ...shape, batch: 1 }, { window: 2 });
    index.insert([1, 2], read(sliding(), 1, 2));
    const long = sliding();
    for (const id of [1, 2, 3, 4, 5]) read(long, id);
    index.insert([1, 2, 3, 4, 5], long);
    expect(index.size).toBe(2); // the longer one cannot stand in for the shorter one
    expect(index.lookup([1, 2, 3, 9])?.length).toBe(2);
    expect(index.explainHit([1, 2, 3, 9]).reason).toBe(
      "3 of 4 tokens match: then comes 9, where 4 is stored; only 2 can be reused, since the policy dropped what a crop to 3 needs.",
    );
    expect(index.lookup([1, 2, 3, 4, 5, 6])?.length).toBe(5);
  });

  it("a sequence that continues a stored one replaces it, unless it is pinned", () => {
    const index = createPrefixIndex();
    const system = index.insert([1, 2], read(create(), 1, 2), { pinned: true });
    index.insert([1, 2, 3], read(create(), 1, 2, 3));
    index.insert([1, 2, 3, 4], read(create(), 1, 2, 3, 4));
    expect(index.entries.map(({ tokens }) => [...tokens])).toEqual([
      [1, 2],
      [1, 2, 3, 4],
    ]);
    index.unpin(system);
    expect(() => index.unpin(system)).toThrow("unpin: the entry has no pin. Call pin first.");
  });

  it("the least recently used entry goes first; pinned ones never", () => {
    const index = createPrefixIndex({ maxEntries: 2 });
    const first = index.insert([1], read(create(), 1));
    index.insert([2], read(create(), 2));
    index.pin(first);
    index.insert([3], read(create(), 3));
    index.lookup([3, 0]);
    index.insert([4], read(create(), 4));
    expect(index.entries.map(({ tokens }) => tokens[0])).toEqual([1, 4]);
    expect([index.evict(), index.evict()].map((entry) => entry?.tokens[0])).toEqual([4, undefined]);
    expect(index.violations()).toEqual([]);
  });

  it("paged caches store a shared beginning once", () => {
    const pool = createPagePool(shape, { blocks: 32, blockSize: 2 });
    const index = createPrefixIndex();
    const first = read(createPagedCache(pool), 1, 2, 3, 4, 5, 6);
    index.insert([1, 2, 3, 4, 5, 6], first);
    first.dispose();
    const hit = index.lookup([1, 2, 3, 4, 7, 8]);
    read(hit!.cache, 7, 8);
    index.insert([1, 2, 3, 4, 7, 8], hit!.cache);
    hit!.cache.dispose();
    expect(pool.blocks - pool.freeBlocks).toBe(4); // 2 shared, 1 each
    index.dispose();
    expect(pool.freeBlocks).toBe(32);
  });

  it("lookup agrees with comparing against every stored sequence, for any mix of insert, lookup and evict", () => {
    const random = seededRandom(13);
    const below = (n: number) => Math.floor(random() * n);
    const index = createPrefixIndex({ maxEntries: 12 });
    for (let turn = 0; turn < 400; turn++) {
      const ids = Array.from({ length: 1 + below(8) }, () => below(3));
      const stored = index.entries.map(({ tokens }) => [...tokens]);
      const common = (a: number[], b: number[]) => {
        let n = 0;
        while (n < a.length && n < b.length && a[n] === b[n]) n++;
        return n;
      };
      const longest = Math.max(0, ...stored.map((tokens) => common(tokens, ids)));
      expect(index.explainHit(ids)).toMatchObject({ matched: longest, reused: Math.min(longest, ids.length - 1) });
      const hit = index.lookup(ids);
      expect(hit?.length ?? 0).toBe(Math.min(longest, ids.length - 1));
      if (hit) expect(held(hit.cache)).toEqual(ids.slice(0, hit.length));
      const operation = below(4);
      if (operation < 2) index.insert(ids, read(create(), ...ids));
      else if (operation === 2) index.evict();
      expect(index.violations()).toEqual([]);
    }
  });

  it("insert refuses tokens that are not the cache's", () => {
    expect(() => createPrefixIndex().insert([1, 2], read(create(), 1))).toThrow(
      "insert: there are 2 tokens but the cache has seen 1. Pass the tokens that it holds.",
    );
  });
});

describe("createBlockIndex", () => {
  const create = () => createDynamicCache({ ...shape, batch: 1 });
  const add = (index: BlockIndex, ids: number[], options = {}) => {
    const cache = read(create(), ...ids);
    const entry = index.insert(ids, cache, options);
    cache.dispose();
    return entry;
  };

  it("lookup reuses whole blocks and leaves one token to compute", () => {
    const index = createBlockIndex({ blockSize: 2 });
    add(index, [1, 2, 3, 4, 5]);
    const hit = index.lookup([1, 2, 3, 4, 9]);
    expect([hit?.length, held(hit!.cache)]).toEqual([4, [1, 2, 3, 4]]);
    expect(index.lookup([1, 2, 3, 4])?.length).toBe(2); // the last token is computed again, and with it its block
    expect(index.lookup([1, 2, 3])?.length).toBe(2);
    expect(index.lookup([1, 2])).toBe(null);
    expect(index.lookup([2, 3, 4])).toBe(null); // in the middle of a stored text, not its beginning
    expect(add(index, [7])).toBe(null); // less than a block
    expect(index.size).toBe(1);
  });

  it("explainHit says how many blocks agree, and why no more", () => {
    const index = createBlockIndex({ blockSize: 2 });
    expect(index.explainHit([1, 2, 3]).reason).toBe("0 of 1 whole blocks of 2 tokens match: nothing is stored.");
    add(index, [1, 2, 3, 4]);
    expect(index.explainHit([1, 2, 9, 9])).toEqual({
      ...{ asked: 4, matched: 2, reused: 2 },
      reason: "1 of 2 whole blocks of 2 tokens match: the next block is not stored.",
    });
    expect(index.explainHit([1, 2, 3, 4]).reason).toBe(
      "2 of 2 whole blocks of 2 tokens match: what follows is less than a block, 0 tokens, and the last token is left to compute, so its block is not reused.",
    );
    expect(index.explainHit([1, 2, 3, 4, 5]).reason).toBe(
      "2 of 2 whole blocks of 2 tokens match: what follows is less than a block, 1 tokens.",
    );
  });

  it("sequences with different salts share nothing", () => {
    const index = createBlockIndex({ blockSize: 2 });
    add(index, [1, 2, 3, 4], { salt: "anna" });
    expect(index.lookup([1, 2, 3, 4, 5], { salt: "ben" })).toBe(null);
    expect(index.lookup([1, 2, 3, 4, 5])).toBe(null);
    expect(index.lookup([1, 2, 3, 4, 5], { salt: "anna" })?.length).toBe(4);
  });

  it("blockHashes(tokens) are equal where beginnings are, and name nothing else", () => {
    const hashes = blockHashes([1, 2, 3, 4, 5], { blockSize: 2 });
    expect(hashes.map((hash) => /^[0-9a-f]{16}$/.test(hash))).toEqual([true, true]);
    expect(blockHashes([1, 2, 3, 4, 6, 7], { blockSize: 2 }).slice(0, 2)).toEqual(hashes);
    expect(blockHashes([0, 2, 3, 4], { blockSize: 2 })[1]).not.toBe(hashes[1]); // the same tokens after others
    const seen = new Set<string>();
    for (let a = 0; a < 60; a++) {
      for (let b = 0; b < 60; b++)
        for (const salt of ["", "x"]) seen.add(blockHashes([a, b], { blockSize: 2, salt })[0]);
    }
    expect(seen.size).toBe(2 * 60 * 60);
    expect(() => blockHashes([1], { blockSize: 0 })).toThrow(
      "blockHashes: blockSize is 0 but has to be a whole number >= 1.",
    );
  });

  it("a cache that cannot be cropped is reused only whole", () => {
    const index = createBlockIndex({ blockSize: 2 });
    const sliding = (ids: number[]) => {
      const cache = createSlidingWindowCache({ ...shape, batch: 1 }, { window: 2 });
      for (const id of ids) read(cache, id);
      return index.insert(ids, cache);
    };
    sliding([1, 2]);
    sliding([1, 2, 3, 4, 5, 6]);
    expect(index.size).toBe(2);
    expect(index.lookup([1, 2, 3, 4, 9])?.length).toBe(2);
    expect(index.explainHit([1, 2, 3, 4, 9]).reason).toMatch(
      /; only 2 tokens can be reused, since the policy dropped what a crop needs\.$/,
    );
    expect(index.lookup([1, 2, 3, 4, 5, 6, 7])?.length).toBe(6);
  });

  it("paged caches store a shared beginning once, and every block comes back", () => {
    const pool = createPagePool(shape, { blocks: 32, blockSize: 2 });
    const index = createBlockIndex({ blockSize: 2 });
    const first = read(createPagedCache(pool), 1, 2, 3, 4, 5, 6);
    index.insert([1, 2, 3, 4, 5, 6], first);
    first.dispose();
    const hit = index.lookup([1, 2, 3, 4, 7, 8]);
    read(hit!.cache, 7, 8);
    index.insert([1, 2, 3, 4, 7, 8], hit!.cache);
    hit!.cache.dispose();
    expect(pool.blocks - pool.freeBlocks).toBe(4); // 2 shared, 1 each
    index.dispose();
    expect(pool.freeBlocks).toBe(32);
  });

  // Also where every block has the same hash: hits are compared token by token.
  it.each([undefined, () => "all alike"])(
    "lookup agrees with comparing against every stored sequence, for any mix of insert, lookup, pin and evict (hash: %s)",
    (hash) => {
      for (const blockSize of [1, 2, 3]) {
        const random = seededRandom(blockSize);
        const below = (n: number) => Math.floor(random() * n);
        const salts = new Map<PrefixEntry, string>();
        const index = createBlockIndex({ blockSize, maxEntries: 12, hash });
        for (let turn = 0; turn < 300; turn++) {
          const ids = Array.from({ length: 1 + below(9) }, () => below(2));
          const salt = ["", "x"][below(2)];
          const blocks = (tokens: ArrayLike<number>) => {
            let n = 0;
            while (n < Math.min(tokens.length, ids.length) && tokens[n] === ids[n]) n++;
            return Math.floor(n / blockSize) * blockSize;
          };
          const mine = index.entries.filter((entry) => salts.get(entry) === salt);
          const matched = Math.max(0, ...mine.map(({ tokens }) => blocks(tokens)));
          const reused = matched === ids.length ? matched - blockSize : matched;
          // With one hash for all, the walk does not end where it should, and still finds no more than there is.
          expect(index.explainHit(ids, { salt })).toMatchObject({ matched, reused });
          const hit = index.lookup(ids, { salt });
          expect(hit?.length ?? 0).toBe(reused);
          if (hit) expect(held(hit.cache)).toEqual(ids.slice(0, reused));
          hit?.cache.dispose();
          const operation = below(5);
          if (operation < 3) {
            const entry = add(index, ids, { salt });
            if (entry) salts.set(entry, salt);
          } else if (operation === 3) index.evict();
          else if (index.size > 0) {
            const entry = index.entries[below(index.size)];
            if (entry.pins > 0) index.unpin(entry);
            else if (index.entries.filter(({ pins }) => pins > 0).length < 3) index.pin(entry);
          }
          expect(index.violations()).toEqual([]);
          expect(index.size).toBeLessThanOrEqual(12);
        }
        index.dispose();
        expect([index.size, index.bytes]).toEqual([0, 0]);
      }
    },
  );
});
