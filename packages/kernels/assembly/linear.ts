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
      // first the quarters side by side; then the rest, 0 to 3 outputs, each as four times the same row
      for (let part = 0; part < 2; part++) {
        const first = part == 0 ? from : from + 4 * quarter;
        const count = part == 0 ? quarter : (to - from) & 3;
        const distance = part == 0 ? <usize>quarter : 0;
        const apart = distance << 2;
        const wApart = distance * wRow;
        const scalesApart = distance * scalesRow;
        const x0 = x + <usize>block * xRow + <usize>start * stepBytes;
        const wAt = w + <usize>first * wRow + (<usize>start << 4);
        const scalesAt = wScales + <usize>first * scalesRow + (isFloat<W>() || isSigned<W>() ? 0 : <usize>start << 2);
        const biasAt = bias ? bias + (<usize>first << 2) : 0;
        const outAt = out + <usize>block * outRow + (<usize>first << 2);
        if (blockEnd - block == 1) {
          const scale: f32 = isFloat<W>() ? 1 : load<f32>(xScales + (<usize>block << 2));
          tile1<W>(wAt, wApart, wRow, x0, length, outAt, apart, scalesAt, scalesApart, scale, biasAt, start, count);
          continue;
        }
        for (let n = 0; n < count; n++) {
          const wRow0 = wAt + <usize>n * wRow;
          const s = scalesAt + <usize>n * scalesRow;
          const b = biasAt ? biasAt + (<usize>n << 2) : 0;
          let xs = xScales + (<usize>block << 2);
          let xRow0 = x0;
          let out0 = outAt + (<usize>n << 2);
          let row = block;
          for (; row + 1 < blockEnd; row += 2) {
            tile2<W>(wRow0, wApart, xRow0, xRow, length, out0, outRow, apart, s, scalesApart, xs, b, start);
            xRow0 += 2 * xRow;
            out0 += 2 * outRow;
            xs += 8;
          }
          if (row < blockEnd) {
            const scale: f32 = isFloat<W>() ? 1 : load<f32>(xs);
            tile1<W>(wRow0, wApart, wRow, xRow0, length, out0, apart, s, scalesApart, scale, b, start, 1);
          }
        }
      }
    }
  }
}

/** One row of x with `count` outputs and those a quarter of the matrix apart. */
// @ts-ignore: decorator
@inline
function tile1<W>(
  w: usize, wApart: usize, wRow: usize, x: usize, steps: i32, out: usize, apart: usize,
  scales: usize, scalesApart: usize, scale: f32, bias: usize, add: i32, count: i32,
): void {
  if (isFloat<W>()) f32Tile1(w, wApart, wRow, x, steps, out, apart, bias, add, count);
  else if (isSigned<W>()) int8Tile1(w, wApart, wRow, x, steps, out, apart, scales, scale, bias, add, count);
  else int4Tile1(w, wApart, wRow, x, steps, out, apart, scales, scalesApart, scale, bias, add, count);
}

/** Two rows of x with one output and those a quarter of the matrix apart. */
// @ts-ignore: decorator
@inline
function tile2<W>(
  w: usize, wApart: usize, x: usize, xRow: usize, steps: i32, out: usize, outRow: usize, apart: usize,
  scales: usize, scalesApart: usize, xScales: usize, bias: usize, add: i32,
): void {
  if (isFloat<W>()) {
    f32Tile2(w, wApart, x, x + xRow, steps, out, out + outRow, apart, bias, add);
    return;
  }
  const scale0 = load<f32>(xScales);
  const scale1 = load<f32>(xScales, 4);
  if (isSigned<W>()) {
    int8Tile2(w, wApart, x, x + xRow, steps, out, out + outRow, apart, scales, scale0, scale1, bias, add);
  } else {
    int4Tile2(w, wApart, x, x + xRow, steps, out, out + outRow, apart, scales, scalesApart, scale0, scale1, bias, add);
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
