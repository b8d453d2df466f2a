import { expectClose } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  alibiBias,
  alibiSlopes,
  multimodalRotaryAngles,
  type RotarySpec,
  relativePositionBias,
  relativePositionBucket,
  rotaryAngles,
  rotaryFrequencies,
  yarnMagnitude,
} from "../src/index.ts";
import reference from "./fixtures/positions.json" with { type: "json" };

const plain = { kind: "default", dims: 4, theta: 10_000, interleaved: false } as const;

describe("rotary frequencies", () => {
  it("rotaryFrequencies({ dims: 4, theta: 10000 }) is 10000^0 and 10000^(-2/4)", () => {
    expect([...rotaryFrequencies(plain).inverseFrequencies]).toEqual([1, Math.fround(1 / 100)]);
  });

  it.each(reference.rotary.map((c) => [c.spec.kind, c.spec.dims, c] as const))(
    "rotaryFrequencies({ kind: %s, dims: %i, … }) gives Hugging Face's frequencies, cos and sin",
    (_, __, c) => {
      const { inverseFrequencies, attentionFactor } = rotaryFrequencies(c.spec as RotarySpec, c);
      // torch's float32 pow is not correctly rounded: it may be off by one unit in the last place, 1.2e-7.
      expectClose(inverseFrequencies, c.expected.frequencies, { atol: 0, rtol: 2.4e-7 }, "frequencies");
      expect(attentionFactor).toBeCloseTo(c.expected.factor, 8);
      // From the very same frequencies the angles agree to the last bit of float32 (values of at most 1.5).
      const same = { inverseFrequencies: Float32Array.from(c.expected.frequencies), attentionFactor };
      const { cos, sin } = rotaryAngles(same, c.expected.positions);
      expectClose(cos, c.expected.cos, { atol: 2.4e-7 }, "cos");
      expectClose(sin, c.expected.sin, { atol: 2.4e-7 }, "sin");
    },
  );

  it("rotaryFrequencies(dynamic) keeps theta up to maxPositions and stretches beyond", () => {
    const spec = { ...plain, kind: "dynamic", factor: 2, maxPositions: 16 } as const;
    const at = (sequenceLength: number) => rotaryFrequencies(spec, { sequenceLength }).inverseFrequencies;
    expect(at(16)).toEqual(rotaryFrequencies(plain).inverseFrequencies);
    expect(at(17)[1]).toBeLessThan(at(16)[1]);
  });

  it("yarnMagnitude(40) is 0.1 ln 40 + 1", () => {
    expect(yarnMagnitude(40)).toBeCloseTo(1.36888794541, 10);
    expect(yarnMagnitude(0.5, 3)).toBe(1);
  });

  it("rotaryFrequencies names what is wrong with a spec", () => {
    expect(() => rotaryFrequencies({ ...plain, dims: 5 })).toThrow(
      "rotaryFrequencies: dims is 5 but has to be even and at least 2: dims turn in pairs.",
    );
    expect(() => rotaryFrequencies({ ...plain, kind: "linear", factor: 0 })).toThrow(
      "rotaryFrequencies: factor is 0 but has to be a positive number.",
    );
    expect(() =>
      rotaryFrequencies({
        ...plain,
        kind: "longrope",
        shortFactors: [1],
        longFactors: [1, 2],
        originalMaxPositions: 4,
      }),
    ).toThrow("rotaryFrequencies: shortFactors has 1 factors but dims=4 needs 2, one per pair.");
  });
});

