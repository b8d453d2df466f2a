/** Which vector stands for a distance (DeBERTa). @module */
import type { DistanceBuckets } from "./ops.ts";

/**
 * Index of the vector of `distance` = query position - key position, from 0 to 2 · span - 1.
 *
 * Distances below span / 2 are their own; longer ones share vectors that widen logarithmically up to `maxDistance`. The
 * steps round to float32 where PyTorch's do: a ceiling is taken of them.
 * @see He et al. 2020, https://arxiv.org/abs/2006.03654; buckets: the code of DeBERTa V2
 */
export function distanceIndex(distance: number, { span, maxDistance }: DistanceBuckets): number {
  const bucket = maxDistance === undefined ? distance : logBucket(distance, span, maxDistance);
  return Math.min(Math.max(bucket + span, 0), 2 * span - 1);
}

function logBucket(distance: number, span: number, maxDistance: number): number {
  const mid = Math.floor(span / 2);
  const size = Math.abs(distance);
  if (size <= mid) return distance;
  const steps = Math.fround(
    Math.fround(Math.log(Math.fround(size / mid))) / Math.fround(Math.log(Math.fround((maxDistance - 1) / mid))),
  );
  return Math.sign(distance) * (Math.ceil(Math.fround(steps * (mid - 1))) + mid);
}
