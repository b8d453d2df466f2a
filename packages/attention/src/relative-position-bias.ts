/**
 * T5's relative positions: a learned number per head and distance, added to the scores.
 *
 * Distances are sorted into few buckets: each small distance has its own, larger ones share logarithmically wider ones,
 * and everything past `maxDistance` is one bucket.
 * @module
 */

export interface RelativePositionOptions {
  /** Whether keys after the query have buckets of their own (encoders); otherwise they all share bucket 0. Default true. */
  bidirectional?: boolean;
  /** Default 32. */
  numBuckets?: number;
  /** Default 128. */
  maxDistance?: number;
}

/**
 * The bucket of `relativePosition` = key position - query position.
 *
 * Half of the buckets (of one direction) are exact, the other half logarithmic. The logarithm is rounded to float32
 * like PyTorch's, since a bucket border hangs on its last bit.
 * @see Raffel et al. 2020, section 2.1, https://arxiv.org/abs/1910.10683
 * @example
 * relativePositionBucket(-3); // => 3
 * relativePositionBucket(3); // => 19: keys to the right begin at bucket 16
 */
export function relativePositionBucket(
  relativePosition: number,
  { bidirectional = true, numBuckets = 32, maxDistance = 128 }: RelativePositionOptions = {},
): number {
  const buckets = bidirectional ? Math.floor(numBuckets / 2) : numBuckets;
  const first = bidirectional && relativePosition > 0 ? buckets : 0;
  const distance = bidirectional ? Math.abs(relativePosition) : Math.max(-relativePosition, 0);
  const exact = Math.floor(buckets / 2);
  if (distance < exact) return first + distance;
  const f32 = Math.fround;
  const octaves = f32(f32(Math.log(f32(distance / exact))) / f32(Math.log(maxDistance / exact)));
  const logarithmic = exact + Math.trunc(f32(octaves * (buckets - exact)));
  return first + Math.min(logarithmic, buckets - 1);
}

/**
 * The bias that T5 adds to its scores (which it does not scale by 1 / sqrt(headDim)).
 *
 * Shape: table [numBuckets, heads] as T5 stores it; out [heads, queryPositions.length, keyPositions.length]
 * @throws RangeError if table is not [numBuckets, heads]
 */
export function relativePositionBias(
  table: Float32Array,
  queryPositions: ArrayLike<number>,
  keyPositions: ArrayLike<number>,
  options: RelativePositionOptions & { heads: number },
): Float32Array {
  const { heads, numBuckets = 32 } = options;
  if (table.length !== numBuckets * heads) {
    throw new RangeError(
      `relativePositionBias: table has ${table.length} elements but [numBuckets=${numBuckets}, heads=${heads}] needs ${numBuckets * heads}.`,
    );
  }
  const queryLen = queryPositions.length;
  const keyLen = keyPositions.length;
  const bias = new Float32Array(heads * queryLen * keyLen);
  for (let i = 0; i < queryLen; i++) {
    for (let j = 0; j < keyLen; j++) {
      const bucket = relativePositionBucket(keyPositions[j] - queryPositions[i], options);
      for (let h = 0; h < heads; h++) bias[(h * queryLen + i) * keyLen + j] = table[bucket * heads + h];
    }
  }
  return bias;
}
