/**
 * What attention is told beside q, k and v, and where that says each element lies.
 * @module
 */
import type { Kernels } from "@llm-anatomy/kernels";
import type { Mask } from "./mask.ts";
import type { ScoreBias } from "./score-bias.ts";

/** "heads-first" is [batch, heads, seq, dim]; "tokens-first" is [batch, seq, heads, dim], as a projection produces it. */
export type Layout = "heads-first" | "tokens-first";

/** Sizes. Everything else about the arrays follows from them. */
export interface AttentionDims {
  /** Default 1. */
  batch?: number;
  numHeads: number;
  /**
   * Default numHeads. Fewer is grouped-query attention (1: multi-query): query head h reads key/value head
   * floor(h · numKvHeads / numHeads).
   */
  numKvHeads?: number;
  queryLen: number;
  keyLen: number;
  headDim: number;
  /** Width of a value row and of an output row. Default headDim. */
  valueDim?: number;
  /** Positions allocated per head in k and v, of which the first keyLen are read. Default keyLen. */
  keyCapacity?: number;
  /** Of q and of the output. Default "heads-first". */
  queryLayout?: Layout;
  /** Of k and v. Default "heads-first". */
  keyLayout?: Layout;
}

/** What happens to the scores. Each is left out where a model does without it. */
export interface ScoreOptions {
  /** Multiplies q·k. Default 1 / sqrt(headDim). */
  scale?: number;
  /** score = softcap · tanh(score / softcap), after the scale and before the bias. */
  softcap?: number;
  /** Added to the scores. */
  bias?: ScoreBias;
  /** Who may look at whom. Default: everyone at everything. */
  mask?: Mask;
  /** [numHeads]: an extra logit per head that takes weight and gives no value. */
  sinks?: Float32Array;
  /** Absolute positions for rules by distance, see {@link MaskShape}. */
  queryPositions?: ArrayLike<number>;
  keyPositions?: ArrayLike<number>;
}

/** Where results go, and who computes. */
export interface OutputOptions {
  /** [batch, numHeads, queryLen, valueDim] in the query's layout. Default: a new array. May not be q, k or v. */
  out?: Float32Array;
  /** Filled with [batch, numHeads, queryLen]: ln Σ exp(score) over what a query sees, -Infinity where it sees nothing. */
  logSumExp?: Float32Array;
  /** Default: the plain kernels. Pass `createKernels()` for WebAssembly. */
  kernels?: Kernels;
}

export interface AttentionOptions extends AttentionDims, ScoreOptions, OutputOptions {}

/** {@link AttentionDims} with every default filled in, and the strides in elements. */
export interface ResolvedDims {
  batch: number;
  numHeads: number;
  numKvHeads: number;
  queryLen: number;
  keyLen: number;
  headDim: number;
  valueDim: number;
  /** Elements between batch rows, heads and positions. */
  q: Strides;
  k: Strides;
  v: Strides;
  out: Strides;
}

export interface Strides {
  batch: number;
  head: number;
  position: number;
}

const known = new Set<string>([
  ...["batch", "numHeads", "numKvHeads", "queryLen", "keyLen", "headDim", "valueDim", "keyCapacity", "queryLayout"],
  ...["keyLayout", "scale", "softcap", "bias", "mask", "sinks", "queryPositions", "keyPositions", "out", "logSumExp"],
  ...["kernels", "modifyScores", "modifyWeights"],
]);

/**
 * Fills in the defaults and checks every array.
 *
 * @throws RangeError that names the array or size, both numbers, and what would fit; TypeError for an unknown option
 */
