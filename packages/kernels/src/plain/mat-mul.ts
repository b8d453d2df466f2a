/**
 * The product of two matrices that are both activations, for example attention weights and values.
 * @module
 */
import { checkMatMul } from "../check.ts";

/** out = a · b, no transpose: a [m, k], b [k, n], out [m, n]. Sums are float64. */
export function matMul(
  out: Float32Array,
  a: Float32Array,
  b: Float32Array,
  { m, k, n }: { m: number; k: number; n: number },
): void {
  checkMatMul(out, a, b, { m, k, n });
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let t = 0; t < k; t++) sum += a[i * k + t] * b[t * n + j];
      out[i * n + j] = sum;
    }
  }
}
