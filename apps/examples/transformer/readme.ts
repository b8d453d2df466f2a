import { createKernels } from "@llm-anatomy/kernels";
import { EagerModel, type ModelSpec, matrixTensor } from "@llm-anatomy/transformer";

const matrix = (rows: number, cols: number) =>
  matrixTensor({
    type: "f32",
    rows,
    cols,
    data: Float32Array.from({ length: rows * cols }, () => Math.random() - 0.5),
  });
const linear = () => ({ weight: matrix(8, 8) });
const norm = { kind: "rms", epsilon: 1e-5 } as const;
const attention = { numHeads: 2, numKvHeads: 2, headDim: 4, scale: 0.5, causal: true };
const block = { attentionNorm: norm, attention, mlpNorm: norm, mlp: { kind: "plain", activation: "gelu" } } as const;
const spec: ModelSpec = {
  vocabSize: 16,
  modelDim: 8,
  maxPositions: 32,
  embedding: {},
  blocks: [block],
  head: { kind: "vocabulary" },
};
const weights = {
  embedding: { tokens: matrix(16, 8) },
  blocks: [
    { attention: { q: linear(), k: linear(), v: linear(), output: linear() }, mlp: { up: linear(), down: linear() } },
  ],
  head: { output: { weight: matrix(16, 8) } },
};

const model = new EagerModel(spec, weights, createKernels());
model.run({
  ids: [3, 1, 4, 1, 5],
  observed: new Set(["blocks.0.attention.weights", "logits"]),
  onProbe: (name, x) => console.log(name, x.shape), // return an array here to replace the values
});
