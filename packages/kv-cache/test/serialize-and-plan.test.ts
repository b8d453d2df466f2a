import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  type CacheOptions,
  type CacheShape,
  createCache,
  createDynamicCache,
  createEncoderDecoderCache,
  createEventLog,
  createPagedCache,
  createPagePool,
  createQuantizedCache,
  createSlidingWindowCache,
  planBytes,
  restoreCache,
  restoreEncoderDecoderCache,
} from "../src/index.ts";
import { packCache } from "../src/serialize.ts";

const shape: CacheShape = { numLayers: 2, batch: 1, numKvHeads: 2, headDim: 4 };
const fingerprint = { model: "tiny", tokenizer: "bytes", dtype: "float32" };

function filled(n: number) {
  const random = seededRandom(1);
  const cache = createDynamicCache(shape);
  for (let layer = 0; layer < 2; layer++)
    cache.append(layer, randomArray(random, n * 8), randomArray(random, n * 8), n);
  return cache;
}

describe("serialize and restoreCache", () => {
  it("restoreCache gives back what serialize stored, and the notes", () => {
    const cache = filled(5);
    const { cache: again, notes } = restoreCache(cache.serialize(fingerprint, { ids: [1, 2, 3] }), { fingerprint });
    expect(notes).toEqual({ ids: [1, 2, 3] });
    expect([again.seen, again.shape]).toEqual([5, cache.shape]);
    const rows = (view: { keys: Float32Array; capacity: number }) =>
      [0, 1].map((h) => view.keys.slice(h * view.capacity * 4, (h * view.capacity + 5) * 4));
    for (const layer of [0, 1]) expect(rows(again.view(layer))).toEqual(rows(cache.view(layer)));
  });

  it("restoreCache refuses a cache of another model", () => {
    const bytes = filled(2).serialize(fingerprint);
    expect(() => restoreCache(bytes, { fingerprint: { ...fingerprint, model: "large" } })).toThrow(
      'restoreCache: model is "tiny" in the stored cache but "large" here. Its numbers mean nothing to this one; compute the cache again.',
    );
    expect(() => restoreCache(bytes, { fingerprint: { revision: "main" } })).toThrow(
      'restoreCache: revision is "not given" in the stored cache but "main" here. Its numbers mean nothing to this one; compute the cache again.',
    );
  });

  it("restoreCache never takes damaged bytes for a cache: every flipped bit and every shorter length is an error", () => {
    const bytes = filled(3).serialize(fingerprint);
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at] ^= 1 << (at % 8);
      expect(() => restoreCache(damaged, { fingerprint })).toThrow(/^restoreCache: the (bytes|header|checksum) /);
    }
    for (let length = 0; length < bytes.length; length++) {
      expect(() => restoreCache(bytes.subarray(0, length), { fingerprint })).toThrow(/^restoreCache: the /);
    }
  });

  it("restoreCache allocates nothing for a header that promises more than the bytes hold", () => {
    const layers = [0, 1].map(() => ({ length: 3, next: 3, gap: 0, pinned: false }));
    const header = {
      seen: 3,
      policy: { kind: "keep-all" },
      storage: { kind: "float32" },
      layers,
      fingerprint,
    } as const;
    const forged = packCache({ ...header, layers, shape: { ...shape, batch: 1e9 } }, [new Uint8Array(100)]);
    expect(() => restoreCache(forged, { fingerprint })).toThrow(
      "restoreCache: 100 bytes cannot hold what the header says, at least 48000000000. The bytes are damaged.",
    );
    const lying = packCache({ ...header, layers: [{ ...layers[0], length: 4 }, layers[1]], shape }, []);
    expect(() => restoreCache(lying, { fingerprint })).toThrow(
      "restoreCache: a layer holds more than the 3 tokens seen. The bytes are damaged.",
    );
  });

  it("a growing cache can be restored into pages, and pages into pages", () => {
    const pool = createPagePool(shape, { blocks: 8, blockSize: 2 });
    const cache = filled(5);
    const paged = restoreCache(cache.serialize(fingerprint), { fingerprint, pool }).cache;
    const again = restoreCache(paged.serialize(fingerprint), { fingerprint, pool }).cache;
    expect(again.view(1).keys.slice(0, 20)).toEqual(cache.view(1).keys.slice(0, 20));
    const grows = restoreCache(paged.serialize(fingerprint), { fingerprint }).cache;
    expect(grows.view(1).keys.slice(0, 20)).toEqual(cache.view(1).keys.slice(0, 20));
    const rounded = createQuantizedCache(shape, { bits: 8 });
    expect(() => restoreCache(rounded.serialize(fingerprint), { fingerprint, pool })).toThrow(
      "restoreCache: a cache of int8 cannot be put into pages. Leave out pool.",
    );
  });
});

