import {
  countOperations,
  type ModelSpec,
  weightShapes,
} from "@llm-anatomy/transformer";
import { display, table } from "@llm-anatomy/viz";

// The sizes of Llama 3.1 8B. Nothing is loaded: operations are counted by
// walking through the model with shapes instead of numbers.
const norm = { kind: "rms", epsilon: 1e-5 } as const;
const spec: ModelSpec = {
  vocabSize: 128_256,
  modelDim: 4096,
  maxPositions: 131_072,
  embedding: {},
  blocks: Array(32).fill({
    attentionNorm: norm,
    attention: {
      numHeads: 32,
      numKvHeads: 8,
      headDim: 128,
      scale: 1 / Math.sqrt(128),
      causal: true,
    },
    mlpNorm: norm,
    mlp: { kind: "gated", activation: "silu" },
  }),
  finalNorm: norm,
  head: { kind: "vocabulary" },
};
const weights = weightShapes(spec, { mlpDim: 14_336, tied: false });
const bytes = 2; // of a number in 16 bits

const runs = {
  "a prompt of 1,024 tokens": { seqLen: 1024 },
  "one token after 1,024": { seqLen: 1, past: 1024 },
  "the same in 32 texts at once": {
    seqLen: 1,
    past: 1024,
    batch: 32,
  },
  "one token after 65,536": { seqLen: 1, past: 65_536 },
};
const rows = Object.entries(runs).map(([run, options]) => {
  const { total, weightsRead, memoryRead } = countOperations(
    spec,
    weights,
    {
      asked: "last",
      ...options,
    },
  );
  return {
    run,
    "billion operations": total / 1e9,
    "weights read, GB": (bytes * weightsRead) / 1e9,
    "cache read, GB": (bytes * memoryRead) / 1e9,
    "operations per byte": total / (bytes * (weightsRead + memoryRead)),
  };
});
display(table({ title: "What one run of an 8B model costs", rows }));