export function resolveDims(
  call: string,
  arrays: { q: Float32Array; k: Float32Array; v: Float32Array },
  options: AttentionOptions,
): ResolvedDims {
  for (const name in options) {
    if (!known.has(name)) throw new TypeError(`${call}: there is no option "${name}".`);
  }
  const { batch = 1, numHeads, queryLen, keyLen, headDim } = options;
  const { numKvHeads = numHeads, valueDim = headDim, keyCapacity = keyLen } = options;
  const dims = { batch, numHeads, numKvHeads, queryLen, keyLen, headDim, valueDim, keyCapacity };
  for (const [name, value] of Object.entries(dims)) {
    if (!Number.isInteger(value) || value < 0) {
      throw new RangeError(`${call}: ${name} is ${value} but has to be a whole number >= 0.`);
    }
  }
  if (numKvHeads < 1 || numHeads % numKvHeads !== 0) {
    throw new RangeError(
      `${call}: numKvHeads is ${numKvHeads} but has to divide numHeads=${numHeads}. Each key/value head serves the same number of query heads.`,
    );
  }
  if (keyCapacity < keyLen) {
    throw new RangeError(
      `${call}: keyLen is ${keyLen} but keyCapacity is ${keyCapacity}. Only what is stored can be read.`,
    );
  }
  if (options.softcap !== undefined && !(options.softcap > 0)) {
    throw new RangeError(`${call}: softcap is ${options.softcap} but has to be above 0. Leave it out for no cap.`);
  }
  checkArray(call, "q", arrays.q, { batch, numHeads, queryLen, headDim });
  if (options.keyCapacity === undefined) {
    const hint = (array: Float32Array, dim: number) => {
      const fitting = array.length / (batch * numKvHeads * dim);
      return Number.isInteger(fitting) ? ` Pass keyLen=${fitting}, or check numKvHeads.` : "";
    };
    checkArray(call, "k", arrays.k, { batch, numKvHeads, keyLen, headDim }, () => hint(arrays.k, headDim));
    checkArray(call, "v", arrays.v, { batch, numKvHeads, keyLen, valueDim }, () => hint(arrays.v, valueDim));
  } else {
    checkReach(call, "k", arrays.k, dims, headDim);
    checkReach(call, "v", arrays.v, dims, valueDim);
  }
  if (options.sinks) checkArray(call, "sinks", options.sinks, { numHeads });
  if (options.out) checkArray(call, "out", options.out, { batch, numHeads, queryLen, valueDim });
  if (options.logSumExp) checkArray(call, "logSumExp", options.logSumExp, { batch, numHeads, queryLen });
  const { queryLayout = "heads-first", keyLayout = "heads-first" } = options;
  return {
    ...dims,
    q: strides(queryLayout, numHeads, queryLen, headDim),
    k: strides(keyLayout, numKvHeads, keyCapacity, headDim),
    v: strides(keyLayout, numKvHeads, keyCapacity, valueDim),
    out: strides(queryLayout, numHeads, queryLen, valueDim),
  };
}

function strides(layout: Layout, heads: number, positions: number, dim: number): Strides {
  const batch = heads * positions * dim;
  return layout === "heads-first"
    ? { batch, head: positions * dim, position: dim }
    : { batch, head: dim, position: heads * dim };
}

/** A cache may hand out a view that begins inside its arrays: the last head then has less than its capacity left. */
function checkReach(
  call: string,
  name: string,
  array: Float32Array,
  { batch, numKvHeads, keyLen, keyCapacity }: Record<"batch" | "numKvHeads" | "keyLen" | "keyCapacity", number>,
  dim: number,
): void {
  const rows = batch * numKvHeads;
  const needed = rows * keyLen === 0 ? 0 : ((rows - 1) * keyCapacity + keyLen) * dim;
  if (array.length >= needed) return;
  throw new RangeError(
    `${call}: ${name} has ${array.length} elements but keyLen=${keyLen} of keyCapacity=${keyCapacity} positions in ${rows} heads of ${dim} reach to ${needed}. Pass the capacity that the cache says.`,
  );
}

/** @throws RangeError when `array` does not have exactly the elements of `shape` */
export function checkArray(
  call: string,
  name: string,
  array: ArrayLike<unknown>,
  shape: Record<string, number>,
  hint: () => string = () => "",
): void {
  const needed = Object.values(shape).reduce((product, size) => product * size, 1);
  if (array.length === needed) return;
  const dims = Object.entries(shape)
    .map(([dim, size]) => `${dim}=${size}`)
    .join(", ");
  throw new RangeError(`${call}: ${name} has ${array.length} elements but [${dims}] needs ${needed}.${hint()}`);
}
