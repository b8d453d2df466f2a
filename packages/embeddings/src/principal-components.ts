/**
 * Principal component analysis: the few directions along which vectors differ most, and the vectors seen along them.
 *
 * The directions are found by repeating: multiply a few directions by the (centred) data and back, then make them
 * orthogonal again. Each round stretches them toward the directions of most variance. A few more than asked for are
 * carried along, because convergence depends on the gap to the first one left out. Directions from before are a head
 * start: see live-projection.ts. For many rounds over few dimensions the covariance matrix is computed once; otherwise
 * each round goes through the data and no matrix is needed.
 * @see Halko, Martinsson & Tropp 2011, "Finding structure with randomness", section 4.4, https://arxiv.org/abs/0909.4061
 * @module
 */
import { checkInteger, checkLength } from "./checks.ts";
import type { VectorSet } from "./nearest-neighbors.ts";

export interface PrincipalComponents {
  /** [numComponents, dim], orthogonal, of length 1, by falling variance; the largest number of each is positive. */
  components: Float64Array;
  /** [numComponents]: variance along each (divided by count - 1). */
  variances: Float64Array;
  /** [numComponents]: share of all variance. */
  shares: Float64Array;
  /** [dim]: what is subtracted before projecting. */
  mean: Float64Array;
  numComponents: number;
  dim: number;
}

export interface PcaOptions {
  /** Default 2. */
  numComponents?: number;
  /** Directions to start from: those of an earlier call. Default: random ones. */
  start?: PrincipalComponents;
  /** Rounds at most. Default 500. */
  maxRounds?: number;
  /** Stop when no direction moves by more. Default 1e-9. */
  tolerance?: number;
}

const extra = 8;

/**
 * Finds the principal components.
 *
 * Shape: vectors [count, dim] → components [numComponents, dim]
 * @throws RangeError when there are fewer dimensions or vectors than components
 * @example
 * const pca = principalComponents(vectors);
 * project(pca, vectors); // [count, 2]
 */
export function principalComponents(set: VectorSet, options: PcaOptions = {}): PrincipalComponents {
  const { vectors, count, dim } = set;
  const { numComponents = 2, start, maxRounds = 500, tolerance = 1e-9 } = options;
  checkLength("principalComponents", "vectors", vectors, { count, dim });
  checkInteger("principalComponents", "numComponents", numComponents, 1);
  if (numComponents > Math.min(count, dim)) {
    throw new RangeError(
      `principalComponents: numComponents is ${numComponents} but ${count} vectors of ${dim} dimensions have at most ${Math.min(count, dim)}.`,
    );
  }
  const mean = new Float64Array(dim);
  for (let start = 0; start < vectors.length; start += dim) {
    for (let d = 0; d < dim; d++) mean[d] += vectors[start + d] / count;
  }
  const centred = new Float64Array(vectors.length);
  let total = 0;
  for (let start = 0; start < vectors.length; start += dim) {
    for (let d = 0; d < dim; d++) {
      const value = vectors[start + d] - mean[d];
      centred[start + d] = value;
      total += value * value;
    }
  }
  total /= Math.max(1, count - 1);

  const width = Math.min(numComponents + extra, count, dim);
  // The matrix costs count · dim² / 2 multiplications, a round without it 2 · count · dim · width; some 50 rounds are usual.
  const covariance = dim < 4 * width * Math.min(maxRounds, 50) ? covarianceMatrix(centred, { count, dim }) : null;
  const apply = (basis: Float64Array) =>
    covariance ? timesMatrix(basis, covariance, { dim, width }) : timesData(basis, centred, { count, dim, width });
  const basis = startingBasis(width, dim, start);
  const before = new Float64Array(numComponents * dim);
  let variances = new Float64Array(width);
  for (let round = 0; round < maxRounds; round++) {
    before.set(basis.subarray(0, before.length));
    variances = improve(basis, apply(basis), { dim, width });
    if (largestMove(before, basis, { numComponents, dim }) <= tolerance) break;
  }
  const components = basis.slice(0, numComponents * dim);
  for (let row = 0; row < numComponents; row++) makeLargestPositive(components.subarray(row * dim, (row + 1) * dim));
  return {
    components,
    variances: variances.slice(0, numComponents),
    shares: variances.slice(0, numComponents).map((variance) => (total === 0 ? 0 : variance / total)),
    mean,
    numComponents,
    dim,
  };
}

/** Coordinates along the components. Shape: [count, dim] → [count, numComponents]. */
export function project(pca: PrincipalComponents, { vectors, count, dim }: VectorSet): Float32Array {
  checkLength("project", "vectors", vectors, { count, dim: pca.dim });
  const { components, mean, numComponents } = pca;
  const points = new Float32Array(count * numComponents);
  for (let row = 0; row < count; row++) {
    for (let c = 0; c < numComponents; c++) {
      let sum = 0;
      for (let d = 0; d < dim; d++) sum += (vectors[row * dim + d] - mean[d]) * components[c * dim + d];
      points[row * numComponents + c] = sum;
    }
  }
  return points;
}

/** The earlier directions first, then a fixed pattern that is random enough not to miss one. */
function startingBasis(width: number, dim: number, start: PrincipalComponents | undefined): Float64Array {
  const basis = new Float64Array(width * dim);
  let state = 0x2545f491;
  for (let i = 0; i < basis.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    basis[i] = state / 2 ** 31;
  }
  if (start) {
    checkLength("principalComponents", "start.components", start.components, {
      numComponents: start.numComponents,
      dim,
    });
    basis.set(start.components.subarray(0, Math.min(start.components.length, basis.length)));
  }
  orthonormalize(basis, { width, dim });
  return basis;
}

