/**
 * What happens to a row of scaled scores between q · k and the softmax: softcap, bias.
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
export function finishScores(row: usize, begin: i32, end: i32, softcap: f32, bias: usize): f32 {
  if (softcap != 0) capScores(row, begin, end, softcap);
  if (bias) addBias(row, begin, end, bias);
  if (begin & 3) hideLanes(row + (<usize>(begin & ~3) << 2), begin & 3, 0);
  if (end & 3) hideLanes(row + (<usize>(end & ~3) << 2), 0, end & 3);
  let at = row + (<usize>(begin & ~3) << 2);
  const stop = row + (<usize>end << 2);
  let largest = f32x4.splat(-Infinity);
  let other = largest;
  for (; at + 16 < stop; at += 32) {
    largest = f32x4.pmax(largest, v128.load(at));
    other = f32x4.pmax(other, v128.load(at, 16));
  }
  if (at < stop) largest = f32x4.pmax(largest, v128.load(at));
  const max = maxLane(f32x4.pmax(largest, other));
  return max == -Infinity ? exactMax(row + (<usize>begin << 2), end - begin) : max;
}

/** Hides the lanes before `from`, or those from `behind` on where it is not 0. */
function hideLanes(at: usize, from: i32, behind: i32): void {
  const lanes = i32x4(0, 1, 2, 3);
  const seen = behind ? i32x4.lt_s(lanes, i32x4.splat(behind)) : i32x4.ge_s(lanes, i32x4.splat(from));
  v128.store(at, v128.bitselect(v128.load(at), f32x4.splat(-Infinity), seen));
}

function capScores(row: usize, begin: i32, end: i32, softcap: f32): void {
  const cap = f32x4.splat(softcap);
  const stop = row + (<usize>end << 2);
  for (let at = row + (<usize>(begin & ~3) << 2); at < stop; at += 16) {
    v128.store(at, f32x4.mul(tanh4(f32x4.div(v128.load(at), cap)), cap));
  }
}

function addBias(row: usize, begin: i32, end: i32, bias: usize): void {
  const stop = row + (<usize>end << 2);
  const apart = bias - row;
  for (let at = row + (<usize>(begin & ~3) << 2); at < stop; at += 16) {
    v128.store(at, f32x4.add(v128.load(at), v128.load(at + apart)));
  }
}
