/**
 * Every lossless cache gives the attention of no cache at all, after any mix of operations.
 *
 * A test draws tokens with random keys, values and queries, remembers for every batch row which tokens make up its text,
 * and computes attention twice: over the cache's view, and over all tokens of the text afresh.
 */
import { causalMask, type Mask, scaledDotProductAttention, slidingWindowMask } from "@llm-anatomy/attention";
import { expectClose, randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  type CacheShape,
  createCache,
  createDynamicCache,
  createPagedCache,
  createPagePool,
  createSlidingWindowCache,
  createStaticCache,
  type KVCache,
  type RestoreOptions,
  restoreCache,
} from "../src/index.ts";

const shape: CacheShape = { numLayers: 2, batch: 2, numKvHeads: 2, headDim: 3, valueDim: 4 };
const numHeads = 4;
const fingerprint = { model: "test", tokenizer: "none", dtype: "float32" };

interface Kind {
  create(): KVCache;
  /** How many keys a query of the layer sees; absent: all. */
  window?(layer: number): number | undefined;
  restore?: Partial<RestoreOptions>;
}

const pool = createPagePool(shape, { blocks: 400, blockSize: 4 });
const kinds: Record<string, Kind> = {
  createDynamicCache: { create: () => createDynamicCache(shape) },
  "createDynamicCache in a memory full of NaN": {
    create: () => createDynamicCache(shape, { allocate: (length) => new Float32Array(length).fill(Number.NaN) }),
  },
  createStaticCache: { create: () => createStaticCache(shape, { capacity: 150 }) },
  "createSlidingWindowCache of 1": { create: () => createSlidingWindowCache(shape, { window: 1 }), window: () => 1 },
  "createSlidingWindowCache of 6 with a rollback of 5": {
    create: () => createSlidingWindowCache(shape, { window: 6, rollback: 5 }),
    window: () => 6,
  },
  "createCache with a fixed capacity and a window of 4": {
    create: () =>
      createCache(shape, {
        policy: { kind: "sliding-window", window: 4, rollback: 2 },
        storage: { kind: "float32", capacity: 24, growable: false },
      }),
    window: () => 4,
  },
  "createCache with a window in the second layer": {
    create: () =>
      createCache(shape, { policy: [{ kind: "keep-all" }, { kind: "sliding-window", window: 5, rollback: 9 }] }),
    window: (layer) => (layer === 1 ? 5 : undefined),
  },
  createPagedCache: { create: () => createPagedCache(pool, { batch: 2 }), restore: { pool } },
  "createPagedCache with a window": {
    create: () => createPagedCache(pool, { batch: 2, policy: { kind: "sliding-window", window: 7, rollback: 6 } }),
    window: () => 7,
    restore: { pool },
  },
};

/** What a token brings to one layer. */
interface Token {
  keys: Float32Array[];
  values: Float32Array[];
  queries: Float32Array[];
}

function drawToken(random: () => number): Token {
  const each = (size: number) => Array.from({ length: shape.numLayers }, () => randomArray(random, size));
  return { keys: each(2 * 3), values: each(2 * 4), queries: each(numHeads * 3) };
}

/** A cache and the texts that it should hold. */
interface Pair {
  cache: KVCache;
  texts: Token[][];
}

/** Appends tokens to every row and compares attention of the new queries, layer by layer. */
function step({ cache, texts }: Pair, added: Token[][], kind: Kind): void {
  const batch = texts.length;
  const newLen = added[0].length;
  for (let b = 0; b < batch; b++) texts[b].push(...added[b]);
  const total = texts[0].length;
  const tokensFirst = (rows: Token[][], what: keyof Token, layer: number) =>
    Float32Array.from(rows.flatMap((row) => row.flatMap((token) => [...token[what][layer]])));
  for (let layer = 0; layer < shape.numLayers; layer++) {
    cache.append(layer, tokensFirst(added, "keys", layer), tokensFirst(added, "values", layer), newLen);
    const dims = { batch, numHeads, numKvHeads: 2, queryLen: newLen, headDim: 3, valueDim: 4 };
    const q = tokensFirst(added, "queries", layer);
    const window = kind.window?.(layer);
    const mask: Mask = window ? slidingWindowMask(window) : causalMask();
    const all = { ...dims, keyLen: total, mask, queryLayout: "tokens-first", keyLayout: "tokens-first" } as const;
    const expected = scaledDotProductAttention(
      q,
      tokensFirst(texts, "keys", layer),
      tokensFirst(texts, "values", layer),
      all,
    );
    const view = cache.view(layer);
    const got = scaledDotProductAttention(q, view.keys, view.values, {
      ...{ ...dims, keyLen: view.length, keyCapacity: view.capacity, mask, queryLayout: "tokens-first" },
    });
    expectClose(got, expected, { atol: 1e-6, rtol: 1e-6 }, `layer ${layer}`);
    const positions = cache.positions(layer);
    expect(positions[positions.length - 1]).toBe(total - 1);
  }
}

