import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { dequantize, quantizeInt4, quantizeInt8 } from "../src/index.ts";

describe("quantizeInt8", () => {
  it("quantizeInt8(row) puts the largest weight at 127", () => {
    const { data, scales } = quantizeInt8({ rows: 2, cols: 3, data: [1, -0.25, 0.75, 0, 0, 0] });
    expect([...data]).toEqual([127, -32, 95, 0, 0, 0]);
    expect([...scales]).toEqual([Math.fround(1 / 127), 0]);
  });

  it("quantizeInt8(w) is off by at most half a step", () => {
    const data = randomArray(seededRandom(1), 8 * 50);
    const matrix = quantizeInt8({ rows: 8, cols: 50, data });
    const back = dequantize(matrix).data;
    for (let i = 0; i < data.length; i++) {
      const halfStep = matrix.scales[Math.floor(i / 50)] / 2;
      expect(Math.abs(back[i] - data[i])).toBeLessThanOrEqual(halfStep * 1.0001); // the scale itself is rounded to f32
    }
  });

  it("quantizeInt8(NaN) names the element", () => {
    expect(() => quantizeInt8({ rows: 1, cols: 2, data: [1, Number.NaN] })).toThrow(
      "quantizeInt8: data[1] is NaN but has to be finite. The checkpoint is damaged.",
    );
  });
});

describe("quantizeInt4", () => {
  it("quantizeInt4(block) puts the largest weight, whatever its sign, at step -8", () => {
    const block = new Float32Array(32);
    block.set([4, -2, 1]);
    const { data, scales } = quantizeInt4({ rows: 1, cols: 32, data: block });
    expect([...scales]).toEqual([-0.5]);
    expect(data[0]).toBe(0 | (12 << 4)); // 4 = -8 · -0.5, -2 = 4 · -0.5
    expect(data[1]).toBe(6 | (8 << 4)); // 1 = -2 · -0.5, 0
  });

  it("dequantize(quantizeInt4(w)) is off by at most one step, at one end of the scale, and by half a step elsewhere", () => {
    const data = randomArray(seededRandom(2), 4 * 64);
    const matrix = quantizeInt4({ rows: 4, cols: 64, data });
    const back = dequantize(matrix).data;
    for (let i = 0; i < data.length; i++) {
      const scale = matrix.scales[Math.floor(i / 32)];
      const atEnd = data[i] / scale > 7.5;
      expect(Math.abs(back[i] - data[i])).toBeLessThanOrEqual(Math.abs(scale) * (atEnd ? 1 : 0.5) * 1.0001);
    }
  });

  it("quantizeInt4(cols not a multiple of 32) says what to use", () => {
    expect(() => quantizeInt4({ rows: 1, cols: 33, data: new Float32Array(33) })).toThrow(
      "quantizeInt4: cols is 33 but has to be a multiple of 32. Use quantizeInt8.",
    );
  });
});
