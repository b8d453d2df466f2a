/**
 * The product of two matrices of activations, out = a · b.
 *
 * The columns of b that a tile needs lie a row apart in memory. So eight columns are packed into a straight panel first,
 * and every row of a then runs along it: four rows by eight columns of sums in registers.
 * @module
 */
import { multiplyAdd } from "./simd";

/** Rows of b in a panel: 512 · 8 float32 are 16 KiB, half a first-level cache. */
export const PANEL_ROWS: i32 = 512;

/** Columns [from · 8, to · 8) of out. a [m, k], b [k, n]; `panels`: room for PANEL_ROWS · 8 float32 for each thread. */
export function matMul(
  out: usize, a: usize, b: usize, panels: usize, m: i32, k: i32, n: i32, thread: i32, from: i32, to: i32,
): void {
  const panel = panels + ((<usize>thread * PANEL_ROWS) << 5);
  const aRow = <usize>k << 2;
  const outRow = <usize>n << 2;
  for (let group = from; group < to; group++) {
    const column = group << 3;
    const columns = min(8, n - column);
    const outAt = out + (<usize>column << 2);
    for (let start = 0; start == 0 || start < k; start += PANEL_ROWS) {
      const length = min(PANEL_ROWS, k - start);
      packPanel(panel, b + ((<usize>start * n + column) << 2), length, columns, outRow);
      let at = a + (<usize>start << 2);
      let target = outAt;
      let i = 0;
      for (; i + 4 <= m; i += 4) {
        tile4(target, at, panel, length, aRow, outRow, columns, start);
        at += 4 * aRow;
        target += 4 * outRow;
      }
      for (; i < m; i++) {
        tile1(target, at, panel, length, columns, start);
        at += aRow;
        target += outRow;
      }
    }
  }
}

/** Eight columns of `length` rows, one row after the other; missing columns are 0. */
function packPanel(panel: usize, b: usize, length: i32, columns: i32, bRow: usize): void {
  for (let t = 0; t < length; t++) {
    if (columns == 8) {
      v128.store(panel, v128.load(b));
      v128.store(panel, v128.load(b, 16), 16);
    } else {
      for (let c = 0; c < 8; c++) {
        store<f32>(panel + (<usize>c << 2), c < columns ? load<f32>(b + (<usize>c << 2)) : 0);
      }
    }
    panel += 32;
    b += bRow;
  }
}

export function tile4(
  out: usize, a: usize, panel: usize, length: i32, aRow: usize, outRow: usize, columns: i32, add: i32,
): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  let a1 = a + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  for (let t = 0; t < length; t++) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    let s = v128.load_splat<f32>(a);
    c00 = multiplyAdd(s, b0, c00);
    c01 = multiplyAdd(s, b1, c01);
    s = v128.load_splat<f32>(a1);
    c10 = multiplyAdd(s, b0, c10);
    c11 = multiplyAdd(s, b1, c11);
    s = v128.load_splat<f32>(a2);
    c20 = multiplyAdd(s, b0, c20);
    c21 = multiplyAdd(s, b1, c21);
    s = v128.load_splat<f32>(a3);
    c30 = multiplyAdd(s, b0, c30);
    c31 = multiplyAdd(s, b1, c31);
    panel += 32;
    a += 4;
    a1 += 4;
    a2 += 4;
    a3 += 4;
  }
  storeRow(out, c00, c01, columns, add);
  storeRow(out + outRow, c10, c11, columns, add);
  storeRow(out + 2 * outRow, c20, c21, columns, add);
  storeRow(out + 3 * outRow, c30, c31, columns, add);
}

function tile1(out: usize, a: usize, panel: usize, length: i32, columns: i32, add: i32): void {
  let c0 = f32x4.splat(0);
  let c1 = c0;
  for (let t = 0; t < length; t++) {
    const s = v128.load_splat<f32>(a);
    c0 = multiplyAdd(s, v128.load(panel), c0);
    c1 = multiplyAdd(s, v128.load(panel, 16), c1);
    panel += 32;
    a += 4;
  }
  storeRow(out, c0, c1, columns, add);
}

/** Stores (or adds, for a later panel) eight sums, or the first `columns` of them. */
function storeRow(out: usize, c0: v128, c1: v128, columns: i32, add: i32): void {
  if (columns == 8) {
    if (add) {
      c0 = f32x4.add(c0, v128.load(out));
      c1 = f32x4.add(c1, v128.load(out, 16));
    }
    v128.store(out, c0);
    v128.store(out, c1, 16);
    return;
  }
  for (let c = 0; c < columns; c++) {
    let sum = f32x4.extract_lane(c0, 0);
    c0 = v128.shuffle<f32>(c0, c1, 1, 2, 3, 4); // the next sum moves to the front
    c1 = v128.shuffle<f32>(c1, c1, 1, 2, 3, 3);
    if (add) sum += load<f32>(out);
    store<f32>(out, sum);
    out += 4;
  }
}
