/**
 * Choosing what to forget: by what attention looked at, or by the keys themselves.
 *
 * Each rule keeps an importance per head and position, mostly updated from the weights of the newest queries, and when a
 * layer holds more than its budget, the least important positions go. They differ in whose weights count:
 *
 *     h2o        all queries so far, summed; the newest positions stay regardless
 *     tova       only the newest query, averaged over all heads
 *     snapkv     the last queries of the prompt, smoothed over neighbours; after the prompt everything stays
 *     pyramidkv  as snapkv, with larger budgets in early layers, where attention is spread out
 *     knorm      nobody's: keys that are short (by their L2 norm) tend to get much attention, so the longest go
 *
 * All of them are lossy: a position that matters later may be gone.
 * @module
 */
import { checkSize } from "./checks.ts";

/** Zhang et al. 2023, Heavy-Hitter Oracle, section 4, https://arxiv.org/abs/2306.14048 */
export interface H2oSpec {
  kind: "h2o";
  /** Positions kept for their summed weight. */
  heavy: number;
  /** Newest positions, kept regardless. */
  recent: number;
}

/** Oren et al. 2024, Token Omission Via Attention, section 3.2, https://arxiv.org/abs/2401.06104 */
export interface TovaSpec {
  kind: "tova";
  budget: number;
}

/** Li et al. 2024, section 4, https://arxiv.org/abs/2404.14469 */
export interface SnapKvSpec {
  kind: "snapkv";
  /** Positions a layer keeps of a prompt. */
  budget: number;
  /** How many of the last queries vote; their own positions stay. Default 32. */
  observed?: number;
  /** Importance is the largest within this many neighbours (odd), so that what is kept comes in readable pieces. Default 7. */
  pooling?: number;
}

/** Cai et al. 2024, section 3.2, https://arxiv.org/abs/2406.02069 */
export interface PyramidKvSpec extends Omit<SnapKvSpec, "kind"> {
  kind: "pyramidkv";
  /** `budget` is the mean over layers. The last layer gets budget / steepness, the first as much more. Default 20. */
  steepness?: number;
}

/** Devoto et al. 2024, section 3, https://arxiv.org/abs/2406.11430. Needs no `observe`: it forgets when others are appended. */
export interface KnormSpec {
  kind: "knorm";
  budget: number;
  /** Newest positions, kept regardless, part of the budget. Default 1. */
  recent?: number;
}

/** A rule of your own: weights go in, the importance of every slot comes out. */
export interface CustomEvictionSpec {
  kind: "custom";
  /** Positions kept. */
  budget: number;
  /** Newest positions, kept regardless, part of the budget. Default 1. */
  recent?: number;
  /** Changes the importance of each slot of one head, which begins at 0, after every append. */
  update(importance: Float32Array, weights: WeightRows): void;
}

export type EvictingSpec = H2oSpec | TovaSpec | SnapKvSpec | PyramidKvSpec | KnormSpec | CustomEvictionSpec;

/** The weights that the queries of one key/value head gave: `rows` rows of `length`. */
export interface WeightRows {
  rows: number;
  length: number;
  /** Weight of slot j in row n. Rows run over the head's queries, heads slowest. */
  at(n: number, j: number): number;
  queryLen: number;
}

export interface EvictionRule {
  /** Positions kept. */
  budget: number;
  /** Newest positions kept regardless, part of the budget. */
  recent: number;
  /** Only prompts are thinned out; what is decoded stays. */
  promptsOnly: boolean;
  /** Whether all heads of a batch row share one importance, the mean over heads. */
  sharedByHeads: boolean;
  /** Updates the importance of each slot. null: that of a new slot is minus its key's norm, and stays. */
  update: ((importance: Float32Array, weights: WeightRows) => void) | null;
}

