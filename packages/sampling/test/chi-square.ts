/** Pearson's chi-square test: do counts look as if drawn from given probabilities? */

/** The false-alarm rate of every test here: with correct code, one seed in ten thousand would fail. Seeds are fixed. */
export const falseAlarmRate = 1e-4;
/** The normal quantile that belongs to it. */
const z = 3.719;

/** The statistic, and the value that it exceeds with probability 1e-4. Cells that expect fewer than 5 are joined. */
export function chiSquare(
  counts: ArrayLike<number>,
  probs: ArrayLike<number>,
): { statistic: number; critical: number } {
  const total = Array.from(counts).reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  let cells = 0;
  let rareCount = 0;
  let rareExpected = 0;
  const add = (count: number, expected: number) => {
    statistic += (count - expected) ** 2 / expected;
    cells++;
  };
  for (let i = 0; i < probs.length; i++) {
    const expected = probs[i] * total;
    if (expected === 0 && counts[i] > 0) return { statistic: Infinity, critical: 0 };
    if (expected >= 5) add(counts[i], expected);
    else {
      rareCount += counts[i];
      rareExpected += expected;
    }
  }
  if (rareExpected > 0) add(rareCount, rareExpected);
  const freedom = cells - 1;
  // Wilson & Hilferty 1931: the cube root is nearly normal
  const spread = 2 / (9 * freedom);
  return { statistic, critical: freedom * (1 - spread + z * Math.sqrt(spread)) ** 3 };
}
