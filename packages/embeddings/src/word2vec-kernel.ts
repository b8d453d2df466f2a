/**
 * What word2vec does for one sentence, as a small machine over arrays: {@link Word2VecKernel}.
 *
 * There are two of them. word2vec-plain.ts is TypeScript, to read and for where WebAssembly is not allowed;
 * word2vec-simd.ts does the same with vector instructions, four numbers at a time. Both keep their arrays in one memory,
 * laid out here.
 * @module
 */
import { type AliasTable, createAliasTable } from "./alias-table.ts";

export interface Word2VecSizes {
  dim: number;
  window: number;
  negative: number;
  counts: Uint32Array;
  seed: number;
}

export interface Word2VecArrays {
  /** [words, dim] */
  inputs: Float32Array<ArrayBuffer>;
  /** [words, dim] */
  outputs: Float32Array<ArrayBuffer>;
  /** [dim]: mean of the words around (CBOW). */
  hidden: Float32Array;
  /** [dim]: how the input side should move. */
  gradient: Float32Array;
  /** The words to train on next. */
  sentence: Uint32Array;
  /** Of the alias table that negatives are drawn from. */
  shares: Float32Array;
  aliases: Uint32Array;
  /** Sigmoid and its logarithm, `tableSize` values from -tableReach to tableReach. */
  sigmoid: Float32Array;
  logSigmoid: Float32Array;
}

export interface Word2VecKernel extends Pick<Word2VecArrays, "inputs" | "outputs" | "sentence"> {
  /** Trains on the first `length` words of `sentence`. */
  skipGram(length: number, learningRate: number): void;
  cbow(length: number, learningRate: number): void;
  /** 32 random bits, from the generator that windows and negatives are drawn with. */
  nextRandom(): number;
  /** Sum of the losses since the last call, and their number. */
  takeLoss(): { sum: number; count: number };
}

export const maxSentence = 1000; // longer ones are cut, as in the authors' program
export const tableSize = 1024;
export const tableReach = 6; // beyond, the sigmoid is within 0.25 % of 0 or 1

/** Bytes that the arrays take. */
export function arrayBytes({ counts, dim }: Word2VecSizes): number {
  return lengthsOf(counts.length, dim).reduce((sum, length) => sum + roundUp(4 * length), 0);
}

/** The arrays, one after the other from `start` in `buffer`, with the tables filled in. */
export function layOutArrays(buffer: ArrayBuffer, start: number, { counts, dim }: Word2VecSizes): Word2VecArrays {
  let at = start;
  const next = (length: number) => {
    const offset = at;
    at += roundUp(4 * length);
    return [buffer, offset, length] as const;
  };
  const [inputs, outputs, hidden, gradient, sentence, shares, aliases, sigmoid, logSigmoid] = lengthsOf(
    counts.length,
    dim,
  ).map(next);
  const arrays: Word2VecArrays = {
    inputs: new Float32Array(...inputs),
    outputs: new Float32Array(...outputs),
    hidden: new Float32Array(...hidden),
    gradient: new Float32Array(...gradient),
    sentence: new Uint32Array(...sentence),
    shares: new Float32Array(...shares),
    aliases: new Uint32Array(...aliases),
    sigmoid: new Float32Array(...sigmoid),
    logSigmoid: new Float32Array(...logSigmoid),
  };
  const negatives: AliasTable = createAliasTable(Array.from(counts, (count) => count ** 0.75));
  arrays.shares.set(negatives.shares);
  arrays.aliases.set(negatives.aliases);
  for (let i = 0; i < tableSize; i++) {
    const x = ((i + 0.5) / tableSize) * 2 * tableReach - tableReach;
    arrays.sigmoid[i] = 1 / (1 + Math.exp(-x));
    arrays.logSigmoid[i] = Math.log(arrays.sigmoid[i]);
  }
  return arrays;
}

/** Xorshift never leaves 0, so no seed may lead there. */
export function firstState(seed: number): number {
  return Math.imul(seed | 0, 0x9e3779b1) || 1;
}

function lengthsOf(numWords: number, dim: number): number[] {
  return [numWords * dim, numWords * dim, dim, dim, maxSentence, numWords, numWords, tableSize, tableSize];
}

/** Arrays start at whole vectors. */
function roundUp(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}
