/**
 * Softmax turns a row of scores into weights that are positive and sum to 1.
 *
 * exp() of a large score overflows, so each row is first shifted by its maximum;
 * the shift cancels in the quotient and the answer does not change.
 * @module
 */
import { checkRows } from "../check.ts";

/**
 * Softmax of each row. x, out [rows, cols].
 *
 * Masked: -Infinity becomes 0; a row of only -Infinity becomes all 0; NaN stays visible.
 * @see Vaswani et al. 2017, section 3.2.1, https://arxiv.org/abs/1706.03762
 */
export function softmax(out: Float32Array, x: Float32Array, { rows, cols }: { rows: number; cols: number }): void {
  checkRows("softmax", out, x, rows, cols, null, null);
  for (let row = 0; row < rows; row++) {
    const start = row * cols; // x[row, 0]
    const end = start + cols;
    let max = Number.NEGATIVE_INFINITY;
    for (let i = start; i < end; i++) max = Math.max(max, x[i]);
    if (max === Number.NEGATIVE_INFINITY) {
      out.fill(0, start, end); // nothing to choose from
      continue;
    }
    let sum = 0;
    for (let i = start; i < end; i++) sum += Math.exp(x[i] - max);
    for (let i = start; i < end; i++) out[i] = Math.exp(x[i] - max) / sum;
  }
}
