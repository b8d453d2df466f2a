/**
 * Checks and shapes that all caches share.
 * @module
 */
import type { CacheShape, LayerWidth } from "./kv-cache.ts";

export function checkSize(call: string, name: string, value: number, atLeast: number): void {
  if (!Number.isInteger(value) || value < atLeast) {
    throw new RangeError(`${call}: ${name} is ${value} but has to be a whole number >= ${atLeast}.`);
  }
}

/** @throws RangeError when `array` does not have exactly the elements of `dims` */
function checkLength(call: string, name: string, array: Float32Array, dims: Record<string, number>): void {
  let needed = 1;
  for (const dim in dims) needed *= dims[dim];
  if (array.length === needed) return;
  const shape = Object.entries(dims)
    .map(([dim, value]) => `${dim}=${value}`)
    .join(", ");
  throw new RangeError(`${call}: ${name} has ${array.length} elements but [${shape}] needs ${needed}.`);
}

/** Checks what is left of options once those that a call knows are taken out; `known` are those it passes on. */
export function checkOptions(call: string, rest: object, known: readonly string[] = []): void {
  for (const name in rest) {
    if (!known.includes(name)) throw new TypeError(`${call}: there is no option "${name}".`);
  }
}

/** `shape` with every default filled in. @throws RangeError for sizes that are not whole numbers of at least 1 */
export function fillShape(call: string, shape: CacheShape): CacheShape & { valueDim: number } {
  for (const key of ["numLayers", "batch", "numKvHeads", "headDim"] as const) checkSize(call, key, shape[key], 1);
  const { valueDim = shape.headDim, layers } = shape;
  checkSize(call, "valueDim", valueDim, 0);
  if (layers && layers.length !== shape.numLayers) {
    throw new RangeError(
      `${call}: layers has ${layers.length} entries but numLayers is ${shape.numLayers}. Pass one per layer.`,
    );
  }
  return { ...shape, valueDim };
}

/** The widths of one layer. */
export function layerWidth(shape: CacheShape, layer: number): LayerWidth {
  const { numKvHeads, headDim, valueDim = headDim } = shape;
  const own = shape.layers?.[layer];
  return { numKvHeads, headDim, valueDim: own?.headDim !== undefined ? own.headDim : valueDim, ...own };
}

/** @throws RangeError for a row that is not there */
export function checkRows(rows: ArrayLike<number>, batch: number): void {
  if (rows.length === 0) throw new RangeError("select: there are no rows. Dispose the cache instead.");
  for (let i = 0; i < rows.length; i++) {
    if (Number.isInteger(rows[i]) && rows[i] >= 0 && rows[i] < batch) continue;
    throw new RangeError(`select: rows[${i}] is ${rows[i]} but has to be from 0 to ${batch - 1}.`);
  }
}

/** @throws RangeError when `crop` is asked for more than there is */
export function checkCrop(length: number, seen: number): void {
  if (Number.isInteger(length) && length >= 0 && length <= seen) return;
  throw new RangeError(`crop: length is ${length} but has to be a whole number from 0 to seen=${seen}.`);
}

/** What `layers` has at `index`. @throws RangeError for a layer that is not there */
export function layerAt<T>(layers: readonly T[], call: string, index: number): T {
  const layer = layers[index];
  if (layer !== undefined) return layer;
  throw new RangeError(`${call}: layer is ${index} but has to be from 0 to ${layers.length - 1}.`);
}

/** Checks what is appended: token-major arrays. */
export function checkAppend(
  keys: Float32Array,
  values: Float32Array,
  newLen: number,
  batch: number,
  { numKvHeads, headDim, valueDim }: LayerWidth,
): void {
  checkSize("append", "newLen", newLen, 0);
  checkLength("append", "keys", keys, { batch, newLen, numKvHeads, headDim });
  checkLength("append", "values", values, { batch, newLen, numKvHeads, valueDim });
}
