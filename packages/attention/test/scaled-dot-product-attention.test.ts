import { createKernels } from "@llm-anatomy/kernels";
import { expectClose, randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  type Alignment,
  type AttentionOptions,
  alibiSlopes,
  andMasks,
  attentionStages,
  causalMask,
  chunkedMask,
  dilatedMask,
  documentMask,
  type Mask,
  notMask,
  orMasks,
  prefixMask,
  type ScoreBias,
  scaledDotProductAttention,
  slidingWindowMask,
  tableMask,
  windowMask,
} from "../src/index.ts";

const ln = Math.log;
const one = { numHeads: 1, queryLen: 1, keyLen: 3, headDim: 1, scale: 1 };
const q = Float32Array.of(1);
const k = Float32Array.of(0, ln(2), 0); // weights 1/4, 1/2, 1/4
const v = Float32Array.of(4, 8, 16);

describe("by hand", () => {
  it("attentionStages(q, k, v) gives weights 1/4, 1/2, 1/4 and their mean 9", () => {
    const stages = attentionStages(q, k, v, one);
    expectClose(stages.weights, [1 / 4, 1 / 2, 1 / 4], { atol: 1e-7 });
    expectClose(stages.output, [9], { atol: 1e-6 });
    expectClose(stages.logSumExp, [ln(4)], { atol: 1e-6 });
  });

  it("attentionStages keeps every stage: scores, scaled, capped, masked, weights", () => {
    const stages = attentionStages(q, k, v, {
      ...one,
      scale: 2,
      softcap: 1,
      bias: { kind: "table", values: Float32Array.of(0, 10, 20) },
      mask: prefixMask(2),
    });
    const cap = Math.tanh(2 * ln(2));
    expectClose(stages.scores, [0, ln(2), 0], { atol: 1e-7 });
    expectClose(stages.scaled, [0, 2 * ln(2), 0], { atol: 1e-7 });
    expectClose(stages.capped, [0, cap, 0], { atol: 1e-7 });
    expectClose(stages.masked, [0, cap + 10, Number.NEGATIVE_INFINITY], { atol: 1e-6 });
    expect(stages.weights[2]).toBe(0);
  });

  it("attentionStages({ sinks }) lets the sink take 4/8 of the weight", () => {
    const stages = attentionStages(q, k, v, { ...one, sinks: Float32Array.of(ln(4)) });
    expectClose(stages.sinkWeights, [1 / 2], { atol: 1e-7 });
    expectClose(stages.output, [9 / 2], { atol: 1e-6 });
  });

  it("attentionStages({ modifyScores, modifyWeights }) lets a reader change a stage", () => {
    const silent = attentionStages(q, k, v, { ...one, modifyWeights: (weights) => weights.fill(0) });
    expect([...silent.output]).toEqual([0]);
    const doubled = attentionStages(q, k, v, {
      ...one,
      modifyScores: (scores) => scores.set(scores.map((s) => 2 * s)),
    });
    expectClose(doubled.weights, [1 / 6, 4 / 6, 1 / 6], { atol: 1e-7 });
  });

  it("a query that sees nothing gets 0, and -Infinity as its log-sum-exp", () => {
    const logSumExp = new Float32Array(1);
    const hidden = { ...one, mask: prefixMask(0), logSumExp };
    expect([...scaledDotProductAttention(q, k, v, hidden)]).toEqual([0]);
    expect([...logSumExp]).toEqual([Number.NEGATIVE_INFINITY]);
    expect([...attentionStages(q, k, v, { ...one, mask: prefixMask(0) }).weights]).toEqual([0, 0, 0]);
  });

  it("scaledDotProductAttention with a window of 1 returns the query's own value", () => {
    const values = Float32Array.of(5, 6, 7);
    const out = scaledDotProductAttention(Float32Array.of(1, 2, 3), k, values, {
      ...one,
      queryLen: 3,
      mask: slidingWindowMask(1),
    });
    expect([...out]).toEqual([5, 6, 7]);
  });
});

