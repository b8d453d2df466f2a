/**
 * Sums and products, element by element, four at a time.
 * @module
 */

/** out[i] = a[i] + b[i] for i in [from, to). */
export function add(out: usize, a: usize, b: usize, from: i32, to: i32): void {
  let i = <usize>from << 2; // bytes
  const end = <usize>to << 2;
  const whole = i + ((end - i) & ~15);
  for (; i < whole; i += 16) v128.store(out + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
  for (; i < end; i += 4) store<f32>(out + i, load<f32>(a + i) + load<f32>(b + i));
}

/** out[i] = a[i] · b[i] for i in [from, to). */
export function multiply(out: usize, a: usize, b: usize, from: i32, to: i32): void {
  let i = <usize>from << 2;
  const end = <usize>to << 2;
  const whole = i + ((end - i) & ~15);
  for (; i < whole; i += 16) v128.store(out + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
  for (; i < end; i += 4) store<f32>(out + i, load<f32>(a + i) * load<f32>(b + i));
}

/** out[i] = x[i] · factor for i in [from, to). */
export function scale(out: usize, x: usize, factor: f32, from: i32, to: i32): void {
  let i = <usize>from << 2;
  const end = <usize>to << 2;
  const whole = i + ((end - i) & ~15);
  const factors = f32x4.splat(factor);
  for (; i < whole; i += 16) v128.store(out + i, f32x4.mul(v128.load(x + i), factors));
  for (; i < end; i += 4) store<f32>(out + i, load<f32>(x + i) * factor);
}
