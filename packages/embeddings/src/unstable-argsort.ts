/**
 * Which of several equally frequent terms `maxFeatures` keeps is decided by a sort. scikit-learn uses NumPy's default one,
 * which is not stable: what becomes of equals follows from how vector instructions sort. To keep the same terms, this
 * sorts the same way.
 *
 * Up to 256 values: a bitonic network, a fixed pattern of comparisons. Two ascending halves are merged by comparing
 * mirror images (first with last, second with last but one …), which leaves every value of the lower half below every
 * value of the upper half; the same is done within the halves by comparing at half the distance, and so on. Equal values
 * never trade places.
 *
 * More: quicksort, which splits at a pivot in groups of 32 (four registers of eight, AVX-512's; with the shorter registers
 * of AVX2 the order of equals is another), until the parts are small enough for the network.
 *
 * @see Batcher 1968, "Sorting networks and their applications", section "bitonic sorting"
 * @see Bramas 2017, "A Novel Hybrid Quicksort Algorithm Vectorized using AVX-512", sections 3 and 4, https://arxiv.org/abs/1704.08579
 * @module
 */

const networkLimit = 256;
const lanes = 8;
const group = 4 * lanes;

/**
 * Returns the indices that sort `values` ascending, equals in the order in which NumPy with AVX-512 leaves them.
 *
 * @example
 * unstableArgsort([2, 1, 1, 2]); // => [1, 2, 0, 3]
 */
export function unstableArgsort(values: ArrayLike<number>): Uint32Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i);
  if (!isSorted(values)) quicksort(values, order, 2 * Math.floor(Math.log2(values.length)));
  return order;
}

function isSorted(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i - 1] > values[i]) return false;
  return true;
}

/** @param rounds splits at most; where more than half share the least value none gets on, and a stable sort ends it (NumPy's is std::sort) */
function quicksort(values: ArrayLike<number>, order: Uint32Array, rounds: number): void {
  if (rounds === 0) {
    order.sort((a, b) => values[a] - values[b]);
    return;
  }
  if (order.length <= networkLimit) {
    sortByNetwork(values, order);
    return;
  }
  const distance = Math.floor((order.length - 1) / 8);
  const samples = Array.from({ length: 8 }, (_, i) => values[order[(i + 1) * distance]]).sort((a, b) => a - b);
  const pivot = samples[4];
  const split = partition(values, order, pivot);
  const [below, above] = [order.subarray(0, split), order.subarray(split)];
  if (below.length > 0) quicksort(values, below, rounds - 1);
  if (above.some((i) => values[i] !== pivot)) quicksort(values, above, rounds - 1);
}

/** Puts indices of values below the pivot first and returns how many. Works on both ends at once, in place. */
function partition(values: ArrayLike<number>, order: Uint32Array, pivot: number): number {
  let left = 0;
  let right = order.length;
  for (let rest = right % group; rest > 0; rest--) {
    if (values[order[left]] < pivot) left++;
    else {
      right--;
      [order[left], order[right]] = [order[right], order[left]];
    }
  }
  let lowEnd = left; // what is below goes here and rightwards
  let highEnd = right; // the rest goes here and leftwards
  const place = (indices: Uint32Array) => {
    for (let start = 0; start < group; start += lanes) {
      const register = indices.subarray(start, start + lanes);
      const high = register.filter((i) => values[i] >= pivot);
      const low = register.filter((i) => values[i] < pivot);
      order.set(low, lowEnd);
      lowEnd += low.length;
      highEnd -= high.length;
      order.set(high, highEnd);
    }
  };
  // Taking out one group at each end makes room; from then on the next group comes from the side with less of it.
  const first = order.slice(left, left + group);
  const last = order.slice(right - group, right);
  left += group;
  right -= group;
  while (left < right) {
    const fromRight = highEnd - right < left - lowEnd;
    if (fromRight) right -= group;
    const next = fromRight ? order.slice(right, right + group) : order.slice(left, left + group);
    if (!fromRight) left += group;
    place(next);
  }
  place(first);
  place(last);
  return lowEnd;
}

function sortByNetwork(values: ArrayLike<number>, order: Uint32Array): void {
  let size = lanes;
  while (size < order.length) size *= 2; // the network needs a power of 2
  const indices = Array.from({ length: size }, (_, i) => order[i] ?? -1);
  const keys = Float64Array.from(indices, (i) => (i < 0 ? Infinity : values[i]));
  const compare = (low: number, high: number) => {
    if (keys[low] <= keys[high]) return;
    [keys[low], keys[high]] = [keys[high], keys[low]];
    [indices[low], indices[high]] = [indices[high], indices[low]];
  };
  for (let block = 2; block <= size; block *= 2) {
    for (let start = 0; start < size; start += block) {
      for (let i = 0; i < block / 2; i++) compare(start + i, start + block - 1 - i);
    }
    for (let distance = block / 4; distance >= 1; distance /= 2) {
      for (let i = 0; i < size; i++) if ((i & distance) === 0) compare(i, i + distance);
    }
  }
  order.set(indices.slice(0, order.length));
}
