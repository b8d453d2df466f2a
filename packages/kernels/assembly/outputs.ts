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
export function storeSums(out: usize, apart: usize, bias: usize, add: i32, s0: f32, s1: f32, s2: f32, s3: f32): void {
  const before = add ? out : bias;
  if (before) {
    s0 += load<f32>(before);
    s1 += load<f32>(before + apart);
    s2 += load<f32>(before + 2 * apart);
    s3 += load<f32>(before + 3 * apart);
  }
  store<f32>(out, s0);
  store<f32>(out + apart, s1);
  store<f32>(out + 2 * apart, s2);
  store<f32>(out + 3 * apart, s3);
}
