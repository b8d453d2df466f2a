import { createPlainKernels } from "@llm-anatomy/kernels";
import { EagerOps, windowCount } from "@llm-anatomy/transformer";
import { describe, expect, it } from "vitest";

/** Frames [10 · t, 10 · t + 1] of one sequence. */
function windows(frames: number, window: { size: number; stride: number; padding: number }): number[][] {
  const ops = new EagerOps(createPlainKernels());
  ops.begin({ batch: 1, seqLen: frames, past: 0, length: frames, asked: "all" });
  const data = Float32Array.from({ length: 2 * frames }, (_, i) => 10 * (i >> 1) + (i % 2));
  const { shape, data: made } = ops.windows({ shape: [1, frames, 2], data }, window);
  expect(shape).toEqual([1, windowCount(frames, window), 2 * window.size]);
  return Array.from({ length: shape[1] }, (_, i) => [...made.subarray(i * shape[2], (i + 1) * shape[2])]);
}

describe("windows", () => {
  it("are frames side by side, with zeros past both ends", () => {
    expect(windows(3, { size: 3, stride: 1, padding: 1 })).toEqual([
      [0, 0, 0, 1, 10, 11],
      [0, 1, 10, 11, 20, 21],
      [10, 11, 20, 21, 0, 0],
    ]);
  });

  it("leave out every second one at stride 2, and what does not fill a window", () => {
    expect(windows(4, { size: 3, stride: 2, padding: 1 })).toEqual([
      [0, 0, 0, 1, 10, 11],
      [10, 11, 20, 21, 30, 31],
    ]);
    expect(windows(4, { size: 3, stride: 2, padding: 0 })).toEqual([[0, 1, 10, 11, 20, 21]]);
  });
});
