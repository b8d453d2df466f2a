/**
 * Where a tile of dot products leaves its sums.
 * @module
 */

/**
 * Stores four sums, `apart` bytes from each other. With `add` (a later piece of the columns) what is there already is
 * added, else the bias is, where there is one.
 *
 * All four places are read before the first is written: at the end of a matrix they can be one and the same.
 */
// @ts-ignore: decorator
@inline
export function storeFour(out: usize, apart: usize, bias: usize, add: i32, sums: v128): void {
  const before = add ? out : bias;
  if (before) sums = f32x4.add(sums, loadApart(before, apart));
  v128.store_lane<f32>(out, sums, 0);
  v128.store_lane<f32>(out + apart, sums, 1);
  v128.store_lane<f32>(out + 2 * apart, sums, 2);
  v128.store_lane<f32>(out + 3 * apart, sums, 3);
}

/** Four numbers that lie `apart` bytes from each other. */
// @ts-ignore: decorator
@inline
export function loadApart(at: usize, apart: usize): v128 {
  let four = v128.load_zero<f32>(at);
  four = v128.load_lane<f32>(at + apart, four, 1);
  four = v128.load_lane<f32>(at + 2 * apart, four, 2);
  return v128.load_lane<f32>(at + 3 * apart, four, 3);
}