describe("planBytes", () => {
  it("planBytes of SmolLM2-135M: 30 layers, 3 heads of 64, keys and values of 4 bytes", () => {
    const plan = planBytes({ numLayers: 30, batch: 1, numKvHeads: 3, headDim: 64 }, { tokens: 1024 });
    expect(plan.bytesPerToken).toBe(30 * 3 * 64 * 2 * 4);
    expect(plan.bytes).toBe(1024 * plan.bytesPerToken);
  });

  const options: CacheOptions[] = [
    {},
    { storage: { kind: "float32", capacity: 50 } },
    { policy: { kind: "sliding-window", window: 9 } },
    { policy: { kind: "sliding-window", window: 30, rollback: 5 } },
    { policy: [{ kind: "keep-all" }, { kind: "sliding-window", window: 3 }] },
    { policy: { kind: "sinks", sinks: 4, window: 12, rotary: null } },
    { policy: { kind: "h2o", heavy: 5, recent: 6 } },
    { policy: { kind: "knorm", budget: 11 } },
    { storage: { kind: "int8", residual: 7 } },
    { storage: { kind: "int4", residual: 0 }, policy: { kind: "sliding-window", window: 20 } },
  ];
  it.each(options)("planBytes(%j) is what the cache holds after any number of tokens", (option) => {
    const odd: CacheShape = { numLayers: 2, batch: 2, numKvHeads: 3, headDim: 5, valueDim: 7 };
    const cache = createCache(odd, option);
    for (let t = 0; t <= 120; t++) {
      if (t % 10 === 0 || t < 20) expect([t, cache.bytes]).toEqual([t, planBytes(odd, { ...option, tokens: t }).bytes]);
      for (let layer = 0; layer < 2; layer++) {
        cache.append(layer, new Float32Array(2 * 3 * 5), new Float32Array(2 * 3 * 7), 1);
        cache.observe(layer, new Float32Array(2 * 3 * cache.length(layer)).fill(0.1), 1);
      }
    }
  });
});

describe("planBytes in pages", () => {
  const policies = [
    undefined,
    { kind: "sliding-window", window: 9 } as const,
    { kind: "sliding-window", window: 30, rollback: 5 } as const,
    { kind: "sinks", sinks: 4, window: 12, rotary: null } as const,
    { kind: "h2o", heavy: 5, recent: 6 } as const,
    { kind: "knorm", budget: 11 } as const,
  ];
  it.each(policies)("planBytes({ storage: paged, policy: %j }) is what the blocks of the cache take", (policy) => {
    const odd: CacheShape = { numLayers: 2, batch: 2, numKvHeads: 3, headDim: 5, valueDim: 7 };
    const blockSize = 4;
    const cache = createPagedCache(createPagePool(odd, { blocks: 80, blockSize }), { batch: 2, policy });
    for (let t = 0; t <= 70; t++) {
      const plan = planBytes(odd, { policy, storage: { kind: "paged", blockSize }, tokens: t });
      expect([t, cache.bytes]).toEqual([t, plan.bytes]);
      for (let layer = 0; layer < 2; layer++) {
        cache.append(layer, new Float32Array(2 * 3 * 5), new Float32Array(2 * 3 * 7), 1);
        cache.observe(layer, new Float32Array(2 * 3 * cache.length(layer)).fill(0.1), 1);
      }
    }
  });
});

