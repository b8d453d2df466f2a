/**
 * Keeps the tokens nearest to some ideal until their probabilities add up to a wanted mass (top-p, typical-p).
 *
 * The textbook sorts the vocabulary by distance and walks along the cumulative sum. But only the place where the sum
 * crosses matters: so distances are thrown into 1,024 buckets, whole buckets are added up, and the one bucket in
 * which the sum crosses is split again, until it has few enough tokens to sort. Each round reads the vocabulary once.
 * @module
 */

const numBuckets = 1024;
const bucketMass = /* @__PURE__ */ new Float64Array(numBuckets);
const bucketCount = /* @__PURE__ */ new Int32Array(numBuckets);
const smallEnoughToSort = 128;

let distanceBuffer = /* @__PURE__ */ new Float64Array(0);
let weightBuffer = /* @__PURE__ */ new Float64Array(0);

/** Two work arrays of at least `length` numbers each, reused by every call: fill both, then call keepByMass. */
export function massBuffers(length: number): { distances: Float64Array; weights: Float64Array } {
  if (distanceBuffer.length < length) {
    distanceBuffer = new Float64Array(length);
    weightBuffer = new Float64Array(length);
  }
  return { distances: distanceBuffer, weights: weightBuffer };
}

export interface KeepByMassOptions {
  /** Fraction of the total weight to keep, in (0, 1]. The token that crosses it stays. */
  mass: number;
  /** Keep at least so many, whatever their mass. */
  minTokensToKeep: number;
  /** Of equal distances at the border: keep all of them, or as few as needed and of those the highest ids. */
  ties: "keep all" | "keep highest ids";
}

/**
 * Sets logits[id] to -Infinity except for the tokens of smallest distance that reach the mass, and returns `logits`.
 *
 * Shape: logits, distances and weights [vocabSize] (the work arrays may be longer)
 * Units: distances >= 0 of any scale, Infinity for a masked token; weights >= 0, proportional to probabilities
 */
export function keepByMass(
  logits: Float32Array,
  distances: Float64Array,
  weights: Float64Array,
  options: KeepByMassOptions,
): Float32Array {
  const { minTokensToKeep } = options;
  const size = logits.length;
  let total = 0;
  let low = Infinity; // the border lies at a distance in [low, high]
  let high = -Infinity;
  for (let id = 0; id < size; id++) {
    total += weights[id];
    const distance = distances[id];
    if (distance < low) low = distance;
    if (distance > high && distance < Infinity) high = distance;
  }
  const wanted = options.mass * total;

  let massBefore = 0; // of the tokens nearer than `low`: all of them stay
  let countBefore = 0;
  let inside = size; // at most so many tokens have a distance in [low, high]
  while (inside > smallEnoughToSort && high > low) {
    const scale = numBuckets / (high - low);
    if (scale === Infinity) break; // a subnormal width: as good as equal
    bucketMass.fill(0);
    bucketCount.fill(0);
    for (let id = 0; id < size; id++) {
      const distance = distances[id];
      if (!(distance >= low && distance <= high)) continue;
      const bucket = bucketOf(distance, low, scale);
      bucketMass[bucket] += weights[id];
      bucketCount[bucket]++;
    }
    let bucket = 0;
    for (; bucket < numBuckets - 1; bucket++) {
      const mass = massBefore + bucketMass[bucket];
      const count = countBefore + bucketCount[bucket];
      if (mass >= wanted && count >= minTokensToKeep) break;
      massBefore = mass;
      countBefore = count;
    }
    inside = bucketCount[bucket];
    // Distances are put into buckets by rounding, so the bucket's own extremes are the safe new bounds.
    let nearest = Infinity;
    let farthest = -Infinity;
    for (let id = 0; id < size; id++) {
      const distance = distances[id];
      if (!(distance >= low && distance <= high) || bucketOf(distance, low, scale) !== bucket) continue;
      if (distance < nearest) nearest = distance;
      if (distance > farthest) farthest = distance;
    }
    low = nearest;
    high = farthest;
  }
  return maskBeyond(logits, distances, weights, { ...options, wanted, low, high, massBefore, countBefore });
}

function bucketOf(distance: number, low: number, scale: number): number {
  const bucket = ((distance - low) * scale) | 0;
  return bucket < numBuckets ? bucket : numBuckets - 1;
}

interface Border extends KeepByMassOptions {
  wanted: number;
  low: number;
  high: number;
  massBefore: number;
  countBefore: number;
}

/** Sorts the few tokens with a distance in [low, high], walks to the border, and masks what lies beyond it. */
function maskBeyond(
  logits: Float32Array,
  distances: Float64Array,
  weights: Float64Array,
  { wanted, low, high, massBefore, countBefore, minTokensToKeep, ties }: Border,
): Float32Array {
  const near: number[] = [];
  for (let id = 0; id < logits.length; id++) if (distances[id] >= low && distances[id] <= high) near.push(id);
  if (high > low) near.sort((a, b) => distances[a] - distances[b] || b - a);
  else near.reverse(); // all equal, perhaps very many: highest ids first

  let mass = massBefore;
  let count = countBefore;
  let kept = 0;
  while (kept < near.length && !(mass >= wanted && count >= minTokensToKeep)) {
    mass += weights[near[kept++]];
    count++;
  }
  const border = near.length > 0 ? distances[near[kept - 1]] : high;
  for (let id = 0; id < logits.length; id++) if (distances[id] > border) logits[id] = -Infinity;
  if (ties === "keep highest ids") {
    for (; kept < near.length && distances[near[kept]] === border; kept++) logits[near[kept]] = -Infinity;
  }
  return logits;
}
