/**
 * Curved maps of vectors, by libraries: UMAP and t-SNE keep near vectors near, at the price that distances between
 * groups, and their sizes, mean little. PCA (principal-components.ts) is the honest first look.
 *
 * This package does not depend on the libraries: hand over `UMAP` from `umap-js`, or a `TSNE` with the interface of
 * tsnejs (such as `@keckelt/tsne`). Both run in slices, report, and can be stopped.
 * @see McInnes, Healy & Melville 2018, https://arxiv.org/abs/1802.03426; van der Maaten & Hinton 2008, JMLR 9
 * @module
 */
import { checkInteger, checkLength, checkOptions } from "./checks.ts";
import type { VectorSet } from "./nearest-neighbors.ts";
import { principalComponents, project } from "./principal-components.ts";

/** The part of umap-js that is used. */
export interface UmapLibrary {
  new (parameters: {
    nComponents: number;
    nNeighbors: number;
    minDist: number;
    nEpochs?: number;
    random: () => number;
  }): { initializeFit(data: number[][]): number; step(): number; getEmbedding(): number[][] };
}

/** The part of tsnejs that is used. */
export interface TsneLibrary {
  new (options: {
    dim: number;
    perplexity: number;
    epsilon: number;
  }): {
    initDataRaw(data: number[][]): void;
    step(): number;
    getSolution(): number[][];
  };
}

export interface LibraryProjectionOptions {
  /** Called after every `reportEvery` steps with the picture so far, [count, 2]. */
  onProgress?: (points: Float32Array, step: number, total: number) => void;
  /** Default 10. */
  reportEvery?: number;
  /** Stops; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
}

export interface UmapOptions extends LibraryProjectionOptions {
  /** Default 15, or count - 1. */
  numNeighbors?: number;
  /** How close points may come. Default 0.1. */
  minDist?: number;
  /** Default: the library's, by the number of vectors. */
  numSteps?: number;
  /** Numbers in [0, 1). Default Math.random. */
  random?: () => number;
}

/** Lays the vectors out with UMAP. Shape: [count, dim] → [count, 2]. */
export async function projectWithUmap(
  umap: UmapLibrary,
  { vectors, count, dim }: VectorSet,
  options: UmapOptions = {},
): Promise<Float32Array> {
  const known = ["numNeighbors", "minDist", "numSteps", "random", "onProgress", "reportEvery", "signal"];
  checkOptions("projectWithUmap", options, known);
  checkLength("projectWithUmap", "vectors", vectors, { count, dim });
  const { numNeighbors = Math.min(15, count - 1), minDist = 0.1, numSteps, random = Math.random } = options;
  checkInteger("projectWithUmap", "numNeighbors", numNeighbors, 1);
  const nEpochs = numSteps === undefined ? {} : { nEpochs: numSteps };
  const run = new umap({ nComponents: 2, nNeighbors: numNeighbors, minDist, random, ...nEpochs });
  const total = run.initializeFit(toRows(vectors, dim));
  return runSteps(
    total,
    () => run.step(),
    () => run.getEmbedding(),
    options,
  );
}

export interface TsneOptions extends LibraryProjectionOptions {
  /** About how many neighbours count. Default 30, or a third of the vectors. */
  perplexity?: number;
  /** Default 500. */
  numSteps?: number;
  /** Default 10. */
  learningRate?: number;
}

/**
 * Lays the vectors out with t-SNE, starting from their principal components and not at random: the same vectors give the
 * same picture, and the large structure is kept.
 *
 * Shape: [count, dim] → [count, 2]
 * @see Kobak & Berens 2019, "The art of using t-SNE for single-cell transcriptomics" (start from PCA), https://doi.org/10.1038/s41467-019-13056-x
 */
export async function projectWithTsne(
  tsne: TsneLibrary,
  set: VectorSet,
  options: TsneOptions = {},
): Promise<Float32Array> {
  const known = ["perplexity", "numSteps", "learningRate", "onProgress", "reportEvery", "signal"];
  checkOptions("projectWithTsne", options, known);
  const { vectors, count, dim } = set;
  checkLength("projectWithTsne", "vectors", vectors, { count, dim });
  const { perplexity = Math.max(1, Math.min(30, count / 3)), numSteps = 500, learningRate = 10 } = options;
  checkInteger("projectWithTsne", "numSteps", numSteps, 1);
  const run = new tsne({ dim: 2, perplexity, epsilon: learningRate });
  run.initDataRaw(toRows(vectors, dim));
  const solution = run.getSolution(); // the library's own rows: writing to them sets the start
  const pca = principalComponents(set);
  const start = project(pca, set);
  const scale = 1e-4 / Math.sqrt(pca.variances[0] || 1);
  for (let row = 0; row < count; row++) {
    for (let axis = 0; axis < 2; axis++) solution[row][axis] = start[row * 2 + axis] * scale;
  }
  return runSteps(
    numSteps,
    () => run.step(),
    () => run.getSolution(),
    options,
  );
}

async function runSteps(
  total: number,
  step: () => void,
  points: () => number[][],
  { onProgress, reportEvery = 10, signal }: LibraryProjectionOptions,
): Promise<Float32Array> {
  let turned = performance.now();
  for (let done = 1; done <= total; done++) {
    signal?.throwIfAborted();
    step();
    const report = onProgress && (done % reportEvery === 0 || done === total);
    if (report) onProgress(fromRows(points()), done, total);
    if (!report && performance.now() - turned < 20) continue;
    await new Promise((resolve) => setTimeout(resolve)); // let the page draw
    turned = performance.now();
  }
  return fromRows(points());
}

function toRows(vectors: Float32Array, dim: number): number[][] {
  return Array.from({ length: vectors.length / dim }, (_, row) =>
    Array.from(vectors.subarray(row * dim, (row + 1) * dim)),
  );
}

function fromRows(rows: number[][]): Float32Array {
  return Float32Array.from(rows.flat());
}
