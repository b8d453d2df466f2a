/**
 * A block small enough to be seen: three tokens, vectors of five numbers, one attention head, six neurons. Its weights
 * are random numbers, its arithmetic is a real block's.
 * @module
 */
import { attentionStages, causalMask } from "@llm-anatomy/attention";
import { createRandom } from "@llm-anatomy/sampling";

export const tokens = ["the", "cat", "sleeps"];
export const dim = 5;
const mlpDim = 6;

export type Rows = number[][];

/** One vector per token, at every stage. */
export interface Stages {
  before: Rows;
  attentionReads: Rows;
  /** [query][key] */
  weights: Rows;
  attentionWrites: Rows;
  middle: Rows;
  mlpReads: Rows;
  /** [token][neuron] */
  neurons: Rows;
  mlpWrites: Rows;
  after: Rows;
}

export function runToyBlock(seed = 387): Stages {
  const random = createRandom(seed);
  const matrix = (rows: number, cols: number, size: number) =>
    Array.from({ length: rows }, () => Array.from({ length: cols }, () => (2 * random() - 1) * size));
  const before = matrix(tokens.length, dim, 1.2);
  const [wq, wk, wv, wo] = [0.8, 0.8, 1, 0.8].map((size) => matrix(dim, dim, size));
  const [up, gate, down] = [matrix(mlpDim, dim, 1), matrix(mlpDim, dim, 1), matrix(dim, mlpDim, 0.7)];

  const attentionReads = before.map(rmsNorm);
  const flat = (w: Rows) => Float32Array.from(attentionReads.flatMap((x) => times(w, x)));
  const length = tokens.length;
  const { weights, output } = attentionStages(flat(wq), flat(wk), flat(wv), {
    ...{ numHeads: 1, queryLen: length, keyLen: length, headDim: dim },
    mask: causalMask(),
  });
  const attentionWrites = rowsOf(output, dim).map((x) => times(wo, x));
  const middle = add(before, attentionWrites);
  const mlpReads = middle.map(rmsNorm);
  const neurons = mlpReads.map((x) => {
    const raised = times(up, x);
    return times(gate, x).map((g, i) => (g / (1 + Math.exp(-g))) * raised[i]);
  });
  const mlpWrites = neurons.map((x) => times(down, x));
  return {
    ...{ before, attentionReads, weights: rowsOf(weights, length), attentionWrites },
    ...{ middle, mlpReads, neurons, mlpWrites, after: add(middle, mlpWrites) },
  };
}

export function rmsNorm(x: readonly number[]): number[] {
  const size = Math.sqrt(x.reduce((sum, value) => sum + value * value, 0) / x.length + 1e-6);
  return x.map((value) => value / size);
}

export function layerNorm(x: readonly number[]): number[] {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  return rmsNorm(x.map((value) => value - mean));
}

const times = (matrix: Rows, x: readonly number[]) => matrix.map((row) => row.reduce((sum, w, i) => sum + w * x[i], 0));
const add = (a: Rows, b: Rows) => a.map((row, t) => row.map((x, i) => x + b[t][i]));
const rowsOf = (data: Float32Array, width: number): Rows =>
  Array.from({ length: data.length / width }, (_, t) => [...data.slice(t * width, (t + 1) * width)]);
