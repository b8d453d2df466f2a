/**
 * The first attention: a small network compares what the decoder is about to say with every word of the source.
 *
 *     score(query, key) = v · tanh(W query + U key)          weights = softmax(scores)          context = Σ weights · keys
 *
 * Three years later the Transformer kept the second and third part and replaced the network by a dot product.
 * @module
 */
import { checkArray } from "../attention-options.ts";

export interface AdditiveWeights {
  /** W: [attentionDim, queryDim] */
  query: Float32Array;
  /** U: [attentionDim, keyDim] */
  key: Float32Array;
  /** v: [attentionDim] */
  score: Float32Array;
}

/** What each query looked at, and what it got. */
export interface SourceAlignment {
  /** [queryLen, keyLen] before softmax. */
  scores: Float32Array;
  /** [queryLen, keyLen]; each row sums to 1. */
  weights: Float32Array;
  /** [queryLen, keyDim]: the weighted mean of the keys. */
  context: Float32Array;
}

/**
 * Additive attention of every query to every key.
 *
 * Shape: queries [queryLen, queryDim] (decoder states), keys [keyLen, keyDim] (encoder states)
 * @throws RangeError if an array does not fit
 * @see Bahdanau et al. 2014, section 3.1 and appendix A.1.2, https://arxiv.org/abs/1409.0473
 */
export function additiveAttention(
  queries: Float32Array,
  keys: Float32Array,
  weights: AdditiveWeights,
  dims: { queryLen: number; keyLen: number; queryDim: number; keyDim: number; attentionDim: number },
): SourceAlignment {
  const { queryLen, keyLen, queryDim, keyDim, attentionDim } = dims;
  checkArray("additiveAttention", "queries", queries, { queryLen, queryDim });
  checkArray("additiveAttention", "keys", keys, { keyLen, keyDim });
  checkArray("additiveAttention", "weights.query", weights.query, { attentionDim, queryDim });
  checkArray("additiveAttention", "weights.key", weights.key, { attentionDim, keyDim });
  checkArray("additiveAttention", "weights.score", weights.score, { attentionDim });
  const fromQueries = project(queries, weights.query, queryLen, queryDim, attentionDim);
  const fromKeys = project(keys, weights.key, keyLen, keyDim, attentionDim); // once for all queries
  const scores = new Float32Array(queryLen * keyLen);
  for (let i = 0; i < queryLen; i++) {
    for (let j = 0; j < keyLen; j++) {
      let score = 0;
      for (let a = 0; a < attentionDim; a++) {
        score += weights.score[a] * Math.tanh(fromQueries[i * attentionDim + a] + fromKeys[j * attentionDim + a]);
      }
      scores[i * keyLen + j] = score;
    }
  }
  return align(scores, keys, { queryLen, keyLen, keyDim });
}

/** Softmax of the scores, and the mean of the keys by it. */
export function align(
  scores: Float32Array,
  keys: Float32Array,
  { queryLen, keyLen, keyDim }: { queryLen: number; keyLen: number; keyDim: number },
): SourceAlignment {
  const weights = new Float32Array(scores.length);
  const context = new Float32Array(queryLen * keyDim);
  for (let i = 0; i < queryLen; i++) {
    const row = scores.subarray(i * keyLen, (i + 1) * keyLen);
    const max = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const sum = row.reduce((total, score) => total + Math.exp(score - max), 0);
    for (let j = 0; j < keyLen; j++) {
      const weight = Math.exp(row[j] - max) / sum;
      weights[i * keyLen + j] = weight;
      for (let d = 0; d < keyDim; d++) context[i * keyDim + d] += weight * keys[j * keyDim + d];
    }
  }
  return { scores, weights, context };
}

/** x · weightᵀ: x [rows, cols], weight [outputs, cols]. */
export function project(
  x: Float32Array,
  weight: Float32Array,
  rows: number,
  cols: number,
  outputs: number,
): Float64Array {
  const out = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    for (let o = 0; o < outputs; o++) {
      let sum = 0;
      for (let i = 0; i < cols; i++) sum += x[row * cols + i] * weight[o * cols + i];
      out[row * outputs + o] = sum;
    }
  }
  return out;
}
