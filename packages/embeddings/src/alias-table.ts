/**
 * Drawing from a fixed distribution in constant time: the alias method.
 *
 * Cut the distribution's bars to equal width columns so that each column holds at most two outcomes: its own, and one
 * alias that filled up the rest. A draw picks a column evenly, then one of the two.
 * @see Vose 1991, "A linear algorithm for generating random numbers with a given distribution", IEEE TSE 17(9)
 * @module
 */

export interface AliasTable {
  /** In column i, outcome i has this share; the alias has the rest. */
  shares: Float32Array;
  aliases: Uint32Array;
}

/**
 * Builds the table for outcomes 0 … n - 1 with the given weights, which need not sum to 1.
 *
 * @throws RangeError when a weight is negative or not finite, or all are 0
 */
export function createAliasTable(weights: ArrayLike<number>): AliasTable {
  const n = weights.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (!(weights[i] >= 0 && weights[i] < Infinity)) {
      throw new RangeError(`createAliasTable: weights[${i}] is ${weights[i]} but has to be finite and at least 0.`);
    }
    sum += weights[i];
  }
  if (!(sum > 0)) throw new RangeError(`createAliasTable: the ${n} weights sum to ${sum} but one has to be above 0.`);
  const heights = Float64Array.from({ length: n }, (_, i) => (weights[i] / sum) * n); // 1 is a full column
  const shares = new Float32Array(n).fill(1);
  const aliases = Uint32Array.from({ length: n }, (_, i) => i);
  const low: number[] = [];
  const high: number[] = [];
  for (let i = 0; i < n; i++) (heights[i] < 1 ? low : high).push(i);
  while (low.length > 0 && high.length > 0) {
    const small = low.pop()!;
    const large = high.at(-1)!;
    shares[small] = heights[small];
    aliases[small] = large;
    heights[large] -= 1 - heights[small];
    if (heights[large] < 1) low.push(high.pop()!);
  }
  return { shares, aliases };
}

/** Draws an outcome. @param random numbers in [0, 1) */
export function drawAlias({ shares, aliases }: AliasTable, random: () => number): number {
  const x = random() * shares.length;
  const column = Math.floor(x);
  return x - column < shares[column] ? column : aliases[column];
}
