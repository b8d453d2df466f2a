/** Logits of a model over every lossless cache, token by token, are those of the model without one, whatever was done in between. */
import {
  type CacheOptions,
  createCache,
  createDynamicCache,
  createPagedCache,
  createPagePool,
  createStaticCache,
  type KVCache,
  type RestoreOptions,
  restoreCache,
} from "@llm-anatomy/kv-cache";
import { mergeCaches, takeSequence } from "@llm-anatomy/kv-cache/batch";
import { expectClose } from "@llm-anatomy/test-kit/compare";
import { seededRandom } from "@llm-anatomy/test-kit/random";
import { describe, expect, it } from "vitest";
import { tinyModel, vocabSize } from "./tiny-model.ts";

const shape = { numLayers: 2, batch: 2, numKvHeads: 2, headDim: 4 };
const pool = createPagePool(shape, { blocks: 200, blockSize: 4 });
// The second layer of the model has a window of 3.
const windowed: CacheOptions = {
  policy: [{ kind: "keep-all" }, { kind: "sliding-window", window: 3, rollback: 6 }],
};
const kinds: Record<string, { create(): KVCache; restore?: Partial<RestoreOptions> }> = {
  createDynamicCache: { create: () => createDynamicCache(shape) },
  createStaticCache: { create: () => createStaticCache(shape, { capacity: 60 }) },
  "createCache with the model's window": { create: () => createCache(shape, windowed) },
  createPagedCache: { create: () => createPagedCache(pool, { batch: 2 }), restore: { pool } },
  "createPagedCache with the model's window": {
    create: () => createPagedCache(pool, { batch: 2, policy: windowed.policy }),
    restore: { pool },
  },
};
const fingerprint = { model: "tiny", tokenizer: "none", dtype: "float32" };
const most = 50; // tokens of a text; the model has 64 positions

describe.each(Object.entries(kinds))("%s", (_, { create, restore }) => {
  it("gives the logits of no cache after any mix of run, crop, fork, select and serialize", () => {
    const model = tinyModel(1);
    const operations = ["run", "run", "run", "crop", "fork", "select", "serialize"] as const;
    const done = new Map<string, number>();
    for (let seed = 0; seed < 4; seed++) {
      const random = seededRandom(seed);
      const below = (n: number) => Math.floor(random() * n);
      const pairs = [{ cache: create(), texts: [[], []] as number[][] }];
      for (let turn = 0; turn < 40; turn++) {
        const pair = pairs[below(pairs.length)];
        const { cache } = pair;
        const operation = operations[below(operations.length)];
        done.set(operation, (done.get(operation) ?? 0) + 1);
        if (operation === "run" && cache.seen < most) {
          const added = below(4) === 0 ? 1 + below(5) : 1;
          for (const text of pair.texts) for (let t = 0; t < added; t++) text.push(below(vocabSize));
          const batch = pair.texts.length;
          const newest = pair.texts.flatMap((text) => text.slice(-added));
          const got = model.run({ ids: newest, batch, cache }).logits!.data.slice();
          const whole = model.run({ ids: pair.texts.flat(), batch }).logits!.data;
          for (let b = 0; b < batch; b++) {
            const end = (b + 1) * cache.seen * vocabSize; // of row b in the whole
            const expected = whole.subarray(end - added * vocabSize, end);
            const row = got.subarray(b * added * vocabSize, (b + 1) * added * vocabSize);
            expectClose(row, expected, { atol: 1e-5 }, `seed ${seed}, turn ${turn}, row ${b}`);
          }
        } else if (operation === "crop") {
          const length = cache.cropLimit + below(cache.seen - cache.cropLimit + 1);
          cache.crop(length);
          for (const text of pair.texts) text.splice(length);
        } else if (operation === "fork" && pairs.length < 3) {
          pairs.push({ cache: cache.fork(), texts: pair.texts.map((text) => [...text]) });
        } else if (operation === "select") {
          const rows = Array.from({ length: 1 + below(3) }, () => below(pair.texts.length));
          cache.select(rows);
          pair.texts = rows.map((row) => [...pair.texts[row]]);
        } else if (operation === "serialize") {
          pair.cache = restoreCache(cache.serialize(fingerprint), { fingerprint, ...restore }).cache;
          cache.dispose();
        }
        expect(pair.cache.violations()).toEqual([]);
      }
      for (const { cache } of pairs) cache.dispose();
    }
    expect(Math.min(...done.values())).toBeGreaterThan(5);
  });
});

describe("mergeCaches", () => {
  it("gives each sequence the logits it has alone, token by token, in a batch and taken out of it", () => {
    const model = tinyModel(1);
    const random = seededRandom(8);
    const draw = () => Math.floor(random() * vocabSize);
    /** Logits of a text's last token. */
    const expected = (text: number[]) => model.run({ ids: text, asked: "last" }).logits!.data.slice();
    const texts = [7, 3, 5].map((length) => Array.from({ length }, draw));
    const alone = texts.map((text) => {
      const cache = createDynamicCache({ ...shape, batch: 1 });
      model.run({ ids: text, cache });
      return cache;
    });
    let batch = mergeCaches(alone.slice(0, 2));
    let rows = texts.slice(0, 2);
    for (let turn = 0; turn < 12; turn++) {
      if (turn === 5) {
        batch = mergeCaches([batch, alone[2]]);
        rows = texts;
      }
      const { cache, padding } = batch;
      const ids = rows.map(draw);
      rows.forEach((text, row) => {
        text.push(ids[row]);
      });
      const { data } = model.run({
        ids,
        ...{ batch: rows.length, cache, asked: "last" },
        positions: padding.map((skipped) => cache.seen - skipped),
        padding: Uint8Array.from(
          padding.flatMap((skipped) => Array.from({ length: cache.seen + 1 }, (_, j) => +(j >= skipped))),
        ),
      }).logits!;
      const logits = data.slice();
      rows.forEach((text, row) => {
        const own = logits.subarray(row * vocabSize, (row + 1) * vocabSize);
        expectClose(own, expected(text), { atol: 1e-5 }, `turn ${turn}, row ${row}`);
      });
    }
    texts.forEach((text, row) => {
      const cache = takeSequence(batch, row);
      text.push(draw());
      const logits = model.run({ ids: text.slice(-1), cache, asked: "last" }).logits!.data.slice();
      expectClose(logits, expected(text), { atol: 1e-5 }, `row ${row} taken out`);
    });
  });
});
