/**
 * The first step of every language model: a token id picks a row of a table.
 *
 * It is the same as multiplying a one-hot vector by the table, without the multiplications by zero.
 * @module
 */
import { checkLength } from "./checks.ts";

export interface EmbeddingTable {
  /** [vocabSize, modelDim], row-major. */
  table: Float32Array;
  vocabSize: number;
  modelDim: number;
}

/**
 * Copies the rows of `ids`, in order.
 *
 * Shape: ids [count] → [count, modelDim]
 * @param options.scale multiplies every value: the 2017 Transformer and Gemma use √modelDim, Granite a constant. Default 1.
 * @param options.out   receives the rows instead of a new array
 * @throws RangeError when an id is not a row of the table
 * @see Vaswani et al. 2017, section 3.4, https://arxiv.org/abs/1706.03762
 * @example
 * lookUp({ table: Float32Array.of(1, 2, 3, 4), vocabSize: 2, modelDim: 2 }, [1, 0]); // => [3, 4, 1, 2]
 */
export function lookUp(
  { table, vocabSize, modelDim }: EmbeddingTable,
  ids: ArrayLike<number>,
  { scale = 1, out = new Float32Array(ids.length * modelDim) }: { scale?: number; out?: Float32Array } = {},
): Float32Array {
  checkLength("lookUp", "table", table, { vocabSize, modelDim });
  checkLength("lookUp", "out", out, { ids: ids.length, modelDim });
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i];
    if (!Number.isInteger(id) || id < 0 || id >= vocabSize) {
      throw new RangeError(
        `lookUp: ids[${i}] is ${id} but the table has rows 0 to ${vocabSize - 1}. Use the tokenizer this table belongs to.`,
      );
    }
    // #region look-up
    const from = id * modelDim; // table[id, 0]
    const to = i * modelDim; // out[i, 0]
    if (scale === 1) out.set(table.subarray(from, from + modelDim), to);
    else for (let d = 0; d < modelDim; d++) out[to + d] = table[from + d] * scale;
    // #endregion look-up
  }
  return out;
}
