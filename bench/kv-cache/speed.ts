/** What cache operations cost, and how that grows with what the cache holds. @module */
import { causalMask, scaledDotProductAttention } from "@llm-anatomy/attention";
import type { Kernels } from "@llm-anatomy/kernels";
import {
  type CacheShape,
  createDynamicCache,
  createPagedCache,
  createPagePool,
  createQuantizedCache,
  createSlidingWindowCache,
  createStaticCache,
  type KVCache,
  restoreCache,
} from "@llm-anatomy/kv-cache";
import { createBlockIndex, createPrefixIndex } from "@llm-anatomy/kv-cache/prefix";
import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { createCase } from "../attention/cases.ts";
import { groupQueryAttention } from "../attention/onnx-peers.ts";
import { digits, measure, table } from "../side-by-side.ts";

// SmolLM2-135M: 30 layers, 3 key/value heads of 64.
const shape: CacheShape = { numLayers: 30, batch: 1, numKvHeads: 3, headDim: 64 };
const token = randomArray(seededRandom(1), 3 * 64);

function append(cache: KVCache, tokens: number): void {
  const rows = new Float32Array(tokens * token.length);
  for (let t = 0; t < tokens; t++) rows.set(token, t * token.length);
  for (let layer = 0; layer < shape.numLayers; layer++) cache.append(layer, rows, rows, tokens);
}

const kinds: Record<string, (length: number) => KVCache> = {
  dynamic: () => createDynamicCache(shape),
  static: (length) => createStaticCache(shape, { capacity: length + 1024 }),
  "sliding window 512": () => createSlidingWindowCache(shape, { window: 512, rollback: 64 }),
  paged: (length) => createPagedCache(createPagePool(shape, { blocks: 4 * Math.ceil(length / 16) + 16 })),
  "int8, residual 128": () => createQuantizedCache(shape, { bits: 8 }),
};

/** Appending a token to 30 layers and taking it back, forking, and storing, at several lengths. */
export async function operations(lengths: number[]): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const [name, create] of Object.entries(kinds)) {
    for (const length of lengths) {
      const cache = create(length);
      append(cache, length);
      const small = length <= 4096; // above, storing takes seconds a time and shows nothing new
      const bytes = small ? cache.serialize({}) : null;
      const timings = await measure(
        [
          {
            name: "append and crop",
            run() {
              append(cache, 1);
              cache.crop(length);
            },
          },
          { name: "fork", run: () => cache.fork().dispose() },
          ...(bytes
            ? [
                { name: "serialize", run: () => cache.serialize({}) },
                { name: "restore", run: () => restoreCache(bytes, { fingerprint: {} }).cache.dispose() },
              ]
            : []),
        ],
        { rounds: 7, warmUpMs: 100, budgetMs: 2000 },
      );
      const [appending, forking, storing, restoring] = timings.map(({ time }) => time);
      rows.push([
        name,
        length,
        ...[appending, forking].map((time) => digits(time * 1000)),
        ...[storing, restoring].map((time) => (time === undefined ? "–" : digits(time))),
      ]);
      cache.dispose();
    }
  }
  return table(
    ["cache", "tokens held", "append a token and crop it, µs", "fork µs", "serialize ms", "restore ms"],
    rows,
  );
}

