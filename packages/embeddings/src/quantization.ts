/**
 * Smaller vectors: shorter ones (Matryoshka), and fewer bits per number (int8, binary).
 *
 * A search over the small vectors finds candidates; comparing the best few again with the full vectors ("rescoring")
 * wins back most of what was lost. How much is lost depends on the model, so measure it: {@link recall}.
 * @module
 */
import { checkInteger, checkLength } from "./checks.ts";
import { largest, type Neighbors, nearestNeighbors, type VectorSet } from "./nearest-neighbors.ts";
import { normalizeInPlace } from "./similarity.ts";

/**
 * Keeps the first `newDim` dimensions and scales to length 1. Only for models trained for it (Matryoshka
 * representation learning), which put what matters most first.
 *
 * Shape: vectors [count, dim] → [count, newDim]
 * @see Kusupati et al. 2022, https://arxiv.org/abs/2205.13147
 */
export function truncateDimensions({ vectors, count, dim }: VectorSet, newDim: number): VectorSet {
  checkLength("truncateDimensions", "vectors", vectors, { count, dim });
  checkInteger("truncateDimensions", "newDim", newDim, 1);
  if (newDim > dim)
    throw new RangeError(`truncateDimensions: newDim is ${newDim} but the vectors have ${dim} dimensions.`);
  const shorter = new Float32Array(count * newDim);
  for (let row = 0; row < count; row++) shorter.set(vectors.subarray(row * dim, row * dim + newDim), row * newDim);
  return { vectors: normalizeInPlace(shorter, { count, dim: newDim }), count, dim: newDim };
}

export interface Int8Vectors {
  /** [count, dim]: value ≈ codes · steps + offsets, per dimension. */
  codes: Int8Array;
  /** [dim] */
  offsets: Float32Array;
  /** [dim] */
  steps: Float32Array;
  count: number;
  dim: number;
}

/**
 * A byte per number: each dimension's range is cut in 255 steps, code -128 at its least value and 127 at its greatest.
 *
 * @param options.ranges least and greatest value per dimension, [2, dim], from representative vectors. Default: of `vectors`.
 *   Values outside are moved to the nearest end.
 * @see Sentence Transformers, "Embedding Quantization" (the same codes for the same ranges, up to rounding: ours rounds to the nearest step)
 */
export function quantizeInt8({ vectors, count, dim }: VectorSet, options: { ranges?: Float32Array } = {}): Int8Vectors {
  checkLength("quantizeInt8", "vectors", vectors, { count, dim });
  const ranges = options.ranges ?? dimensionRanges({ vectors, count, dim });
  checkLength("quantizeInt8", "ranges", ranges, { ends: 2, dim });
  const steps = Float32Array.from({ length: dim }, (_, d) => (ranges[dim + d] - ranges[d]) / 255);
  const offsets = Float32Array.from({ length: dim }, (_, d) => ranges[d] + 128 * steps[d]);
  const codes = new Int8Array(vectors.length);
  for (let i = 0; i < vectors.length; i++) {
    const d = i % dim;
    const code = steps[d] === 0 ? 0 : Math.round((vectors[i] - offsets[d]) / steps[d]);
    codes[i] = Math.max(-128, Math.min(127, code));
  }
  return { codes, offsets, steps, count, dim };
}

/** Least and greatest value of each dimension. Shape: [2, dim]. */
export function dimensionRanges({ vectors, count, dim }: VectorSet): Float32Array {
  checkLength("dimensionRanges", "vectors", vectors, { count, dim });
  const ranges = new Float32Array(2 * dim).fill(Infinity, 0, dim).fill(-Infinity, dim);
  for (let i = 0; i < vectors.length; i++) {
    const d = i % dim;
    if (vectors[i] < ranges[d]) ranges[d] = vectors[i];
    if (vectors[i] > ranges[dim + d]) ranges[dim + d] = vectors[i];
  }
  return ranges;
}

/** The numbers that codes stand for. Shape: [count, dim]. Off by at most half a step within the range. */
export function dequantizeInt8({ codes, offsets, steps, count, dim }: Int8Vectors): Float32Array {
  checkLength("dequantizeInt8", "codes", codes, { count, dim });
  return Float32Array.from(codes, (code, i) => code * steps[i % dim] + offsets[i % dim]);
}

export interface BinaryVectors {
  /** [count, ⌈dim / 8⌉]: a bit per dimension, 1 above zero, the first dimension in the highest bit. */
  bits: Uint8Array;
  count: number;
  dim: number;
}