describe.each(Object.entries(kinds))("%s", (_, kind) => {
  it("gives the attention of no cache after any mix of append, crop, fork, select, serialize and reset", () => {
    const done: Record<string, number> = {};
    for (let seed = 0; seed < 25; seed++) {
      const random = seededRandom(seed);
      const below = (n: number) => Math.floor(random() * n);
      let pairs: Pair[] = [{ cache: kind.create(), texts: [[], []] }];
      for (let turn = 0; turn < 30; turn++) {
        const pair = pairs[below(pairs.length)];
        const { cache, texts } = pair;
        const operation = ["append", "append", "append", "crop", "fork", "select", "serialize", "reset"][below(8)];
        done[operation] = (done[operation] ?? 0) + 1;
        if (operation === "append") {
          const count = 1 + below(below(3) === 0 ? 9 : 2);
          step(
            pair,
            texts.map(() => Array.from({ length: count }, () => drawToken(random))),
            kind,
          );
        } else if (operation === "crop") {
          const length = cache.cropLimit + below(cache.seen - cache.cropLimit + 1);
          cache.crop(length);
          for (const text of texts) text.splice(length);
        } else if (operation === "fork" && pairs.length < 4) {
          pairs.push({ cache: cache.fork(), texts: texts.map((text) => [...text]) });
        } else if (operation === "select") {
          const rows = Array.from({ length: 1 + below(3) }, () => below(texts.length));
          cache.select(rows);
          pair.texts = rows.map((row) => [...texts[row]]);
        } else if (operation === "serialize") {
          const bytes = cache.serialize(fingerprint, { turn });
          const restored = restoreCache(bytes, { fingerprint, ...kind.restore });
          expect(restored.notes).toEqual({ turn });
          cache.dispose();
          pair.cache = restored.cache;
        } else if (operation === "reset" && below(3) === 0) {
          cache.reset();
          for (const text of texts) text.splice(0);
        }
        for (const {
          cache: each,
          texts: [text],
        } of pairs) {
          expect(each.violations()).toEqual([]);
          expect(each.seen).toBe(text.length);
        }
      }
      // A last step for all of them: forks must not have disturbed each other.
      for (const pair of pairs) {
        step(
          pair,
          pair.texts.map(() => [drawToken(random)]),
          kind,
        );
        pair.cache.dispose();
      }
      pairs = [];
    }
    expect(Math.min(...Object.values(done))).toBeGreaterThan(20);
    expect(Object.keys(done).length).toBe(6);
    if (kind.restore) {
      expect(pool.freeBlocks).toBe(pool.blocks); // every block came back
      expect(pool.violations()).toEqual([]);
    }
  });

  it("crop below cropLimit is an error, not a wrong answer", () => {
    const cache = kind.create();
    const random = seededRandom(99);
    const pair = { cache, texts: [[], []] as Token[][] };
    for (let t = 0; t < 20; t++) step(pair, [[drawToken(random)], [drawToken(random)]], kind);
    expect(cache.lossy).toBe(false);
    if (cache.cropLimit === 1) cache.crop(1);
    else {
      expect(() => cache.crop(cache.cropLimit - 1)).toThrow(
        `crop: length is ${cache.cropLimit - 1} but what the policy dropped is needed for anything below ${cache.cropLimit}. Crop to 0 and compute again, or create the cache with a larger rollback.`,
      );
    }
    cache.dispose();
  });
});
