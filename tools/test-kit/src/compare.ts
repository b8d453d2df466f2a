/** Comparing arrays of numbers with a stated tolerance. @module */

export interface Tolerance {
  /** Absolute part: allowed where the expected value is 0. */
  atol: number;
  /** Relative part: allowed per unit of |expected|. */
  rtol?: number;
}

export interface Difference {
  index: number;
  got: number;
  expected: number;
  /** |got - expected|; Infinity when one of the two is NaN or infinite and the other is not the same. */
  error: number;
}

/** Returns the worst difference beyond the tolerance, or null when all agree. Equal infinities and NaN with NaN agree. */
export function compareArrays(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  { atol, rtol = 0 }: Tolerance,
): Difference | null {
  if (got.length !== expected.length) {
    throw new RangeError(`compareArrays: got ${got.length} elements but ${expected.length} were expected.`);
  }
  let worst: Difference | null = null;
  for (let index = 0; index < got.length; index++) {
    const g = got[index];
    const e = expected[index];
    if (Object.is(g, e) || g === e) continue;
    const difference = Math.abs(g - e);
    const error = Number.isFinite(difference) ? difference : Number.POSITIVE_INFINITY;
    if (error <= atol + rtol * Math.abs(e)) continue;
    if (!worst || error > worst.error) worst = { index, got: g, expected: e, error };
  }
  return worst;
}

/** Throws an Error that names the worst element when `got` is not within the tolerance of `expected`. */
export function expectClose(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: Tolerance,
  what = "array",
): void {
  const worst = compareArrays(got, expected, tolerance);
  if (worst) {
    throw new Error(
      `${what}[${worst.index}] is ${worst.got} but ${worst.expected} was expected (off by ${worst.error.toExponential(2)}).`,
    );
  }
}
