import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { bm25Reference } from "../src/bm25.reference.ts";
import {
  Bm25Index,
  cosineSimilarity,
  dequantizeInt8,
  dotProduct,
  euclideanDistance,
  nearestNeighbors,
  normalizeInPlace,
  quantizeBinary,
  quantizeInt8,
  recall,
  searchBinary,
  searchInt8,
  sparseDot,
  sparseRow,
  truncateDimensions,
} from "../src/index.ts";

describe("Bm25Index", () => {
  const texts = [
    "the cat sat on the mat",
    "the dog sat on the log",
    "cats and dogs and cats and cats",
    "a very long text about a cat that goes on and on without an end and says nothing else of interest",
    "",
  ];
  const words = texts.map((text) => text.match(/[a-z]{2,}/g) ?? []);

  for (const variant of ["okapi", "lucene", "atire", "plus", "l"] as const) {
    it(`Bm25Index.scores(query) is the formula of "${variant}"`, () => {
      const parameters = { variant, k1: 1.7, b: 0.6, delta: 0.8 };
      const index = new Bm25Index(texts, parameters);
      for (const query of [["cat"], ["the", "the", "dog"], ["cats", "on", "unknown"], []]) {
        const scores = index.scores(query.join(" "));
        for (const [document, list] of words.entries()) {
          expect(scores[document]).toBeCloseTo(bm25Reference(query, list, words, parameters), 12);
        }
      }
    });
  }

  it("Bm25Index.search(query) puts the shorter of two equal matches first and leaves out the rest", () => {
    expect(new Bm25Index(texts).search("cat").map(({ document }) => document)).toEqual([0, 3]);
    expect(new Bm25Index(texts).search("zebra")).toEqual([]);
  });

  it("Bm25Index.documentVectors times queryVectors are the scores", () => {
    const index = new Bm25Index(texts);
    const query = sparseRow(index.queryVectors(["the cat on the log"]), 0);
    const scores = index.scores("the cat on the log");
    for (let document = 0; document < texts.length; document++) {
      expect(sparseDot(sparseRow(index.documentVectors, document), query)).toBeCloseTo(scores[document], 12);
    }
  });

  it("Bm25Index(texts, options) refuses parameters out of range", () => {
    expect(() => new Bm25Index(texts, { b: 2 })).toThrow(
      "Bm25Index: k1 is 1.2, b 2 and delta 0.5 but k1 and delta have to be at least 0 and b from 0 to 1.",
    );
  });
});

describe("nearestNeighbors", () => {
  const random = seededRandom(4);
  for (const dim of [1, 3, 8, 17]) {
    it(`nearestNeighbors(vectors) of ${dim} dimensions sorts all by the school formulas`, () => {
      const set = { vectors: randomArray(random, 50 * dim), count: 50, dim };
      const query = randomArray(random, dim);
      const row = (i: number) => set.vectors.subarray(i * dim, (i + 1) * dim);
      const measures = {
        cosine: (i: number) => cosineSimilarity(query, row(i)),
        dot: (i: number) => dotProduct(query, row(i)),
        l2: (i: number) => -euclideanDistance(query, row(i)),
      };
      for (const metric of ["cosine", "dot", "l2"] as const) {
        const found = nearestNeighbors(set, query, { k: 7, metric });
        const best = Array.from({ length: 50 }, (_, i) => measures[metric](i)).sort((a, b) => b - a);
        for (let i = 0; i < 7; i++) {
          expect(measures[metric](found.indices[i])).toBeCloseTo(best[i], 5); // float32 scores
          expect(found.scores[i]).toBeCloseTo(metric === "l2" ? -best[i] : best[i], 5);
        }
      }
    });
  }
  it("nearestNeighbors(vectors, query, { k }) takes the lower row of equals, leaves rows out, and gives all when few", () => {
    const set = { vectors: Float32Array.of(1, 1, 2, 1), count: 4, dim: 1 };
    expect(Array.from(nearestNeighbors(set, [1], { k: 2, metric: "dot" }).indices)).toEqual([2, 0]);
    const exclude = new Set([2, 0]);
    expect(Array.from(nearestNeighbors(set, [1], { k: 9, metric: "dot", exclude }).indices)).toEqual([1, 3]);
  });
  it("recall(exact, found) is the share found", () => {
    expect(recall([[1, 2, 3]], [[1, 2, 4]])).toBe(2 / 3);
  });
});

