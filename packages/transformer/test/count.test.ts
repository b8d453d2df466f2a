import { createPlainKernels } from "@llm-anatomy/kernels";
import { createDynamicCache } from "@llm-anatomy/kv-cache";
import {
  type BlockSpec,
  countOperations,
  countParameters,
  EagerModel,
  type ModelSpec,
  weightShapes,
} from "@llm-anatomy/transformer";
import { describe, expect, it } from "vitest";
import { tinySpec, tinyWeights } from "./tiny-model.ts";

const layerNorm = { kind: "layer", epsilon: 1e-5 } as const;
const rmsNorm = { kind: "rms", epsilon: 1e-5 } as const;

function decoder(layers: number, block: BlockSpec, sizes: Partial<ModelSpec>): ModelSpec {
  return {
    vocabSize: 1,
    modelDim: 1,
    maxPositions: 1024,
    embedding: {},
    blocks: Array.from({ length: layers }, () => block),
    head: { kind: "vocabulary" },
    ...sizes,
  };
}

/** The sizes of GPT-2 (124M), from its paper's table and its config. */
const gpt2 = decoder(
  12,
  {
    attentionNorm: layerNorm,
    attention: { numHeads: 12, numKvHeads: 12, headDim: 64, scale: 1 / 8, causal: true },
    mlpNorm: layerNorm,
    mlp: { kind: "plain", activation: "gelu" },
  },
  { vocabSize: 50257, modelDim: 768, embedding: { learnedPositions: true }, finalNorm: layerNorm },
);
const mixtral = decoder(
  32,
  {
    attentionNorm: rmsNorm,
    attention: { numHeads: 32, numKvHeads: 8, headDim: 128, scale: 1, causal: true },
    mlpNorm: rmsNorm,
    mlp: {
      kind: "mixture",
      numExperts: 8,
      expertsPerToken: 2,
      expert: { kind: "gated", activation: "silu" },
      router: { scores: "softmax-after-choice", normalize: false },
    },
  },
  { vocabSize: 32000, modelDim: 4096, finalNorm: rmsNorm },
);

describe("countParameters", () => {
  it("gives the published numbers of GPT-2 and Mixtral 8x7B", () => {
    const biases = { attention: true, mlp: true };
    expect(countParameters(gpt2, weightShapes(gpt2, { mlpDim: 3072, biases })).total).toBe(124_439_808);
    const counted = countParameters(mixtral, weightShapes(mixtral, { mlpDim: 14336, tied: false }));
    expect(counted.total).toBe(46_702_792_704);
    expect(counted.active).toBe(12_879_925_248);
  });

  it("adds up to the whole", () => {
    const { total, active, ...parts } = countParameters(gpt2, weightShapes(gpt2, { mlpDim: 3072 }));
    expect(Object.values(parts).reduce((a, b) => a + b)).toBe(total);
    expect(active).toBe(total);
  });

  it("counts a loaded model's arrays as it counts shapes", () => {
    const spec = tinySpec();
    const loaded = countParameters(spec, tinyWeights(1, createPlainKernels()));
    expect(loaded).toEqual(countParameters(spec, weightShapes(spec, { mlpDim: 24 })));
  });

  it("asks for the sizes of latent vectors", () => {
    const attention = { ...gpt2.blocks[0].attention, latent: { ropeDim: 8, norm: rmsNorm } };
    const spec = { ...gpt2, blocks: [{ ...gpt2.blocks[0], attention }] };
    expect(() => weightShapes(spec, { mlpDim: 8 })).toThrow("Give sizes.latent.");
  });
});

describe("countOperations", () => {
  const shapes = weightShapes(gpt2, { mlpDim: 3072 });

  it("is two operations per parameter and token, but for tables that are looked up", () => {
    const { linear } = countOperations(gpt2, shapes, { seqLen: 10 });
    const matrices = 12 * (4 * 768 * 768 + 2 * 768 * 3072) + 50257 * 768;
    expect(Object.values(linear).reduce((a, b) => a + b)).toBe(2 * 10 * matrices);
    expect(linear.head).toBe(2 * 10 * 50257 * 768);
    expect(countOperations(gpt2, shapes, { seqLen: 10, asked: "last" }).linear.head).toBe(2 * 50257 * 768);
  });

  it("counts the pairs that a mask lets through", () => {
    const pairs = (attention: Partial<BlockSpec["attention"]>, run: { seqLen: number; past?: number }) => {
      const spec = {
        ...gpt2,
        blocks: [{ ...gpt2.blocks[0], attention: { ...gpt2.blocks[0].attention, ...attention } }],
      };
      return countOperations(spec, shapes, run).attention / (2 * 12 * 128);
    };
    expect(pairs({}, { seqLen: 4 })).toBe(10); // 1 + 2 + 3 + 4
    expect(pairs({ causal: false }, { seqLen: 4 })).toBe(16);
    expect(pairs({ window: 2 }, { seqLen: 4 })).toBe(7); // 1 + 2 + 2 + 2
    expect(pairs({ causal: false, window: 2 }, { seqLen: 4 })).toBe(10); // 2 + 3 + 3 + 2
    expect(pairs({ chunk: 2 }, { seqLen: 4 })).toBe(6); // 1 + 2 + 1 + 2
    expect(pairs({}, { seqLen: 1, past: 7 })).toBe(8);
  });

  it("reads every weight once in a decoding step, and the whole cache", () => {
    const step = countOperations(gpt2, shapes, { seqLen: 1, past: 99, asked: "last" });
    const tables = (50257 + 1024) * 768; // looked up: one row each; the head reads the first whole
    expect(step.weightsRead).toBe(countParameters(gpt2, shapes).total - tables + 50257 * 768 + 2 * 768);
    expect(step.memoryRead).toBe(12 * 100 * 2 * 768);
    expect(step.memoryWritten).toBe(12 * 2 * 768);
  });

  it("runs the chosen experts only", () => {
    const experts = weightShapes(mixtral, { mlpDim: 14336, tied: false });
    const one = countOperations(mixtral, experts, { seqLen: 1, asked: "last" });
    expect(one.linear.mlp).toBe(2 * 32 * (2 * 3 * 4096 * 14336 + 8 * 4096));
    const { active, embedding } = countParameters(mixtral, experts);
    expect(one.weightsRead).toBe(active - embedding + 4096);
  });

  it("says what the engine then does", () => {
    const kernels = createPlainKernels();
    let products = 0;
    const watched = new Proxy(kernels, {
      get(target, name) {
        if (name !== "linear") return Reflect.get(target, name);
        return (...call: Parameters<typeof kernels.linear>) => {
          const [, , { rows, cols }, , inputs] = call;
          products += 2 * rows * cols * inputs;
          return target.linear(...call);
        };
      },
    });
    const spec = tinySpec();
    const model = new EagerModel(spec, tinyWeights(1, kernels), watched);
    const cache = createDynamicCache({ numLayers: 2, batch: 1, numKvHeads: 2, headDim: 4 });
    model.run({ ids: [1, 2, 3], cache, asked: "last" });
    model.run({ ids: [4], cache, asked: "last" });
    const counted = [
      countOperations(spec, model.weights, { seqLen: 3, asked: "last" }),
      countOperations(spec, model.weights, { seqLen: 1, past: 3, asked: "last" }),
    ].flatMap(({ linear }) => Object.values(linear));
    expect(counted.reduce((a, b) => a + b)).toBe(products);
  });
});