/**
 * A bit per number: its sign. 32 times smaller; the likeness of two vectors becomes the number of equal bits.
 *
 * Shape: vectors [count, dim] → bits [count, ⌈dim / 8⌉]
 * @example
 * quantizeBinary({ vectors: Float32Array.of(1, -1, 0, 2), count: 1, dim: 4 }).bits; // => [0b1001_0000]
 */
export function quantizeBinary({ vectors, count, dim }: VectorSet): BinaryVectors {
  checkLength("quantizeBinary", "vectors", vectors, { count, dim });
  const rowBytes = Math.ceil(dim / 8);
  const bits = new Uint8Array(count * rowBytes);
  for (let row = 0; row < count; row++) {
    for (let d = 0; d < dim; d++) {
      if (vectors[row * dim + d] > 0) bits[row * rowBytes + (d >> 3)] |= 128 >> (d & 7);
    }
  }
  return { bits, count, dim };
}

export interface QuantizedSearchOptions {
  k: number;
  /** Compare so many times k candidates again with `rescore`. Default 4. */
  oversample?: number;
  /** The full vectors, to compare the candidates with. Default: no second look. */
  rescore?: VectorSet;
}

/**
 * The nearest by dot product of codes with the full query (asymmetric: only the documents are rounded).
 * With vectors of length 1 that is the cosine. Scores are the estimates, or exact with `rescore`.
 */
export function searchInt8(index: Int8Vectors, query: ArrayLike<number>, options: QuantizedSearchOptions): Neighbors {
  const { codes, offsets, steps, count, dim } = index;
  checkLength("searchInt8", "query", query, { dim });
  // query · (code · step + offset) = code · (query · step) + a constant
  const scaled = Float32Array.from({ length: dim }, (_, d) => query[d] * steps[d]);
  let constant = 0;
  for (let d = 0; d < dim; d++) constant += query[d] * offsets[d];
  const scores = new Float32Array(count);
  const tail = dim & ~3;
  for (let row = 0, start = 0; row < count; row++, start += dim) {
    let sum0 = constant; // four sums, so that additions need not wait for each other
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let d = 0; d < tail; d += 4) {
      sum0 += codes[start + d] * scaled[d];
      sum1 += codes[start + d + 1] * scaled[d + 1];
      sum2 += codes[start + d + 2] * scaled[d + 2];
      sum3 += codes[start + d + 3] * scaled[d + 3];
    }
    for (let d = tail; d < dim; d++) sum0 += codes[start + d] * scaled[d];
    scores[row] = sum0 + sum1 + (sum2 + sum3);
  }
  return pick("searchInt8", scores, query, options);
}

/** The nearest by equal signs. Scores are 1 - 2 · (share of different bits), from -1 to 1, or dot products with `rescore`. */
export function searchBinary(
  index: BinaryVectors,
  query: ArrayLike<number>,
  options: QuantizedSearchOptions,
): Neighbors {
  const { bits, count, dim } = index;
  checkLength("searchBinary", "query", query, { dim });
  const own = quantizeBinary({ vectors: Float32Array.from(query), count: 1, dim }).bits;
  const scores = new Float32Array(count);
  for (let row = 0; row < count; row++) scores[row] = 1 - (2 * hammingDistance(bits, row * own.length, own)) / dim;
  return pick("searchBinary", scores, query, options);
}

/** Different bits between `row` and the bytes at `start`. */
function hammingDistance(bits: Uint8Array, start: number, row: Uint8Array): number {
  let different = 0;
  for (let i = 0; i < row.length; i++) different += bitCounts[bits[start + i] ^ row[i]];
  return different;
}

const bitCounts = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll("0", "").length);

function pick(
  where: string,
  scores: Float32Array,
  query: ArrayLike<number>,
  { k, oversample = 4, rescore }: QuantizedSearchOptions,
): Neighbors {
  checkInteger(where, "k", k, 1);
  checkInteger(where, "oversample", oversample, 1);
  const candidates = largest(scores, rescore ? k * oversample : k);
  if (!rescore) return { indices: candidates, scores: Float32Array.from(candidates, (row) => scores[row]) };
  const { vectors, count, dim } = rescore;
  checkLength(where, "rescore.vectors", vectors, { count, dim });
  checkLength(where, "scores", scores, { "rescore.count": count });
  const full = new Float32Array(candidates.length * dim);
  for (const [i, row] of candidates.entries()) full.set(vectors.subarray(row * dim, (row + 1) * dim), i * dim);
  const best = nearestNeighbors({ vectors: full, count: candidates.length, dim }, query, { k, metric: "dot" });
  return { indices: best.indices.map((i) => candidates[i]), scores: best.scores };
}