describe("multimodal rotary angles", () => {
  const frequencies = { inverseFrequencies: Float32Array.of(1, 1, 1, 1, 1, 1, 1, 1), attentionFactor: 1 };
  const axesSeen = (layout: "blocks" | "interleaved", sections: number[]) =>
    [...multimodalRotaryAngles(frequencies, [0, 1, 2], { sections, layout }).sin].map((s) =>
      [0, Math.sin(1), Math.sin(2)].findIndex((value) => Math.abs(value - s) < 1e-6),
    );

  it("multimodalRotaryAngles(…, blocks) gives each axis its run of pairs", () => {
    expect(axesSeen("blocks", [2, 3, 3])).toEqual([0, 0, 1, 1, 1, 2, 2, 2]);
  });

  it("multimodalRotaryAngles(…, interleaved) cycles, and leftovers follow axis 0", () => {
    expect(axesSeen("interleaved", [4, 2, 2])).toEqual([0, 1, 2, 0, 1, 2, 0, 0]);
  });

  it("multimodalRotaryAngles with equal positions on all axes is rotaryAngles", () => {
    const turning = rotaryFrequencies({ ...plain, dims: 16 });
    const text = multimodalRotaryAngles(turning, [3, 4, 3, 4, 3, 4], { sections: [2, 3, 3] });
    expect(text).toEqual(rotaryAngles(turning, [3, 4]));
  });

  it("multimodalRotaryAngles refuses sections that do not cover the pairs", () => {
    expect(() => multimodalRotaryAngles(frequencies, [0, 1, 2], { sections: [2, 3, 4] })).toThrow(
      "multimodalRotaryAngles: sections 2 + 3 + 4 = 9 but there are 8 pairs of dims.",
    );
  });
});

describe("ALiBi", () => {
  it("alibiSlopes(8) is 1/2, 1/4 … 1/256", () => {
    expect([...alibiSlopes(8)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => 2 ** -n));
  });

  it.each(reference.alibi.map((c) => [c.heads, c.rounding, c] as const))(
    "alibiSlopes(%i, { rounding: %s }) gives Hugging Face's slopes",
    (heads, rounding, c) => {
      const slopes = alibiSlopes(heads, { rounding: rounding as "powers" | "direct", maxBias: c.maxBias });
      // One unit in the last place: torch's pow multiplies repeatedly for whole exponents.
      expectClose(slopes, c.slopes, { atol: 0, rtol: 1.3e-7 * (rounding === "powers" ? 4 : 1) });
    },
  );

  it("alibiBias(slopes, …) is minus slope times distance", () => {
    const halves = [-1 / 2, 0, -1 / 2, -1, -1 / 2, 0]; // queries 1 and 2, keys 0, 1, 2
    expectClose(alibiBias(Float32Array.of(1 / 2, 1 / 4), [1, 2], [0, 1, 2]), [...halves, ...halves.map((x) => x / 2)], {
      atol: 0,
    });
  });
});

describe("T5 relative positions", () => {
  it("relativePositionBucket(d) is exact for short distances", () => {
    expect([0, -1, -7, 1, 7].map((d) => relativePositionBucket(d))).toEqual([0, 1, 7, 17, 23]);
    expect([3, 0, -15].map((d) => relativePositionBucket(d, { bidirectional: false }))).toEqual([0, 0, 15]);
  });

  it.each(reference.buckets)(
    "relativePositionBucket(d, { bidirectional: $bidirectional, numBuckets: $numBuckets }) gives Hugging Face's bucket for every d in ±300",
    (c) => {
      const got = c.buckets.map((_, i) => relativePositionBucket(c.from + i, c));
      expect(got).toEqual(c.buckets);
    },
  );

  it("relativePositionBias(table, …) reads the bucket's number for every head", () => {
    const table = Float32Array.from({ length: 8 }, (_, i) => i); // [numBuckets=4, heads=2]
    const bias = relativePositionBias(table, [0, 1], [0, 1], { heads: 2, numBuckets: 4, bidirectional: false });
    expect([...bias]).toEqual([0, 0, 2, 0, 1, 1, 3, 1]); // distance 1 is bucket 1: row 1 of the table
    expect(() => relativePositionBias(table, [0], [0], { heads: 2 })).toThrow(
      "relativePositionBias: table has 8 elements but [numBuckets=32, heads=2] needs 64.",
    );
  });
});
