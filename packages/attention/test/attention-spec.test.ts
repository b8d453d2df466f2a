import { expectClose, randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  type AttentionSpec,
  andMasks,
  attend,
  attendInStages,
  attentionCost,
  causalMask,
  chunkedMask,
  slidingWindowMask,
} from "../src/index.ts";

const specs: Record<string, AttentionSpec> = {
  "Llama (grouped queries, rotary)": {
    ...{ numHeads: 4, numKvHeads: 2, headDim: 8, mask: causalMask() },
    rotary: { kind: "default", dims: 8, theta: 10_000, interleaved: false },
  },
  "Gemma 2 (softcap, window)": {
    ...{ numHeads: 2, numKvHeads: 1, headDim: 8, softcap: 5, scale: 0.2, mask: slidingWindowMask(3) },
    rotary: { kind: "default", dims: 8, theta: 10_000, interleaved: false },
  },
  "Qwen 3 (query-key norm)": {
    ...{ numHeads: 2, headDim: 8, mask: causalMask(), queryKeyNorm: { kind: "rms" } },
    rotary: { kind: "default", dims: 4, theta: 10_000, interleaved: true },
  },
  "Llama 4 (chunks)": { numHeads: 2, headDim: 8, mask: andMasks(causalMask(), chunkedMask(4)) },
  "Bloom (ALiBi)": { numHeads: 4, headDim: 8, mask: causalMask(), positionBias: { kind: "alibi" } },
  "T5 (buckets)": { numHeads: 2, headDim: 8, scale: 1, positionBias: { kind: "relative", numBuckets: 8 } },
  "gpt-oss (sinks)": { numHeads: 4, numKvHeads: 2, headDim: 8, valueDim: 5, mask: causalMask(), sinks: true },
};

function inputs(spec: AttentionSpec, queryLen: number, keyLen: number) {
  const random = seededRandom(21);
  const { numHeads, numKvHeads = numHeads, headDim, valueDim = headDim } = spec;
  return {
    ...{ queryLen, keyLen },
    q: randomArray(random, numHeads * queryLen * headDim),
    k: randomArray(random, numKvHeads * keyLen * headDim),
    v: randomArray(random, numKvHeads * keyLen * valueDim),
    queryNorm: randomArray(random, headDim),
    keyNorm: randomArray(random, headDim),
    sinks: randomArray(random, numHeads),
    biasTable: randomArray(random, 8 * numHeads),
  };
}

describe.each(Object.entries(specs))("%s", (_, spec) => {
  it("attend(spec) = attendInStages(spec).output", () => {
    const given = inputs(spec, 5, 9);
    const before = given.q.slice();
    expectClose(attend(spec, given), attendInStages(spec, given).output, { atol: 2e-6 });
    expect(given.q).toEqual(before);
  });

  it("attend(spec) of the last query alone is the last row of attend(spec) of all", () => {
    const whole = inputs(spec, 7, 7);
    const { headDim, numHeads, valueDim = headDim } = spec;
    const lastOf = (x: Float32Array, dim: number) =>
      Float32Array.from(
        Array.from({ length: numHeads }, (_, h) => [...x.slice((h * 7 + 6) * dim, (h * 7 + 7) * dim)]).flat(),
      );
    const last = { ...whole, q: lastOf(whole.q, headDim), queryLen: 1 };
    expectClose(attend(spec, last), lastOf(attend(spec, whole), valueDim), { atol: 2e-6 });
  });

  it("attend(spec) with positions given = without, when they are the usual ones; shifting all changes nothing", () => {
    const given = inputs(spec, 3, 6);
    const at = (shift: number) => ({
      queryPositions: [3, 4, 5].map((p) => p + shift),
      keyPositions: [0, 1, 2, 3, 4, 5].map((p) => p + shift),
    });
    const usual = attend(spec, given);
    expectClose(attend(spec, { ...given, ...at(0) }), usual, { atol: 2e-6 });
    if (spec.mask?.kind !== "and") expectClose(attend(spec, { ...given, ...at(100) }), usual, { atol: 5e-5 }); // chunks are absolute
  });
});