/** dataᵀ data / (count - 1). Shape: [dim, dim]. */
function covarianceMatrix(data: Float64Array, { count, dim }: { count: number; dim: number }): Float64Array {
  const matrix = new Float64Array(dim * dim);
  for (let start = 0; start < data.length; start += dim) {
    for (let i = 0; i < dim; i++) {
      const value = data[start + i] / Math.max(1, count - 1);
      for (let j = i; j < dim; j++) matrix[i * dim + j] += value * data[start + j];
    }
  }
  for (let i = 0; i < dim; i++) for (let j = 0; j < i; j++) matrix[i * dim + j] = matrix[j * dim + i];
  return matrix;
}

/** Each row of the basis times the covariance matrix. */
function timesMatrix(
  basis: Float64Array,
  matrix: Float64Array,
  { dim, width }: { dim: number; width: number },
): Float64Array {
  const next = new Float64Array(basis.length);
  for (let w = 0; w < width; w++) {
    for (let i = 0; i < dim; i++) {
      const value = basis[w * dim + i];
      for (let j = 0; j < dim; j++) next[w * dim + j] += value * matrix[i * dim + j];
    }
  }
  return next;
}

/** The same without the matrix: onto the data and back. */
function timesData(
  basis: Float64Array,
  data: Float64Array,
  { count, dim, width }: { count: number; dim: number; width: number },
): Float64Array {
  const next = new Float64Array(basis.length);
  for (let start = 0; start < data.length; start += dim) {
    for (let w = 0; w < width; w++) {
      let along = 0;
      for (let d = 0; d < dim; d++) along += data[start + d] * basis[w * dim + d];
      along /= Math.max(1, count - 1);
      for (let d = 0; d < dim; d++) next[w * dim + d] += along * data[start + d];
    }
  }
  return next;
}

/** One round, in place: basis ← orthogonal(next), turned so that its rows are the best guesses, in order. Returns the variance along each. */
function improve(
  basis: Float64Array,
  next: Float64Array,
  { dim, width }: { dim: number; width: number },
): Float64Array<ArrayBuffer> {
  // Within the old basis, the covariance is the small matrix basis · next; its eigenvectors put the rows in order.
  const small = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      for (let d = 0; d < dim; d++) small[i * width + j] += basis[i * dim + d] * next[j * dim + d];
    }
  }
  const { values, vectors } = symmetricEigen(small, width);
  basis.fill(0);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < width; j++) {
      for (let d = 0; d < dim; d++) basis[i * dim + d] += vectors[i * width + j] * next[j * dim + d];
    }
  }
  orthonormalize(basis, { width, dim });
  return values;
}

/** Gram and Schmidt, twice because once leaves rounding behind. A row that vanishes (no variance left) becomes zeros. */
function orthonormalize(basis: Float64Array, { width, dim }: { width: number; dim: number }): void {
  for (let w = 0; w < width; w++) {
    const row = basis.subarray(w * dim, (w + 1) * dim);
    const original = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < w; other++) {
        let dot = 0;
        for (let d = 0; d < dim; d++) dot += row[d] * basis[other * dim + d];
        for (let d = 0; d < dim; d++) row[d] -= dot * basis[other * dim + d];
      }
    }
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (length <= 1e-12 * original) row.fill(0);
    else for (let d = 0; d < dim; d++) row[d] /= length;
  }
}

/** Jacobi's method for a small symmetric matrix: rotate pairs of axes until only the diagonal is left. Rows of `vectors`, by falling value. */
function symmetricEigen(matrix: Float64Array, n: number): { values: Float64Array<ArrayBuffer>; vectors: Float64Array } {
  const a = matrix.slice();
  const rows = new Float64Array(n * n);
  for (let i = 0; i < n; i++) rows[i * n + i] = 1;
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) off += Math.abs(a[i * n + j]);
    if (off === 0) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p * n + q] === 0) continue;
        const theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const cos = 1 / Math.sqrt(t * t + 1);
        const sin = t * cos;
        for (let k = 0; k < n; k++) rotate(a, k * n + p, k * n + q, cos, sin);
        for (let k = 0; k < n; k++) rotate(a, p * n + k, q * n + k, cos, sin);
        for (let k = 0; k < n; k++) rotate(rows, p * n + k, q * n + k, cos, sin);
      }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i]);
  const vectors = new Float64Array(n * n);
  for (const [to, from] of order.entries()) vectors.set(rows.subarray(from * n, (from + 1) * n), to * n);
  return { values: Float64Array.from(order, (i) => a[i * n + i]), vectors };
}

function rotate(a: Float64Array, p: number, q: number, cos: number, sin: number): void {
  const [x, y] = [a[p], a[q]];
  a[p] = cos * x - sin * y;
  a[q] = sin * x + cos * y;
}

/** How far the farthest direction moved, whatever its sign. */
function largestMove(
  before: Float64Array,
  now: Float64Array,
  { numComponents, dim }: { numComponents: number; dim: number },
): number {
  let worst = 0;
  for (let row = 0; row < numComponents; row++) {
    let dot = 0;
    for (let d = row * dim; d < (row + 1) * dim; d++) dot += before[d] * now[d];
    let move = 0;
    for (let d = row * dim; d < (row + 1) * dim; d++) move += (now[d] - Math.sign(dot) * before[d]) ** 2;
    worst = Math.max(worst, Math.sqrt(move));
  }
  return worst;
}

/** A direction and its opposite are equally good; this picks one, so that the same data give the same picture. */
function makeLargestPositive(row: Float64Array): void {
  let largest = 0;
  for (const value of row) if (Math.abs(value) > Math.abs(largest)) largest = value;
  if (largest < 0) for (let d = 0; d < row.length; d++) row[d] = -row[d];
}