/** Draws one whole call: sizes, layouts, mask, bias. Lengths reach over several blocks of 64. */
function drawCall(seed: number) {
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(...choices: T[]) => choices[below(choices.length)];
  const batch = pick(1, 1, 3);
  const numKvHeads = pick(1, 2, 3);
  const numHeads = numKvHeads * pick(1, 2, 3);
  const keyLen = pick(1, 2, 7, 64, 65, 130 + below(200));
  const queryLen = pick(1, 1, keyLen, 1 + below(keyLen), 1 + below(150));
  const headDim = pick(1, 3, 8, 17);
  const valueDim = pick(headDim, 5);
  const keyCapacity = pick(undefined, undefined, keyLen + below(9));
  const lengths = () => Array.from({ length: batch }, () => below(keyLen + 1));
  const align = () => pick<Alignment | undefined>(undefined, "top-left", below(9) - 4, lengths());
  const bits = (length: number) => Uint8Array.from({ length }, () => (random() < 0.7 ? 1 : 0));
  const leaf = (): Mask =>
    pick<() => Mask>(
      () => causalMask({ align: align() }),
      () => slidingWindowMask(1 + below(90), { align: align() }),
      () => windowMask({ left: below(60), align: align() }),
      () => windowMask({ right: below(60) }),
      () => chunkedMask(1 + below(80), { align: align() }),
      () => dilatedMask(1 + below(4), { align: align() }),
      () => prefixMask(pick<number | number[]>(below(keyLen + 1), lengths())),
      () => documentMask(Int32Array.from({ length: batch * keyLen }, (_, j) => Math.floor((j % keyLen) / 37))),
      () =>
        documentMask(
          Int32Array.from({ length: keyLen }, () => below(2)),
          { queries: Int32Array.from({ length: queryLen }, () => below(2)) },
        ),
      () => tableMask(bits(numHeads * queryLen * keyLen), { heads: numHeads, queryLen, keyLen }),
      () => tableMask(bits(batch * keyLen), { batch, keyLen }),
    )();
  const drawMask = (depth: number): Mask =>
    depth === 0
      ? leaf()
      : pick<() => Mask>(
          leaf,
          () => andMasks(drawMask(depth - 1), drawMask(depth - 1)),
          () => orMasks(drawMask(depth - 1), drawMask(depth - 1)),
          () => notMask(drawMask(depth - 1)),
        )();
  const mask = pick(undefined, drawMask(0), drawMask(1), drawMask(2));
  const bias = pick<() => ScoreBias | undefined>(
    () => undefined,
    () => ({ kind: "table", values: randomArray(random, queryLen * keyLen), queryLen }),
    () => ({ kind: "table", values: randomArray(random, batch * numHeads * keyLen), batch, heads: numHeads }),
    () => ({ kind: "alibi", slopes: alibiSlopes(numHeads) }),
    () => ({ kind: "relative", table: randomArray(random, 8 * numHeads), numBuckets: 8, maxDistance: 20 }),
    () => ({
      kind: "sum",
      biases: [
        { kind: "alibi", slopes: alibiSlopes(numHeads), align: "top-left" },
        { kind: "table", values: randomArray(random, keyLen) },
      ],
    }),
  )();
  const options: AttentionOptions = {
    ...{ batch, numHeads, numKvHeads, queryLen, keyLen, headDim, valueDim, keyCapacity, mask, bias },
    queryLayout: pick("heads-first", "tokens-first"),
    keyLayout: pick("heads-first", "tokens-first"),
    scale: pick(undefined, 0.3),
    softcap: pick(undefined, 2.5),
    sinks: pick(undefined, randomArray(random, numHeads)),
  };
  const stored = batch * numKvHeads * (keyCapacity ?? keyLen);
  return {
    options,
    q: randomArray(random, batch * numHeads * queryLen * headDim),
    k: randomArray(random, stored * headDim),
    v: randomArray(random, stored * valueDim),
  };
}

