/**
 * Linear layers of every fast set against their plain twins.
 *
 * Sums of n float32 products differ from the float64 sum by about √n · 6e-8 of their size; quantised layers are held to
 * the bound that follows from 16-bit activations.
 */
import { expectClose, randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";
import { dequantize, quantizeInt4, quantizeInt8, type WeightMatrix } from "../../src/index.ts";
import { describeTwins, plain } from "./twins.ts";

describeTwins(({ kernels, own, same }) => {
  const sizes = [
    { rows: 1, cols: 1, outputs: 1 },
    { rows: 1, cols: 3, outputs: 2 },
    { rows: 1, cols: 16, outputs: 4 },
    { rows: 1, cols: 37, outputs: 7 },
    { rows: 2, cols: 64, outputs: 9 },
    { rows: 3, cols: 100, outputs: 33 },
    { rows: 5, cols: 1027, outputs: 5 }, // more than one piece of 1024 columns
    { rows: 131, cols: 36, outputs: 6 }, // more than one block of 128 rows
    { rows: 1, cols: 5000, outputs: 13 },
    { rows: 2, cols: 4128, outputs: 3 },
    { rows: 300, cols: 32, outputs: 5 }, // more than one block of quantised rows
    { rows: 0, cols: 32, outputs: 4 },
    { rows: 2, cols: 32, outputs: 0 },
    { rows: 2, cols: 0, outputs: 3 },
  ];

  for (const { rows, cols, outputs } of sizes) {
    const random = seededRandom(rows * 7919 + cols * 31 + outputs);
    const x = randomArray(random, rows * cols);
    const dense = randomArray(random, outputs * cols, 0.5);
    const bias = randomArray(random, outputs);
    const shape = `[${rows}, ${cols}] · [${outputs}, ${cols}]`;

    it(`linear(f32) ${shape} is that of the plain set`, () => {
      for (const b of [null, bias]) {
        same(rows * outputs, { atol: 1e-6 * Math.sqrt(cols + 1), rtol: 1e-6 }, "linear", (set, out, own) => {
          const w = { type: "f32", rows: outputs, cols, data: own(dense) } as const;
          set.linear(out, own(x), w, b && own(b), rows);
        });
      }
    });

    it(`linear(int8, int4) ${shape} is within the rounding of 16-bit activations`, () => {
      const matrices: WeightMatrix[] = [quantizeInt8({ rows: outputs, cols, data: dense })];
      if (cols % 32 === 0) matrices.push(quantizeInt4({ rows: outputs, cols, data: dense }));
      for (const matrix of matrices) {
        const expected = new Float32Array(rows * outputs);
        plain.linear(expected, x, matrix, bias, rows);
        const got = own(new Float32Array(rows * outputs));
        const w = { ...matrix, data: own(matrix.data), scales: own((matrix as { scales: Float32Array }).scales) };
        kernels.linear(got, own(x), w as WeightMatrix, own(bias), rows);
        const bounds = activationRounding(x, matrix, rows);
        for (let i = 0; i < got.length; i++) {
          const allowed = bounds[i] + 2e-6 * Math.abs(expected[i]) + 1e-6;
          expect(Math.abs(got[i] - expected[i]), `${matrix.type} out[${i}]`).toBeLessThanOrEqual(allowed);
        }
      }
    });
  }

  it("linear(int8) keeps sums of extreme weights and activations exact: 3000 times 127 · 1", () => {
    const cols = 3000;
    const w = {
      type: "int8",
      rows: 1,
      cols,
      data: own(new Int8Array(cols).fill(127)),
      scales: own(Float32Array.of(1)),
    } as const;
    const out = own(new Float32Array(1));
    kernels.linear(out, own(new Float32Array(cols).fill(1)), w, null, 1);
    expectClose(out, [127 * cols], { atol: 0, rtol: 1e-6 });
    kernels.linear(out, own(new Float32Array(cols).fill(-1)), w, null, 1);
    expectClose(out, [-127 * cols], { atol: 0, rtol: 1e-6 });
  });

  it("linear(int8) gives a row the same result alone and among others", () => {
    const random = seededRandom(5);
    const [rows, cols, outputs] = [6, 2500, 10];
    const matrix = quantizeInt8({ rows: outputs, cols, data: randomArray(random, outputs * cols) });
    const w = { ...matrix, data: own(matrix.data), scales: own(matrix.scales) };
    const x = own(randomArray(random, rows * cols));
    const all = own(new Float32Array(rows * outputs));
    kernels.linear(all, x, w, null, rows);
    for (let row = 0; row < rows; row++) {
      const alone = own(new Float32Array(outputs));
      kernels.linear(alone, x.subarray(row * cols, (row + 1) * cols), w, null, 1);
      expect([...alone]).toEqual([...all.subarray(row * outputs, (row + 1) * outputs)]);
    }
  });

  it("linear(int8) shows a row that is not finite as NaN, counts a row of 0 as 0, and takes large and small rows", () => {
    const cols = 20;
    const matrix = quantizeInt8({ rows: 5, cols, data: randomArray(seededRandom(3), 5 * cols) });
    const w = { ...matrix, data: own(matrix.data), scales: own(matrix.scales) };
    for (const [value, expected] of [
      [Number.NaN, Number.NaN],
      [Number.POSITIVE_INFINITY, Number.NaN],
      [0, 0],
    ]) {
      const x = new Float32Array(cols);
      x[3] = value;
      const out = own(new Float32Array(5));
      kernels.linear(out, own(x), w, null, 1);
      expect([...out]).toEqual(new Array(5).fill(expected));
    }
    for (const size of [1e-20, 1e20]) {
      const x = randomArray(seededRandom(4), cols, size);
      const atol = Math.max(...activationRounding(x, matrix, 1));
      same(5, { atol, rtol: 2e-6 }, `size ${size}`, (set, out, own) => set.linear(out, own(x), w, null, 1));
    }
  });

  it("a call after the memory has grown still uses arrays from before", () => {
    const x = own(Float32Array.of(1, 2, 3, 4));
    const grown = kernels.memory.allocate(Float32Array, 6e6);
    const out = own(new Float32Array(4));
    kernels.add(out, x, x);
    expect([...out]).toEqual([2, 4, 6, 8]);
    kernels.memory.free(grown);
  });

  it("linear(wrong length) fails with the words of the plain set", () => {
    const w = { type: "f32", rows: 2, cols: 3, data: own(new Float32Array(6)) } as const;
    expect(() => kernels.linear(own(new Float32Array(2)), own(new Float32Array(4)), w, null, 1)).toThrow(
      "linear: x has 4 elements but [rows=1, cols=3] needs 3.",
    );
  });
});

/** How far 16-bit activations can move each output: Σ |w| times half a step, max |x| / 65534. */
function activationRounding(x: Float32Array, matrix: WeightMatrix, rows: number): Float64Array {
  const { cols, rows: outputs } = matrix;
  const { data } = dequantize(matrix);
  const bounds = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    let largest = 0;
    for (let i = 0; i < cols; i++) largest = Math.max(largest, Math.abs(x[row * cols + i]));
    for (let o = 0; o < outputs; o++) {
      let weights = 0;
      for (let i = 0; i < cols; i++) weights += Math.abs(data[o * cols + i]);
      bounds[row * outputs + o] = (weights * largest) / 65534;
    }
  }
  return bounds;
}