/** One decoding step of one layer: append and attend. onnxruntime-web gets the past and returns the present. */
export async function steps(kernels: Kernels, lengths: number[]): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const length of lengths) {
    const c = createCase(1, length);
    const one: CacheShape = { numLayers: 1, batch: 1, numKvHeads: 3, headDim: 64 };
    const memory = {
      allocate: (size: number) => kernels.memory.allocate(Float32Array, size),
      free: (array: Float32Array) => kernels.memory.free(array),
    };
    const contenders = [
      createDynamicCache(one, memory),
      createPagedCache(createPagePool(one, { blocks: length / 16 + 2, ...memory })),
    ];
    const q = memory.allocate(c.q.length);
    q.set(c.q);
    const out = memory.allocate(c.q.length);
    const tokensFirst = (x: Float32Array) => {
      const rows = new Float32Array((length - 1) * 192);
      for (let h = 0; h < 3; h++) {
        for (let t = 0; t + 1 < length; t++)
          rows.set(x.subarray((h * length + t) * 64, (h * length + t + 1) * 64), t * 192 + h * 64);
      }
      return rows;
    };
    const runs = contenders.map((cache) => {
      cache.append(0, tokensFirst(c.keys), tokensFirst(c.values), length - 1);
      return () => {
        cache.append(0, c.newKeys, c.newValues, 1);
        const view = cache.view(0);
        const dims = {
          numHeads: 9,
          numKvHeads: 3,
          headDim: 64,
          queryLen: 1,
          keyLen: view.length,
          keyCapacity: view.capacity,
        };
        scaledDotProductAttention(q, view.keys, view.values, {
          ...dims,
          mask: causalMask(),
          queryLayout: "tokens-first",
          out,
          kernels,
        });
        cache.crop(length - 1);
        return out;
      };
    });
    const peer = await groupQueryAttention("web", c);
    const expected = Float32Array.from(await peer.run());
    for (const run of runs) {
      const worst = run().reduce((most, x, i) => Math.max(most, Math.abs(x - expected[i])), 0);
      if (worst > 1e-4) throw new Error(`a step over ${length} keys is off by ${worst}`);
    }
    const timings = await measure(
      [...runs.map((run, n) => ({ name: `${n}`, run })), { name: "web", run: () => peer.run(true) }],
      { rounds: 9, warmUpMs: 100 },
    );
    rows.push([length, ...timings.map(({ time }) => digits(time * 1000))]);
    await peer.release();
  }
  return table(["keys", "dynamic µs", "paged µs", "onnxruntime-web, past in and present out µs"], rows);
}

/** Looking up a prompt among stored sequences. */
export async function prefixes(): Promise<string> {
  const rows: (string | number)[][] = [];
  const small: CacheShape = { numLayers: 1, batch: 1, numKvHeads: 1, headDim: 1 };
  const random = seededRandom(3);
  for (const stored of [10, 1000]) {
    for (const matched of [100, 1000, 10_000]) {
      const index = createPrefixIndex();
      const blocks = createBlockIndex();
      const pool = createPagePool(small, { blocks: Math.ceil((2 * matched + stored * 64) / 16) + stored + 8 });
      const shared = Array.from({ length: matched }, () => Math.floor(random() * 50_000));
      for (let n = 0; n < stored; n++) {
        // All begin alike up to some point, the first one as far as the prompt.
        const ids = [...shared.slice(0, n === 0 ? matched : Math.floor(random() * 20)), 50_000 + n];
        const cache = createPagedCache(pool);
        cache.append(0, new Float32Array(ids.length), new Float32Array(ids.length), ids.length);
        index.insert(ids, cache);
        blocks.insert(ids, cache);
        cache.dispose();
      }
      const asked = [...shared, 1, 2, 3];
      const whole = Math.floor(matched / 16) * 16;
      if (index.explainHit(asked).matched !== matched) throw new Error("the index missed a stored beginning");
      if (blocks.explainHit(asked).matched !== whole) {
        throw new Error(`the block index missed a stored beginning of ${whole} tokens`);
      }
      const timings = await measure(
        [index, blocks].map((each) => ({ name: "lookup", run: () => each.lookup(asked)?.cache.dispose() })),
        { rounds: 25, warmUpMs: 300 },
      );
      const times = timings.flatMap(({ time }) => [digits(time * 1000), digits((time * 1e6) / matched)]);
      rows.push([stored, matched, ...times]);
      index.dispose();
      blocks.dispose();
    }
  }
  const head = ["sequences stored", "tokens matched", "radix tree, lookup and fork µs", "ns per token"];
  return table([...head, "block hashes, lookup and fork µs", "ns per token"], rows);
}
