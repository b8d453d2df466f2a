/**
 * RMSNorm brings every row to a root mean square of 1, then stretches each column by a learned weight.
 *
 * LayerNorm without the mean: the direction of the row stays exactly what it was.
 * @module
 */
import { checkRows } from "../check.ts";

/**
 * out = x / sqrt(mean(x²) + epsilon) * (weight + weightOffset), per row. Gemma stores weight - 1: its offset is 1.
 *
 * @see Zhang and Sennrich 2019, section 3, https://arxiv.org/abs/1910.07467
 */
export function rmsNorm(
  out: Float32Array,
  x: Float32Array,
  weight: Float32Array | null,
  { rows, cols, epsilon, weightOffset = 0 }: { rows: number; cols: number; epsilon: number; weightOffset?: number },
): void {
  checkRows("rmsNorm", out, x, rows, cols, weight, null);
  for (let row = 0; row < rows; row++) {
    const start = row * cols; // x[row, 0]
    let squares = 0;
    for (let i = 0; i < cols; i++) squares += x[start + i] * x[start + i];
    const inverse = 1 / Math.sqrt(squares / cols + epsilon);
    for (let i = 0; i < cols; i++) {
      out[start + i] = x[start + i] * inverse * (weight ? weight[i] + weightOffset : 1);
    }
  }
}