describe("scaledDotProductAttention = attentionStages", () => {
  const wasm = createKernels();
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);

  /** Compares the three ways to compute: plain kernels, fast ones on foreign arrays, fast ones on their own. */
  function expectStages(q: Float32Array, k: Float32Array, v: Float32Array, options: AttentionOptions) {
    const expected = attentionStages(q, k, v, options);
    const own = (array: Float32Array) => {
      const copy = wasm.memory.allocate(Float32Array, array.length);
      copy.set(array);
      return copy;
    };
    const arrays = [q, k, v, new Float32Array(expected.output.length)].map(own);
    const [ownQ, ownK, ownV, out] = arrays;
    const before = wasm.memory.bytesUsed;
    const ways: [string, Float32Array, Float32Array, Float32Array, AttentionOptions][] = [
      ["plain", q, k, v, {}],
      ["foreign arrays", q, k, v, { kernels: wasm }],
      ["own arrays", ownQ, ownK, ownV, { kernels: wasm, out }],
    ].map(([name, x, y, z, more]) => [name, x, y, z, { ...options, ...(more as object) }] as never);
    for (const [name, x, y, z, way] of ways) {
      const logSumExp = new Float32Array(expected.logSumExp.length);
      const got = scaledDotProductAttention(x, y, z, { ...way, logSumExp });
      // Sums of up to 600 products in another order, float32 results; exp of the fast kernels is off by 1e-7.
      expectClose(got, expected.output, { atol: 3e-6, rtol: 2e-6 }, `${name}: output`);
      expectClose(logSumExp, expected.logSumExp, { atol: 3e-6, rtol: 2e-6 }, `${name}: logSumExp`);
    }
    expect(wasm.memory.bytesUsed).toBe(before); // scratch was given back
    for (const array of arrays) wasm.memory.free(array);
  }

  it.each(seeds)("for drawn sizes, layouts, masks and biases (seed %i)", (seed) => {
    const { q, k, v, options } = drawCall(seed);
    expectStages(q, k, v, options);
  });

  it("draws enough calls that go block by block, and enough that do not", () => {
    const calls = seeds.map((seed) => drawCall(seed).options);
    expect(calls.filter((c) => c.queryLen > 64 && c.mask && c.mask.kind !== "full").length).toBeGreaterThan(30);
    expect(calls.filter((c) => !c.mask && !c.bias).length).toBeGreaterThan(5);
  });

  // A prefix and a window: near the start the keys between them are read and hidden, further on the two are gathered.
  it.each([undefined, "alibi"] as const)("for blocks of keys that lie apart (bias: %s)", (kind) => {
    const random = seededRandom(77);
    const dims = { numHeads: 4, numKvHeads: 2, queryLen: 600, keyLen: 600, headDim: 8 };
    const mask = andMasks(causalMask(), orMasks(slidingWindowMask(100), prefixMask(3)));
    const bias: ScoreBias | undefined = kind && { kind, slopes: alibiSlopes(4) };
    const [q, k, v] = [4, 2, 2].map((heads) => randomArray(random, heads * 600 * 8));
    expectStages(q, k, v, { ...dims, mask, bias });
    expectStages(q, k, v, { ...dims, mask: notMask(slidingWindowMask(300)), bias });
  });
});

describe("errors", () => {
  const dims = { numHeads: 2, queryLen: 1, keyLen: 8, headDim: 8 };
  it("scaledDotProductAttention says which keyLen would fit", () => {
    expect(() =>
      scaledDotProductAttention(new Float32Array(16), new Float32Array(96), new Float32Array(128), dims),
    ).toThrow(
      "scaledDotProductAttention: k has 96 elements but [batch=1, numKvHeads=2, keyLen=8, headDim=8] needs 128. Pass keyLen=6, or check numKvHeads.",
    );
  });

  it("scaledDotProductAttention refuses options it does not know, and heads that do not divide", () => {
    const arrays = [new Float32Array(16), new Float32Array(128), new Float32Array(128)] as const;
    expect(() => scaledDotProductAttention(...arrays, { ...dims, causal: true } as AttentionOptions)).toThrow(
      'scaledDotProductAttention: there is no option "causal".',
    );
    expect(() => scaledDotProductAttention(...arrays, { ...dims, numKvHeads: 3 })).toThrow(
      "scaledDotProductAttention: numKvHeads is 3 but has to divide numHeads=2. Each key/value head serves the same number of query heads.",
    );
    expect(() => scaledDotProductAttention(...arrays, { ...dims, keyCapacity: 9 })).toThrow(
      "scaledDotProductAttention: k has 128 elements but keyLen=8 of keyCapacity=9 positions in 2 heads of 8 reach to 136. Pass the capacity that the cache says.",
    );
    expect(() =>
      scaledDotProductAttention(...arrays, { ...dims, mask: { kind: "striped" } as unknown as Mask }),
    ).toThrow('mask: kind is "striped", which is no kind of mask.');
  });
});
