import { expectClose, randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  andMasks,
  attentionStages,
  causalMask,
  latentAttention,
  mergeAttention,
  pagedAttention,
  scaledDotProductAttention,
  slidingWindowMask,
  windowMask,
} from "../src/index.ts";

describe("mergeAttention", () => {
  it("mergeAttention(parts) weighs each part by its sum: 4 · 1/4 + 8 · 3/4", () => {
    const parts = [
      { output: Float32Array.of(4), logSumExp: Float32Array.of(0) },
      { output: Float32Array.of(8), logSumExp: Float32Array.of(Math.log(3)) },
    ];
    const { output, logSumExp } = mergeAttention(parts, { rows: 1, valueDim: 1 });
    expectClose(output, [7], { atol: 1e-6 });
    expectClose(logSumExp, [Math.log(4)], { atol: 1e-6 });
  });

  it("mergeAttention of attention to two halves of the keys is attention to all, also where a half is hidden", () => {
    const random = seededRandom(8);
    const dims = { numHeads: 2, queryLen: 6, headDim: 4 };
    const q = randomArray(random, 2 * 6 * 4);
    const k = randomArray(random, 2 * 10 * 4);
    const v = randomArray(random, 2 * 10 * 4);
    const whole = scaledDotProductAttention(q, k, v, { ...dims, keyLen: 10, mask: causalMask({ align: 2 }) });
    const parts = [0, 5].map((first) => {
      const logSumExp = new Float32Array(12);
      const output = scaledDotProductAttention(q, k.subarray(first * 4), v.subarray(first * 4), {
        ...dims,
        ...{ keyLen: 5, keyCapacity: 10, mask: causalMask({ align: 2 - first }), logSumExp },
      });
      return { output, logSumExp };
    });
    expect(parts[1].logSumExp[0]).toBe(Number.NEGATIVE_INFINITY); // query 0 stands at key 2
    expectClose(mergeAttention(parts, { rows: 12, valueDim: 4 }).output, whole, { atol: 1e-6 });
  });

  it("mergeAttention([]) is an error", () => {
    expect(() => mergeAttention([], { rows: 1, valueDim: 1 })).toThrow(
      "mergeAttention: there are no parts. Pass at least one.",
    );
  });
});

describe("pagedAttention", () => {
  const [numHeads, numKvHeads, headDim, valueDim, blockSize, poolCapacity] = [4, 2, 3, 5, 4, 40];
  const random = seededRandom(9);
  const pool = {
    keys: randomArray(random, numKvHeads * poolCapacity * headDim),
    values: randomArray(random, numKvHeads * poolCapacity * valueDim),
  };

  /** The sequence as dense arrays. */
  function dense(array: Float32Array, table: number[], length: number, dim: number): Float32Array {
    const out = new Float32Array(numKvHeads * length * dim);
    for (let g = 0; g < numKvHeads; g++) {
      for (let t = 0; t < length; t++) {
        const slot = table[Math.floor(t / blockSize)] * blockSize + (t % blockSize);
        const from = (g * poolCapacity + slot) * dim;
        out.set(array.subarray(from, from + dim), (g * length + t) * dim);
      }
    }
    return out;
  }

  it.each([
    [[7, 8, 2, 0], 14, 3, undefined],
    [[7, 8, 9], 12, 12, undefined],
    [[9, 1, 5, 3], 16, 2, 5],
    [[4], 1, 1, undefined],
    [[6, 2], 8, 5, 1],
  ])(
    "pagedAttention over blocks %j, length %i, %i queries, window %s = attention over a copy",
    (table, length, queryLen, window) => {
      const q = randomArray(random, numHeads * queryLen * headDim);
      const sinks = randomArray(random, numHeads);
      const dims = { numHeads, numKvHeads, queryLen, headDim, valueDim, sinks };
      const expected = attentionStages(
        q,
        dense(pool.keys, table, length, headDim),
        dense(pool.values, table, length, valueDim),
        {
          ...dims,
          keyLen: length,
          mask: window ? andMasks(causalMask(), slidingWindowMask(window)) : causalMask(),
        },
      ).output;
      const got = pagedAttention(q, { ...pool, poolCapacity, blockSize, table, length }, { ...dims, window });
      expectClose(got, expected, { atol: 1e-6, rtol: 1e-6 });
    },
  );

  it("pagedAttention refuses a table that is too short, or a block outside the pool", () => {
    const q = new Float32Array(numHeads * headDim);
    const options = { numHeads, numKvHeads, queryLen: 1, headDim, valueDim };
    const pages = { ...pool, poolCapacity, blockSize, length: 9 };
    expect(() => pagedAttention(q, { ...pages, table: [1, 2] }, options)).toThrow(
      "pagedAttention: the table has 2 blocks of 4 but length is 9. Pass 3 blocks.",
    );
    expect(() => pagedAttention(q, { ...pages, table: [1, 2, 10] }, options)).toThrow(
      "pagedAttention: table[2] is block 10 but the pool has 10 blocks.",
    );
  });
});

describe("latentAttention", () => {
  const random = seededRandom(10);
  const dims = { batch: 2, numHeads: 3, queryLen: 4, keyLen: 7, noRopeDim: 5, ropeDim: 2, rank: 6, valueDim: 4 };
  const { batch, numHeads, queryLen, keyLen, noRopeDim, ropeDim, rank, valueDim } = dims;
  const inputs = {
    queries: randomArray(random, batch * numHeads * queryLen * noRopeDim),
    rotaryQueries: randomArray(random, batch * numHeads * queryLen * ropeDim),
    latents: randomArray(random, batch * keyLen * rank),
    rotaryKeys: randomArray(random, batch * keyLen * ropeDim),
    upKeys: randomArray(random, numHeads * noRopeDim * rank),
    upValues: randomArray(random, numHeads * valueDim * rank),
  };

  it("latentAttention(absorbed) = latentAttention(expanded): q · (W c) = (Wᵀ q) · c", () => {
    const mask = windowMask({ left: 3, right: 0 });
    const expanded = latentAttention(inputs, { ...dims, mask, form: "expanded" });
    expectClose(latentAttention(inputs, { ...dims, mask, form: "absorbed" }), expanded, { atol: 1e-5, rtol: 1e-5 });
    expectClose(latentAttention(inputs, { ...dims, mask }), expanded, { atol: 1e-5, rtol: 1e-5 });
  });

  it("latentAttention by hand: one head, one token, rank 1", () => {
    const one = (x: number) => Float32Array.of(x);
    const tiny = {
      queries: one(1),
      rotaryQueries: one(2),
      latents: one(3),
      rotaryKeys: one(4),
      upKeys: one(5),
      upValues: one(6),
    };
    const sizes = { numHeads: 1, queryLen: 1, keyLen: 1, noRopeDim: 1, ropeDim: 1, rank: 1, valueDim: 1 };
    expect([...latentAttention(tiny, sizes)]).toEqual([18]); // one key: its value 6 · 3
  });

  it("latentAttention names the array that does not fit", () => {
    expect(() => latentAttention({ ...inputs, latents: new Float32Array(83) }, dims)).toThrow(
      "latentAttention: latents has 83 elements but [batch=2, keyLen=7, rank=6] needs 84.",
    );
  });
});
