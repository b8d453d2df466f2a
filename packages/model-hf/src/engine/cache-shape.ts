/** The shape of a cache that fits a model. @module */
import type { CacheShape } from "@llm-anatomy/kv-cache";
import type { ModelSpec } from "@llm-anatomy/transformer";

/**
 * What a cache of keys and values needs to know of a model, for `createSession({ cache })` and `planBytes`.
 *
 * @example
 * const cache = createQuantizedCache(cacheShape(model.spec), { bits: 8 });
 * const session = await model.createSession({ cache });
 */
export function cacheShape({ blocks }: ModelSpec, batch = 1): CacheShape {
  const { numKvHeads, headDim, valueDim = headDim } = blocks[0].attention;
  return { numLayers: blocks.length, batch, numKvHeads, headDim, valueDim };
}

/** @throws RangeError when a cache was made for another model, or for another batch */
export function checkCacheShape(given: CacheShape, needed: CacheShape): void {
  for (const key of ["numLayers", "batch", "numKvHeads", "headDim", "valueDim"] as const) {
    const size = key === "valueDim" ? (given.valueDim ?? given.headDim) : given[key];
    if (size === needed[key]) continue;
    throw new RangeError(
      `createSession: the cache has ${key} ${size} but the model needs ${needed[key]}. Make it with cacheShape(model.spec, batch).`,
    );
  }
}

/** For engines whose keys and values lie where no cache of ours can be. `instead` are options of loadModel that help. */
export function refuseCache(engine: string, instead = 'engine: "eager"'): never {
  throw new TypeError(
    `createSession: ${engine} keeps keys and values itself, so it takes no cache. Load the model with ${instead}.`,
  );
}
