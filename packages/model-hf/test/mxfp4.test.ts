import { describe, expect, it } from "vitest";
import { widenMxfp4 } from "../src/checkpoint/mxfp4.ts";

/** One row of one group: `bytes`, then zeros up to 16. */
function widen(bytes: number[], exponent: number): number[] {
  const blocks = { data: Float32Array.from({ length: 16 }, (_, i) => bytes[i] ?? 0), shape: [1, 1, 16] };
  return [...widenMxfp4(blocks, { data: Float32Array.of(exponent), shape: [1, 1] }).data];
}

describe("widenMxfp4", () => {
  it("reads the lower half of a byte first", () => {
    expect(widen([0x21], 127).slice(0, 2)).toEqual([0.5, 1]); // codes 1 and 2
  });

  it("knows sixteen numbers: 0, 1/2, 1, 3/2, 2, 3, 4, 6 and their negatives", () => {
    const bytes = [0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe];
    const positive = [0, 0.5, 1, 1.5, 2, 3, 4, 6];
    expect(widen(bytes, 127).slice(0, 16)).toEqual([...positive, ...positive.map((value) => -value)]);
  });

  it("multiplies a group by two to the power of its byte - 127", () => {
    expect(widen([0x07], 130)[0]).toBe(6 * 8);
    expect(widen([0x0f], 125)[0]).toBe(-6 / 4);
  });

  it("refuses scales that are not one per group", () => {
    const blocks = { data: new Float32Array(32), shape: [1, 2, 16] };
    expect(() => widenMxfp4(blocks, { data: new Float32Array(1), shape: [1, 1] })).toThrow(
      "widenMxfp4: blocks are [1, 2, 16] and scales [1, 1], but blocks have to be [rows, groups, bytes] with a scale per group.",
    );
  });
});
