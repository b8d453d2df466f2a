/**
 * Rotary position embedding turns pairs of numbers by an angle that grows with the position.
 *
 * The dot product of two turned vectors depends only on the distance between their positions. Which numbers make a
 * pair is a convention: half-split (i, i + half) as in Llama checkpoints on the Hub, or interleaved (2i, 2i + 1) as in
 * the paper.
 * @module
 */
import { checkRotary } from "../check.ts";

/**
 * Rotates the first 2·half dims of each head in place. x [rows, heads, headDim]; cos, sin [rows, half].
 *
 * @see Su et al. 2021, section 3.4.2, https://arxiv.org/abs/2104.09864
 */
export function rotary(
  x: Float32Array,
  cos: Float32Array,
  sin: Float32Array,
  {
    rows,
    heads,
    headDim,
    half,
    interleaved = false,
  }: { rows: number; heads: number; headDim: number; half: number; interleaved?: boolean },
): void {
  checkRotary(x, cos, sin, rows, heads, headDim, half);
  const step = interleaved ? 2 : 1; // from one pair to the next
  const distance = interleaved ? 1 : half; // from a pair's first number to its second
  for (let row = 0; row < rows; row++) {
    for (let head = 0; head < heads; head++) {
      const start = (row * heads + head) * headDim; // x[row, head, 0]
      for (let i = 0; i < half; i++) {
        const first = start + i * step;
        const second = first + distance;
        const c = cos[row * half + i];
        const s = sin[row * half + i];
        const a = x[first];
        const b = x[second];
        x[first] = a * c - b * s;
        x[second] = b * c + a * s;
      }
    }
  }
}
