import { createPlainKernels } from "@llm-anatomy/kernels";
import { EagerOps, type EagerTensor, vectorTensor } from "@llm-anatomy/transformer";
import { describe, expect, it } from "vitest";

// As many positions as features: sizes alone cannot tell what the second operand belongs to.
const x: EagerTensor = { shape: [1, 2, 2], data: Float32Array.of(1, 2, 3, 4) };

describe("add and multiply", () => {
  const ops = new EagerOps(createPlainKernels());
  ops.begin({ batch: 1, seqLen: 2, past: 0, length: 2, asked: "all" });

  it("add(x, [features]) adds to each feature, however many positions there are", () => {
    expect([...ops.add(x, vectorTensor(Float32Array.of(10, 20))).data]).toEqual([11, 22, 13, 24]);
  });

  it("multiply(x, [batch, seq, 1]) multiplies each position", () => {
    const perPosition: EagerTensor = { shape: [1, 2, 1], data: Float32Array.of(10, 100) };
    expect([...ops.multiply(x, perPosition).data]).toEqual([10, 20, 300, 400]);
  });
});
