/**
 * Dot products of four rows of int8 weights with one or two rows of int16 activations.
 *
 * A step multiplies eight weights, widened to int16 while they are loaded, and adds the products in pairs to four int32
 * sums. Such a sum holds 2048 columns without overflow: 2048 / 4 · 32767 · 128 < 2³¹. Longer rows go in pieces.
 * @module
 */
import { loadApart, storeFour } from "./outputs";
import { sumFour } from "./simd";

// @ts-ignore: decorator
@inline
function dotAdd(sum: v128, x: v128, w: v128): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(x, w));
}

// @ts-ignore: decorator
@inline
function storeScaled(
  out: usize, apart: usize, scales: usize, scale: f32, bias: usize, add: i32, a0: v128, a1: v128, a2: v128, a3: v128,
): void {
  const sums = sumFour(
    f32x4.convert_i32x4_s(a0), f32x4.convert_i32x4_s(a1), f32x4.convert_i32x4_s(a2), f32x4.convert_i32x4_s(a3),
  );
  const factors = f32x4.mul(f32x4.splat(scale), loadApart(scales, apart));
  storeFour(out, apart, bias, add, f32x4.mul(sums, factors));
}

/**
 * One row of activations with `count` rows of weights from `w` on and those wApart, 2 · wApart and 3 · wApart bytes
 * behind them. `steps`: how many times 16 columns. `scales`: of the weights; `scale`: of the activations.
 */
export function int8Tile1(
  w: usize, wApart: usize, wRow: usize, x: usize, steps: i32,
  out: usize, apart: usize, scales: usize, scale: f32, bias: usize, add: i32, count: i32,
): void {
  const pairs = steps >> 1;
  for (let n = 0; n < count; n++) {
    let w0 = w;
    let w1 = w0 + wApart;
    let w2 = w1 + wApart;
    let w3 = w2 + wApart;
    let x0 = x;
    let a0 = i32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    for (let i = 0; i < pairs; i++) {
      const xa = v128.load(x0);
      a0 = dotAdd(a0, xa, v128.load_ext<i8>(w0));
      a1 = dotAdd(a1, xa, v128.load_ext<i8>(w1));
      a2 = dotAdd(a2, xa, v128.load_ext<i8>(w2));
      a3 = dotAdd(a3, xa, v128.load_ext<i8>(w3));
      const xb = v128.load(x0, 16);
      a0 = dotAdd(a0, xb, v128.load_ext<i8>(w0, 8));
      a1 = dotAdd(a1, xb, v128.load_ext<i8>(w1, 8));
      a2 = dotAdd(a2, xb, v128.load_ext<i8>(w2, 8));
      a3 = dotAdd(a3, xb, v128.load_ext<i8>(w3, 8));
      const xc = v128.load(x0, 32);
      a0 = dotAdd(a0, xc, v128.load_ext<i8>(w0, 16));
      a1 = dotAdd(a1, xc, v128.load_ext<i8>(w1, 16));
      a2 = dotAdd(a2, xc, v128.load_ext<i8>(w2, 16));
      a3 = dotAdd(a3, xc, v128.load_ext<i8>(w3, 16));
      const xd = v128.load(x0, 48);
      a0 = dotAdd(a0, xd, v128.load_ext<i8>(w0, 24));
      a1 = dotAdd(a1, xd, v128.load_ext<i8>(w1, 24));
      a2 = dotAdd(a2, xd, v128.load_ext<i8>(w2, 24));
      a3 = dotAdd(a3, xd, v128.load_ext<i8>(w3, 24));
      w0 += 32;
      w1 += 32;
      w2 += 32;
      w3 += 32;
      x0 += 64;
    }
    if (steps & 1) {
      const xa = v128.load(x0);
      a0 = dotAdd(a0, xa, v128.load_ext<i8>(w0));
      a1 = dotAdd(a1, xa, v128.load_ext<i8>(w1));
      a2 = dotAdd(a2, xa, v128.load_ext<i8>(w2));
      a3 = dotAdd(a3, xa, v128.load_ext<i8>(w3));
      const xb = v128.load(x0, 16);
      a0 = dotAdd(a0, xb, v128.load_ext<i8>(w0, 8));
      a1 = dotAdd(a1, xb, v128.load_ext<i8>(w1, 8));
      a2 = dotAdd(a2, xb, v128.load_ext<i8>(w2, 8));
      a3 = dotAdd(a3, xb, v128.load_ext<i8>(w3, 8));
    }
    storeScaled(out, apart, scales, scale, bias, add, a0, a1, a2, a3);
    w += wRow;
    out += 4;
    scales += 4;
    if (bias) bias += 4;
  }
}

/** Two rows of activations with four rows of weights. */
export function int8Tile2(
  w0: usize, wApart: usize, x0: usize, x1: usize, steps: i32,
  out0: usize, out1: usize, apart: usize, scales: usize, scale0: f32, scale1: f32, bias: usize, add: i32,
): void {
  let w1 = w0 + wApart;
  let w2 = w1 + wApart;
  let w3 = w2 + wApart;
  let a0 = i32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (let i = 0; i < steps; i++) {
    let xa = v128.load(x0);
    let xb = v128.load(x1);
    let w = v128.load_ext<i8>(w0);
    a0 = dotAdd(a0, xa, w);
    b0 = dotAdd(b0, xb, w);
    w = v128.load_ext<i8>(w1);
    a1 = dotAdd(a1, xa, w);
    b1 = dotAdd(b1, xb, w);
    w = v128.load_ext<i8>(w2);
    a2 = dotAdd(a2, xa, w);
    b2 = dotAdd(b2, xb, w);
    w = v128.load_ext<i8>(w3);
    a3 = dotAdd(a3, xa, w);
    b3 = dotAdd(b3, xb, w);
    xa = v128.load(x0, 16);
    xb = v128.load(x1, 16);
    w = v128.load_ext<i8>(w0, 8);
    a0 = dotAdd(a0, xa, w);
    b0 = dotAdd(b0, xb, w);
    w = v128.load_ext<i8>(w1, 8);
    a1 = dotAdd(a1, xa, w);
    b1 = dotAdd(b1, xb, w);
    w = v128.load_ext<i8>(w2, 8);
    a2 = dotAdd(a2, xa, w);
    b2 = dotAdd(b2, xb, w);
    w = v128.load_ext<i8>(w3, 8);
    a3 = dotAdd(a3, xa, w);
    b3 = dotAdd(b3, xb, w);
    w0 += 16;
    w1 += 16;
    w2 += 16;
    w3 += 16;
    x0 += 32;
    x1 += 32;
  }
  storeScaled(out0, apart, scales, scale0, bias, add, a0, a1, a2, a3);
  storeScaled(out1, apart, scales, scale1, bias, add, b0, b1, b2, b3);
}
