/**
 * Softmax of rows: the maximum, the exponentials and their sum, the quotient.
 * @module
 */
import { exp4, twoExponentials } from "./exp";
import { loadPart, maxLane, storePart, sumLanes } from "./simd";

/** Softmax of rows [from, to); a row of only -Infinity becomes 0. */
export function softmax(out: usize, x: usize, cols: i32, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    const at = (<usize>row * cols) << 2;
    const largest = rowMax(x + at, cols);
    if (largest == -Infinity) {
      memory.fill(out + at, 0, <usize>cols << 2);
      continue;
    }
    const sum = exponentials(out + at, x + at, cols, largest);
    multiplyRow(out + at, cols, 1 / sum);
  }
}

/** The largest element; -Infinity of none. NaN counts only where nothing else is above -Infinity: see {@link exactMax}. */
export function rowMax(x: usize, cols: i32): f32 {
  let max = f32x4.splat(-Infinity);
  const whole = cols & ~3;
  for (let i = 0; i < whole; i += 4) max = f32x4.pmax(max, v128.load(x + (<usize>i << 2)));
  if (whole < cols) max = f32x4.pmax(max, loadPart(x + (<usize>whole << 2), cols - whole, -Infinity));
  const largest = maxLane(max);
  return largest == -Infinity ? exactMax(x, cols) : largest;
}

/**
 * The largest element, NaN if one is NaN. One instruction finds a maximum that passes over NaN, eight one that does not.
 * In a row with numbers, NaN reaches the sum of the exponentials anyway; only a row without them has to look.
 */
export function exactMax(x: usize, cols: i32): f32 {
  let largest: f32 = -Infinity;
  for (let i = 0; i < cols; i++) largest = max(largest, load<f32>(x + (<usize>i << 2)));
  return largest;
}

/** out = exp(x - max); returns their sum. */
export function exponentials(out: usize, x: usize, cols: i32, max: f32): f32 {
  const shift = f32x4.splat(max);
  let sum = f32x4.splat(0);
  const apart = out - x;
  const pairsEnd = x + (<usize>(cols & ~7) << 2);
  for (; x < pairsEnd; x += 32) sum = f32x4.add(sum, twoExponentials(x, apart, shift));
  if (cols & 4) {
    const e = exp4(f32x4.sub(v128.load(x), shift));
    v128.store(x + apart, e);
    sum = f32x4.add(sum, e);
    x += 16;
  }
  if (cols & 3) {
    const e = exp4(f32x4.sub(loadPart(x, cols & 3, -Infinity), shift));
    storePart(x + apart, e, cols & 3);
    sum = f32x4.add(sum, e);
  }
  return sumLanes(sum);
}

/** x = x · factor */
export function multiplyRow(x: usize, cols: i32, factor: f32): void {
  const factors = f32x4.splat(factor);
  const whole = cols & ~3;
  for (let i = 0; i < whole; i += 4) {
    const at = x + (<usize>i << 2);
    v128.store(at, f32x4.mul(v128.load(at), factors));
  }
  for (let i = whole; i < cols; i++) {
    const at = x + (<usize>i << 2);
    store<f32>(at, load<f32>(at) * factor);
  }
}
