import { createPlainKernels } from "@llm-anatomy/kernels";
import { EagerOps } from "@llm-anatomy/transformer";
import { expect, it } from "vitest";

it("clearPadding(x) is 0 where a position is padding, and x elsewhere", () => {
  const ops = new EagerOps(createPlainKernels());
  const padding = Uint8Array.of(1, 0, 1, 1); // two sequences of two positions
  ops.begin({ batch: 2, seqLen: 2, past: 0, length: 2, asked: "all", padding });
  const x = { shape: [2, 2, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
  expect([...ops.clearPadding(x).data]).toEqual([1, 2, 0, 0, 5, 6, 7, 8]);
});
