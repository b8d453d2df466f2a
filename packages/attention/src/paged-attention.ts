/**
 * Attention over a cache that lies in pages.
 *
 * A paged cache gives every sequence a list of blocks of equal size, anywhere in one pool, so that sequences can grow
 * and share without moving. Attention reads blocks that happen to lie side by side in one go, each such run apart from
 * the others, and merges what the runs found (merge-attention.ts). Nothing is copied.
 * @module
 */
import { checkArray, type OutputOptions, type ScoreOptions } from "./attention-options.ts";
import { type Mask, windowMask } from "./mask.ts";
import { mergeAttention, type PartialAttention } from "./merge-attention.ts";
import { scaledDotProductAttention } from "./scaled-dot-product-attention.ts";

/** The pages of one sequence in one layer, as plain data. */
export interface PagedKeys {
  /** The pool: [numKvHeads, poolCapacity, headDim] and [numKvHeads, poolCapacity, valueDim]. */
  keys: Float32Array;
  values: Float32Array;
  /** Positions in the pool, a multiple of blockSize. */
  poolCapacity: number;
  blockSize: number;
  /** The blocks of the sequence in its order; block n is positions n · blockSize … of the pool. */
  table: ArrayLike<number>;
  /** Valid positions; the last block may be part full. */
  length: number;
}

export interface PagedAttentionOptions
  extends Pick<ScoreOptions, "scale" | "softcap" | "sinks">,
    Pick<OutputOptions, "kernels"> {
  numHeads: number;
  /** Default numHeads. */
  numKvHeads?: number;
  queryLen: number;
  headDim: number;
  /** Default headDim. */
  valueDim?: number;
  /** Whether a query sees only itself and what came before. Default true. */
  causal?: boolean;
  /** How many keys a query sees, itself included. Default: all. */
  window?: number;
}

/**
 * Attention of the last queryLen tokens of one sequence to its pages.
 *
 * Shape: q [numHeads, queryLen, headDim], returns [numHeads, queryLen, valueDim]
 * @throws RangeError if the table has too few blocks or names one outside the pool
 * @see Kwon et al. 2023, section 4.1, https://arxiv.org/abs/2309.06180
 */
export function pagedAttention(q: Float32Array, pages: PagedKeys, options: PagedAttentionOptions): Float32Array {
  const { numHeads, numKvHeads = numHeads, queryLen, headDim, valueDim = headDim } = options;
  const { causal = true, window = Number.POSITIVE_INFINITY, sinks, kernels, scale, softcap } = options;
  const { keys, values, poolCapacity, length } = pages;
  checkArray("pagedAttention", "keys", keys, { numKvHeads, poolCapacity, headDim });
  checkArray("pagedAttention", "values", values, { numKvHeads, poolCapacity, valueDim });
  const firstQuery = length - queryLen; // its position in the sequence
  const parts: PartialAttention[] = [];
  for (const run of runsOf(pages)) {
    if (run.position + run.length <= firstQuery - window + 1 && parts.length > 0) continue; // behind every window
    const align = firstQuery - run.position; // where query 0 stands, counted from the run's first key
    const mask: Mask = windowMask({ left: window - 1, right: causal ? 0 : undefined, align });
    const logSumExp = new Float32Array(numHeads * queryLen);
    const output = scaledDotProductAttention(
      q,
      keys.subarray(run.start * headDim),
      values.subarray(run.start * valueDim),
      {
        ...{ numHeads, numKvHeads, queryLen, keyLen: run.length, headDim, valueDim, keyCapacity: poolCapacity },
        ...{ mask, scale, softcap, kernels, logSumExp, sinks: parts.length === 0 ? sinks : undefined },
      },
    );
    parts.push({ output, logSumExp });
  }
  if (parts.length === 1) return parts[0].output;
  return mergeAttention(parts, { rows: numHeads * queryLen, valueDim }).output;
}

/** Neighbouring blocks as one: where each run starts in the pool and in the sequence. An empty sequence is one empty run. */
function runsOf({ table, blockSize, length, poolCapacity }: PagedKeys) {
  const blocks = Math.ceil(length / blockSize);
  if (table.length < blocks) {
    throw new RangeError(
      `pagedAttention: the table has ${table.length} blocks of ${blockSize} but length is ${length}. Pass ${blocks} blocks.`,
    );
  }
  const runs: { start: number; position: number; length: number }[] = [];
  for (let n = 0; n < blocks; n++) {
    const start = table[n] * blockSize;
    if (!(start >= 0 && start + blockSize <= poolCapacity)) {
      throw new RangeError(
        `pagedAttention: table[${n}] is block ${table[n]} but the pool has ${poolCapacity / blockSize} blocks.`,
      );
    }
    const filled = Math.min(blockSize, length - n * blockSize);
    const last = runs[runs.length - 1];
    if (last && last.start + last.length === start) last.length += filled;
    else runs.push({ start, position: n * blockSize, length: filled });
  }
  return runs.length > 0 ? runs : [{ start: 0, position: 0, length: 0 }];
}
