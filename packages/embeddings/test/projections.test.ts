import { readFileSync } from "node:fs";
import { TSNE } from "@keckelt/tsne";
import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { UMAP } from "umap-js";
import { describe, expect, it } from "vitest";
import {
  alignInPlace,
  createLiveProjection,
  principalComponents,
  project,
  projectWithTsne,
  projectWithUmap,
  type VectorSet,
} from "../src/index.ts";

describe("principalComponents", () => {
  it("principalComponents(vectors) gives scikit-learn's components, signs and variances", () => {
    const fixture = JSON.parse(readFileSync(new URL("./fixtures/principal-components.json", import.meta.url), "utf8"));
    const set = { vectors: Float32Array.from(fixture.data.flat()), count: 40, dim: 12 };
    const pca = principalComponents(set, { numComponents: 4 });
    const close = (got: ArrayLike<number>, expected: number[]) => {
      expect(got.length).toBe(expected.length);
      for (const [i, value] of expected.entries()) expect(got[i]).toBeCloseTo(value, 5); // scikit-learn worked in float32
    };
    close(pca.mean, fixture.mean);
    close(pca.components, fixture.components.flat());
    close(pca.variances, fixture.variances);
    close(pca.shares, fixture.shares);
  });

  it("principalComponents(vectors) gives the same with the covariance matrix and without", () => {
    const [count, dim] = [30, 200];
    const set = { vectors: randomArray(seededRandom(5), count * dim), count, dim };
    const start = principalComponents(set); // through the matrix: up to 500 rounds
    const without = principalComponents(set, { start, maxRounds: 3 }); // 200 dimensions for 3 rounds: through the data
    for (const [i, value] of start.components.entries()) expect(without.components[i]).toBeCloseTo(value, 8);
  });

  it("principalComponents(vectors) of points on a line finds the line", () => {
    const set = { vectors: Float32Array.of(0, 0, 3, 4, 6, 8), count: 3, dim: 2 };
    const { components, variances, shares } = principalComponents(set, { numComponents: 1 });
    expect(Array.from(components)).toEqual([expect.closeTo(3 / 5, 12), expect.closeTo(4 / 5, 12)]);
    expect(variances[0]).toBeCloseTo(25, 10); // -5, 0, 5 along the line
    expect(shares[0]).toBeCloseTo(1, 12);
    const points = project(principalComponents(set, { numComponents: 1 }), set);
    expect(Array.from(points)).toEqual([expect.closeTo(-5, 5), expect.closeTo(0, 5), expect.closeTo(5, 5)]);
  });

  it("principalComponents(vectors) refuses more components than there can be", () => {
    expect(() => principalComponents({ vectors: new Float32Array(6), count: 2, dim: 3 }, { numComponents: 3 })).toThrow(
      "principalComponents: numComponents is 3 but 2 vectors of 3 dimensions have at most 2.",
    );
  });
});

describe("createLiveProjection", () => {
  it("alignInPlace(points, target) undoes a turn and a mirror", () => {
    const target = Float32Array.of(1, 0, 0, 2, -3, 1);
    const [cos, sin] = [Math.cos(2), Math.sin(2)];
    for (const flip of [1, -1]) {
      const points = new Float32Array(6);
      for (let i = 0; i < 6; i += 2) {
        points[i] = cos * target[i] - sin * flip * target[i + 1];
        points[i + 1] = sin * target[i] + cos * flip * target[i + 1];
      }
      for (const [i, value] of alignInPlace(points, target).entries()) expect(value).toBeCloseTo(target[i], 5);
    }
  });

  it("createLiveProjection().update(vectors) moves no point far when the vectors move little", () => {
    const random = seededRandom(8);
    const [count, dim] = [60, 20];
    const vectors = randomArray(random, count * dim);
    for (let i = 0; i < vectors.length; i++) if (i % dim < 2) vectors[i] *= 3; // two directions of nearly equal variance
    const picture = createLiveProjection();
    let last = picture.update({ vectors, count, dim });
    for (let frame = 0; frame < 30; frame++) {
      const change = randomArray(random, vectors.length, 0.02);
      for (let i = 0; i < vectors.length; i++) vectors[i] += change[i];
      const points = picture.update({ vectors, count, dim });
      let farthest = 0;
      for (let i = 0; i < points.length; i++) farthest = Math.max(farthest, Math.abs(points[i] - last[i]));
      expect(farthest).toBeLessThan(0.5); // the picture is 20 wide; vectors moved by 0.09 on average
      last = points;
    }
    const exact = principalComponents({ vectors, count, dim });
    const variance = (points: Float32Array) => points.reduce((sum, value) => sum + value * value, 0) / (count - 1);
    expect(variance(last)).toBeGreaterThan(0.99 * (exact.variances[0] + exact.variances[1])); // and it is still the best plane
  });
});

describe("maps by libraries", () => {
  const random = seededRandom(9);
  const [count, dim] = [60, 10];
  const vectors = randomArray(random, count * dim);
  for (let row = 0; row < count; row++) vectors[row * dim + (row % 3)] += 12; // three groups
  const set: VectorSet = { vectors, count, dim };

  /** Share of points whose nearest point on the map is of their group. */
  const purity = (points: Float32Array): number => {
    let same = 0;
    for (let i = 0; i < count; i++) {
      let [nearest, best] = [-1, Infinity];
      for (let j = 0; j < count; j++) {
        const distance = (points[2 * i] - points[2 * j]) ** 2 + (points[2 * i + 1] - points[2 * j + 1]) ** 2;
        if (i !== j && distance < best) [nearest, best] = [j, distance];
      }
      if (nearest % 3 === i % 3) same++;
    }
    return same / count;
  };

  it("projectWithUmap(UMAP, vectors) keeps groups together and repeats itself with a seed", async () => {
    const run = () => projectWithUmap(UMAP, set, { numSteps: 100, random: seededRandom(1) });
    const points = await run();
    expect(purity(points)).toBeGreaterThan(0.95);
    expect(await run()).toEqual(points);
  });
  it("projectWithTsne(TSNE, vectors) keeps groups together and repeats itself", async () => {
    const run = () => projectWithTsne(TSNE, set, { numSteps: 100, perplexity: 10 });
    const points = await run();
    expect(purity(points)).toBeGreaterThan(0.95);
    expect(await run()).toEqual(points);
  });
  it("projectWithTsne(TSNE, vectors, { signal }) stops", async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    const running = projectWithTsne(TSNE, set, {
      onProgress: (_, step) => {
        steps.push(step);
        controller.abort(new Error("enough"));
      },
      signal: controller.signal,
    });
    await expect(running).rejects.toThrow("enough");
    expect(steps).toEqual([10]);
  });
});
