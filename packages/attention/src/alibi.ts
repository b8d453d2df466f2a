/**
 * ALiBi: no position embedding at all, a penalty on distance instead.
 *
 * Head h adds -slope[h] · (distance from query to key) to its scores. Steep heads look at neighbours, flat ones far back,
 * and because the penalty is defined at any distance, a model can be run on longer texts than it was trained on.
 * @module
 */

export interface AlibiOptions {
  /** The exponents run up to this number: the flattest slope is 2^-maxBias. Default 8. */
  maxBias?: number;
  /**
   * Which float32 rounding to follow. "powers" raises a rounded 2^(-8/n) to 1, 2, 3 … (Bloom, Falcon); "direct"
   * takes 1 / 2^(8h/n) (MPT). They differ in the last bits, which a long distance multiplies. Default "powers".
   */
  rounding?: "powers" | "direct";
}

/**
 * The slope of every head: a geometric sequence from 2^(-8/n) down to 2^-8.
 *
 * When `numHeads` is not a power of two, the heads up to the power of two below have its slopes, and the others take
 * every second slope of the power of two above.
 *
 * Shape: [numHeads]
 * @throws RangeError if numHeads is not a positive whole number
 * @see Press et al. 2021, section 3, https://arxiv.org/abs/2108.12409
 * @example
 * alibiSlopes(4); // => [1/4, 1/16, 1/64, 1/256]
 */
export function alibiSlopes(numHeads: number, { maxBias = 8, rounding = "powers" }: AlibiOptions = {}): Float32Array {
  if (!Number.isInteger(numHeads) || numHeads < 1) {
    throw new RangeError(`alibiSlopes: numHeads is ${numHeads} but has to be a whole number >= 1.`);
  }
  const below = 2 ** Math.floor(Math.log2(numHeads));
  const slope = (power: number, heads: number) =>
    rounding === "powers"
      ? Math.fround(2 ** (-maxBias / heads)) ** power
      : 1 / Math.fround(2 ** Math.fround(power * (maxBias / heads)));
  return Float32Array.from({ length: numHeads }, (_, head) =>
    head < below ? slope(head + 1, below) : slope(2 * (head - below) + 1, 2 * below),
  );
}

/**
 * The bias that ALiBi adds to scaled scores: -slope · |query position - key position|.
 *
 * Bloom adds slope · keyPosition and MPT slope · (keyPosition - lastPosition) instead. Both differ from this only by a
 * number per query row, which softmax cancels; in float32 the distance form rounds least.
 *
 * Shape: slopes [heads]; out [heads, queryPositions.length, keyPositions.length]
 * @see Press et al. 2021, section 3
 */
export function alibiBias(
  slopes: Float32Array,
  queryPositions: ArrayLike<number>,
  keyPositions: ArrayLike<number>,
): Float32Array {
  const bias = new Float32Array(slopes.length * queryPositions.length * keyPositions.length);
  let at = 0; // bias[h, i, j]
  for (const slope of slopes) {
    for (let i = 0; i < queryPositions.length; i++) {
      for (let j = 0; j < keyPositions.length; j++) {
        bias[at++] = -slope * Math.abs(queryPositions[i] - keyPositions[j]);
      }
    }
  }
  return bias;
}
