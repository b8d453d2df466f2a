/**
 * Which of several equally frequent terms `maxFeatures` keeps is decided by a sort. scikit-learn uses NumPy's default one,
 * which is not stable: up to 256 values NumPy (on x86 with AVX2 or AVX-512) sorts with a bitonic network, a fixed
 * pattern of comparisons that suits vector instructions. To keep the same terms, this is the same network.
 *
 * Two ascending halves are merged by comparing mirror images (first with last, second with last but one …), which leaves
 * every value of the lower half below every value of the upper half; the same is done within the halves by comparing at
 * half the distance, and so on. Equal values never trade places.
 *
 * @see Batcher 1968, "Sorting networks and their applications", section "bitonic sorting"
 * @module
 */

/** Above this NumPy partitions first, in a way that depends on the CPU's vector length. */
export const bitonicLimit = 256;

/**
 * Returns the indices that sort `values` ascending, between equals in the network's order.
 *
 * @example
 * bitonicArgsort([2, 1, 1, 2]); // => [1, 2, 0, 3]
 */
export function bitonicArgsort(values: ArrayLike<number>): number[] {
  let size = 8; // of one AVX-512 register; the network needs a power of 2
  while (size < values.length) size *= 2;
  const keys = Float64Array.from({ length: size }, (_, i) => (i < values.length ? values[i] : Infinity));
  const order = Array.from({ length: size }, (_, i) => i);
  const compare = (low: number, high: number) => {
    if (keys[low] <= keys[high]) return;
    [keys[low], keys[high]] = [keys[high], keys[low]];
    [order[low], order[high]] = [order[high], order[low]];
  };
  for (let block = 2; block <= size; block *= 2) {
    for (let start = 0; start < size; start += block) {
      for (let i = 0; i < block / 2; i++) compare(start + i, start + block - 1 - i);
    }
    for (let distance = block / 4; distance >= 1; distance /= 2) {
      for (let i = 0; i < size; i++) if ((i & distance) === 0) compare(i, i + distance);
    }
  }
  return order.slice(0, values.length);
}
