/**
 * Who may look at whom: masks as plain data, with `and`, `or` and `not`.
 *
 * A mask answers one question: may query i see key j? Stored as a matrix it costs queryLen × keyLen numbers and says
 * nothing about its pattern. Stored as a rule it costs nothing, can be combined with others, drawn, and asked about a
 * whole block at once, which is how attention skips what nobody sees (compile-mask.ts).
 *
 * Positional rules compare the position of a query with the position of a key. Key j stands at j. Where query 0 stands
 * is the alignment: with "bottom-right" the queries are the last of the keys, as when a cache holds what came before;
 * with "top-left" query 0 stands at key 0. The two agree when queryLen = keyLen, and confusing them is a classic bug.
 * @module
 */

/**
 * Where query 0 stands among the keys: "bottom-right" at keyLen - queryLen, "top-left" at 0, or the key index itself
 * (one for all, or one per batch row).
 */
export type Alignment = "bottom-right" | "top-left" | number | readonly number[];

interface Positional {
  /** Default "bottom-right". */
  align?: Alignment;
}

/** Keys at or before the query. */
export interface CausalMask extends Positional {
  kind: "causal";
}

/** Keys at most `left` before and at most `right` after the query. Infinity leaves a side open. */
export interface WindowMask extends Positional {
  kind: "window";
  left: number;
  right: number;
}

/** Keys in the query's own chunk of `size` positions. */
export interface ChunkedMask extends Positional {
  kind: "chunked";
  size: number;
}

/** Keys whose distance to the query is a multiple of `step`. */
export interface DilatedMask extends Positional {
  kind: "dilated";
  step: number;
}

/** The first `length` keys, for every query. One length for all, or one per batch row. */
export interface PrefixMask {
  kind: "prefix";
  length: number | readonly number[];
}

/** Keys of the query's own document (also: segment, packed sequence). */
export interface DocumentMask extends Positional {
  kind: "document";
  /** The document of each key: [keyLen] or [batch, keyLen]. */
  keys: ArrayLike<number>;
  /** The document of each query: [queryLen] or [batch, queryLen]. Default: that of the key it stands at. */
  queries?: ArrayLike<number>;
}

/** A table of who sees whom; 0 or false hides. */
export interface TableMask {
  kind: "table";
  /** [batch or 1, heads or 1, queryLen or 1, keyLen]; keys past the last column are hidden. */
  visible: ArrayLike<number | boolean>;
  batch?: number;
  heads?: number;
  queryLen?: number;
  /** Columns of the table. */
  keyLen: number;
}

export interface CombinedMask {
  kind: "and" | "or";
  masks: readonly Mask[];
}

export interface NegatedMask {
  kind: "not";
  mask: Mask;
}

export type Mask =
  | { kind: "full" }
  | CausalMask
  | WindowMask
  | ChunkedMask
  | DilatedMask
  | PrefixMask
  | DocumentMask
  | TableMask
  | CombinedMask
  | NegatedMask;

/** Everything is visible. */
export const fullMask = (): Mask => ({ kind: "full" });

/** A query sees its own position and everything before. */
export const causalMask = (options: Positional = {}): CausalMask => ({ kind: "causal", ...options });

/**
 * The last `size` keys, the current one included, and nothing after: what models call a sliding window of `size`.
 *
 * The same as and(causal, window with left = size - 1); ONNX counts left_window_size without the current key,
 * ONNX Runtime's local_window_size with it.
 */
export function slidingWindowMask(size: number, { align }: Positional = {}): WindowMask {
  checkCount("slidingWindowMask", "size", size, 1);
  return windowMask({ left: size - 1, right: 0, align });
}

/** A band around the query: `left` keys before it, itself, and `right` after. */
export function windowMask({
  left = Number.POSITIVE_INFINITY,
  right = Number.POSITIVE_INFINITY,
  align,
}: { left?: number; right?: number } & Positional): WindowMask {
  for (const [name, value] of [
    ["left", left],
    ["right", right],
  ] as const) {
    if (value !== Number.POSITIVE_INFINITY) checkCount("windowMask", name, value, 0);
  }
  return { kind: "window", left, right, align };
}

/** Positions fall into chunks of `size`; a query sees its own chunk. With `andMasks(causalMask(), …)` as in Llama 4. */
export function chunkedMask(size: number, options: Positional = {}): ChunkedMask {
  checkCount("chunkedMask", "size", size, 1);
  return { kind: "chunked", size, ...options };
}

/** Every `step`-th key, counted from the query. Child et al. 2019, section 4.2, combine it with a window. */
export function dilatedMask(step: number, options: Positional = {}): DilatedMask {
  checkCount("dilatedMask", "step", step, 1);
  return { kind: "dilated", step, ...options };
}

/**
 * The first `length` keys. Alone it is a padding mask (valid lengths per batch row); `orMasks(causalMask(),
 * prefixMask(n))` is a prefix-LM; `orMasks(slidingWindowMask(w), prefixMask(4))` keeps attention sinks.
 */
export const prefixMask = (length: number | readonly number[]): PrefixMask => ({ kind: "prefix", length });

/** Sequences packed into one: a query sees its own document. `keys` are document numbers per key. */
export const documentMask = (
  keys: ArrayLike<number>,
  options: { queries?: ArrayLike<number> } & Positional = {},
): DocumentMask => ({ kind: "document", keys, ...options });

/**
 * Document numbers from the starts of the documents and the end of the last (cu_seqlens, as varlen kernels take them).
 *
 * @example
 * documentsFromStarts([0, 2, 5]); // => [0, 0, 1, 1, 1]
 */
export function documentsFromStarts(starts: ArrayLike<number>): Int32Array {
  const documents = new Int32Array(starts.length > 0 ? starts[starts.length - 1] : 0);
  for (let n = 0; n + 1 < starts.length; n++) {
    if (starts[n + 1] < starts[n]) {
      throw new RangeError(
        `documentsFromStarts: starts[${n + 1}] is ${starts[n + 1]} but starts[${n}] is ${starts[n]}. Starts must not decrease.`,
      );
    }
    documents.fill(n, starts[n], starts[n + 1]);
  }
  return documents;
}

/** A mask from a table of booleans (or 0 and 1), broadcast over the dims that it leaves out. */
export function tableMask(
  visible: ArrayLike<number | boolean>,
  { batch = 1, heads = 1, queryLen = 1, keyLen }: Omit<TableMask, "kind" | "visible">,
): TableMask {
  const needed = batch * heads * queryLen * keyLen;
  if (visible.length !== needed) {
    throw new RangeError(
      `tableMask: visible has ${visible.length} elements but [batch=${batch}, heads=${heads}, queryLen=${queryLen}, keyLen=${keyLen}] needs ${needed}.`,
    );
  }
  return { kind: "table", visible, batch, heads, queryLen, keyLen };
}

/** Visible where all masks say so. */
export const andMasks = (...masks: Mask[]): CombinedMask => ({ kind: "and", masks });

/** Visible where at least one mask says so. */
export const orMasks = (...masks: Mask[]): CombinedMask => ({ kind: "or", masks });

/** Visible where `mask` hides. */
export const notMask = (mask: Mask): NegatedMask => ({ kind: "not", mask });

function checkCount(call: string, name: string, value: number, atLeast: number): void {
  if (!Number.isInteger(value) || value < atLeast) {
    throw new RangeError(`${call}: ${name} is ${value} but has to be a whole number >= ${atLeast}.`);
  }
}
