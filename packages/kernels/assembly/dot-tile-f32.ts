/**
 * Dot products of four rows of weights with one or two rows of activations, both float32.
 * @module
 */
import { storeFour } from "./outputs";
import { multiplyAdd, sumFour } from "./simd";

/**
 * One row of activations with `count` rows of weights from `w` on and those wApart, 2 · wApart and 3 · wApart bytes
 * behind them. `vectors`: how many times 4 columns.
 */
export function f32Tile1(
  w: usize, wApart: usize, wRow: usize, x: usize, vectors: i32,
  out: usize, apart: usize, bias: usize, add: i32, count: i32,
): void {
  for (let n = 0; n < count; n++) {
    let w0 = w;
    let w1 = w0 + wApart;
    let w2 = w1 + wApart;
    let w3 = w2 + wApart;
    let x0 = x;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    for (let i = 0; i < vectors; i++) {
      const xa = v128.load(x0);
      a0 = multiplyAdd(xa, v128.load(w0), a0);
      a1 = multiplyAdd(xa, v128.load(w1), a1);
      a2 = multiplyAdd(xa, v128.load(w2), a2);
      a3 = multiplyAdd(xa, v128.load(w3), a3);
      w0 += 16;
      w1 += 16;
      w2 += 16;
      w3 += 16;
      x0 += 16;
    }
    storeFour(out, apart, bias, add, sumFour(a0, a1, a2, a3));
    w += wRow;
    out += 4;
    if (bias) bias += 4;
  }
}

/** Two rows of activations with four rows of weights: eight sums in registers for six loads. */
export function f32Tile2(
  w0: usize, wApart: usize, x0: usize, x1: usize, vectors: i32,
  out0: usize, out1: usize, apart: usize, bias: usize, add: i32,
): void {
  let w1 = w0 + wApart;
  let w2 = w1 + wApart;
  let w3 = w2 + wApart;
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (let i = 0; i < vectors; i++) {
    const xa = v128.load(x0);
    const xb = v128.load(x1);
    let w = v128.load(w0);
    a0 = multiplyAdd(xa, w, a0);
    b0 = multiplyAdd(xb, w, b0);
    w = v128.load(w1);
    a1 = multiplyAdd(xa, w, a1);
    b1 = multiplyAdd(xb, w, b1);
    w = v128.load(w2);
    a2 = multiplyAdd(xa, w, a2);
    b2 = multiplyAdd(xb, w, b2);
    w = v128.load(w3);
    a3 = multiplyAdd(xa, w, a3);
    b3 = multiplyAdd(xb, w, b3);
    w0 += 16;
    w1 += 16;
    w2 += 16;
    w3 += 16;
    x0 += 16;
    x1 += 16;
  }
  storeFour(out0, apart, bias, add, sumFour(a0, a1, a2, a3));
  storeFour(out1, apart, bias, add, sumFour(b0, b1, b2, b3));
}

/** The columns behind the last whole vector: out[o] += Σ x[i] · w[o, i] for `count` (1 to 3) columns. */
export function f32Tail(out: usize, x: usize, w: usize, wRowBytes: usize, count: i32, outputs: i32): void {
  for (let o = 0; o < outputs; o++) {
    let sum: f32 = load<f32>(out);
    for (let i = 0; i < count; i++) sum += load<f32>(x + (<usize>i << 2)) * load<f32>(w + (<usize>i << 2));
    store<f32>(out, sum);
    out += 4;
    w += wRowBytes;
  }
}
