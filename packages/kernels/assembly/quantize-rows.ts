/**
 * Activations as 16-bit integers, so that products with integer weights are exact and eight fit in a vector.
 *
 * Each row gets one scale, max |x| / 32767. The rounding is at most 1 / 65534 of the row's largest value: two hundred
 * times finer than that of int8 weights, so what a quantised layer loses, it loses in its weights. Integer sums are
 * exact in any order, which makes the layer's result the same at every batch size, on every machine.
 *
 * A row that is not finite gets the scale NaN, and so do its outputs. A row below 1e-30 counts as 0.
 * @module
 */
import { VECTOR } from "./simd";

/** Bytes of a quantised row for int8 weights: 16 columns at a time, the last ones filled up with 0. */
// @ts-ignore: decorator
@inline
export function rowBytesForInt8(cols: i32): usize {
  return (<usize>cols + 15 & ~15) << 1;
}

/** Bytes of a quantised row for int4 weights: 32 columns and a correction, see {@link arrangeForInt4}. */
// @ts-ignore: decorator
@inline
export function rowBytesForInt4(cols: i32): usize {
  return (<usize>cols >> 5) * 80;
}

/** Quantises rows [from, to) of x [rows, cols] for int8 weights, or for int4 weights. */
export function quantizeRows(q: usize, scales: usize, x: usize, cols: i32, forInt4: i32, from: i32, to: i32): void {
  const rowBytes = forInt4 ? rowBytesForInt4(cols) : rowBytesForInt8(cols);
  for (let row = from; row < to; row++) {
    const source = x + ((<usize>row * cols) << 2);
    const target = q + <usize>row * rowBytes;
    const largest = largestMagnitude(source, cols);
    let scale: f32 = largest / 32767;
    let inverse: f32 = 32767 / largest;
    if (largest < 1e-30) scale = inverse = 0;
    if (!(largest < Infinity)) {
      scale = NaN;
      inverse = 0;
    }
    store<f32>(scales + (<usize>row << 2), scale);
    if (forInt4) quantizeRowForInt4(target, source, cols, inverse);
    else quantizeRowForInt8(target, source, cols, inverse);
  }
}

/** max |x|; NaN if one is NaN. Without their sign, float32 are in the same order as their bits read as integers. */
function largestMagnitude(x: usize, cols: i32): f32 {
  const magnitude = i32x4.splat(0x7fffffff);
  let a = i32x4.splat(0);
  let b = a;
  let i = 0;
  for (; i + 8 <= cols; i += 8) {
    a = i32x4.max_s(a, v128.and(v128.load(x), magnitude));
    b = i32x4.max_s(b, v128.and(v128.load(x, VECTOR), magnitude));
    x += 2 * VECTOR;
  }
  a = i32x4.max_s(a, b);
  a = i32x4.max_s(a, v128.shuffle<i32>(a, a, 2, 3, 0, 1));
  let largest = max(i32x4.extract_lane(a, 0), i32x4.extract_lane(a, 1));
  for (; i < cols; i++) {
    largest = max(largest, load<i32>(x) & 0x7fffffff);
    x += 4;
  }
  return reinterpret<f32>(largest);
}

/** 1.5 · 2²³: added to a number below 2²², it rounds to a whole number, to even at halves, and leaves it in the last bits. */
const ROUND: f32 = 12582912;

/** Eight numbers as int16, to the nearest. Converting by instruction takes seven more for numbers that do not fit. */
// @ts-ignore: decorator
@inline
function quantize8(x: usize, inverse: v128, round: v128): v128 {
  return i16x8.narrow_i32x4_s(
    i32x4.sub(f32x4.add(f32x4.mul(v128.load(x), inverse), round), round),
    i32x4.sub(f32x4.add(f32x4.mul(v128.load(x, VECTOR), inverse), round), round),
  );
}

function quantizeRowForInt8(q: usize, x: usize, cols: i32, inverse: f32): void {
  const factors = f32x4.splat(inverse);
  const round = f32x4.splat(ROUND);
  const whole = cols & ~7;
  const padded = cols + 15 & ~15;
  let i = 0;
  for (; i < whole; i += 8) v128.store(q + (<usize>i << 1), quantize8(x + (<usize>i << 2), factors, round));
  for (; i < cols; i++) store<i16>(q + (<usize>i << 1), <i16>nearest(load<f32>(x + (<usize>i << 2)) * inverse));
  for (; i < padded; i++) store<i16>(q + (<usize>i << 1), 0);
}

function quantizeRowForInt4(q: usize, x: usize, cols: i32, inverse: f32): void {
  const factors = f32x4.splat(inverse);
  const round = f32x4.splat(ROUND);
  for (let i = 0; i < cols; i += 32) {
    arrangeForInt4(
      q,
      quantize8(x, factors, round),
      quantize8(x + 32, factors, round),
      quantize8(x + 64, factors, round),
      quantize8(x + 96, factors, round),
    );
    x += 128;
    q += 80;
  }
}

/**
 * Stores 32 columns in the order in which shifts take nibbles out of 16-bit lanes: columns 0, 4, 8 … 28, then 1, 5 …,
 * 2, 6 … and 3, 7 …. Behind them four times -2 · their sum: the nibbles hold w + 8, and 8 · Σ x has to come off again.
 */
// @ts-ignore: decorator
@inline
function arrangeForInt4(q: usize, a: v128, b: v128, c: v128, d: v128): void {
  const even01 = v128.shuffle<i16>(a, b, 0, 2, 4, 6, 8, 10, 12, 14);
  const odd01 = v128.shuffle<i16>(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
  const even23 = v128.shuffle<i16>(c, d, 0, 2, 4, 6, 8, 10, 12, 14);
  const odd23 = v128.shuffle<i16>(c, d, 1, 3, 5, 7, 9, 11, 13, 15);
  v128.store(q, v128.shuffle<i16>(even01, even23, 0, 2, 4, 6, 8, 10, 12, 14));
  v128.store(q, v128.shuffle<i16>(odd01, odd23, 0, 2, 4, 6, 8, 10, 12, 14), 16);
  v128.store(q, v128.shuffle<i16>(even01, even23, 1, 3, 5, 7, 9, 11, 13, 15), 32);
  v128.store(q, v128.shuffle<i16>(odd01, odd23, 1, 3, 5, 7, 9, 11, 13, 15), 48);
  const ones = i16x8.splat(1);
  const sums = i32x4.add(
    i32x4.add(i32x4.dot_i16x8_s(a, ones), i32x4.dot_i16x8_s(b, ones)),
    i32x4.add(i32x4.dot_i16x8_s(c, ones), i32x4.dot_i16x8_s(d, ones)),
  );
  const sum =
    i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
  v128.store(q, i32x4.splat(-2 * sum), 64);
}
