/** A small model with random weights, for tests. */
import { createPlainKernels, type Kernels } from "@llm-anatomy/kernels";
import { randomArray, seededRandom } from "@llm-anatomy/test-kit/random";
import {
  EagerModel,
  type EagerTensor,
  type ModelSpec,
  type ModelWeights,
  matrixTensor,
  vectorTensor,
} from "@llm-anatomy/transformer";

export const modelDim = 16;
export const vocabSize = 23;
const mlpDim = 24;

/** Grouped heads, rotary positions, a window in the second layer. */
export function tinySpec(changes: Partial<ModelSpec> = {}): ModelSpec {
  const norm = { kind: "rms", epsilon: 1e-5 } as const;
  const attention = {
    numHeads: 4,
    numKvHeads: 2,
    headDim: 4,
    scale: 0.5,
    causal: true,
    rotary: { kind: "default", dims: 4, theta: 10000, interleaved: false },
  } as const;
  const block = { attentionNorm: norm, attention, mlpNorm: norm, mlp: { kind: "gated", activation: "silu" } } as const;
  return {
    vocabSize,
    modelDim,
    maxPositions: 64,
    embedding: {},
    blocks: [block, { ...block, attention: { ...attention, window: 3 } }],
    finalNorm: norm,
    head: { kind: "vocabulary" },
    ...changes,
  };
}

/** Random weights for `tinySpec`; the same seed gives the same ones. */
export function tinyWeights(seed: number, kernels: Kernels, scale = 0.3): ModelWeights<EagerTensor> {
  const random = seededRandom(seed);
  const array = (length: number) => {
    const own = kernels.memory.allocate(Float32Array, length);
    own.set(randomArray(random, length, scale));
    return own;
  };
  const matrix = (rows: number, cols: number) => ({
    weight: matrixTensor({ type: "f32", rows, cols, data: array(rows * cols) }),
  });
  const norm = () => ({ weight: vectorTensor(array(modelDim).fill(1)) });
  const block = () => ({
    attentionNorm: norm(),
    attention: {
      q: matrix(16, modelDim),
      k: matrix(8, modelDim),
      v: matrix(8, modelDim),
      output: matrix(modelDim, 16),
    },
    mlpNorm: norm(),
    mlp: { gate: matrix(mlpDim, modelDim), up: matrix(mlpDim, modelDim), down: matrix(modelDim, mlpDim) },
  });
  const tokens = matrix(vocabSize, modelDim).weight;
  return { embedding: { tokens }, blocks: [block(), block()], finalNorm: norm(), head: { output: { weight: tokens } } };
}

export function tinyModel(seed: number, scale?: number): EagerModel {
  const kernels = createPlainKernels();
  return new EagerModel(tinySpec(), tinyWeights(seed, kernels, scale), kernels);
}
