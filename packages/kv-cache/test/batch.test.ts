/** Sequences that are merged into a batch, decoded there and taken out again are what they would have been alone. */
import { scaledDotProductAttention, tableMask } from "@llm-anatomy/attention";
import { expectClose, randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { type Mergeable, type MergedCaches, mergeCaches, takeSequence } from "../src/batch/index.ts";
import {
  createCache,
  createDynamicCache,
  createPagedCache,
  createPagePool,
  createQuantizedCache,
  createSlidingWindowCache,
  createStaticCache,
  type KVCache,
} from "../src/index.ts";

const shape = { numLayers: 2, batch: 1, numKvHeads: 2, headDim: 3, valueDim: 4 };
const numHeads = 4;

/** Of one token: keys and values of each layer. */
type Token = { keys: Float32Array[]; values: Float32Array[] };
const drawToken = (random: () => number): Token => ({
  keys: [0, 1].map(() => randomArray(random, 2 * 3)),
  values: [0, 1].map(() => randomArray(random, 2 * 4)),
});
const join = (tokens: Token[], what: keyof Token, layer: number) =>
  Float32Array.from(tokens.flatMap((token) => [...token[what][layer]]));

/** Appends one token to every row. */
function append(cache: KVCache, tokens: Token[]) {
  for (let layer = 0; layer < 2; layer++) {
    cache.append(layer, join(tokens, "keys", layer), join(tokens, "values", layer), 1);
  }
}

/** Attention of one query per row over a batch with its padding hidden = over each text alone. */
function expectTexts({ cache, padding }: MergedCaches, texts: Token[][], random: () => number) {
  const batch = texts.length;
  const dims = { numHeads, numKvHeads: 2, queryLen: 1, headDim: 3, valueDim: 4 };
  for (let layer = 0; layer < 2; layer++) {
    const view = cache.view(layer);
    const q = randomArray(random, batch * numHeads * 3);
    const visible = Uint8Array.from(
      texts.flatMap((_, b) => Array.from({ length: view.length }, (_, j) => +(j >= padding[b]))),
    );
    const got = scaledDotProductAttention(q, view.keys, view.values, {
      ...{ ...dims, batch, keyLen: view.length, keyCapacity: view.capacity },
      mask: tableMask(visible, { batch, keyLen: view.length }),
    });
    texts.forEach((text, b) => {
      const expected = scaledDotProductAttention(
        q.subarray(b * numHeads * 3, (b + 1) * numHeads * 3),
        join(text, "keys", layer),
        join(text, "values", layer),
        { ...dims, keyLen: text.length, keyLayout: "tokens-first" },
      );
      const row = got.subarray(b * numHeads * 4, (b + 1) * numHeads * 4);
      expectClose(row, expected, { atol: 1e-6, rtol: 1e-6 }, `row ${b}, layer ${layer}`);
    });
  }
  expect(cache.violations()).toEqual([]);
  expect(padding.map((skipped) => cache.seen - skipped)).toEqual(texts.map(({ length }) => length));
}

describe("mergeCaches and takeSequence", () => {
  it("keep every sequence, however they are merged, decoded, merged again and taken out", () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = seededRandom(seed);
      const below = (n: number) => Math.floor(random() * n);
      const pool = createPagePool({ ...shape }, { blocks: 200, blockSize: 4 });
      const makers = [
        () => createDynamicCache(shape),
        () => createStaticCache(shape, { capacity: 40 }),
        () => createPagedCache(pool),
      ];
      const single = (length: number) => {
        const text = Array.from({ length }, () => drawToken(random));
        const cache = makers[below(3)]();
        for (const token of text) append(cache, [token]);
        return { cache, text };
      };
      const options = [{}, { storage: { kind: "paged" }, pool } as const][below(2)];
      const first = Array.from({ length: 1 + below(3) }, () => single(1 + below(9)));
      let texts = first.map(({ text }) => text);
      let batch = mergeCaches(
        first.map(({ cache }) => cache),
        options,
      );
      expectTexts(batch, texts, random);
      for (let step = 0; step < 6; step++) {
        const added = texts.map(() => drawToken(random));
        append(batch.cache, added);
        added.forEach((token, b) => {
          texts[b].push(token);
        });
        expectTexts(batch, texts, random);
        if (step === 2) {
          // another one arrives
          const { cache, text } = single(1 + below(20));
          const parts: [Mergeable, Token[][]][] = [
            [batch, texts],
            [cache, [text]],
          ];
          if (below(2)) parts.reverse();
          batch = mergeCaches(
            parts.map(([part]) => part),
            options,
          );
          texts = parts.flatMap(([, rows]) => rows);
          expectTexts(batch, texts, random);
        }
        if (step === 4) {
          // one leaves
          const row = below(texts.length);
          const alone = takeSequence(batch, row, options);
          expectTexts({ cache: alone, padding: [0] }, [texts[row]], random);
          const token = drawToken(random);
          append(alone, [token]);
          expectTexts({ cache: alone, padding: [0] }, [[...texts[row], token]], random);
          alone.dispose();
          expectTexts(batch, texts, random); // which it did not change
        }
      }
    }
  });

  it("mergeCaches([5 tokens, 3 tokens]) pads the second by 2", () => {
    const ones = (length: number) => {
      const cache = createDynamicCache({ numLayers: 1, batch: 1, numKvHeads: 1, headDim: 1 });
      cache.append(0, new Float32Array(length).fill(1), new Float32Array(length).fill(1), length);
      return cache;
    };
    const { cache, padding } = mergeCaches([ones(5), ones(3)]);
    expect(padding).toEqual([0, 2]);
    const { keys, capacity } = cache.view(0);
    expect([...keys.subarray(capacity, capacity + 5)]).toEqual([0, 0, 1, 1, 1]);
    expect(takeSequence({ cache, padding }, 1).seen).toBe(3);
  });

  it("mergeCaches of quantised caches is off by at most a rounding, and quantises again where it is asked to", () => {
    const random = seededRandom(5);
    const texts = [12, 7].map((length) => Array.from({ length }, () => drawToken(random)));
    const caches = texts.map((text) => {
      const cache = createQuantizedCache(shape, { bits: 8, residual: 2 });
      for (const token of text) append(cache, [token]);
      return cache;
    });
    const merged = mergeCaches(caches);
    const stored = caches.map((cache) => cache.view(0).keys.slice(0, 3));
    expect([...merged.cache.view(0).keys.subarray(0, 3)]).toEqual([...stored[0]]);
    expect(mergeCaches(caches, { storage: { kind: "int8" } }).cache.lossy).toBe(true);
  });

  it("mergeCaches refuses what does not fit together, and what is not whole", () => {
    expect(() => mergeCaches([])).toThrow("mergeCaches: there are no caches. Pass at least one.");
    const other = createDynamicCache({ ...shape, headDim: 5 });
    expect(() => mergeCaches([createDynamicCache(shape), other])).toThrow(
      /^mergeCaches: cache 1 has the shape .*"headDim":5.* but cache 0 has .*"headDim":3.*\. Only caches of one model go together\.$/,
    );
    const { cache, padding } = mergeCaches([createDynamicCache(shape), createDynamicCache(shape)]);
    cache.select([1]);
    expect(() => mergeCaches([{ cache, padding }])).toThrow(
      "mergeCaches: cache 0 has 1 rows but padding for 2. After cache.select(rows), take the same rows of padding.",
    );
    const random = seededRandom(1);
    const windowed = createSlidingWindowCache(shape, { window: 2 });
    for (let t = 0; t < 5; t++) append(windowed, [drawToken(random)]);
    expect(() => mergeCaches([windowed])).toThrow(
      "mergeCaches: cache 0 holds 2 of 5 tokens in layer 0, since its policy dropped the others. Only caches that hold everything can be moved in a batch.",
    );
  });

  it("takeSequence(cache, row) without padding is a fork: any cache will do", () => {
    const random = seededRandom(2);
    const windowed = createCache({ ...shape, batch: 2 }, { policy: { kind: "sliding-window", window: 3 } });
    for (let t = 0; t < 6; t++) append(windowed, [drawToken(random), drawToken(random)]);
    const alone = takeSequence(windowed, 1);
    expect([alone.seen, alone.length(0), alone.shape.batch]).toEqual([6, 3, 1]);
    expect(() => takeSequence(windowed, 2)).toThrow("takeSequence: row is 2 but has to be from 0 to 1.");
  });
});
