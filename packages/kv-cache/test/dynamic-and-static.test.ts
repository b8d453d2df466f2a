import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { type CacheShape, createDynamicCache, createStaticCache, type KVCache } from "../src/index.ts";

const shape: CacheShape = { numLayers: 2, batch: 2, numKvHeads: 3, headDim: 4, valueDim: 5 };
const kinds: Record<string, () => KVCache> = {
  "createDynamicCache(shape)": () => createDynamicCache(shape),
  "createDynamicCache(shape, { capacity: 7 })": () => createDynamicCache(shape, { capacity: 7 }),
  "createStaticCache(shape, { capacity: 64 })": () => createStaticCache(shape, { capacity: 64 }),
};

/** keys[b, h, t, :] of a view, as it should be after the pieces [batch, newLen, numKvHeads, dim] were appended. */
function expectHeads(view: { array: Float32Array; length: number; capacity: number }, pieces: Piece[], dim: number) {
  const total = pieces.reduce((sum, piece) => sum + piece.newLen, 0);
  expect(view.length).toBe(total);
  for (let b = 0; b < shape.batch; b++) {
    for (let h = 0; h < shape.numKvHeads; h++) {
      let t = 0;
      for (const { data, newLen } of pieces) {
        for (let i = 0; i < newLen; i++, t++) {
          const from = ((b * newLen + i) * shape.numKvHeads + h) * dim;
          const to = ((b * shape.numKvHeads + h) * view.capacity + t) * dim;
          expect(view.array.slice(to, to + dim)).toEqual(data.slice(from, from + dim));
        }
      }
    }
  }
}
type Piece = { data: Float32Array; newLen: number };

describe.each(Object.entries(kinds))("%s", (_, create) => {
  it("append(layer, keys, values, newLen) puts token-major rows behind each head's earlier rows", () => {
    const cache = create();
    const random = seededRandom(1);
    const keys: Piece[] = [];
    const values: Piece[] = [];
    for (const newLen of [1, 5, 1, 0, 9, 2]) {
      const k = randomArray(random, shape.batch * newLen * shape.numKvHeads * shape.headDim);
      const v = randomArray(random, shape.batch * newLen * shape.numKvHeads * 5);
      cache.append(0, k, v, newLen);
      keys.push({ data: k, newLen });
      values.push({ data: v, newLen });
      const view = cache.view(0);
      expectHeads({ ...view, array: view.keys }, keys, 4);
      expectHeads({ ...view, array: view.values }, values, 5);
    }
    expect(cache.length(0)).toBe(18);
    expect(cache.length(1)).toBe(0);
    expect(cache.seen).toBe(18);
  });

  it("crop(length) forgets what came after, and the next append continues there", () => {
    const cache = create();
    const token = (n: number) => [new Float32Array(24).fill(n), new Float32Array(30).fill(-n)] as const;
    for (const layer of [0, 1]) for (const n of [1, 2, 3]) cache.append(layer, ...token(n), 1);
    cache.crop(1);
    for (const layer of [0, 1]) cache.append(layer, ...token(9), 1);
    expect(cache.seen).toBe(2);
    for (const layer of [0, 1]) {
      const { keys, values, length } = cache.view(layer);
      expect(length).toBe(2);
      expect([keys[0], keys[4], values[0], values[5]]).toEqual([1, 9, -1, -9]);
    }
    cache.reset();
    expect([cache.seen, cache.length(0), cache.length(1)]).toEqual([0, 0, 0]);
  });

  it("crop(length) beyond what was seen is an error with both numbers", () => {
    expect(() => create().crop(3)).toThrow("crop: length is 3 but has to be a whole number from 0 to seen=0.");
  });
});

it("createDynamicCache(shape) grows by doubling: 1,000 single tokens move the arrays 7 times", () => {
  const cache = createDynamicCache({ numLayers: 1, batch: 1, numKvHeads: 1, headDim: 2 });
  const capacities = new Set<number>();
  for (let t = 0; t < 1000; t++) {
    cache.append(0, Float32Array.of(t, t), Float32Array.of(t, t), 1);
    capacities.add(cache.view(0).capacity);
  }
  expect([...capacities]).toEqual([16, 32, 64, 128, 256, 512, 1024]);
  expect(cache.bytes).toBe(1024 * (2 + 2) * 4);
});

it("createDynamicCache(shape, { allocate, free }) keeps its arrays in the caller's memory and gives all of them back", () => {
  const live = new Set<Float32Array>();
  const cache = createDynamicCache(shape, {
    allocate(length) {
      const array = new Float32Array(length);
      live.add(array);
      return array;
    },
    free: (array) => void live.delete(array),
  });
  for (let t = 0; t < 20; t++) {
    for (const layer of [0, 1]) cache.append(layer, new Float32Array(24), new Float32Array(30), 1);
  }
  expect(live.size).toBe(4); // keys and values of two layers; outgrown ones went back
  expect(live.has(cache.view(1).values)).toBe(true);
  cache.dispose();
  expect(live.size).toBe(0);
});

describe("errors", () => {
  it("append names the array, its size and the needed size", () => {
    const cache = createDynamicCache(shape);
    expect(() => cache.append(0, new Float32Array(24), new Float32Array(24), 1)).toThrow(
      "append: values has 24 elements but [batch=2, newLen=1, numKvHeads=3, valueDim=5] needs 30.",
    );
    expect(() => cache.append(2, new Float32Array(24), new Float32Array(30), 1)).toThrow(
      "append: layer is 2 but has to be from 0 to 1.",
    );
  });

  it("a static cache refuses a token too many and keeps what it holds", () => {
    const cache = createStaticCache({ numLayers: 1, batch: 1, numKvHeads: 1, headDim: 1 }, { capacity: 2 });
    cache.append(0, Float32Array.of(1, 2), Float32Array.of(3, 4), 2);
    expect(() => cache.append(0, Float32Array.of(5), Float32Array.of(6), 1)).toThrow(
      "append: 2 positions are held and 1 more do not fit in capacity=2. Crop or reset the cache, or create it with a larger capacity.",
    );
    expect([...cache.view(0).keys]).toEqual([1, 2]);
  });

  it("create names a wrong size and an unknown option", () => {
    expect(() => createDynamicCache({ ...shape, batch: 0 })).toThrow(
      "createDynamicCache: batch is 0 but has to be a whole number >= 1.",
    );
    expect(() => createStaticCache(shape, { capacity: 1, size: 2 } as never)).toThrow(
      'createStaticCache: there is no option "size".',
    );
  });
});
