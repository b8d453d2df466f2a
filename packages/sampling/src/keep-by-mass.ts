/**
 * Keeps the tokens nearest to some ideal until their probabilities add up to a wanted mass (top-p, typical-p).
 *
 * The textbook sorts the vocabulary by distance and walks along the cumulative sum. But only the place where the sum
 * crosses matters: so the tokens are thrown into buckets by distance, the masses of whole buckets are added up, and only
 * the bucket in which the sum crosses is collected, split again while it is large, and sorted when it is small.
 * @module
 */
import { expOfMinus } from "./log-sum-exp.ts";

const numBuckets = 1024;
const bucketMass = /* @__PURE__ */ new Float64Array(numBuckets);
const bucketCount = /* @__PURE__ */ new Int32Array(numBuckets);
const smallEnoughToSort = 128;
/** Buckets per nat in the first round; the last bucket has everything beyond 64 nats. */
const firstScale = 16;

// The tokens of the bucket in question. The arrays grow as needed and are used again by every call.
let ids = /* @__PURE__ */ new Int32Array(0);
let distances = /* @__PURE__ */ new Float64Array(0);
let weights = /* @__PURE__ */ new Float64Array(0);

export interface KeepByMassOptions {
  /** The largest logit. */
  max: number;
  /** How far below it the ideal lies, in nats: a token's distance is | max - logit - ideal |. */
  ideal: number;
  /** Fraction of the probability to keep, in (0, 1]. The token that crosses it stays. */
  mass: number;
  /** Keep at least so many, whatever their probability. */
  minTokensToKeep: number;
  /** Of equal distances at the border: keep all of them, or as few as needed and of those the highest ids. */
  ties: "keep all" | "keep highest ids";
}

/**
 * Sets logits[id] to -Infinity except for the tokens of smallest distance that reach the mass, and returns `logits`.
 *
 * Shape: logits [vocabSize]
 */
export function keepByMass(logits: Float32Array, options: KeepByMassOptions): Float32Array {
  const { max, ideal, minTokensToKeep, ties } = options;
  const wanted = options.mass * fillBuckets(logits, max, ideal);
  let mass = 0; // of the tokens nearer than the bucket in question: they stay
  let kept = 0; // how many they are
  const findBorder = (): number => {
    let bucket = 0;
    for (; bucket < numBuckets - 1; bucket++) {
      if (mass + bucketMass[bucket] >= wanted && kept + bucketCount[bucket] >= minTokensToKeep) break;
      mass += bucketMass[bucket];
      kept += bucketCount[bucket];
    }
    return bucket;
  };

  let { count, low, high } = collect(logits, max, ideal, findBorder());
  while (count > smallEnoughToSort && high > low) {
    const scale = numBuckets / (high - low);
    if (scale === Infinity) break; // a subnormal width: as good as equal
    refillBuckets(count, low, scale);
    ({ count, low, high } = keepBucket(findBorder(), count, low, scale));
  }

  const order = Array.from({ length: count }, (_, i) => i);
  if (high > low) order.sort((a, b) => distances[a] - distances[b] || ids[b] - ids[a]);
  else order.reverse(); // all equal, perhaps very many: highest ids first
  let place = 0;
  while (place < count && !(mass >= wanted && kept >= minTokensToKeep)) {
    mass += weights[order[place++]];
    kept++;
  }
  const border = place > 0 ? distances[order[place - 1]] : high;
  for (let id = 0; id < logits.length; id++) {
    if (Math.abs(max - logits[id] - ideal) > border) logits[id] = -Infinity;
  }
  if (ties === "keep highest ids") {
    for (; place < count && distances[order[place]] === border; place++) logits[ids[order[place]]] = -Infinity;
  }
  return logits;
}

/** The first round of buckets, over the whole vocabulary. Returns the sum of all weights, exp(logit - max). */
function fillBuckets(logits: Float32Array, max: number, ideal: number): number {
  bucketMass.fill(0);
  bucketCount.fill(0);
  let sum = 0;
  for (let id = 0; id < logits.length; id++) {
    const below = max - logits[id];
    const bucket = bucketOf(Math.abs(below - ideal), 0, firstScale);
    const weight = expOfMinus(below);
    bucketMass[bucket] += weight;
    bucketCount[bucket]++;
    sum += weight;
  }
  return sum;
}

/** Collects the tokens of one bucket of the first round that are not masked, and their extremes. */
function collect(logits: Float32Array, max: number, ideal: number, bucket: number) {
  if (ids.length < logits.length) {
    ids = new Int32Array(logits.length);
    distances = new Float64Array(logits.length);
    weights = new Float64Array(logits.length);
  }
  let count = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let id = 0; id < logits.length; id++) {
    const below = max - logits[id];
    const distance = Math.abs(below - ideal);
    if (bucketOf(distance, 0, firstScale) !== bucket || !(distance < Infinity)) continue;
    ids[count] = id;
    distances[count] = distance;
    weights[count++] = expOfMinus(below);
    if (distance < low) low = distance;
    if (distance > high) high = distance;
  }
  return { count, low, high };
}

/** A further round, over the collected tokens. */
function refillBuckets(count: number, low: number, scale: number): void {
  bucketMass.fill(0);
  bucketCount.fill(0);
  for (let i = 0; i < count; i++) {
    const bucket = bucketOf(distances[i], low, scale);
    bucketMass[bucket] += weights[i];
    bucketCount[bucket]++;
  }
}

/** Drops all but the tokens of one bucket. */
function keepBucket(bucket: number, count: number, bucketLow: number, scale: number) {
  let inside = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < count; i++) {
    const distance = distances[i];
    if (bucketOf(distance, bucketLow, scale) !== bucket) continue;
    ids[inside] = ids[i];
    distances[inside] = distance;
    weights[inside++] = weights[i];
    if (distance < low) low = distance;
    if (distance > high) high = distance;
  }
  return { count: inside, low, high };
}

/** Infinite distances fall into the last bucket; NaN into the first, and spoils the sum, as it should. */
function bucketOf(distance: number, low: number, scale: number): number {
  return Math.min((distance - low) * scale, numBuckets - 1) | 0;
}
