/** Sizes of models of one kind, Llama, and the matrices that follow from them. @module */
import tiny from "@llm-anatomy/tiny-models/models/tiny-llama/config.json";

export interface Sizes {
  vocabSize: number;
  dim: number;
  numLayers: number;
  numHeads: number;
  numKvHeads: number;
  headDim: number;
  mlpDim: number;
  tied: boolean;
}

/** From the config.json of each. */
export const models = {
  "tiny-llama": {
    vocabSize: tiny.vocab_size,
    dim: tiny.hidden_size,
    numLayers: tiny.num_hidden_layers,
    numHeads: tiny.num_attention_heads,
    numKvHeads: tiny.num_key_value_heads,
    headDim: tiny.head_dim,
    mlpDim: tiny.intermediate_size,
    tied: tiny.tie_word_embeddings,
  },
  "SmolLM2-135M": {
    vocabSize: 49_152,
    dim: 576,
    numLayers: 30,
    numHeads: 9,
    numKvHeads: 3,
    headDim: 64,
    mlpDim: 1536,
    tied: true,
  },
  "Llama-3.2-1B": {
    vocabSize: 128_256,
    dim: 2048,
    numLayers: 16,
    numHeads: 32,
    numKvHeads: 8,
    headDim: 64,
    mlpDim: 8192,
    tied: true,
  },
  "Llama-3.1-8B": {
    vocabSize: 128_256,
    dim: 4096,
    numLayers: 32,
    numHeads: 32,
    numKvHeads: 8,
    headDim: 128,
    mlpDim: 14_336,
    tied: false,
  },
} as const satisfies Record<string, Sizes>;
export type ModelName = keyof typeof models;

export interface Matrix {
  name: string;
  rows: number;
  /** 1 for a vector. */
  cols: number;
}

export const parts = ["embedding", "attention", "mlp", "norm", "head"] as const;
export type Part = (typeof parts)[number];

/** The arrays of a part; those of a block are of one block. */
export function arraysOf(part: Part, sizes: Sizes): Matrix[] {
  const { vocabSize, dim, numHeads, numKvHeads, headDim, mlpDim, tied } = sizes;
  switch (part) {
    case "embedding":
      return [{ name: "table of tokens", rows: vocabSize, cols: dim }];
    case "attention":
      return [
        { name: "norm", rows: dim, cols: 1 },
        { name: "queries", rows: numHeads * headDim, cols: dim },
        { name: "keys", rows: numKvHeads * headDim, cols: dim },
        { name: "values", rows: numKvHeads * headDim, cols: dim },
        { name: "output", rows: dim, cols: numHeads * headDim },
      ];
    case "mlp":
      return [
        { name: "norm", rows: dim, cols: 1 },
        { name: "gate", rows: mlpDim, cols: dim },
        { name: "up", rows: mlpDim, cols: dim },
        { name: "down", rows: dim, cols: mlpDim },
      ];
    case "norm":
      return [{ name: "norm", rows: dim, cols: 1 }];
    case "head":
      return tied ? [] : [{ name: "head", rows: vocabSize, cols: dim }];
  }
}

/** Numbers in a part, all blocks together. */
export function countOf(part: Part, sizes: Sizes): number {
  const one = arraysOf(part, sizes).reduce((sum, { rows, cols }) => sum + rows * cols, 0);
  return part === "attention" || part === "mlp" ? one * sizes.numLayers : one;
}

export function totalOf(sizes: Sizes): number {
  return parts.reduce((sum, part) => sum + countOf(part, sizes), 0);
}
