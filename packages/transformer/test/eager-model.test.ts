import { createDynamicCache } from "@llm-anatomy/kv-cache";
import { expectClose } from "@llm-anatomy/test-kit/compare";
import { describe, expect, it } from "vitest";
import { modelDim, tinyModel, vocabSize } from "./tiny-model.ts";

const ids = [3, 7, 1, 22, 7, 7, 0, 15, 4];
const cacheShape = { numLayers: 2, batch: 1, numKvHeads: 2, headDim: 4 };

describe("model.run", () => {
  it("run with a cache, token by token or in pieces, equals one full pass", () => {
    const model = tinyModel(1);
    const whole = model.run({ ids }).logits!.data.slice();
    for (const sizes of [[1, 1, 1, 1, 1, 1, 1, 1, 1], [4, 5], [1, 6, 2], [9]]) {
      const cache = createDynamicCache(cacheShape);
      let start = 0;
      for (const size of sizes) {
        const { data } = model.run({ ids: ids.slice(start, start + size), cache }).logits!;
        expectClose(
          data,
          whole.subarray(start * vocabSize, (start + size) * vocabSize),
          { atol: 1e-5 },
          `from ${start}`,
        );
        start += size;
      }
    }
  });

  it("run of a padded batch gives each sequence what it gets alone", () => {
    const model = tinyModel(2);
    const short = [5, 9, 2];
    const alone = model.run({ ids: short }).logits!.data.slice();
    const left = model.run({
      ids: [0, 0, ...short, 1, 2, 3, 4, 5],
      batch: 2,
      padding: Uint8Array.of(0, 0, 1, 1, 1, 1, 1, 1, 1, 1),
      positions: [0, 0, 0, 1, 2, 0, 1, 2, 3, 4],
    }).logits!.data;
    expectClose(left.subarray(2 * vocabSize, 5 * vocabSize), alone, { atol: 1e-5 });
    const asked = model.run({ ids: [...short, 0, 0], padding: Uint8Array.of(1, 1, 1, 0, 0), asked: "last" }).logits!;
    expect(asked.shape).toEqual([1, 1, vocabSize]);
    expectClose(asked.data, alone.subarray(2 * vocabSize), { atol: 1e-5 });
  });

  it("run allocates nothing once it has seen a step", () => {
    const model = tinyModel(3);
    const cache = createDynamicCache(cacheShape, { capacity: 64 });
    for (let i = 0; i < 3; i++) model.run({ ids: [i], cache, asked: "last" });
    const { memory } = model.ops.kernels;
    const before = memory.bytesUsed;
    const first = model.run({ ids: [3], cache, asked: "last" }).logits!;
    for (let i = 4; i < 40; i++) expect(model.run({ ids: [i % 23], cache, asked: "last" }).logits).toBe(first);
    expect(memory.bytesUsed).toBe(before);
  });

  it("run that fails leaves the cache as it was", () => {
    const model = tinyModel(4);
    const cache = createDynamicCache(cacheShape);
    model.run({ ids: [1, 2], cache });
    const broken = () =>
      model.run({
        ids: [3],
        cache,
        observed: new Set(["blocks.1.attention.q"]),
        onProbe() {
          throw new Error("no");
        },
      });
    expect(broken).toThrow("no");
    expect([cache.seen, cache.length(0), cache.length(1)]).toEqual([2, 2, 2]);
  });

  it("run refuses ids outside the vocabulary", () => {
    expect(() => tinyModel(5).run({ ids: [1, 23] })).toThrow(
      "run: token id 23 at index 1 is not in the vocabulary of 23. Check the tokenizer.",
    );
  });
});

describe("probes", () => {
  it("a block whose weights are 0 adds nothing to the residual stream", () => {
    const model = tinyModel(6, 0);
    const seen = new Map<string, Float32Array>();
    model.run({
      ids,
      observed: new Set(["embed", "blocks.1.residual.after"]),
      onProbe: (name, x) => void seen.set(name, x.data.slice()),
    });
    expectClose(seen.get("blocks.1.residual.after")!, seen.get("embed")!, { atol: 0 });
    expect(seen.get("embed")?.length).toBe(ids.length * modelDim);
  });

  it("attention weights of a query sum to 1, and are 0 outside the window", () => {
    const model = tinyModel(7);
    let weights = new Float32Array(0);
    model.run({
      ids,
      observed: new Set(["blocks.1.attention.weights"]),
      onProbe: (_, x) => void (weights = x.data.slice()),
    });
    const n = ids.length;
    for (let row = 0; row < 4 * n; row++) {
      const query = row % n;
      let sum = 0;
      for (let key = 0; key < n; key++) {
        const weight = weights[row * n + key];
        sum += weight;
        if (key > query || key <= query - 3) expect(weight).toBe(0);
      }
      expect(sum).toBeCloseTo(1, 5);
    }
  });

  it("looking at the attention weights does not change the result", () => {
    const model = tinyModel(8);
    const plain = model.run({ ids }).logits!.data.slice();
    const observed = new Set(["blocks.0.attention.weights", "blocks.1.attention.scores"]);
    expectClose(model.run({ ids, observed, onProbe: () => undefined }).logits!.data, plain, { atol: 1e-5 });
  });

  it("what onProbe returns replaces the values for the rest of the run", () => {
    const model = tinyModel(9);
    const observed = new Set(["blocks.1.residual.after"]);
    const { data } = model.run({ ids, observed, onProbe: (_, x) => new Float32Array(x.data.length) }).logits!;
    expect(data.every((value) => value === 0)).toBe(true);
  });
});
