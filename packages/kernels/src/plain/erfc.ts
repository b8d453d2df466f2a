/**
 * The complementary error function, erfc(x) = 1 - erf(x) = 2/√π ∫ₓ^∞ exp(-t²) dt.
 *
 * Near 0 the series of erf has only positive terms and converges fast; in the tail 1 - erf would cancel,
 * and the continued fraction of erfc gives full relative precision instead.
 * @module
 */

/**
 * erfc(x) in float64, relative error below 1e-13.
 *
 * @see Abramowitz and Stegun 1964, 7.1.6 (series) and 7.1.14 (continued fraction)
 */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 0) return 2 - erfc(-x);
  if (x > 27) return 0; // exp(-27²) is below the smallest float64
  const decay = Math.exp(-x * x);
  if (x < 2) {
    // erf(x) = 2/√π exp(-x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5…(2n + 1))
    let term = x;
    let sum = x;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * decay * sum;
  }
  // erfc(x) = exp(-x²)/√π · 1 / (x + (1/2) / (x + (2/2) / (x + (3/2) / (x + …)))), from the inside out
  let fraction = x;
  for (let n = 120; n >= 1; n--) fraction = x + n / 2 / fraction;
  return decay / (Math.sqrt(Math.PI) * fraction);
}
