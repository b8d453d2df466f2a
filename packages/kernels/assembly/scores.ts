/**
 * What happens to a row of scores between q · k and the softmax: scale, softcap, bias.
 * @module
 */
import { tanh4 } from "./exp";
import { maxLane } from "./simd";
import { exactMax } from "./softmax";

/**
 * Finishes the scores at [begin, end) of a row, in place, and returns the largest.
 *
 * Scores before begin and behind end, up to the next multiple of four on each side, become -Infinity: they are keys that
 * this query does not see. `row` and `bias` (0: none) stand at score 0.
 */
export function finishScores(row: usize, begin: i32, end: i32, scale: f32, softcap: f32, bias: usize): f32 {
  let largest = f32x4.splat(-Infinity);
  const hidden = largest;
  const factor = f32x4.splat(scale);
  const begins = i32x4.splat(begin);
  const ends = i32x4.splat(end);
  for (let j = begin & ~3; j < end; j += 4) {
    const at = <usize>j << 2;
    let s = f32x4.mul(v128.load(row + at), factor);
    if (softcap != 0) s = f32x4.mul(tanh4(f32x4.div(s, f32x4.splat(softcap))), f32x4.splat(softcap));
    if (bias) s = f32x4.add(s, v128.load(bias + at));
    if (j < begin || j + 4 > end) {
      const lanes = i32x4.add(i32x4.splat(j), i32x4(0, 1, 2, 3));
      s = v128.bitselect(s, hidden, v128.and(i32x4.ge_s(lanes, begins), i32x4.lt_s(lanes, ends)));
    }
    v128.store(row + at, s);
    largest = f32x4.pmax(largest, s);
  }
  const max = maxLane(largest);
  return max == -Infinity ? exactMax(row + (<usize>begin << 2), end - begin) : max;
}