describe("createEncoderDecoderCache", () => {
  it("is restored with both halves and the notes; for another model, or damaged, it is refused", () => {
    const two: CacheShape = { numLayers: 1, batch: 2, numKvHeads: 1, headDim: 1 };
    const cache = createEncoderDecoderCache(two, { crossShape: { ...two, headDim: 2 } });
    cache.fill(0, Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 2, 3, 4), 1);
    cache.self.append(0, Float32Array.of(5, 6), Float32Array.of(5, 6), 1);
    const bytes = cache.serialize({ model: "a" }, { said: [7] });
    const restored = restoreEncoderDecoderCache(bytes, { fingerprint: { model: "a" } });
    expect(restored.notes).toEqual({ said: [7] });
    expect(restored.cache.violations()).toEqual([]);
    for (const half of ["self", "cross"] as const) {
      expect(restored.cache[half].shape).toEqual(cache[half].shape);
      expect(restored.cache[half].serialize({})).toEqual(cache[half].serialize({}));
    }
    expect(() => restoreEncoderDecoderCache(bytes, { fingerprint: { model: "b" } })).toThrow(
      'restoreCache: model is "a" in the stored cache but "b" here.',
    );
    for (const part of [bytes.subarray(0, 3), bytes.subarray(0, bytes.length - 1)]) {
      expect(() => restoreEncoderDecoderCache(part, { fingerprint: {} })).toThrow("The bytes are damaged.");
    }
  });

  it("keeps the source through crops, and reorders both halves", () => {
    const two: CacheShape = { numLayers: 1, batch: 2, numKvHeads: 1, headDim: 1 };
    const cache = createEncoderDecoderCache(two);
    expect(cache.isFilled(0)).toBe(false);
    cache.fill(0, Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 2, 3, 4), 2);
    expect(() => cache.fill(0, Float32Array.of(1, 2), Float32Array.of(1, 2), 1)).toThrow(
      "fill: layer 0 already knows its source. Call reset for a new one.",
    );
    cache.self.append(0, Float32Array.of(5, 6), Float32Array.of(5, 6), 1);
    const fork = cache.fork();
    cache.crop(0);
    expect([cache.self.seen, cache.cross.seen]).toEqual([0, 2]);
    fork.select([1, 1, 0]);
    const first = (view: { keys: Float32Array; capacity: number }) =>
      [0, 1, 2].map((b) => view.keys[b * view.capacity]);
    expect([first(fork.self.view(0)), first(fork.cross.view(0))]).toEqual([
      [6, 6, 5],
      [3, 3, 1],
    ]);
    expect([...cache.violations(), ...fork.violations()]).toEqual([]);
    cache.reset();
    expect(cache.isFilled(0)).toBe(false);
  });
});

describe("shapes and events", () => {
  it("layers of other widths are given in shape.layers", () => {
    const cache = createDynamicCache({ ...shape, layers: [undefined, { numKvHeads: 1, headDim: 2, valueDim: 3 }] });
    cache.append(0, new Float32Array(8), new Float32Array(8), 1);
    cache.append(1, new Float32Array(2), new Float32Array(3), 1);
    expect(cache.violations()).toEqual([]);
    expect(() => createDynamicCache({ ...shape, layers: [] })).toThrow(
      "createDynamicCache: layers has 0 entries but numLayers is 2. Pass one per layer.",
    );
  });

  it("createEventLog records what happens, the last ones up to its limit", () => {
    const log = createEventLog({ limit: 3 });
    const cache = createSlidingWindowCache({ ...shape, numLayers: 1 }, { window: 2, onEvent: log.record });
    for (let t = 0; t < 3; t++) cache.append(0, new Float32Array(8), new Float32Array(8), 1);
    cache.crop(3);
    expect(log.events).toEqual([
      { type: "drop", layer: 0, from: 0, to: 1 },
      { type: "append", layer: 0, newLen: 1, length: 2 },
      { type: "crop", length: 3 },
    ]);
  });

  it("unknown policies and storages are named", () => {
    expect(() => createCache(shape, { policy: { kind: "random" } as never })).toThrow(
      'policy: kind is "random", which is no kind of policy.',
    );
    expect(() => createCache(shape, { storage: { kind: "int2" } as never })).toThrow(
      'createCache: storage.kind is "int2" but has to be "float32", "int8", "int4" or "paged".',
    );
  });
});
