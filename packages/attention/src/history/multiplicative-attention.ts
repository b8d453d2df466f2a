/**
 * Attention by multiplication: the step from a comparing network to a dot product.
 *
 *     dot      score = query · key                  nothing to learn; both have to speak the same language
 *     general  score = query · (W key)              one matrix translates
 *     concat   score = v · tanh(W [query; key])     additive attention, written with one matrix
 *
 * A Transformer head is "general" with W = W_qᵀ W_k of low rank, divided by the square root of its width.
 * @module
 */

import { checkArray } from "../attention-options.ts";
import { additiveAttention, align, project, type SourceAlignment } from "./additive-attention.ts";

export type MultiplicativeForm =
  | { kind: "dot" }
  /** weight [queryDim, keyDim] */
  | { kind: "general"; weight: Float32Array }
  /** weight [attentionDim, queryDim + keyDim], score [attentionDim] */
  | { kind: "concat"; weight: Float32Array; score: Float32Array };

/**
 * Multiplicative attention of every query to every key.
 *
 * Shape: queries [queryLen, queryDim], keys [keyLen, keyDim]; "dot" needs queryDim = keyDim
 * @throws RangeError if an array does not fit
 * @see Luong et al. 2015, section 3.1, https://arxiv.org/abs/1508.04025
 */
export function multiplicativeAttention(
  queries: Float32Array,
  keys: Float32Array,
  form: MultiplicativeForm,
  dims: { queryLen: number; keyLen: number; queryDim: number; keyDim: number },
): SourceAlignment {
  const { queryLen, keyLen, queryDim, keyDim } = dims;
  checkArray("multiplicativeAttention", "queries", queries, { queryLen, queryDim });
  checkArray("multiplicativeAttention", "keys", keys, { keyLen, keyDim });
  switch (form.kind) {
    case "dot": {
      if (queryDim !== keyDim) {
        throw new RangeError(
          `multiplicativeAttention: queryDim is ${queryDim} but keyDim is ${keyDim}. "dot" needs them equal; use "general".`,
        );
      }
      return align(Float32Array.from(project(queries, keys, queryLen, keyDim, keyLen)), keys, dims);
    }
    case "general": {
      checkArray("multiplicativeAttention", "weight", form.weight, { queryDim, keyDim });
      const translated = Float32Array.from(project(keys, form.weight, keyLen, keyDim, queryDim));
      return align(Float32Array.from(project(queries, translated, queryLen, queryDim, keyLen)), keys, dims);
    }
    case "concat": {
      const attentionDim = form.score.length;
      checkArray("multiplicativeAttention", "weight", form.weight, {
        attentionDim,
        "queryDim + keyDim": queryDim + keyDim,
      });
      const columns = (from: number, to: number) =>
        Float32Array.from({ length: attentionDim * (to - from) }, (_, at) => {
          const row = Math.floor(at / (to - from));
          return form.weight[row * (queryDim + keyDim) + from + (at % (to - from))];
        });
      const weights = { query: columns(0, queryDim), key: columns(queryDim, queryDim + keyDim), score: form.score };
      return additiveAttention(queries, keys, weights, { ...dims, attentionDim });
    }
    default:
      throw new TypeError(`multiplicativeAttention: ${JSON.stringify(form)} is not "dot", "general" or "concat".`);
  }
}
