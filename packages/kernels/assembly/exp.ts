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

/**
 * exp(x), relative error below 1.2e-7 for -87.3 <= x <= 88.3. Below it is 0 and above Infinity; NaN stays NaN.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  x = f32x4.max(f32x4.min(x, f32x4.splat(89)), f32x4.splat(-88)); // exponents 128 (Infinity) and -127 (0)
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.4426950408889634)));
  // ln 2 in two parts: the first has few bits, so that its product with n is exact
  let r = multiplyAdd(n, f32x4.splat(-0.693145751953125), x);
  r = multiplyAdd(n, f32x4.splat(-1.4286068203094172e-6), r);
  let p = f32x4.splat(0.0013814596459269524);
  p = multiplyAdd(p, r, f32x4.splat(0.0083687175065279));
  p = multiplyAdd(p, r, f32x4.splat(0.04166838899254799));
  p = multiplyAdd(p, r, f32x4.splat(0.1666652113199234));
  p = multiplyAdd(p, r, f32x4.splat(0.4999999403953552));
  // 1 + (r + r²·p): the small terms first
  const e = f32x4.add(multiplyAdd(f32x4.mul(p, r), r, r), f32x4.splat(1));
  const exponent = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(e, exponent);
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
  const one = f32x4.splat(1);
  const u = f32x4.mul(x, x);
  let p = f32x4.splat(-0.005717040970921516);
  p = multiplyAdd(p, u, f32x4.splat(0.020650584250688553));
  p = multiplyAdd(p, u, f32x4.splat(-0.05374349653720856));
  p = multiplyAdd(p, u, f32x4.splat(0.13331490755081177));
  p = multiplyAdd(p, u, f32x4.splat(-0.3333328366279602));
  const near = multiplyAdd(f32x4.mul(x, u), p, x);
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(exp4(f32x4.add(x, x)), one)));
  return v128.bitselect(near, far, f32x4.lt(f32x4.abs(x), f32x4.splat(0.625)));
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
  const one = f32x4.splat(1);
  const z = f32x4.mul(f32x4.abs(x), f32x4.splat(0.7071067811865476));
  const t = f32x4.div(one, multiplyAdd(z, f32x4.splat(0.4), one));
  let p = f32x4.splat(0.020626666024327278);
  p = multiplyAdd(p, t, f32x4.splat(-0.07016031444072723));
  p = multiplyAdd(p, t, f32x4.splat(0.04199505224823952));
  p = multiplyAdd(p, t, f32x4.splat(0.04398060217499733));
  p = multiplyAdd(p, t, f32x4.splat(0.039879295974969864));
  p = multiplyAdd(p, t, f32x4.splat(0.09669617563486099));
  p = multiplyAdd(p, t, f32x4.splat(0.1009439006447792));
  p = multiplyAdd(p, t, f32x4.splat(0.11322154104709625));
  p = multiplyAdd(p, t, f32x4.splat(0.11281711608171463));
  const tail = f32x4.mul(f32x4.mul(exp4(f32x4.neg(f32x4.mul(z, z))), t), p);
  return v128.bitselect(tail, f32x4.sub(one, tail), f32x4.lt(x, f32x4.splat(0)));
}
