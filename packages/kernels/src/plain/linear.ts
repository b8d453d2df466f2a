/**
 * A linear layer: every output is the dot product of an input row with one row of weights.
 *
 * The weights keep their stored form. An int8 row has one scale for all its columns, so the scale can wait until the
 * sum is done; int4 has one scale per 32 columns, so each block's sum is scaled on its own.
 * @module
 */
import { checkLinear } from "../check.ts";
import type { F32Matrix, Int4Matrix, Int8Matrix, WeightMatrix } from "../kernels.ts";

/** out[r, o] = Σᵢ x[r, i] · w[o, i] + bias[o]; x [rows, w.cols], out [rows, w.rows]. Sums are float64. */
export function linear(
  out: Float32Array,
  x: Float32Array,
  w: WeightMatrix,
  bias: Float32Array | null,
  rows: number,
): void {
  checkLinear(out, x, w, bias, rows);
  const dot = w.type === "f32" ? dotF32 : w.type === "int8" ? dotInt8 : dotInt4;
  for (let row = 0; row < rows; row++) {
    for (let o = 0; o < w.rows; o++) {
      const sum = dot(x, row * w.cols, w as never, o);
      out[row * w.rows + o] = bias ? sum + bias[o] : sum;
    }
  }
}

function dotF32(x: Float32Array, xRow: number, { cols, data }: F32Matrix, o: number): number {
  const wRow = o * cols; // w[o, 0]
  let sum = 0;
  for (let i = 0; i < cols; i++) sum += x[xRow + i] * data[wRow + i];
  return sum;
}

function dotInt8(x: Float32Array, xRow: number, { cols, data, scales }: Int8Matrix, o: number): number {
  const wRow = o * cols; // w[o, 0]
  let sum = 0;
  for (let i = 0; i < cols; i++) sum += x[xRow + i] * data[wRow + i];
  return sum * scales[o];
}

function dotInt4(x: Float32Array, xRow: number, { cols, data, scales }: Int4Matrix, o: number): number {
  const wRow = (o * cols) / 2; // the byte of w[o, 0] and w[o, 1]
  const scaleRow = (o * cols) / 32; // scales[o, 0]
  let sum = 0;
  for (let block = 0; block < cols / 32; block++) {
    let blockSum = 0;
    for (let pair = block * 16; pair < block * 16 + 16; pair++) {
      const byte = data[wRow + pair];
      blockSum += x[xRow + 2 * pair] * ((byte & 15) - 8) + x[xRow + 2 * pair + 1] * ((byte >> 4) - 8);
    }
    sum += blockSum * scales[scaleRow + block];
  }
  return sum;
}
