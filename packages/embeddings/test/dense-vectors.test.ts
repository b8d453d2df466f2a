import { readFileSync } from "node:fs";
import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  addPositionsInPlace,
  cosineSimilarity,
  dotProduct,
  euclideanDistance,
  lookUp,
  normalizeInPlace,
  pool,
  positionIds,
  sinusoidalPositions,
} from "../src/index.ts";

describe("similarity", () => {
  it("cosineSimilarity(a, b) of (1, 0) and (1, 1) is the cosine of 45 degrees", () => {
    expect(cosineSimilarity([1, 0], [1, 1])).toBeCloseTo(Math.SQRT1_2, 15);
    expect(cosineSimilarity([1, 2], [-2, -4])).toBeCloseTo(-1, 15);
    expect(cosineSimilarity([0, 0], [1, 1])).toBe(0);
  });
  it("dotProduct and euclideanDistance are the school formulas", () => {
    expect(dotProduct([1, 2, 3], [4, 5, 6])).toBe(32);
    expect(euclideanDistance([0, 0], [3, 4])).toBe(5);
  });
  it("euclideanDistance(a, b)² is 2 - 2 cosineSimilarity(a, b) for vectors of length 1", () => {
    const random = seededRandom(1);
    const vectors = normalizeInPlace(
      Float32Array.from({ length: 20 }, () => random() - 0.5),
      { count: 2, dim: 10 },
    );
    const [a, b] = [vectors.subarray(0, 10), vectors.subarray(10)];
    expect(euclideanDistance(a, b) ** 2).toBeCloseTo(2 - 2 * cosineSimilarity(a, b), 6); // float32 storage
  });
  it("normalizeInPlace(vectors) leaves zeros", () => {
    expect(Array.from(normalizeInPlace(Float32Array.of(3, 4, 0, 0), { count: 2, dim: 2 }))).toEqual([
      Math.fround(0.6),
      Math.fround(0.8),
      0,
      0,
    ]);
  });
  it("dotProduct(a, b) refuses different lengths", () => {
    expect(() => dotProduct([1], [1, 2])).toThrow(
      "dotProduct: a has 1 elements but b has 2. Compare vectors of one model.",
    );
  });
});

describe("pool", () => {
  const hidden = Float32Array.of(1, 10, 2, 20, 6, 0, /* second text */ 9, 9, 3, 5, 5, 3);
  const shape = { batch: 2, seqLen: 3, modelDim: 2, attentionMask: [1, 1, 0, 0, 1, 1] };
  const cases = {
    mean: [3 / 2, 15, 4, 4],
    cls: [1, 10, 3, 5],
    last: [2, 20, 5, 3],
    max: [2, 20, 5, 5],
    "weighted-mean": [5 / 3, 50 / 3, (2 * 3 + 3 * 5) / 5, (2 * 5 + 3 * 3) / 5],
    "mean-sqrt-length": [3 / Math.SQRT2, 30 / Math.SQRT2, 8 / Math.SQRT2, 8 / Math.SQRT2],
  } as const;
  for (const [pooling, expected] of Object.entries(cases)) {
    it(`pool(hidden, { pooling: "${pooling}" }) leaves padding out, on either side`, () => {
      const pooled = pool(hidden, { ...shape, pooling: pooling as keyof typeof cases });
      expect(Array.from(pooled)).toEqual(expected.map(Math.fround));
    });
  }
  it("pool(hidden) gives a text of only padding zeros", () => {
    expect(Array.from(pool(hidden, { ...shape, attentionMask: [0, 0, 0, 1, 1, 1], pooling: "max" }))).toEqual([
      0, 0, 9, 9,
    ]);
  });
  it("pool(hidden) refuses a shape that does not fit", () => {
    expect(() => pool(hidden, { batch: 1, seqLen: 3, modelDim: 2 })).toThrow(
      "pool: hidden has 12 elements but [batch=1, seqLen=3, modelDim=2] needs 6. Pass the sizes that hidden was made with.",
    );
    expect(() => pool(hidden, { ...shape, pooling: "first" as "cls" })).toThrow(
      'pool: pooling is "first" but has to be one of "mean", "cls", "last", "max", "weighted-mean", "mean-sqrt-length".',
    );
  });
});

