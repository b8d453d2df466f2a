/**
 * Storing weights in fewer bits: a scale, and small whole numbers that it multiplies.
 *
 * Decoding one token reads every weight once, so its speed is memory speed: a quarter of the bytes is four times the
 * tokens. The price is rounding, at most half a scale per weight. Int8 has one scale per row; int4 needs finer ones,
 * one per 32 columns, since a single large weight would cost all others their digits.
 * @module
 */
import { checkDims, checkLength, checkMatrix } from "./check.ts";
import type { F32Matrix, Int4Matrix, Int8Matrix, KernelArray, KernelArrayType, WeightMatrix } from "./kernels.ts";
import { widenRow } from "./plain/gather-rows.ts";

/** Weights to quantise: [rows, cols], row-major. */
export interface DenseMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: ArrayLike<number>;
}

/** Where the result goes, for example `kernels.memory`; default the JavaScript heap. */
export interface MatrixMemory {
  allocate<A extends KernelArray>(type: KernelArrayType<A>, length: number): A;
}

const heap: MatrixMemory = { allocate: (type, length) => new type(length) };

/** Columns that share a scale in {@link Int4Matrix}. */
const int4Block = 32;

/**
 * Rounds every weight to one of 255 steps of its row; scale = max |w| / 127.
 *
 * @throws RangeError if data.length is not rows × cols, or a weight is not finite
 * @example
 * quantizeInt8({ rows: 1, cols: 3, data: [1, -0.25, 0.75] }); // data [127, -32, 95], scales [1 / 127]
 */
export function quantizeInt8({ rows, cols, data }: DenseMatrix, memory: MatrixMemory = heap): Int8Matrix {
  checkDims("quantizeInt8", { rows, cols });
  checkLength("quantizeInt8", "data", data, { rows, cols });
  const matrix = {
    type: "int8",
    rows,
    cols,
    data: memory.allocate(Int8Array, rows * cols),
    scales: memory.allocate(Float32Array, rows),
  } as const;
  for (let row = 0; row < rows; row++) {
    const start = row * cols; // data[row, 0]
    const largest = Math.abs(data[indexOfLargest("quantizeInt8", data, start, cols)] ?? 0);
    const scale = Math.fround(largest / 127);
    matrix.scales[row] = scale;
    const inverse = scale === 0 ? 0 : 1 / scale;
    for (let i = start; i < start + cols; i++) {
      matrix.data[i] = Math.max(-127, Math.min(127, Math.round(data[i] * inverse)));
    }
  }
  return matrix;
}

/**
 * Rounds every weight to one of 16 steps of its block of 32 columns.
 *
 * The steps are -8 … 7, one more on the negative side, so the scale takes the sign that puts the block's
 * largest weight there: scale = -w / 8.
 * @throws RangeError if data.length is not rows × cols, cols is not a multiple of 32, or a weight is not finite
 */
export function quantizeInt4({ rows, cols, data }: DenseMatrix, memory: MatrixMemory = heap): Int4Matrix {
  checkDims("quantizeInt4", { rows, cols });
  checkLength("quantizeInt4", "data", data, { rows, cols });
  if (cols % int4Block !== 0) {
    throw new RangeError(`quantizeInt4: cols is ${cols} but has to be a multiple of ${int4Block}. Use quantizeInt8.`);
  }
  const matrix = {
    type: "int4",
    rows,
    cols,
    data: memory.allocate(Uint8Array, (rows * cols) / 2),
    scales: memory.allocate(Float32Array, (rows * cols) / int4Block),
  } as const;
  for (let block = 0; block < matrix.scales.length; block++) {
    const start = block * int4Block;
    const scale = Math.fround(-data[indexOfLargest("quantizeInt4", data, start, int4Block)] / 8);
    matrix.scales[block] = scale;
    const inverse = scale === 0 ? 0 : 1 / scale;
    for (let i = start; i < start + int4Block; i += 2) {
      matrix.data[i / 2] = nibble(data[i] * inverse) | (nibble(data[i + 1] * inverse) << 4);
    }
  }
  return matrix;
}

function nibble(steps: number): number {
  return Math.max(0, Math.min(15, Math.round(steps) + 8));
}

function indexOfLargest(where: string, data: ArrayLike<number>, start: number, length: number): number {
  let largest = start;
  for (let i = start; i < start + length; i++) {
    if (!Number.isFinite(data[i])) {
      throw new RangeError(`${where}: data[${i}] is ${data[i]} but has to be finite. The checkpoint is damaged.`);
    }
    if (Math.abs(data[i]) > Math.abs(data[largest])) largest = i;
  }
  return largest;
}

/** The matrix as f32 [rows, cols]; the rounding of a quantised one stays. */
export function dequantize(matrix: WeightMatrix, memory: MatrixMemory = heap): F32Matrix {
  checkMatrix("dequantize", "matrix", matrix);
  const { rows, cols } = matrix;
  const data = memory.allocate(Float32Array, rows * cols);
  for (let row = 0; row < rows; row++) widenRow(data, row * cols, matrix, row);
  return { type: "f32", rows, cols, data };
}
