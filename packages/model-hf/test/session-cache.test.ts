import { join } from "node:path";
import {
  createDynamicCache,
  createEvictingCache,
  createPagedCache,
  createPagePool,
  createQuantizedCache,
  createSlidingWindowCache,
  type KVCache,
} from "@llm-anatomy/kv-cache";
import { createPrefixIndex } from "@llm-anatomy/kv-cache/prefix";
import { cacheShape, loadModel, type Model } from "@llm-anatomy/model-hf";
import { expectClose } from "@llm-anatomy/test-kit/compare";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtures } from "./memory-source.ts";

const ids = [106, 142, 151, 158, 14, 37, 44, 138, 125, 10, 177, 3];
const rounding = { atol: 1e-4, rtol: 1e-5 };

describe("model.createSession({ cache })", () => {
  let model: Model;
  beforeAll(async () => {
    model = await loadModel(join(fixtures, "llama"), { engine: "eager" });
  });
  afterAll(() => model.dispose());

  /** Logits after each of `from`, one token at a time, behind whatever the cache holds. */
  async function logitsOneByOne(cache: KVCache | undefined, from: readonly number[] = ids): Promise<Float32Array[]> {
    const session = await model.createSession({ cache });
    const logits: Float32Array[] = [];
    for (const id of from) logits.push((await session.append([id])).data.slice());
    await session.dispose();
    return logits;
  }

  it("gives what a session with a cache of its own gives, wherever keys and values lie", async () => {
    const expected = await logitsOneByOne(undefined);
    const shape = cacheShape(model.spec);
    const paged = createPagedCache(createPagePool(shape, { blocks: 8, blockSize: 4 }));
    for (const cache of [createDynamicCache(shape), paged]) {
      const logits = await logitsOneByOne(cache);
      for (const [i, row] of logits.entries()) expectClose(row, expected[i], rounding, `token ${i}`);
    }
  });

  it("goes on from a fork that has read something already", async () => {
    const cache = createDynamicCache(cacheShape(model.spec));
    const session = await model.createSession({ cache });
    await session.append(ids.slice(0, 8));
    const index = createPrefixIndex();
    index.insert(ids.slice(0, 8), cache);
    const hit = index.lookup([...ids.slice(0, 6), 99, 98])!;
    expect(hit.length).toBe(6);
    const branch = await model.createSession({ cache: hit.cache });
    expect(branch.length).toBe(6);
    const after = (await branch.append([99, 98])).data.slice();
    const whole = await model.createSession();
    expectClose(after, (await whole.append([...ids.slice(0, 6), 99, 98])).data, rounding, "after the fork");
    expect(session.length).toBe(8);
  });

  it("a window of 4 hides what a mask of 4 hides", async () => {
    const cache = createSlidingWindowCache(cacheShape(model.spec), { window: 4 });
    const dropped = (await logitsOneByOne(cache)).at(-1)!;
    const { logits } = await model.patch(ids, {
      "blocks.*.attention.scores": ({ data, shape }) => {
        const [queries, keys] = shape.slice(-2);
        return data.map((score, i) => (i % keys <= (Math.floor(i / keys) % queries) - 4 ? -Infinity : score));
      },
    });
    const { vocabSize } = model.spec;
    expectClose(dropped, logits!.data.slice(-vocabSize), rounding, "window");
  });

  it("a cache that evicts by attention is told what attention looked at, and keeps its budget", async () => {
    const cache = createEvictingCache(cacheShape(model.spec), { policy: { kind: "h2o", heavy: 3, recent: 2 } });
    const session = await model.createSession({ cache });
    const exact = await logitsOneByOne(undefined);
    for (const [i, id] of ids.entries()) {
      const { data } = await session.append([id]);
      if (i < 5) expectClose(data, exact[i], rounding, `token ${i}, when nothing is forgotten yet`);
    }
    expect([cache.seen, cache.length(0)]).toEqual([ids.length, 5]);
    await session.dispose();
  });

  it("8 bits change logits a little and not nothing", async () => {
    const exact = (await logitsOneByOne(undefined)).at(-1)!;
    const cache = createQuantizedCache(cacheShape(model.spec), { bits: 8, residual: 0 });
    const rounded = (await logitsOneByOne(cache)).at(-1)!;
    const difference = Math.max(...rounded.map((x, i) => Math.abs(x - exact[i])));
    expect(difference).toBeGreaterThan(0);
    expect(difference).toBeLessThan(0.02 * (Math.max(...exact) - Math.min(...exact))); // 1 part in 127, a few times over
  });

  it("refuses a cache of another shape with both numbers, and the compiled engine refuses any", async () => {
    const { numLayers, ...rest } = cacheShape(model.spec);
    const cache = createDynamicCache({ ...rest, numLayers: numLayers + 1 });
    await expect(model.createSession({ cache })).rejects.toThrow(
      `createSession: the cache has numLayers ${numLayers + 1} but the model needs ${numLayers}. Make it with cacheShape(model.spec, batch).`,
    );
    const two = createDynamicCache(cacheShape(model.spec, 2));
    await expect(model.createSession({ cache: two, batch: 1 })).rejects.toThrow("batch 2 but the model needs 1");
    const compiled = await loadModel(join(fixtures, "llama"), { engine: "compiled" });
    await expect(compiled.createSession({ cache })).rejects.toThrow("takes no cache");
    await compiled.dispose();
  });
});