describe("quantization", () => {
  const random = seededRandom(6);
  const [count, dim] = [1000, 64];
  const set = { vectors: normalizeInPlace(randomArray(random, count * dim), { count, dim }), count, dim };
  const queries = Array.from({ length: 30 }, () => normalizeInPlace(randomArray(random, dim), { count: 1, dim }));
  const exact = queries.map((query) => nearestNeighbors(set, query, { k: 10 }).indices);

  it("quantizeInt8(vectors) is off by at most half a step", () => {
    const codes = quantizeInt8(set);
    const back = dequantizeInt8(codes);
    for (let i = 0; i < back.length; i++) {
      // 1 % for float32 steps and offsets
      expect(Math.abs(back[i] - set.vectors[i])).toBeLessThanOrEqual(0.505 * codes.steps[i % dim]);
    }
  });
  it("quantizeInt8(vectors, { ranges }) moves values outside to the ends", () => {
    const ranges = Float32Array.of(0, 255);
    const { codes } = quantizeInt8({ vectors: Float32Array.of(-9, 0, 1, 255, 999), count: 5, dim: 1 }, { ranges });
    expect(Array.from(codes)).toEqual([-128, -128, -127, 127, 127]);
  });
  it("quantizeBinary(vectors) packs signs, the first dimension in the highest bit", () => {
    const { bits } = quantizeBinary({ vectors: Float32Array.of(1, -1, 0, 2, 1, 1, 1, 1, 5), count: 1, dim: 9 });
    expect(Array.from(bits)).toEqual([0b1001_1111, 0b1000_0000]);
  });
  it("searchInt8 finds 95 % of random vectors' neighbours, searchBinary a fifth, and with a second look 99 and 40 %", () => {
    const codes = quantizeInt8(set);
    const bits = quantizeBinary(set);
    const measure = (search: (query: Float32Array) => Uint32Array) => recall(exact, queries.map(search));
    expect(measure((query) => searchInt8(codes, query, { k: 10 }).indices)).toBeGreaterThan(0.95);
    expect(measure((query) => searchInt8(codes, query, { k: 10, rescore: set }).indices)).toBeGreaterThan(0.99);
    expect(measure((query) => searchBinary(bits, query, { k: 10 }).indices)).toBeGreaterThan(0.2);
    expect(measure((query) => searchBinary(bits, query, { k: 10, rescore: set }).indices)).toBeGreaterThan(0.4);
  });
  it("searchInt8(…) estimates the dot product", () => {
    const { indices, scores } = searchInt8(quantizeInt8(set), queries[0], { k: 3 });
    for (const [i, row] of indices.entries()) {
      const start = row * dim;
      // 64 roundings of half a step of about 0.004, times query values of about 0.125
      expect(scores[i]).toBeCloseTo(dotProduct(queries[0], set.vectors.subarray(start, start + dim)), 2);
    }
  });
  it("truncateDimensions(vectors, newDim) keeps the first and scales to length 1", () => {
    const shorter = truncateDimensions({ vectors: Float32Array.of(3, 4, 12), count: 1, dim: 3 }, 2);
    expect(Array.from(shorter.vectors)).toEqual([0.6, 0.8].map(Math.fround));
    expect(() => truncateDimensions(set, 65)).toThrow(
      "truncateDimensions: newDim is 65 but the vectors have 64 dimensions.",
    );
  });
});
