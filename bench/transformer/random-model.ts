/** A model of a given shape with random weights: speed does not depend on what the numbers are. @module */
import type { Kernels, WeightMatrix } from "@llm-anatomy/kernels";
import {
  EagerModel,
  type EagerTensor,
  type ModelSpec,
  type ModelWeights,
  matrixTensor,
  type Shaped,
  vectorTensor,
  weightShapes,
} from "@llm-anatomy/transformer";

export type WeightForm = "int8" | "f32";

const rotary135m = { kind: "default", dims: 64, theta: 100000, interleaved: false } as const;

/** SmolLM2-135M: 30 blocks, 9 heads of 64 that share 3 of keys and values, 49,152 tokens, the head tied. */
export const spec135m: ModelSpec = {
  vocabSize: 49152,
  modelDim: 576,
  maxPositions: 8192,
  embedding: {},
  blocks: Array.from({ length: 30 }, () => ({
    attentionNorm: { kind: "rms" as const, epsilon: 1e-5 },
    attention: {
      numHeads: 9,
      numKvHeads: 3,
      headDim: 64,
      scale: 1 / 8,
      causal: true,
      rotary: rotary135m,
    },
    mlpNorm: { kind: "rms" as const, epsilon: 1e-5 },
    mlp: { kind: "gated" as const, activation: "silu" as const },
  })),
  finalNorm: { kind: "rms", epsilon: 1e-5 },
  head: { kind: "vocabulary" },
};

export const shapes135m = () => weightShapes(spec135m, { mlpDim: 1536 });

/** `spec` with weights that are random numbers around 0, or around 1 for norms. */
export function randomModel(
  spec: ModelSpec,
  shapes: ModelWeights<Shaped>,
  kernels: Kernels,
  form: WeightForm,
): EagerModel {
  const made = new Map<Shaped, EagerTensor>();
  const tensorOf = (shaped: Shaped): EagerTensor => {
    const known = made.get(shaped); // a tied head
    if (known) return known;
    const tensor =
      shaped.shape.length === 1 ? ones(kernels, shaped.shape[0]) : randomMatrix(kernels, shaped.shape, form);
    made.set(shaped, tensor);
    return tensor;
  };
  return new EagerModel(spec, replace(shapes, tensorOf) as ModelWeights<EagerTensor>, kernels);
}

function replace(node: unknown, tensorOf: (shaped: Shaped) => EagerTensor): unknown {
  if (Array.isArray(node)) return node.map((child) => replace(child, tensorOf));
  if (typeof node !== "object" || node === null) return node;
  if ("shape" in node) return tensorOf(node as Shaped);
  return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, replace(child, tensorOf)]));
}

function ones({ memory }: Kernels, length: number): EagerTensor {
  return vectorTensor(memory.allocate(Float32Array, length).fill(1));
}

function randomMatrix({ memory }: Kernels, [rows, cols]: readonly number[], form: WeightForm): EagerTensor {
  const matrix: WeightMatrix =
    form === "f32"
      ? { type: "f32", rows, cols, data: memory.allocate(Float32Array, rows * cols) }
      : {
          type: "int8",
          rows,
          cols,
          data: memory.allocate(Int8Array, rows * cols),
          scales: memory.allocate(Float32Array, rows).fill(0.02 / 127),
        };
  let state = rows * 31 + cols;
  const { data } = matrix;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    data[i] = form === "f32" ? (state / 2 ** 31) * 0.02 : state >> 24;
  }
  return matrixTensor(matrix);
}
