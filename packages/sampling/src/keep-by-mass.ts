/**
 * Keeps the tokens nearest to some ideal until their probabilities add up to a wanted mass (top-p, typical-p).
 *
 * The textbook sorts the vocabulary by distance and walks along the cumulative sum. But only the place where the sum
 * crosses matters, and it mostly lies among a few near tokens: so the far ones are set aside first, the others are thrown
 * into 1,024 buckets by distance, and the one bucket in which the sum crosses is split again until it has few enough
 * tokens to sort. 262,144 logits take 2 ms, sorting them 60 (Node 24, one core).
 * @module
 */

const numBuckets = 1024;
const bucketMass = /* @__PURE__ */ new Float64Array(numBuckets);
const bucketCount = /* @__PURE__ */ new Int32Array(numBuckets);
const smallEnoughToSort = 128;
/** In nats: a token at this distance has 1/3000 of the probability of one at distance 0. */
const near = 8;

let distanceBuffer = /* @__PURE__ */ new Float64Array(0);
let weightBuffer = /* @__PURE__ */ new Float64Array(0);
let idBuffer = /* @__PURE__ */ new Int32Array(0);

/** Two work arrays of at least `length` numbers each, reused by every call: fill both, then call keepByMass. */
export function massBuffers(length: number): { distances: Float64Array; weights: Float64Array } {
  if (distanceBuffer.length < length) {
    distanceBuffer = new Float64Array(length);
    weightBuffer = new Float64Array(length);
    idBuffer = new Int32Array(length);
  }
  return { distances: distanceBuffer, weights: weightBuffer };
}

export interface KeepByMassOptions {
  /** How much weight to keep. The token that crosses it stays. */
  wanted: number;
  /** Keep at least so many, whatever their weight. */
  minTokensToKeep: number;
  /** Of equal distances at the border: keep all of them, or as few as needed and of those the highest ids. */
  ties: "keep all" | "keep highest ids";
}

/**
 * Sets logits[id] to -Infinity except for the tokens of smallest distance that reach the wanted weight, and returns `logits`.
 * The work arrays are those of massBuffers.
 *
 * Shape: logits, distances and weights [vocabSize] (the work arrays may be longer)
 * Units: distances in nats, >= 0, Infinity for a masked token; weights >= 0, proportional to probabilities
 */
export function keepByMass(
  logits: Float32Array,
  distances: Float64Array,
  weights: Float64Array,
  { wanted, minTokensToKeep, ties }: KeepByMassOptions,
): Float32Array {
  const ids = idBuffer; // the tokens among which the border lies
  let range = gather(ids, distances, weights, logits.length, near);
  if (range.mass < wanted || range.count < minTokensToKeep) {
    range = gather(ids, distances, weights, logits.length, Number.MAX_VALUE);
  }
  let { count, low, high } = range;
  let mass = 0; // of the tokens nearer than all of `ids`: they stay
  let kept = 0; // how many they are
  while (count > smallEnoughToSort && high > low) {
    const scale = numBuckets / (high - low);
    if (scale === Infinity) break; // a subnormal width: as good as equal
    bucketMass.fill(0);
    bucketCount.fill(0);
    for (let i = 0; i < count; i++) {
      const bucket = bucketOf(distances[ids[i]], low, scale);
      bucketMass[bucket] += weights[ids[i]];
      bucketCount[bucket]++;
    }
    let border = 0;
    for (; border < numBuckets - 1; border++) {
      if (mass + bucketMass[border] >= wanted && kept + bucketCount[border] >= minTokensToKeep) break;
      mass += bucketMass[border];
      kept += bucketCount[border];
    }
    // Only the tokens of that bucket remain in question
    const bucketLow = low;
    let inside = 0;
    low = Infinity;
    high = -Infinity;
    for (let i = 0; i < count; i++) {
      const distance = distances[ids[i]];
      if (bucketOf(distance, bucketLow, scale) !== border) continue;
      ids[inside++] = ids[i];
      if (distance < low) low = distance;
      if (distance > high) high = distance;
    }
    count = inside;
  }

  const order = Array.from(ids.subarray(0, count));
  if (high > low) order.sort((a, b) => distances[a] - distances[b] || b - a);
  else order.reverse(); // all equal, perhaps very many: highest ids first
  let place = 0;
  while (place < order.length && !(mass >= wanted && kept >= minTokensToKeep)) {
    mass += weights[order[place++]];
    kept++;
  }
  const border = place > 0 ? distances[order[place - 1]] : high;
  for (let id = 0; id < logits.length; id++) if (distances[id] > border) logits[id] = -Infinity;
  if (ties === "keep highest ids") {
    for (; place < order.length && distances[order[place]] === border; place++) logits[order[place]] = -Infinity;
  }
  return logits;
}

/** Collects the ids of the tokens with a distance of at most `limit`, and their extremes. */
function gather(ids: Int32Array, distances: Float64Array, weights: Float64Array, size: number, limit: number) {
  let count = 0;
  let mass = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let id = 0; id < size; id++) {
    const distance = distances[id];
    if (!(distance <= limit)) continue;
    ids[count++] = id;
    mass += weights[id];
    if (distance < low) low = distance;
    if (distance > high) high = distance;
  }
  return { count, mass, low, high };
}

function bucketOf(distance: number, low: number, scale: number): number {
  const bucket = ((distance - low) * scale) | 0;
  return bucket < numBuckets ? bucket : numBuckets - 1;
}
