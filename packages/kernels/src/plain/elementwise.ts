/**
 * Sums and products, element by element.
 * @module
 */
import { checkSameLength } from "../check.ts";

/** out = a + b. */
export function add(out: Float32Array, a: Float32Array, b: Float32Array): void {
  checkSameLength("add", out, "a", a);
  checkSameLength("add", out, "b", b);
  for (let i = 0; i < out.length; i++) out[i] = a[i] + b[i];
}

/** out = a · b. */
export function multiply(out: Float32Array, a: Float32Array, b: Float32Array): void {
  checkSameLength("multiply", out, "a", a);
  checkSameLength("multiply", out, "b", b);
  for (let i = 0; i < out.length; i++) out[i] = a[i] * b[i];
}

/** out = x · factor. */
export function scale(out: Float32Array, x: Float32Array, factor: number): void {
  checkSameLength("scale", out, "x", x);
  for (let i = 0; i < out.length; i++) out[i] = x[i] * factor;
}
