import { expectClose, randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  normalizeHeadsInPlace,
  type RotarySpec,
  rotaryAngles,
  rotaryEmbeddingInPlace,
  rotaryFrequencies,
} from "../src/index.ts";

const spec = (interleaved: boolean): RotarySpec => ({ kind: "default", dims: 4, theta: 100, interleaved });
const quarter = rotaryAngles({ inverseFrequencies: Float32Array.of(Math.PI / 2), attentionFactor: 1 }, [1]);

describe("rotaryEmbeddingInPlace", () => {
  it("rotaryEmbeddingInPlace(x) turns (1, 0) by a quarter to (0, 1)", () => {
    const turned = rotaryEmbeddingInPlace(Float32Array.of(1, 0), quarter, { numHeads: 1, seqLen: 1, headDim: 2 });
    expectClose(turned, [0, 1], { atol: 1e-7 });
  });

  it("rotaryEmbeddingInPlace(partial) leaves the dims past 2 · half alone", () => {
    const x = Float32Array.of(1, 0, 7, 8);
    rotaryEmbeddingInPlace(x, quarter, { numHeads: 1, seqLen: 1, headDim: 4 });
    expectClose(x, [0, 1, 7, 8], { atol: 1e-7 });
  });

  it.each([false, true])(
    "the dot product of turned vectors depends on their distance only (interleaved: %s)",
    (interleaved) => {
      const random = seededRandom(3);
      const [q, k] = [randomArray(random, 8), randomArray(random, 8)]; // headDim 8, of which 4 turn
      const frequencies = rotaryFrequencies(spec(interleaved));
      const turned = (x: Float32Array, position: number) =>
        rotaryEmbeddingInPlace(x.slice(), rotaryAngles(frequencies, [position]), {
          ...{ numHeads: 1, seqLen: 1, headDim: 8, interleaved },
        });
      const score = (m: number, n: number) => turned(q, m).reduce((sum, x, d) => sum + x * turned(k, n)[d], 0);
      expect(score(5, 3)).toBeCloseTo(score(1005, 1003), 4); // angles of 1000 have an error of 1000 · 6e-8
      expect(score(5, 3)).not.toBeCloseTo(score(5, 2), 2);
    },
  );

  it("rotaryEmbeddingInPlace(heads-first) = rotaryEmbeddingInPlace(tokens-first) transposed, with positions per row", () => {
    const [batch, numHeads, seqLen, headDim] = [2, 3, 4, 6];
    const random = seededRandom(4);
    const tokens = randomArray(random, batch * seqLen * numHeads * headDim);
    const heads = new Float32Array(tokens.length);
    const swap = (visit: (tokenRow: number, headRow: number) => void) => {
      for (let b = 0; b < batch; b++)
        for (let t = 0; t < seqLen; t++)
          for (let h = 0; h < numHeads; h++)
            visit(((b * seqLen + t) * numHeads + h) * headDim, ((b * numHeads + h) * seqLen + t) * headDim);
    };
    swap((from, to) => heads.set(tokens.subarray(from, from + headDim), to));
    const angles = rotaryAngles(rotaryFrequencies(spec(false)), [0, 1, 2, 3, 9, 9, 2, 7]);
    const options = { batch, numHeads, seqLen, headDim, positionsPerRow: true };
    rotaryEmbeddingInPlace(tokens, angles, { ...options, layout: "tokens-first" });
    rotaryEmbeddingInPlace(heads, angles, options);
    swap((from, to) => expect(heads.slice(to, to + headDim)).toEqual(tokens.slice(from, from + headDim)));
  });

  it("rotaryEmbeddingInPlace(wrong angles) says what it got", () => {
    expect(() => rotaryEmbeddingInPlace(new Float32Array(4), quarter, { numHeads: 1, seqLen: 2, headDim: 2 })).toThrow(
      "rotaryEmbeddingInPlace: cos has 1 elements, 0.5 per position, but at most headDim=2 / 2 dims are pairs. Pass angles of seqLen=2 positions.",
    );
  });
});

describe("normalizeHeadsInPlace", () => {
  const shape = { rows: 1, headDim: 2 };
  it("normalizeHeadsInPlace(l2) brings (3, 4) to length 1, and times a weight", () => {
    expectClose(normalizeHeadsInPlace(Float32Array.of(3, 4), { ...shape, kind: "l2" }), [3 / 5, 4 / 5], { atol: 1e-6 });
    const weight = Float32Array.of(10, 5);
    expectClose(normalizeHeadsInPlace(Float32Array.of(3, 4), { ...shape, kind: "l2", weight }), [6, 4], { atol: 1e-5 });
  });

  it("normalizeHeadsInPlace(rms) brings the mean square to 1, (layer) the mean to 0 as well", () => {
    const root = Math.sqrt(25 / 2);
    expectClose(normalizeHeadsInPlace(Float32Array.of(3, 4), shape), [3 / root, 4 / root], { atol: 1e-6 });
    expectClose(normalizeHeadsInPlace(Float32Array.of(3, 5), { ...shape, kind: "layer" }), [-1, 1], { atol: 1e-5 });
    const gemma = { ...shape, weight: Float32Array.of(0, 1), weightOffset: 1 };
    expectClose(normalizeHeadsInPlace(Float32Array.of(3, 4), gemma), [3 / root, 8 / root], { atol: 1e-6 });
  });
});
