/**
 * From caches of single sequences to one batch: sequences that arrived one by one are decoded together, and a weight that
 * is read once serves all of them.
 *
 * A cache has one length for all of its rows, so shorter sequences get padding before their first token ("left padding":
 * the newest tokens stay side by side). Attention has to hide it, and positions are counted from the first token.
 * @module
 */
import { layerWidth } from "../checks.ts";
import { createCache } from "../create-cache.ts";
import type { CacheView, KVCache } from "../kv-cache.ts";
import type { CacheOptions } from "../policy-cache.ts";

/** A batch, and how much of each row is padding. */
export interface MergedCaches {
  cache: KVCache;
  /** Per row: positions before its first token. Its next token has position `cache.seen - padding[row]`. */
  padding: number[];
}

/** A cache without padding, or what an earlier merge gave. */
export type Mergeable = KVCache | MergedCaches;

interface Row {
  cache: KVCache;
  row: number;
  padding: number;
}

/**
 * A new cache with all rows of `caches`, in order. They are copied and stay as they are. `options` say how the new one
 * stores and what it keeps; default: everything, as float32.
 *
 * @throws RangeError when shapes differ, or a cache has dropped positions: which ones are missing would differ by row
 * @example
 * const { cache, padding } = mergeCaches([first, second]); // of 5 and 3 tokens
 * padding; // => [0, 2]
 */
export function mergeCaches(caches: readonly Mergeable[], options: CacheOptions = {}): MergedCaches {
  if (caches.length === 0) throw new RangeError("mergeCaches: there are no caches. Pass at least one.");
  const parts = caches.map((part, n) => asMerged("mergeCaches", part, `cache ${n}`));
  const [{ cache: first }] = parts;
  for (const [n, { cache }] of parts.entries()) checkMergeable(first, cache, n);
  const rows: Row[] = parts.flatMap(({ cache, padding }) =>
    padding.map((count, row) => ({ cache, row, padding: count })),
  );
  const longest = Math.max(...rows.map(({ cache, padding }) => cache.seen - padding));
  const merged = createCache({ ...first.shape, batch: rows.length }, options);
  for (let layer = 0; longest > 0 && layer < first.shape.numLayers; layer++) {
    const { keys, values } = gatherRows(rows, layer, longest);
    merged.append(layer, keys, values, longest);
  }
  return { cache: merged, padding: rows.map(({ cache, padding }) => longest - cache.seen + padding) };
}

/** The newest `length` positions of each row, token-major [rows, length, numKvHeads, dim], with 0 where there are fewer. */
export function gatherRows(
  rows: readonly Row[],
  layer: number,
  length: number,
): Record<"keys" | "values", Float32Array> {
  const [{ cache }] = rows;
  const { numKvHeads, headDim, valueDim } = layerWidth(cache.shape, layer);
  const keys = new Float32Array(rows.length * length * numKvHeads * headDim);
  const values = new Float32Array(rows.length * length * numKvHeads * valueDim);
  rows.forEach(({ cache, row, padding }, b) => {
    const view = cache.view(layer); // for each anew: views of quantised and paged caches share their room
    copyRow(keys, view.keys, view, { b, row, padding, length, numKvHeads, dim: headDim });
    copyRow(values, view.values, view, { b, row, padding, length, numKvHeads, dim: valueDim });
  });
  return { keys, values };
}

function copyRow(
  to: Float32Array,
  from: Float32Array,
  view: CacheView,
  {
    b,
    row,
    padding,
    length,
    numKvHeads,
    dim,
  }: Record<"b" | "row" | "padding" | "length" | "numKvHeads" | "dim", number>,
): void {
  const start = length - (view.length - padding); // of the row's first token in the merged one
  for (let h = 0; h < numKvHeads; h++) {
    for (let t = padding; t < view.length; t++) {
      const source = ((row * numKvHeads + h) * view.capacity + t) * dim; // view[row, h, t, 0]
      to.set(from.subarray(source, source + dim), ((b * length + start + t - padding) * numKvHeads + h) * dim);
    }
  }
}

function checkMergeable(first: KVCache, cache: KVCache, n: number): void {
  const widths = ({ shape: { batch: _, ...rest } }: KVCache) => JSON.stringify(rest);
  if (widths(cache) !== widths(first)) {
    throw new RangeError(
      `mergeCaches: cache ${n} has the shape ${widths(cache)} but cache 0 has ${widths(first)}. Only caches of one model go together.`,
    );
  }
  checkWhole("mergeCaches", cache, `cache ${n}`);
}

/** A cache by itself has no padding. @throws RangeError for a padding that is of other rows than the cache's */
export function asMerged(call: string, part: Mergeable, name: string): MergedCaches {
  if (!("cache" in part)) return { cache: part, padding: Array<number>(part.shape.batch).fill(0) };
  const { cache, padding } = part;
  if (padding.length === cache.shape.batch) return part;
  throw new RangeError(
    `${call}: ${name} has ${cache.shape.batch} rows but padding for ${padding.length}. After cache.select(rows), take the same rows of padding.`,
  );
}

/** @throws RangeError when some layer does not hold every token seen */
export function checkWhole(call: string, cache: KVCache, name: string): void {
  for (let layer = 0; layer < cache.shape.numLayers; layer++) {
    const length = cache.length(layer);
    if (length === cache.seen) continue;
    throw new RangeError(
      `${call}: ${name} holds ${length} of ${cache.seen} tokens in layer ${layer}, since its policy dropped the others. Only caches that hold everything can be moved in a batch.`,
    );
  }
}
