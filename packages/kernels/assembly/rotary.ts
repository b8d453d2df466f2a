/**
 * Rotary position embedding: turning pairs of numbers, in place, four pairs at a time.
 * @module
 */
import { multiplyAdd } from "./simd";

/** Rotates the first 2·half dims of each head of the positions [from, to). x [rows, heads, headDim]; cos, sin [rows, half]. */
export function rotary(
  x: usize, cos: usize, sin: usize, heads: i32, headDim: i32, half: i32, interleaved: i32, from: i32, to: i32,
): void {
  for (let row = from; row < to; row++) {
    const angles = (<usize>row * half) << 2;
    for (let head = 0; head < heads; head++) {
      const at = x + (((<usize>row * heads + head) * headDim) << 2);
      if (interleaved) turnNeighbours(at, cos + angles, sin + angles, half);
      else turnHalves(at, cos + angles, sin + angles, half);
    }
  }
}

/** Pairs (i, i + half). */
function turnHalves(x: usize, cos: usize, sin: usize, half: i32): void {
  const distance = <usize>half << 2;
  const whole = <usize>(half & ~3) << 2;
  let i: usize = 0;
  for (; i < whole; i += 16) {
    const c = v128.load(cos + i);
    const s = v128.load(sin + i);
    const a = v128.load(x + i);
    const b = v128.load(x + i + distance);
    v128.store(x + i, multiplyAdd(f32x4.neg(b), s, f32x4.mul(a, c)));
    v128.store(x + i + distance, multiplyAdd(a, s, f32x4.mul(b, c)));
  }
  for (; i < distance; i += 4) turn(x + i, x + i + distance, load<f32>(cos + i), load<f32>(sin + i));
}

/** Pairs (2i, 2i + 1). */
function turnNeighbours(x: usize, cos: usize, sin: usize, half: i32): void {
  const whole = <usize>(half & ~3) << 2;
  const end = <usize>half << 2;
  let i: usize = 0;
  for (; i < whole; i += 16) {
    const c = v128.load(cos + i);
    const s = v128.load(sin + i);
    const p = v128.load(x + 2 * i);
    const q = v128.load(x + 2 * i, 16);
    const a = v128.shuffle<f32>(p, q, 0, 2, 4, 6);
    const b = v128.shuffle<f32>(p, q, 1, 3, 5, 7);
    const turnedA = multiplyAdd(f32x4.neg(b), s, f32x4.mul(a, c));
    const turnedB = multiplyAdd(a, s, f32x4.mul(b, c));
    v128.store(x + 2 * i, v128.shuffle<f32>(turnedA, turnedB, 0, 4, 1, 5));
    v128.store(x + 2 * i, v128.shuffle<f32>(turnedA, turnedB, 2, 6, 3, 7), 16);
  }
  for (; i < end; i += 4) turn(x + 2 * i, x + 2 * i + 4, load<f32>(cos + i), load<f32>(sin + i));
}

function turn(first: usize, second: usize, c: f32, s: f32): void {
  const a = load<f32>(first);
  const b = load<f32>(second);
  store<f32>(first, a * c - b * s);
  store<f32>(second, b * c + a * s);
}
