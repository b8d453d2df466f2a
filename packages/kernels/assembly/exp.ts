/**
 * exp, and what is made of it: sigmoid, tanh, and the tail of the normal distribution.
 *
 * exp(x) = 2ⁿ · exp(r) with n the whole number nearest to x / ln 2, so that |r| <= ln 2 / 2, where a short polynomial
 * is exact to float32. 2ⁿ is made by writing n into the exponent bits.
 *
 * The polynomials were fitted for this file: least squares, reweighted towards the smallest largest relative error
 * (Lawson 1961), over float32 inputs.
 * @module
 */
import { multiplyAdd } from "./simd";

// Constants are loaded from memory, one instruction each. Written as literals, the engine builds them anew in every turn
// of a loop, in four. For the same reason pmin and pmax stand where min and max would: those take eight instructions to
// treat NaN and -0 as the standard wants.

// prettier-ignore
const EXP = memory.data<f32>([
  89, -88, // where it is Infinity and 0: exponents 128 and -127
  1.4426950408889634, 12583039, // 1 / ln 2; 1.5 · 2²³ + 127
  -0.693145751953125, -1.4286068203094172e-6, // -ln 2 in two parts
  0.0013814596459269524, 0.0083687175065279, 0.04166838899254799, 0.1666652113199234, 0.4999999403953552, 1,
]);
const TANH = memory.data<f32>([
  1, -0.005717040970921516, 0.020650584250688553, -0.05374349653720856, 0.13331490755081177, -0.3333328366279602, 2, 0.625,
]);
const NORMAL = memory.data<f32>([
  1, 0.7071067811865476, 0.4, 0.020626666024327278, -0.07016031444072723, 0.04199505224823952, 0.04398060217499733,
  0.039879295974969864, 0.09669617563486099, 0.1009439006447792, 0.11322154104709625, 0.11281711608171463, 0,
]);

// @ts-ignore: decorator
@inline
function constant(table: usize, index: i32): v128 {
  return v128.load_splat<f32>(table + (<usize>index << 2));
}

/**
 * exp(x), relative error below 1.2e-7 for -87.3 <= x <= 88.3. Below it is 0 and above Infinity; NaN stays NaN.
 *
 * Adding 1.5 · 2²³ rounds to a whole number and leaves it in the last bits, where 127 more makes it an exponent.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  x = f32x4.pmax(f32x4.pmin(x, constant(EXP, 0)), constant(EXP, 1));
  const rounded = multiplyAdd(x, constant(EXP, 2), constant(EXP, 3));
  const power = i32x4.shl(rounded, 23); // 2ⁿ
  const n = f32x4.sub(rounded, constant(EXP, 3));
  // the first part of ln 2 has few bits, so that its product with n is exact
  let r = multiplyAdd(n, constant(EXP, 4), x);
  r = multiplyAdd(n, constant(EXP, 5), r);
  let p = constant(EXP, 6);
  p = multiplyAdd(p, r, constant(EXP, 7));
  p = multiplyAdd(p, r, constant(EXP, 8));
  p = multiplyAdd(p, r, constant(EXP, 9));
  p = multiplyAdd(p, r, constant(EXP, 10));
  // 1 + (r + r²·p): the small terms first
  return f32x4.mul(power, f32x4.add(multiplyAdd(f32x4.mul(p, r), r, r), constant(EXP, 11)));
}

/**
 * {@link exp4} of two neighbouring vectors minus `shift`, stored `apart` bytes further on; returns their sum. Both use a
 * constant while it is in a register.
 */
