/** Caches kept in files come back as they were; in pages: browser/offload.test.ts. */
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createDynamicCache,
  createEncoderDecoderCache,
  createEvictingCache,
  createPagedCache,
  createPagePool,
  createQuantizedCache,
  createSinkCache,
  type KVCache,
  type RestoreOptions,
  restoreEncoderDecoderCache,
} from "../src/index.ts";
import { type CacheStoreOptions, openCacheStore } from "../src/offload/index.ts";

const shape = { numLayers: 2, batch: 2, numKvHeads: 2, headDim: 3 };
const fingerprint = { model: "test", tokenizer: "none", dtype: "float32" };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kv-"));
});
afterEach(() => rm(folder, { recursive: true }));

function append(cache: KVCache, random: () => number, tokens: number): KVCache {
  for (let t = 0; t < tokens; t++) {
    for (let layer = 0; layer < 2; layer++) {
      cache.append(layer, randomArray(random, 12), randomArray(random, 12), 1);
      cache.observe(layer, randomArray(random, 4 * cache.length(layer)).map(Math.abs), 1);
    }
  }
  return cache;
}

/** All that attention would read. */
function contents(cache: KVCache) {
  return [0, 1].map((layer) => {
    const { keys, values, length, capacity } = cache.view(layer);
    const rows = (x: Float32Array) =>
      [0, 1, 2, 3].flatMap((head) => [...x.subarray(head * capacity * 3).subarray(0, length * 3)]);
    return { seen: cache.seen, positions: [...cache.positions(layer)], keys: rows(keys), values: rows(values) };
  });
}

describe("openCacheStore in Node", () => {
  const pool = createPagePool(shape, { blocks: 60, blockSize: 4 });
  const kinds: [string, () => KVCache, Partial<RestoreOptions>?][] = [
    ["createDynamicCache", () => createDynamicCache(shape)],
    ["createPagedCache", () => createPagedCache(pool, { batch: 2 }), { pool }],
    ["createQuantizedCache", () => createQuantizedCache(shape, { bits: 4, residual: 3 })],
    ["createSinkCache", () => createSinkCache(shape, { sinks: 2, window: 4, rotary: null })],
    ["createEvictingCache", () => createEvictingCache(shape, { policy: { kind: "h2o", heavy: 4, recent: 3 } })],
  ];
  it.each(kinds)("load(name) goes on as if %s had never been put away, at any length", async (_, create, restore) => {
    const store = await openCacheStore({ folder });
    for (let tokens = 0; tokens < 24; tokens += 1 + (tokens >> 1)) {
      const kept = append(create(), seededRandom(tokens), tokens);
      await store.save("chat", kept, fingerprint, { tokens });
      const loaded = (await store.load("chat", { fingerprint, ...restore }))!;
      expect(loaded.notes).toEqual({ tokens });
      expect(contents(loaded.cache)).toEqual(contents(kept));
      for (const cache of [kept, loaded.cache]) append(cache, seededRandom(99), 5);
      expect(contents(loaded.cache)).toEqual(contents(kept));
      expect(loaded.cache.violations()).toEqual([]);
      for (const cache of [kept, loaded.cache]) cache.dispose();
    }
  });

  it("read(name) is for caches that are restored another way", async () => {
    const store = await openCacheStore({ folder });
    const cache = createEncoderDecoderCache(shape);
    cache.fill(0, new Float32Array(12).fill(7), new Float32Array(12), 1);
    await store.save("translation", cache, fingerprint);
    const bytes = await store.read("translation");
    expect(restoreEncoderDecoderCache(bytes!, { fingerprint }).cache.cross.view(0).keys[0]).toBe(7);
  });

  it("load(name) is null for what is not there, and refuses what belongs to another model or is damaged", async () => {
    const store = await openCacheStore({ folder });
    expect(await store.load("nothing", { fingerprint })).toBeNull();
    expect(await store.delete("nothing")).toBe(false);
    await store.save("chat", append(createDynamicCache(shape), seededRandom(1), 3), fingerprint);
    await expect(store.load("chat", { fingerprint: { ...fingerprint, model: "other" } })).rejects.toThrow(
      'restoreCache: model is "test" in the stored cache but "other" here. Its numbers mean nothing to this one; compute the cache again.',
    );
    const [file] = await readdir(folder);
    const bytes = await readFile(join(folder, file));
    bytes[bytes.length - 1] ^= 1;
    await writeFile(join(folder, file), bytes);
    await expect(store.load("chat", { fingerprint })).rejects.toThrow(/^restoreCache: the checksum is .*damaged\.$/);
  });

  it("save(name) takes any name, keeps it apart from others, and leaves nothing else behind", async () => {
    const store = await openCacheStore({ folder });
    const names = ["a", "A b", "../up", "a/b", "a*", "ü 🐭", ".", "con"];
    for (const [n, name] of names.entries()) {
      await store.save(name, append(createDynamicCache(shape), seededRandom(n), n), fingerprint, n);
    }
    for (const [n, name] of names.entries()) {
      expect((await store.load(name, { fingerprint }))!.notes).toBe(n);
    }
    expect((await store.list()).map(({ name }) => name).sort()).toEqual([...names].sort());
    expect((await readdir(folder)).length).toBe(names.length);
    await writeFile(join(folder, "readme.txt"), "not a cache");
    await writeFile(join(folder, "100%.kv"), "not a cache of ours");
    expect((await store.list()).length).toBe(names.length);
    expect(await store.delete("../up")).toBe(true);
    expect(await store.load("../up", { fingerprint })).toBeNull();
    await expect(store.save("", createDynamicCache(shape), fingerprint)).rejects.toThrow(
      "save: the name has 0 characters when percent-encoded but has to have 1 to 200. Keep long titles in notes.",
    );
  });

  it("save(name) with maxBytes lets what was saved longest ago make room", async () => {
    const one = append(createDynamicCache(shape), seededRandom(1), 2);
    const { length } = one.serialize(fingerprint);
    const store = await openCacheStore({ folder, maxBytes: 2.5 * length });
    for (const [at, name] of ["first", "second", "first", "third"].entries()) {
      await store.save(name, one, fingerprint);
      // Clocks of file systems are coarse: each file is made a second younger than the one before.
      const [file] = (await readdir(folder)).filter((entry) => entry.startsWith(name));
      await utimes(join(folder, file), at, at);
    }
    expect((await store.list()).map(({ name }) => name)).toEqual(["third", "first"]);
    const small = await openCacheStore({ folder, maxBytes: 10 });
    await expect(small.save("x", one, fingerprint)).rejects.toThrow(
      `save: "x" has ${length} bytes but maxBytes is 10. Quantise or crop the cache, or allow more.`,
    );
    expect((await store.list()).length).toBe(2);
  });

  it("openCacheStore says what it needs and what there is not", async () => {
    await expect(openCacheStore()).rejects.toThrow(
      'openCacheStore: place is "files" but folder is missing. Pass where the files are to lie.',
    );
    await expect(openCacheStore({ place: "opfs" })).rejects.toThrow(
      'openCacheStore: place is "opfs" but there is no origin private file system here. Leave place out.',
    );
    await expect(openCacheStore({ folder, size: 3 } as CacheStoreOptions)).rejects.toThrow(
      'openCacheStore: there is no option "size".',
    );
  });
});
