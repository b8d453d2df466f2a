/** What is kept of models from the Hub, and how to be rid of it. @module */
import { getEnvironment, openModelCache } from "#platform";
import type { CachedModel, ModelCache } from "./hub/model-cache.ts";

export interface CacheOptions {
  /** Folder of the cache. Default HF_HUB_CACHE, else ~/.cache/huggingface/hub; in a page the browser's private file system. */
  cache?: string;
}

/**
 * The models in the cache, with their revisions, files and sizes in bytes. In Node these include what Python has
 * downloaded, since the cache is shared.
 */
export async function listCache(options: CacheOptions = {}): Promise<CachedModel[]> {
  return (await open(options))?.list() ?? [];
}

/**
 * Removes `model` (`org/name`) with all its revisions and unfinished downloads from the cache.
 *
 * There is no call that removes everything at once: in Node the cache is shared with other programs.
 * @returns bytes that became free; 0 when it was not there
 */
export async function clearCache(model: string, options: CacheOptions = {}): Promise<number> {
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)?$/.test(model)) {
    throw new RangeError(
      `clearCache: ${JSON.stringify(model)} is not the id of a model, such as "HuggingFaceTB/SmolLM2-135M". listCache() names those that are kept.`,
    );
  }
  return (await open(options))?.remove(model) ?? 0;
}

async function open({ cache }: CacheOptions): Promise<ModelCache | null> {
  return openModelCache(cache ?? (await getEnvironment()).cache);
}
