/**
 * LayerNorm brings every row to mean 0 and variance 1, then stretches and shifts each column by learned parameters.
 * @module
 */
import { checkRows } from "../check.ts";

/**
 * out = (x - mean) / sqrt(variance + epsilon) * weight + bias, per row. The variance divides by cols, not cols - 1.
 *
 * The variance is the mean of the squared distances, in a second pass: mean(x²) - mean(x)² would lose every digit
 * where the mean is large.
 * @see Ba et al. 2016, section 3, https://arxiv.org/abs/1607.06450
 */
export function layerNorm(
  out: Float32Array,
  x: Float32Array,
  weight: Float32Array | null,
  bias: Float32Array | null,
  { rows, cols, epsilon }: { rows: number; cols: number; epsilon: number },
): void {
  checkRows("layerNorm", out, x, rows, cols, weight, bias);
  for (let row = 0; row < rows; row++) {
    const start = row * cols; // x[row, 0]
    let sum = 0;
    for (let i = 0; i < cols; i++) sum += x[start + i];
    const mean = sum / cols;
    let squares = 0;
    for (let i = 0; i < cols; i++) squares += (x[start + i] - mean) ** 2;
    const inverse = 1 / Math.sqrt(squares / cols + epsilon);
    for (let i = 0; i < cols; i++) {
      const normal = (x[start + i] - mean) * inverse;
      out[start + i] = normal * (weight ? weight[i] : 1) + (bias ? bias[i] : 0);
    }
  }
}
