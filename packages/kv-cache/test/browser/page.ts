/** What offload.test.ts runs in a page. @module */
import { randomArray, seededRandom } from "@llm-anatomy/test-kit/random";
import { createDynamicCache } from "../../src/index.ts";
import { type CacheStoreOptions, openCacheStore } from "../../src/offload/index.ts";

const shape = { numLayers: 2, batch: 1, numKvHeads: 2, headDim: 8 };
const fingerprint = { model: "test", tokenizer: "none", dtype: "float32" };

function filled(tokens: number) {
  const cache = createDynamicCache(shape);
  const random = seededRandom(tokens);
  for (let layer = 0; layer < 2; layer++) {
    const [keys, values] = [0, 1].map(() => randomArray(random, tokens * 16));
    cache.append(layer, keys, values, tokens);
  }
  return cache;
}

/** Saves a cache under each name; the numbers say how many tokens they hold. */
async function save(options: CacheStoreOptions, caches: Record<string, number>) {
  const store = await openCacheStore(options);
  for (const name in caches) await store.save(name, filled(caches[name]), fingerprint, { tokens: caches[name] });
  return store.place;
}

/** What there is, and whether each is what was saved. */
async function check(options: CacheStoreOptions) {
  const store = await openCacheStore(options);
  const found: Record<string, boolean> = {};
  for (const { name, bytes, savedAt } of await store.list()) {
    const loaded = (await store.load(name, { fingerprint }))!;
    const { tokens } = loaded.notes as { tokens: number };
    const same = [0, 1].every((layer) => {
      const [a, b] = [loaded.cache.view(layer), filled(tokens).view(layer)];
      return a.keys.every((x, i) => x === b.keys[i]) && a.values.every((x, i) => x === b.values[i]);
    });
    const recent = Math.abs(savedAt.getTime() - Date.now()) < 60_000;
    found[name] = same && recent && bytes === (await store.read(name))!.length;
  }
  return found;
}

/** What it says to another model's fingerprint. */
async function otherModel(options: CacheStoreOptions, name: string) {
  const store = await openCacheStore(options);
  return store.load(name, { fingerprint: { ...fingerprint, model: "other" } }).catch((error: Error) => error.message);
}

async function remove(options: CacheStoreOptions, name: string) {
  const store = await openCacheStore(options);
  return [await store.delete(name), await store.delete(name), await store.load(name, { fingerprint })];
}

const inPage = { save, check, otherModel, remove };
export type InPage = typeof inPage;
Object.assign(globalThis, { inPage });