describe("lookUp", () => {
  const table = { table: Float32Array.of(1, 2, 3, 4, 5, 6), vocabSize: 3, modelDim: 2 };
  it("lookUp(table, ids) is the one-hot matrix times the table", () => {
    expect(Array.from(lookUp(table, [2, 0]))).toEqual([5, 6, 1, 2]);
    expect(Array.from(lookUp(table, [1], { scale: Math.SQRT2 }))).toEqual(
      [3, 4].map((x) => Math.fround(x * Math.SQRT2)),
    );
  });
  it("lookUp(table, ids) refuses an id past the table", () => {
    expect(() => lookUp(table, [0, 3])).toThrow(
      "lookUp: ids[1] is 3 but the table has rows 0 to 2. Use the tokenizer this table belongs to.",
    );
  });
});

describe("positions", () => {
  it("sinusoidalPositions() is the paper's formula: sin at 2i, cos at 2i + 1", () => {
    const table = sinusoidalPositions({ numPositions: 2, modelDim: 4 });
    expect(Array.from(table)).toEqual(
      [0, 1, 0, 1, Math.sin(1), Math.cos(1), Math.sin(1 / 100), Math.cos(1 / 100)].map(Math.fround),
    );
  });
  it('sinusoidalPositions({ variant: "halves" }) has the same numbers, sines first', () => {
    const table = sinusoidalPositions({ numPositions: 2, modelDim: 4, variant: "halves" });
    expect(Array.from(table.subarray(4))).toEqual(
      [Math.sin(1), Math.sin(1 / 100), Math.cos(1), Math.cos(1 / 100)].map(Math.fround),
    );
  });
  it('sinusoidalPositions({ variant: "fairseq" }) reaches 1 / 10000 in its last pair', () => {
    const table = sinusoidalPositions({ numPositions: 2, modelDim: 6, variant: "fairseq" });
    expect(Array.from(table.subarray(6))).toEqual(
      [Math.sin(1), Math.sin(1 / 100), Math.sin(1e-4), Math.cos(1), Math.cos(1 / 100), Math.cos(1e-4)].map(Math.fround),
    );
  });
  const { cases } = JSON.parse(readFileSync(new URL("./fixtures/positions.json", import.meta.url), "utf8")) as {
    cases: { variant: "interleaved" | "halves" | "fairseq"; positions: number; dim: number; table: number[][] }[];
  };
  for (const { variant, positions, dim, table } of cases) {
    it(`sinusoidalPositions({ variant: "${variant}" }) of ${positions} × ${dim} is Hugging Face's`, () => {
      const got = sinusoidalPositions({ numPositions: positions, modelDim: dim, variant });
      // PyTorch computes fairseq's frequencies in float32: off by 1e-7, times the position
      for (const [i, value] of table.flat().entries()) expect(Math.abs(got[i] - value)).toBeLessThan(1e-5);
    });
  }
  it("sinusoidalPositions() turns by the same angle from any position to the next", () => {
    const table = sinusoidalPositions({ numPositions: 50, modelDim: 16 });
    const row = (p: number) => table.subarray(p * 16, (p + 1) * 16);
    for (let p = 0; p < 45; p++) {
      expect(dotProduct(row(p), row(p + 3))).toBeCloseTo(dotProduct(row(0), row(3)), 4); // float32 sums of 16
    }
  });
  it("positionIds(mask) counts as GPT-2, as OPT and as RoBERTa do", () => {
    const shape = { batch: 1, seqLen: 4 };
    expect(Array.from(positionIds([1, 1, 1, 0], shape))).toEqual([0, 1, 2, 3]);
    expect(
      Array.from(positionIds([0, 1, 1, 1], { ...shape, skipPadding: true, offset: 2, paddingPosition: 1 })),
    ).toEqual([1, 2, 3, 4]);
    expect(Array.from(positionIds([1], { batch: 1, seqLen: 1, past: 7, offset: 2 }))).toEqual([9]);
  });
  it("addPositionsInPlace(hidden, positions) adds rows and refuses a text that is too long", () => {
    const learned = { table: Float32Array.of(1, 2, 30, 40), numPositions: 2, modelDim: 2 };
    expect(Array.from(addPositionsInPlace(Float32Array.of(1, 1, 1, 1), [1, 0], learned))).toEqual([31, 41, 2, 3]);
    expect(() => addPositionsInPlace(new Float32Array(2), [2], learned)).toThrow(
      "addPositionsInPlace: positions[0] is 2 but the table has rows 0 to 1. Shorten the text.",
    );
  });
});