export function evictionRule(spec: EvictingSpec, layer: number, numLayers: number): EvictionRule {
  switch (spec.kind) {
    case "h2o": {
      checkSize("h2o", "heavy", spec.heavy, 0);
      checkSize("h2o", "recent", spec.recent, 1);
      const { heavy, recent } = spec;
      return { ...{ budget: heavy + recent, recent, promptsOnly: false, sharedByHeads: false }, update: addAllQueries };
    }
    case "tova":
      checkSize("tova", "budget", spec.budget, 1);
      // The newest position has no say about itself yet: it stays.
      return { budget: spec.budget, recent: 1, promptsOnly: false, sharedByHeads: true, update: setNewestQuery };
    case "snapkv":
      return promptRule(spec, spec.budget);
    case "pyramidkv": {
      const { steepness = 20 } = spec;
      if (!(steepness >= 1)) throw new RangeError(`pyramidkv: steepness is ${steepness} but has to be at least 1.`);
      const last = spec.budget / steepness;
      const first = 2 * spec.budget - last; // so that the mean over layers is the budget
      const share = numLayers === 1 ? spec.budget : first + ((last - first) * layer) / (numLayers - 1);
      return promptRule(spec, Math.max(Math.round(share), 1));
    }
    case "knorm":
    case "custom": {
      const { kind, budget, recent = 1 } = spec;
      const update = kind === "knorm" ? null : spec.update;
      checkSize(kind, "recent", recent, 1);
      checkSize(kind, "budget", budget, recent);
      if (update !== null && typeof update !== "function") {
        throw new TypeError("custom: update has to be a function. Pass the policy again, also to restoreCache.");
      }
      return { budget, recent, promptsOnly: false, sharedByHeads: false, update };
    }
    default:
      throw new TypeError(
        `policy: kind is ${JSON.stringify((spec as { kind: unknown }).kind)}, which is no kind of policy.`,
      );
  }
}

function promptRule({ kind, observed = 32, pooling = 7 }: SnapKvSpec | PyramidKvSpec, budget: number): EvictionRule {
  checkSize(kind, "budget", budget, 1);
  checkSize(kind, "observed", observed, 1);
  if (pooling % 2 !== 1) throw new RangeError(`${kind}: pooling is ${pooling} but has to be odd, such as 7.`);
  const recent = Math.min(observed, budget);
  const update = (importance: Float32Array, weights: WeightRows) =>
    voteOfLastQueries(importance, weights, observed, pooling);
  return { budget, recent, promptsOnly: true, sharedByHeads: false, update };
}

function addAllQueries(importance: Float32Array, { rows, length, at }: WeightRows): void {
  for (let n = 0; n < rows; n++) for (let j = 0; j < length; j++) importance[j] += at(n, j);
}

function setNewestQuery(importance: Float32Array, { rows, length, at, queryLen }: WeightRows): void {
  importance.fill(0);
  for (let n = queryLen - 1; n < rows; n += queryLen) for (let j = 0; j < length; j++) importance[j] += at(n, j);
}

function voteOfLastQueries(
  importance: Float32Array,
  { rows, length, at, queryLen }: WeightRows,
  observed: number,
  pooling: number,
): void {
  const votes = new Float32Array(length);
  for (let n = 0; n < rows; n++) {
    if (n % queryLen < queryLen - observed) continue; // not one of the last queries
    for (let j = 0; j < length; j++) votes[j] += at(n, j);
  }
  const reach = (pooling - 1) / 2;
  for (let j = 0; j < length; j++) {
    let largest = 0;
    for (let near = Math.max(0, j - reach); near <= Math.min(length - 1, j + reach); near++) {
      largest = Math.max(largest, votes[near]);
    }
    importance[j] = largest;
  }
}

/** The `budget` slots to keep, ascending: the `recent` newest and the most important of the others. Ties: the newer. */
export function chooseSlots(importance: Float32Array, budget: number, recent: number): Int32Array {
  const { length } = importance;
  const older = length - recent;
  const ranked = Array.from({ length: older }, (_, slot) => slot).sort(
    (a, b) => importance[b] - importance[a] || b - a,
  );
  const kept = [...ranked.slice(0, budget - recent)];
  for (let slot = older; slot < length; slot++) kept.push(slot);
  return Int32Array.from(kept).sort();
}
