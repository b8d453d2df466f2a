/**
 * A linear layer, out[r, o] = Σ x[r, i] · w[o, i] + bias[o], for one row of activations as for hundreds.
 *
 * Both matrices hold the columns i next to each other, so a dot product reads two straight lines and nothing has to be
 * rearranged. With one row the weights come from memory once and memory is the limit; what decides then is how it is
 * read. The four rows of weights that share a load of x are a quarter of the matrix apart: four long lines, each read
 * from one end to the other, which the processor fetches ahead. Four neighbouring rows would be four short lines, and
 * ran at 7 instead of 25 GB/s (int8, 1024 columns, EPYC of the Zen 4 kind).
 *
 * With many rows, x goes in blocks that stay in the second-level cache while the weights pass by, and in pieces of
 * columns of which four rows of weights and two of x stay in the first.
 * @module
 */
import { f32Tail, f32Tile1, f32Tile2 } from "./dot-tile-f32";
import { int4Tile1, int4Tile2 } from "./dot-tile-int4";
import { int8Tile1, int8Tile2 } from "./dot-tile-int8";
import { rowBytesForInt4, rowBytesForInt8 } from "./quantize-rows";

/** Rows of x in a block: 128 rows of 4 KiB pieces are half a second-level cache of 1 MiB. */
const ROW_BLOCK: i32 = 128;

/** Bytes of one row of weights. W is f32, i8, or u8 for two int4 in a byte. */
// @ts-ignore: decorator
@inline
function weightRowBytes<W>(cols: i32): usize {
  if (isFloat<W>()) return <usize>cols << 2;
  return isSigned<W>() ? <usize>cols : <usize>cols >> 1;
}

/** Bytes of one row of activations: float32, or int16 as quantizeRows leaves them. */
// @ts-ignore: decorator
@inline
function activationRowBytes<W>(cols: i32): usize {
  if (isFloat<W>()) return <usize>cols << 2;
  return isSigned<W>() ? rowBytesForInt8(cols) : rowBytesForInt4(cols);
}

/** Outputs [from, to) of all rows. `xScales` and `wScales` belong to quantised x and w. */
function linear<W>(
  out: usize, x: usize, xScales: usize, w: usize, wScales: usize, bias: usize,
  rows: i32, cols: i32, outCols: i32, from: i32, to: i32,
): void {
  const wRow = weightRowBytes<W>(cols);
  const xRow = activationRowBytes<W>(cols);
  const outRow = <usize>outCols << 2;
  const scalesRow: usize = isFloat<W>() ? 0 : isSigned<W>() ? 4 : (<usize>cols >> 5) << 2;
  // a step: 16 bytes of one row of weights
  const stepBytes: usize = isFloat<W>() ? 16 : isSigned<W>() ? 32 : 80; // of activations
  const steps: i32 = isFloat<W>() ? cols >> 2 : isSigned<W>() ? (cols + 15) >> 4 : cols >> 5;
  let piece: i32 = isFloat<W>() ? 256 : isSigned<W>() ? 128 : 64; // 1024 columns; 2048, as many as the sums hold; 2048
  if (!(isSigned<W>() && isInteger<W>()) && rows == 1) piece = max(steps, 1);
  const quarter = (to - from) >> 2;

  for (let block = 0; block < rows; block += ROW_BLOCK) {
    const blockEnd = min(rows, block + ROW_BLOCK);
    for (let start = 0; start == 0 || start < steps; start += piece) {
      const length = min(piece, steps - start);
      for (let o = from; o < to; o++) {
        // first the quarters side by side; the rest (0 to 3 outputs) one by one, each as four times the same row
        if (o == from + quarter) {
          o = from + 4 * quarter;
          if (o == to) break;
        }
        const distance = o < from + quarter ? <usize>quarter : 0;
        const w0 = w + <usize>o * wRow + (<usize>start << 4);
        const w1 = w0 + distance * wRow;
        const w2 = w1 + distance * wRow;
        const w3 = w2 + distance * wRow;
        const apart = distance << 2;
        const b = bias ? bias + (<usize>o << 2) : 0;
        const s = wScales + <usize>o * scalesRow + (isFloat<W>() || isSigned<W>() ? 0 : <usize>start << 2);
        let x0 = x + <usize>block * xRow + <usize>start * stepBytes;
        let xs = xScales + (<usize>block << 2);
        let out0 = out + <usize>block * outRow + (<usize>o << 2);
        let row = block;
        for (; row + 1 < blockEnd; row += 2) {
          const x1 = x0 + xRow;
          const out1 = out0 + outRow;
          if (isFloat<W>()) f32Tile2(w0, w1, w2, w3, x0, x1, length, out0, out1, apart, b, start);
          else {
            const scale0 = load<f32>(xs);
            const scale1 = load<f32>(xs, 4);
            if (isSigned<W>()) int8Tile2(w0, w1, w2, w3, x0, x1, length, out0, out1, apart, s, scale0, scale1, b, start);
            else int4Tile2(w0, w1, w2, w3, x0, x1, length, out0, out1, apart, s, distance * scalesRow, scale0, scale1, b, start);
          }
          x0 = x1 + xRow;
          out0 = out1 + outRow;
          xs += 8;
        }
        if (row < blockEnd) {
          if (isFloat<W>()) f32Tile1(w0, w1, w2, w3, x0, length, out0, apart, b, start);
          else if (isSigned<W>()) int8Tile1(w0, w1, w2, w3, x0, length, out0, apart, s, load<f32>(xs), b, start);
          else int4Tile1(w0, w1, w2, w3, x0, length, out0, apart, s, distance * scalesRow, load<f32>(xs), b, start);
        }
      }
    }
  }
}

export function linearF32(
  out: usize, x: usize, w: usize, bias: usize, rows: i32, cols: i32, outCols: i32, from: i32, to: i32,
): void {
  linear<f32>(out, x, 0, w, 0, bias, rows, cols, outCols, from, to);
  if ((cols & 3) == 0) return;
  const rowBytes = <usize>cols << 2;
  const whole = rowBytes & ~15;
  const wAt = w + <usize>from * rowBytes + whole;
  for (let row = 0; row < rows; row++) {
    const outAt = out + ((<usize>row * outCols + from) << 2);
    f32Tail(outAt, x + <usize>row * rowBytes + whole, wAt, rowBytes, cols & 3, to - from);
  }
}

export function linearInt8(
  out: usize, x: usize, xScales: usize, w: usize, wScales: usize, bias: usize,
  rows: i32, cols: i32, outCols: i32, from: i32, to: i32,
): void {
  linear<i8>(out, x, xScales, w, wScales, bias, rows, cols, outCols, from, to);
}

export function linearInt4(
  out: usize, x: usize, xScales: usize, w: usize, wScales: usize, bias: usize,
  rows: i32, cols: i32, outCols: i32, from: i32, to: i32,
): void {
  linear<u8>(out, x, xScales, w, wScales, bias, rows, cols, outCols, from, to);
}
