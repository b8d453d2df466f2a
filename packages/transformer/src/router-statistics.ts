/**
 * How a router spreads tokens over its experts, and the losses that training adds so that it spreads them evenly.
 *
 * All functions read what the places `router.logits` and `router.experts` of a run hold, row after row of
 * [tokens, numExperts] and [tokens, expertsPerToken].
 * @see Fedus et al. 2021, Switch Transformers, section 2.2, https://arxiv.org/abs/2101.03961; Zoph et al. 2022, ST-MoE, equation 5, https://arxiv.org/abs/2202.08906
 * @module
 */

export interface ExpertLoad {
  /** How many choices fell on each expert. */
  counts: number[];
  /** counts as shares of all choices: they add up to 1. */
  shares: number[];
  /** Largest share times the number of experts: 1 when all are chosen alike. The slowest expert makes the others wait this much. */
  imbalance: number;
  /** Entropy of the shares, as a share of the largest possible: 1 is even, 0 a single expert. */
  evenness: number;
}

/**
 * Counts which experts were chosen. `experts` [tokens · expertsPerToken], in any order.
 * @throws RangeError for an index that is no expert's
 */
export function expertLoad(experts: ArrayLike<number>, numExperts: number): ExpertLoad {
  const counts = new Array<number>(numExperts).fill(0);
  for (let i = 0; i < experts.length; i++) {
    if (!(experts[i] in counts)) {
      throw new RangeError(`expertLoad: index ${experts[i]} at ${i} is none of the ${numExperts} experts.`);
    }
    counts[experts[i]]++;
  }
  const shares = counts.map((count) => (experts.length ? count / experts.length : 0));
  const entropy = shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);
  return {
    counts,
    shares,
    imbalance: Math.max(...shares) * numExperts,
    evenness: numExperts > 1 ? entropy / Math.log(numExperts) : 1,
  };
}

export interface RouterShape {
  numExperts: number;
  expertsPerToken: number;
}

/**
 * numExperts · Σ over experts of (share of tokens that chose it) · (mean probability the router gave it).
 *
 * expertsPerToken when tokens spread evenly, more when they do not; only the probabilities have a gradient, which pushes
 * those of crowded experts down. `logits` [tokens, numExperts] of one layer, or of several one after another, as
 * Hugging Face's Mixtral takes it. With `mask` (1 for a token, 0 for padding, one per token) padding does not count.
 *
 * @throws RangeError when logits are not a whole number of rows, or the mask has another length
 */
export function loadBalancingLoss(logits: ArrayLike<number>, shape: RouterShape, mask?: ArrayLike<number>): number {
  const { numExperts, expertsPerToken } = shape;
  const tokens = tokensOf("loadBalancingLoss", logits, numExperts, mask);
  const chosen = new Float64Array(numExperts);
  const probability = new Float64Array(numExperts);
  let counted = 0;
  for (let t = 0; t < tokens; t++) {
    if (mask && !mask[t]) continue;
    counted++;
    const row = Array.from({ length: numExperts }, (_, e) => logits[t * numExperts + e]);
    const logSum = logSumExp(row);
    for (let e = 0; e < numExperts; e++) probability[e] += Math.exp(row[e] - logSum);
    for (const e of largest(row, expertsPerToken)) chosen[e]++;
  }
  if (counted === 0) return 0;
  const loss = chosen.reduce((sum, count, e) => sum + (count / counted) * (probability[e] / counted), 0);
  return loss * numExperts;
}

/**
 * Mean of (log Σ exp logits)²: keeps a router's logits small, so that rounding does not decide which expert is chosen.
 * @throws RangeError when logits are not a whole number of rows, or the mask has another length
 */
export function routerZLoss(logits: ArrayLike<number>, numExperts: number, mask?: ArrayLike<number>): number {
  const tokens = tokensOf("routerZLoss", logits, numExperts, mask);
  let sum = 0;
  let counted = 0;
  for (let t = 0; t < tokens; t++) {
    if (mask && !mask[t]) continue;
    counted++;
    sum += logSumExp(Array.from({ length: numExperts }, (_, e) => logits[t * numExperts + e])) ** 2;
  }
  return counted === 0 ? 0 : sum / counted;
}

function tokensOf(name: string, logits: ArrayLike<number>, numExperts: number, mask?: ArrayLike<number>): number {
  const tokens = logits.length / numExperts;
  if (!Number.isInteger(tokens)) {
    throw new RangeError(`${name}: ${logits.length} logits are not [tokens, numExperts=${numExperts}].`);
  }
  if (mask && mask.length !== tokens) {
    throw new RangeError(`${name}: the mask has ${mask.length} entries for ${tokens} tokens.`);
  }
  return tokens;
}

function logSumExp(row: readonly number[]): number {
  const highest = Math.max(...row);
  return highest + Math.log(row.reduce((sum, logit) => sum + Math.exp(logit - highest), 0));
}

/** Indices of the k largest; of equal ones the first. */
function largest(row: readonly number[], k: number): number[] {
  return row
    .map((_, e) => e)
    .sort((a, b) => row[b] - row[a])
    .slice(0, k);
}
