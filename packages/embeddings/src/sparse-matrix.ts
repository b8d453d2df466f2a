/**
 * Most documents hold few of all known terms, so a document-term matrix is nearly all zeros.
 * Compressed sparse rows (CSR) store only the others: their columns and values, row after row.
 *
 *     [0 2 0]        indptr  0 1 3      row r is the stretch indptr[r] … indptr[r + 1]
 *     [1 0 3]        indices 1 0 2      columns, ascending within a row
 *                    values  2 1 3
 * @module
 */
import { checkLength } from "./checks.ts";

/** Plain data, also structured-cloneable. Columns ascend within a row and do not repeat. */
export interface SparseMatrix {
  rows: number;
  cols: number;
  /** Length rows + 1. */
  indptr: Uint32Array;
  /** Column of each stored value. */
  indices: Uint32Array;
  values: Float64Array;
}

/** One row: the columns and values of what is not zero, ascending. */
export interface SparseVector {
  indices: Uint32Array;
  values: Float64Array;
}

/** Row `row` as views into the matrix, no copy. @throws RangeError when there is no such row */
export function sparseRow(matrix: SparseMatrix, row: number): SparseVector {
  if (!Number.isInteger(row) || row < 0 || row >= matrix.rows) {
    throw new RangeError(`sparseRow: row is ${row} but the matrix has ${matrix.rows} rows, counted from 0.`);
  }
  const start = matrix.indptr[row];
  const end = matrix.indptr[row + 1];
  return { indices: matrix.indices.subarray(start, end), values: matrix.values.subarray(start, end) };
}

/** All values, zeros included. Shape: [rows, cols], row-major. */
export function toDense(matrix: SparseMatrix): Float64Array {
  const dense = new Float64Array(matrix.rows * matrix.cols);
  for (let row = 0; row < matrix.rows; row++) {
    for (let i = matrix.indptr[row]; i < matrix.indptr[row + 1]; i++) {
      dense[row * matrix.cols + matrix.indices[i]] = matrix.values[i];
    }
  }
  return dense;
}

/** The reverse of {@link toDense}. @throws RangeError if dense.length is not rows × cols */
export function fromDense(dense: ArrayLike<number>, { rows, cols }: { rows: number; cols: number }): SparseMatrix {
  checkLength("fromDense", "dense", dense, { rows, cols });
  const indptr = new Uint32Array(rows + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const value = dense[row * cols + col];
      if (value === 0) continue;
      indices.push(col);
      values.push(value);
    }
    indptr[row + 1] = indices.length;
  }
  return { rows, cols, indptr, indices: Uint32Array.from(indices), values: Float64Array.from(values) };
}

// #region cosine
/** Sum of products where both vectors have a value: one walk along both lists of columns. */
export function sparseDot(a: SparseVector, b: SparseVector): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.indices.length && j < b.indices.length; ) {
    const difference = a.indices[i] - b.indices[j];
    if (difference === 0) sum += a.values[i++] * b.values[j++];
    else if (difference < 0) i++;
    else j++;
  }
  return sum;
}

/** Cosine of the angle between two sparse vectors; 0 when one of them has no length. */
export function sparseCosine(a: SparseVector, b: SparseVector): number {
  const lengths = Math.sqrt(sparseDot(a, a) * sparseDot(b, b));
  return lengths === 0 ? 0 : sparseDot(a, b) / lengths;
}
// #endregion cosine

/** Scales every row to length 1 ("l2": square root of the sum of squares, "l1": sum of magnitudes), in place; rows of zeros stay. */
export function normalizeRowsInPlace(matrix: SparseMatrix, norm: "l1" | "l2"): SparseMatrix {
  const { indptr, values } = matrix;
  for (let row = 0; row < matrix.rows; row++) {
    let sum = 0;
    for (let i = indptr[row]; i < indptr[row + 1]; i++)
      sum += norm === "l1" ? Math.abs(values[i]) : values[i] * values[i];
    const length = norm === "l1" ? sum : Math.sqrt(sum);
    if (length === 0) continue;
    for (let i = indptr[row]; i < indptr[row + 1]; i++) values[i] /= length;
  }
  return matrix;
}

/** Rows become columns. A counting sort, so each row of the result ascends whatever the order before. */
export function transpose({ rows, cols, indptr, indices, values }: SparseMatrix): SparseMatrix {
  const out = {
    rows: cols,
    cols: rows,
    indptr: new Uint32Array(cols + 1),
    indices: new Uint32Array(indices.length),
    values: new Float64Array(values.length),
  };
  for (const col of indices) out.indptr[col + 1]++;
  for (let col = 0; col < cols; col++) out.indptr[col + 1] += out.indptr[col];
  const next = out.indptr.slice();
  for (let row = 0; row < rows; row++) {
    for (let i = indptr[row]; i < indptr[row + 1]; i++) {
      const to = next[indices[i]]++;
      out.indices[to] = row;
      out.values[to] = values[i];
    }
  }
  return out;
}
