/**
 * Activations, element by element, four at a time; with `up` not 0, multiplied by another array in the same pass.
 * @module
 */
import { exp4, normalCdf4, sigmoid4, tanh4 } from "./exp";
import { loadPart, multiplyAdd, storePart, VECTOR } from "./simd";

/** The kinds, in the order of `activationNumbers` on the TypeScript side. */
export namespace Kind {
  export const relu = 0;
  export const reluSquared = 1;
  export const gelu = 2;
  export const geluTanh = 3;
  export const quickGelu = 4;
  export const silu = 5;
  export const sigmoid = 6;
  export const tanh = 7;
}

/** out[i] = activation(x[i]) (· up[i]) for i in [from, to). */
export function activation(out: usize, x: usize, up: usize, kind: i32, from: i32, to: i32): void {
  switch (kind) {
    case Kind.relu: return each(Kind.relu, out, x, up, from, to);
    case Kind.reluSquared: return each(Kind.reluSquared, out, x, up, from, to);
    case Kind.gelu: return each(Kind.gelu, out, x, up, from, to);
    case Kind.geluTanh: return each(Kind.geluTanh, out, x, up, from, to);
    case Kind.quickGelu: return each(Kind.quickGelu, out, x, up, from, to);
    case Kind.silu: return each(Kind.silu, out, x, up, from, to);
    case Kind.sigmoid: return each(Kind.sigmoid, out, x, up, from, to);
    case Kind.tanh: return each(Kind.tanh, out, x, up, from, to);
  }
}

// Inlined once per kind, so that the choice is made outside the loop.
// @ts-ignore: decorator
@inline
function each(kind: i32, out: usize, x: usize, up: usize, from: i32, to: i32): void {
  const whole = from + ((to - from) & ~3);
  for (let i = from; i < whole; i += 4) {
    let y = apply(kind, v128.load(x + (<usize>i << 2)));
    if (up) y = f32x4.mul(y, v128.load(up + (<usize>i << 2)));
    v128.store(out + (<usize>i << 2), y);
  }
  if (whole < to) {
    const at = <usize>whole << 2;
    let y = apply(kind, loadPart(x + at, to - whole, 0));
    if (up) y = f32x4.mul(y, loadPart(up + at, to - whole, 0));
    storePart(out + at, y, to - whole);
  }
}

// @ts-ignore: decorator
@inline
function apply(kind: i32, x: v128): v128 {
  const zero = f32x4.splat(0);
  if (kind == Kind.relu) return f32x4.max(x, zero);
  if (kind == Kind.reluSquared) {
    const positive = f32x4.max(x, zero);
    return f32x4.mul(positive, positive);
  }
  if (kind == Kind.gelu) return gated(x, normalCdf4(x));
  if (kind == Kind.geluTanh) {
    // (1 + tanh y) / 2 = σ(2y); 2 √(2/π) (x + 0.044715 x³) = x · (1.5957691 + 0.0713548 x²)
    const slope = multiplyAdd(f32x4.mul(x, x), f32x4.splat(0.07135481282553508), f32x4.splat(1.5957691216057308));
    return gated(x, sigmoid4(f32x4.mul(x, slope)));
  }
  if (kind == Kind.quickGelu) return gated(x, sigmoid4(f32x4.mul(x, f32x4.splat(1.702))));
  if (kind == Kind.silu) return gated(x, sigmoid4(x));
  if (kind == Kind.sigmoid) return sigmoid4(x);
  return tanh4(x);
}

/** x · gate, where a closed gate (0) stays closed for x = -Infinity. */
// @ts-ignore: decorator
@inline
function gated(x: v128, gate: v128): v128 {
  return v128.andnot(f32x4.mul(x, gate), f32x4.eq(gate, f32x4.splat(0)));
}
