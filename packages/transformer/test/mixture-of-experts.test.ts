import { createPlainKernels } from "@llm-anatomy/kernels";
import {
  blockProbes,
  EagerOps,
  type EagerTensor,
  type MixtureSpec,
  matrixTensor,
  mixtureOfExperts,
} from "@llm-anatomy/transformer";
import { describe, expect, it } from "vitest";

/** Expert e multiplies by e + 1; the router's logits are the input's two features. */
const scaleBy = (factor: number): { weight: EagerTensor } => ({
  weight: matrixTensor({ type: "f32", rows: 2, cols: 2, data: Float32Array.of(factor, 0, 0, factor) }),
});
const weights = { router: scaleBy(1), experts: [1, 2].map((factor) => ({ up: scaleBy(factor), down: scaleBy(1) })) };

function mix(router: MixtureSpec["router"], expertsPerToken: number, x: number[]): number[] {
  const ops = new EagerOps(createPlainKernels());
  const seqLen = x.length / 2;
  ops.begin({ batch: 1, seqLen, past: 0, length: seqLen, asked: "all" });
  const spec: MixtureSpec = {
    kind: "mixture",
    numExperts: 2,
    expertsPerToken,
    expert: { kind: "plain", activation: "relu" },
    router,
  };
  const input: EagerTensor = { shape: [1, seqLen, 2], data: Float32Array.from(x) };
  return [...mixtureOfExperts(ops, input, weights, spec, blockProbes(0)).data];
}

describe("mixtureOfExperts", () => {
  it("sends each position to the expert with the largest logit", () => {
    // [3, 0] goes to expert 0 (times 1), [0, 3] to expert 1 (times 2); normalised, one expert counts fully.
    expect(mix({ scores: "softmax", normalize: true }, 1, [3, 0, 0, 3])).toEqual([3, 0, 0, 6]);
  });

  it("weighs several experts by the softmax of their logits", () => {
    const [share, other] = [Math.E / (1 + Math.E), 1 / (1 + Math.E)]; // logits [1, 0]
    const [first] = mix({ scores: "softmax", normalize: false }, 2, [1, 0]);
    expect(first).toBeCloseTo(share * 1 + other * 2, 6);
  });

  it("leaves weights below 1 when they are not normalised", () => {
    expect(mix({ scores: "sigmoid", normalize: false }, 1, [2, 0])[0]).toBeCloseTo(2 / (1 + Math.exp(-2)), 6);
  });

  it("chooses among the experts of the best group only", () => {
    const groups = { count: 2, keep: 1, rankBy: "best" } as const;
    expect(mix({ scores: "sigmoid", normalize: true, groups }, 1, [0, 4])).toEqual([0, 8]);
  });
});