// @ts-ignore: decorator
@inline
export function twoExponentials(at: usize, apart: usize, shift: v128): v128 {
  let c = constant(EXP, 0);
  let x = f32x4.pmin(f32x4.sub(v128.load(at), shift), c);
  let y = f32x4.pmin(f32x4.sub(v128.load(at, 16), shift), c);
  c = constant(EXP, 1);
  x = f32x4.pmax(x, c);
  y = f32x4.pmax(y, c);
  c = constant(EXP, 2);
  const round = constant(EXP, 3);
  let n = multiplyAdd(x, c, round);
  let m = multiplyAdd(y, c, round);
  const powerX = i32x4.shl(n, 23);
  const powerY = i32x4.shl(m, 23);
  n = f32x4.sub(n, round);
  m = f32x4.sub(m, round);
  c = constant(EXP, 4);
  x = multiplyAdd(n, c, x);
  y = multiplyAdd(m, c, y);
  c = constant(EXP, 5);
  x = multiplyAdd(n, c, x);
  y = multiplyAdd(m, c, y);
  let p = constant(EXP, 6);
  c = constant(EXP, 7);
  let q = multiplyAdd(p, y, c);
  p = multiplyAdd(p, x, c);
  c = constant(EXP, 8);
  p = multiplyAdd(p, x, c);
  q = multiplyAdd(q, y, c);
  c = constant(EXP, 9);
  p = multiplyAdd(p, x, c);
  q = multiplyAdd(q, y, c);
  c = constant(EXP, 10);
  p = multiplyAdd(p, x, c);
  q = multiplyAdd(q, y, c);
  c = constant(EXP, 11);
  p = f32x4.mul(powerX, f32x4.add(multiplyAdd(f32x4.mul(p, x), x, x), c));
  q = f32x4.mul(powerY, f32x4.add(multiplyAdd(f32x4.mul(q, y), y, y), c));
  v128.store(at + apart, p);
  v128.store(at + apart, q, 16);
  return f32x4.add(p, q);
}

/** 1 / (1 + exp(-x)). */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** tanh(x), relative error below 3e-7: its odd series near 0, where 1 - 2 / (exp(2x) + 1) would cancel. */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const one = constant(TANH, 0);
  const u = f32x4.mul(x, x);
  let p = constant(TANH, 1);
  p = multiplyAdd(p, u, constant(TANH, 2));
  p = multiplyAdd(p, u, constant(TANH, 3));
  p = multiplyAdd(p, u, constant(TANH, 4));
  p = multiplyAdd(p, u, constant(TANH, 5));
  const near = multiplyAdd(f32x4.mul(x, u), p, x);
  const far = f32x4.sub(one, f32x4.div(constant(TANH, 6), f32x4.add(exp4(f32x4.add(x, x)), one)));
  return v128.bitselect(near, far, f32x4.lt(f32x4.abs(x), constant(TANH, 7)));
}

/**
 * Φ(x), the share of a normal distribution that lies below x; relative error below 2e-6 for x > -6.5.
 *
 * For x < 0 it is ½ erfc(z) = exp(-z²) · t · P(t), with z = |x| / √2 and t = 1 / (1 + 0.4 z); the other half mirrors it.
 * Further left the rounding of z² shows: 1e-5 at x = -12.
 */
// @ts-ignore: decorator
@inline
export function normalCdf4(x: v128): v128 {
  const one = constant(NORMAL, 0);
  const z = f32x4.mul(f32x4.abs(x), constant(NORMAL, 1));
  const t = f32x4.div(one, multiplyAdd(z, constant(NORMAL, 2), one));
  let p = constant(NORMAL, 3);
  p = multiplyAdd(p, t, constant(NORMAL, 4));
  p = multiplyAdd(p, t, constant(NORMAL, 5));
  p = multiplyAdd(p, t, constant(NORMAL, 6));
  p = multiplyAdd(p, t, constant(NORMAL, 7));
  p = multiplyAdd(p, t, constant(NORMAL, 8));
  p = multiplyAdd(p, t, constant(NORMAL, 9));
  p = multiplyAdd(p, t, constant(NORMAL, 10));
  p = multiplyAdd(p, t, constant(NORMAL, 11));
  const tail = f32x4.mul(f32x4.mul(exp4(f32x4.neg(f32x4.mul(z, z))), t), p);
  return v128.bitselect(tail, f32x4.sub(one, tail), f32x4.lt(x, constant(NORMAL, 12)));
}
