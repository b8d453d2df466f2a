/**
 * Taking one sequence out of a batch: it is done, or goes on alone.
 * @module
 */
import { createCache } from "../create-cache.ts";
import type { KVCache } from "../kv-cache.ts";
import type { CacheOptions } from "../policy-cache.ts";
import { asMerged, checkWhole, gatherRows, type Mergeable } from "./merge-caches.ts";

/**
 * A cache of row `row` alone, without its padding. The batch stays as it is; `cache.select` drops rows from it.
 *
 * A row without padding becomes a fork, whatever the cache is; one with padding is copied into a cache made by `options`
 * (default: everything, as float32).
 * @throws RangeError for a row that is not there, or one with padding of which the policy has dropped something
 */
export function takeSequence(batch: Mergeable, row: number, options: CacheOptions = {}): KVCache {
  const { cache, padding } = asMerged("takeSequence", batch, "the batch");
  if (!(Number.isInteger(row) && row >= 0 && row < cache.shape.batch)) {
    throw new RangeError(`takeSequence: row is ${row} but has to be from 0 to ${cache.shape.batch - 1}.`);
  }
  const skipped = padding[row];
  if (skipped === 0) {
    const alone = cache.fork();
    alone.select([row]);
    return alone;
  }
  checkWhole("takeSequence", cache, "the batch");
  const alone = createCache({ ...cache.shape, batch: 1 }, options);
  const length = cache.seen - skipped;
  for (let layer = 0; length > 0 && layer < cache.shape.numLayers; layer++) {
    const { keys, values } = gatherRows([{ cache, row, padding: skipped }], layer, length);
    alone.append(layer, keys, values, length);
  }
  return alone;
}
