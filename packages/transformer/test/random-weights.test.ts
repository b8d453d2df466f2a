import { createKernels } from "@llm-anatomy/kernels";
import { seededRandom } from "@llm-anatomy/test-kit/random";
import { EagerModel, type ModelSpec, randomWeights, weightShapes } from "@llm-anatomy/transformer";
import { describe, expect, it } from "vitest";

const norm = { kind: "layer", epsilon: 1e-5 } as const;
const spec: ModelSpec = {
  vocabSize: 50,
  modelDim: 32,
  maxPositions: 8,
  embedding: {},
  blocks: [
    {
      attentionNorm: norm,
      attention: { numHeads: 4, numKvHeads: 2, headDim: 8, scale: 1 / Math.sqrt(8), causal: true },
      mlpNorm: norm,
      mlp: { kind: "gated", activation: "silu" },
    },
  ],
  finalNorm: norm,
  head: { kind: "vocabulary" },
};
const weights = () => randomWeights(weightShapes(spec, { mlpDim: 96, biases: { mlp: true } }), seededRandom(3));

describe("randomWeights", () => {
  it("randomWeights(shapes, random) has norms of 1, biases of 0, and matrices that keep sizes", () => {
    const [block] = weights().blocks;
    expect(new Set(block.mlpNorm!.weight!.data)).toEqual(new Set([1]));
    expect(new Set(block.mlpNorm!.bias!.data)).toEqual(new Set([0]));
    const { down } = block.mlp as { down: { weight: { data: Float32Array }; bias: { data: Float32Array } } };
    expect(new Set(down.bias.data)).toEqual(new Set([0]));
    const meanSquare = down.weight.data.reduce((sum, x) => sum + x * x, 0) / down.weight.data.length;
    expect(meanSquare * 96).toBeCloseTo(1, 1); // 3,072 numbers: the mean of their squares is off by 2.6 % on average
  });

  it("randomWeights(shapes, random) leaves a tied head tied, and gives the same numbers for the same seed", () => {
    const [a, b] = [weights(), weights()];
    expect(a.head!.output.weight).toBe(a.embedding.tokens);
    expect(a.embedding.tokens!.data).toEqual(b.embedding.tokens!.data);
  });

  it("new EagerModel(spec, randomWeights(…), kernels) runs", () => {
    const model = new EagerModel(spec, weights(), createKernels());
    const { logits } = model.run({ ids: [3, 1, 4] });
    expect(logits!.shape).toEqual([1, 3, 50]);
    expect(logits!.data.every(Number.isFinite)).toBe(true);
    model.dispose();
  });
});