describe("attentionCost", () => {
  it("attentionCost of a decoding step of SmolLM2-135M reads every key and value once", () => {
    const cost = attentionCost(
      { numHeads: 9, numKvHeads: 3, headDim: 64, mask: causalMask() },
      { queryLen: 1, keyLen: 1024 },
    );
    expect(cost).toMatchObject({
      visiblePairs: 9 * 1024,
      flops: 2 * 9 * 1024 * (64 + 64),
      kvBytesPerToken: 3 * (64 + 64) * 4,
      bytes: 1024 * 1536 + 9 * (64 + 64) * 4,
      scoreBytes: 9 * 1024 * 4,
    });
    expect(cost.flopsPerByte).toBeCloseTo(1.5, 1); // limited by reading
  });

  it("attentionCost of a window grows linearly, of full causal attention quadratically", () => {
    const flops = (spec: AttentionSpec, n: number) => attentionCost(spec, { queryLen: n, keyLen: n }).flops;
    const heads = { numHeads: 1, headDim: 64 };
    const window = { ...heads, mask: slidingWindowMask(256) };
    const causal = { ...heads, mask: causalMask() };
    expect(flops(window, 8192) / flops(window, 4096)).toBeCloseTo(2, 1);
    expect(flops(causal, 8192) / flops(causal, 4096)).toBeCloseTo(4, 1);
  });

  it("attentionCost shows why heads share keys: 32 heads, 8, 1, and a latent of 512 + 64", () => {
    const perToken = (spec: Partial<AttentionSpec>) =>
      attentionCost({ numHeads: 32, headDim: 128, ...spec }, { queryLen: 1, keyLen: 1, bytesPerNumber: 2 })
        .kvBytesPerToken;
    expect([{}, { numKvHeads: 8 }, { numKvHeads: 1 }, { latent: { rank: 512, ropeDim: 64 } }].map(perToken)).toEqual([
      16384, 4096, 512, 1152,
    ]);
  });
});

describe("multimodal rotary", () => {
  const text: AttentionSpec = {
    ...{ numHeads: 2, headDim: 8, mask: causalMask() },
    rotary: { kind: "default", dims: 8, theta: 100, interleaved: false },
  };
  const spec: AttentionSpec = { ...text, multimodal: { sections: [2, 1, 1] } };
  const given = inputs(spec, 4, 4);
  const axes = (...rows: number[][]) => ({ queryAxes: rows.flat(), keyAxes: rows.flat() });

  it("attend(multimodal) of text, whose three positions are one, is attend without", () => {
    const line = [0, 1, 2, 3];
    expectClose(attend(spec, { ...given, ...axes(line, line, line) }), attend(text, given), { atol: 1e-6 });
  });

  it("attend(multimodal) of a picture turns each pair by its own axis: moving it as a whole changes nothing", () => {
    const [time, row, column] = [
      [0, 0, 0, 0],
      [0, 0, 1, 1],
      [0, 1, 0, 1],
    ];
    const here = attend(spec, { ...given, ...axes(time, row, column) });
    const there = attend(spec, {
      ...given,
      ...axes(
        time.map((t) => t + 3),
        row.map((r) => r + 5),
        column.map((c) => c + 7),
      ),
    });
    expectClose(there, here, { atol: 5e-6 });
    const swapped = attend(spec, { ...given, ...axes(time, column, row) });
    expect(swapped.some((x, at) => Math.abs(x - here[at]) > 1e-3)).toBe(true);
  });

  it("attend(multimodal) without axes says so", () => {
    expect(() => attend(spec, given)).toThrow("attend: the spec needs queryAxes, but it is missing from the inputs.");
  });
});

describe("errors", () => {
  it("attend says which weight the spec needs", () => {
    const spec: AttentionSpec = { numHeads: 1, headDim: 2, sinks: true };
    const { sinks: _, ...given } = inputs(spec, 1, 1);
    expect(() => attend(spec, given)).toThrow("attend: the spec needs sinks, but it is missing from the inputs.");
    expect(() => attend({ ...spec, latent: { rank: 2, ropeDim: 1 } }, given)).toThrow(
      "attend: a spec with latents has no keys and values of its own. Call latentAttention.",
    );
  });
});
