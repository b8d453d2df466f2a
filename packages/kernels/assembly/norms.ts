/**
 * RMSNorm and LayerNorm: one pass for the sums of a row (two for LayerNorm), one that writes it.
 * @module
 */
import { loadPart, multiplyAdd, storePart, sumLanes } from "./simd";

/** out = x / sqrt(mean(x²) + epsilon) * (weight + weightOffset), rows [from, to). `weight` 0: none. */
export function rmsNorm(
  out: usize, x: usize, weight: usize, cols: i32, epsilon: f32, weightOffset: f32, from: i32, to: i32,
): void {
  for (let row = from; row < to; row++) {
    const at = (<usize>row * cols) << 2;
    const mean = sumOfSquares(x + at, cols, 0) / <f32>cols;
    const inverse = f32x4.splat(1 / sqrt(mean + epsilon));
    const offset = f32x4.splat(weightOffset);
    const whole = cols & ~3;
    for (let i = 0; i < whole; i += 4) {
      const p = <usize>i << 2;
      let y = f32x4.mul(v128.load(x + at + p), inverse);
      if (weight) y = f32x4.mul(y, f32x4.add(v128.load(weight + p), offset));
      v128.store(out + at + p, y);
    }
    if (whole < cols) {
      const p = <usize>whole << 2;
      let y = f32x4.mul(loadPart(x + at + p, cols - whole, 0), inverse);
      if (weight) y = f32x4.mul(y, f32x4.add(loadPart(weight + p, cols - whole, 0), offset));
      storePart(out + at + p, y, cols - whole);
    }
  }
}

/** out = (x - mean) / sqrt(variance + epsilon) * weight + bias, rows [from, to). `weight`, `bias` 0: none. */
export function layerNorm(
  out: usize, x: usize, weight: usize, bias: usize, cols: i32, epsilon: f32, from: i32, to: i32,
): void {
  for (let row = from; row < to; row++) {
    const at = (<usize>row * cols) << 2;
    const mean = sum(x + at, cols) / <f32>cols;
    const variance = sumOfSquares(x + at, cols, mean) / <f32>cols;
    const inverse = f32x4.splat(1 / sqrt(variance + epsilon));
    const shift = f32x4.splat(mean);
    const whole = cols & ~3;
    for (let i = 0; i < whole; i += 4) {
      const p = <usize>i << 2;
      let y = f32x4.mul(f32x4.sub(v128.load(x + at + p), shift), inverse);
      if (weight) y = f32x4.mul(y, v128.load(weight + p));
      if (bias) y = f32x4.add(y, v128.load(bias + p));
      v128.store(out + at + p, y);
    }
    if (whole < cols) {
      const p = <usize>whole << 2;
      const rest = cols - whole;
      let y = f32x4.mul(f32x4.sub(loadPart(x + at + p, rest, 0), shift), inverse);
      if (weight) y = f32x4.mul(y, loadPart(weight + p, rest, 0));
      if (bias) y = f32x4.add(y, loadPart(bias + p, rest, 0));
      storePart(out + at + p, y, rest);
    }
  }
}

function sum(x: usize, cols: i32): f32 {
  let a = f32x4.splat(0);
  let b = a;
  const whole = cols & ~7;
  for (let i = 0; i < whole; i += 8) {
    a = f32x4.add(a, v128.load(x + (<usize>i << 2)));
    b = f32x4.add(b, v128.load(x + (<usize>i << 2), 16));
  }
  let total = sumLanes(f32x4.add(a, b));
  for (let i = whole; i < cols; i++) total += load<f32>(x + (<usize>i << 2));
  return total;
}

/** Σ (x - mean)² */
function sumOfSquares(x: usize, cols: i32, mean: f32): f32 {
  let a = f32x4.splat(0);
  let b = a;
  const shift = f32x4.splat(mean);
  const whole = cols & ~7;
  for (let i = 0; i < whole; i += 8) {
    const c = f32x4.sub(v128.load(x + (<usize>i << 2)), shift);
    const d = f32x4.sub(v128.load(x + (<usize>i << 2), 16), shift);
    a = multiplyAdd(c, c, a);
    b = multiplyAdd(d, d, b);
  }
  let total = sumLanes(f32x4.add(a, b));
  for (let i = whole; i < cols; i++) {
    const c = load<f32>(x + (<usize>i << 2)) - mean;
    total += c * c;
  }
  return total;
}
