/**
 * Dot products of four rows of int4 weights with one or two rows of int16 activations.
 *
 * Sixteen bytes hold 32 weights. Seen as eight 16-bit lanes, shifts by 0, 4, 8 and 12 give four vectors of eight
 * nibbles; the activations lie in the same order (see quantize-rows.ts). Each block of 32 has a scale of its own, so its
 * sum becomes float32 and is scaled before it is added.
 * @module
 */
import { storeFour } from "./outputs";
import { multiplyAdd, sumFour } from "./simd";

/** Lanes of 15. Made from a vector that the compiler does not know: a constant would be built anew in every step. */
// @ts-ignore: decorator
@inline
function nibbleMask(any: v128): v128 {
  return i16x8.shr_u(i16x8.eq(any, any), 12);
}

/** Σ (nibble - 8) · x of a block, in four lanes. n0 … n3: its nibbles; x: its activations in memory. */
// @ts-ignore: decorator
@inline
function blockSum(x: usize, n0: v128, n1: v128, n2: v128, n3: v128): v128 {
  let even = i32x4.add(v128.load(x, 64), i32x4.dot_i16x8_s(v128.load(x), n0));
  let odd = i32x4.dot_i16x8_s(v128.load(x, 16), n1);
  even = i32x4.add(even, i32x4.dot_i16x8_s(v128.load(x, 32), n2));
  odd = i32x4.add(odd, i32x4.dot_i16x8_s(v128.load(x, 48), n3));
  return f32x4.convert_i32x4_s(i32x4.add(even, odd));
}

/** sum += the block of weights at w · the block at x · scale. */
// @ts-ignore: decorator
@inline
function addBlock(sum: v128, mask: v128, w: usize, scale: usize, x: usize): v128 {
  const v = v128.load(w);
  const block = blockSum(
    x,
    v128.and(v, mask),
    v128.and(i16x8.shr_u(v, 4), mask),
    v128.and(i16x8.shr_u(v, 8), mask),
    i16x8.shr_u(v, 12),
  );
  return multiplyAdd(block, v128.load_splat<f32>(scale), sum);
}

/**
 * One row of activations with `count` rows of weights from `w` on and those wApart, 2 · wApart and 3 · wApart bytes
 * behind them, whose scales are scalesApart bytes apart.
 */
export function int4Tile1(
  w: usize, wApart: usize, wRow: usize, x: usize, blocks: i32,
  out: usize, apart: usize, scales: usize, scalesApart: usize, scale: f32, bias: usize, add: i32, count: i32,
): void {
  const mask = nibbleMask(v128.load(x));
  const scalesRow = wRow >> 2; // 16 bytes of weights have one scale of 4
  for (let n = 0; n < count; n++) {
    let w0 = w;
    let w1 = w0 + wApart;
    let w2 = w1 + wApart;
    let w3 = w2 + wApart;
    let s0 = scales;
    let s1 = s0 + scalesApart;
    let s2 = s1 + scalesApart;
    let s3 = s2 + scalesApart;
    let x0 = x;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    for (let i = 0; i < blocks; i++) {
      a0 = addBlock(a0, mask, w0, s0, x0);
      a1 = addBlock(a1, mask, w1, s1, x0);
      a2 = addBlock(a2, mask, w2, s2, x0);
      a3 = addBlock(a3, mask, w3, s3, x0);
      w0 += 16;
      w1 += 16;
      w2 += 16;
      w3 += 16;
      s0 += 4;
      s1 += 4;
      s2 += 4;
      s3 += 4;
      x0 += 80;
    }
    storeFour(out, apart, bias, add, f32x4.mul(sumFour(a0, a1, a2, a3), f32x4.splat(scale)));
    w += wRow;
    scales += scalesRow;
    out += 4;
    if (bias) bias += 4;
  }
}

/**
 * Two rows of activations with four rows of weights: the nibbles are taken apart once for both. The four rows of weights take
 * turns, block by block: their sums fit the registers, the nibbles of one of them too, those of four would not.
 */
export function int4Tile2(
  w0: usize, wApart: usize, x0: usize, x1: usize, blocks: i32,
  out0: usize, out1: usize, apart: usize, scales: usize, scalesApart: usize, scale0: f32, scale1: f32,
  bias: usize, add: i32,
): void {
  let w1 = w0 + wApart;
  let w2 = w1 + wApart;
  let w3 = w2 + wApart;
  const mask = nibbleMask(v128.load(x0));
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  let s0 = scales;
  let s1 = s0 + scalesApart;
  let s2 = s1 + scalesApart;
  let s3 = s2 + scalesApart;
  for (let i = 0; i < blocks; i++) {
    let v = v128.load(w0);
    let n0 = v128.and(v, mask);
    let n1 = v128.and(i16x8.shr_u(v, 4), mask);
    let n2 = v128.and(i16x8.shr_u(v, 8), mask);
    let n3 = i16x8.shr_u(v, 12);
    let scale = v128.load_splat<f32>(s0);
    a0 = multiplyAdd(blockSum(x0, n0, n1, n2, n3), scale, a0);
    b0 = multiplyAdd(blockSum(x1, n0, n1, n2, n3), scale, b0);
    v = v128.load(w1);
    n0 = v128.and(v, mask);
    n1 = v128.and(i16x8.shr_u(v, 4), mask);
    n2 = v128.and(i16x8.shr_u(v, 8), mask);
    n3 = i16x8.shr_u(v, 12);
    scale = v128.load_splat<f32>(s1);
    a1 = multiplyAdd(blockSum(x0, n0, n1, n2, n3), scale, a1);
    b1 = multiplyAdd(blockSum(x1, n0, n1, n2, n3), scale, b1);
    v = v128.load(w2);
    n0 = v128.and(v, mask);
    n1 = v128.and(i16x8.shr_u(v, 4), mask);
    n2 = v128.and(i16x8.shr_u(v, 8), mask);
    n3 = i16x8.shr_u(v, 12);
    scale = v128.load_splat<f32>(s2);
    a2 = multiplyAdd(blockSum(x0, n0, n1, n2, n3), scale, a2);
    b2 = multiplyAdd(blockSum(x1, n0, n1, n2, n3), scale, b2);
    v = v128.load(w3);
    n0 = v128.and(v, mask);
    n1 = v128.and(i16x8.shr_u(v, 4), mask);
    n2 = v128.and(i16x8.shr_u(v, 8), mask);
    n3 = i16x8.shr_u(v, 12);
    scale = v128.load_splat<f32>(s3);
    a3 = multiplyAdd(blockSum(x0, n0, n1, n2, n3), scale, a3);
    b3 = multiplyAdd(blockSum(x1, n0, n1, n2, n3), scale, b3);
    w0 += 16;
    w1 += 16;
    w2 += 16;
    w3 += 16;
    s0 += 4;
    s1 += 4;
    s2 += 4;
    s3 += 4;
    x0 += 80;
    x1 += 80;
  }
  storeFour(out0, apart, bias, add, f32x4.mul(sumFour(a0, a1, a2, a3), f32x4.splat(scale0)));
  storeFour(out1, apart, bias, add, f32x4.mul(sumFour(b0, b1, b2, b3), f32x4.splat(scale1)));
}
