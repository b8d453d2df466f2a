/**
 * What a cache will cost, before anything is allocated.
 * @module
 */
import { type CachePolicy, createPolicy, type PolicySpec } from "./cache-policy.ts";
import { checkSize, fillShape, layerWidth } from "./checks.ts";
import type { CacheShape, LayerWidth } from "./kv-cache.ts";
import type { CacheOptions, StorageSpec } from "./policy-cache.ts";
import { quantizedColumns } from "./quantized-storage.ts";
import { grownCapacity } from "./slot-store.ts";

export interface CachePlan {
  /** What `cache.bytes` will be after `tokens` tokens that came one at a time. */
  bytes: number;
  /** The same per layer. */
  layers: number[];
  /** What one more position costs where nothing is dropped, over all layers and batch rows. */
  bytesPerToken: number;
}

/**
 * The bytes of a cache after `tokens` tokens. In pages: those of the blocks that it names, of a pool that is as large as it
 * was made. Policies that thin out prompts (snapkv, pyramidkv) get them as one prompt.
 *
 * @example
 * planBytes({ numLayers: 30, batch: 1, numKvHeads: 3, headDim: 64 }, { tokens: 1 }).bytesPerToken; // => 46080
 */
export function planBytes(
  shape: CacheShape,
  {
    policy = { kind: "keep-all" },
    storage = { kind: "float32" },
    tokens,
  }: Pick<CacheOptions, "policy" | "storage"> & { tokens: number },
): CachePlan {
  checkSize("planBytes", "tokens", tokens, 0);
  const filled = fillShape("planBytes", shape);
  let bytesPerToken = 0;
  const layers = Array.from({ length: shape.numLayers }, (_, index) => {
    const width = layerWidth(filled, index);
    const spec: PolicySpec = Array.isArray(policy) ? policy[index] : (policy as PolicySpec);
    const decided = createPolicy(spec, index, shape.numLayers);
    const heads = shape.batch * width.numKvHeads;
    bytesPerToken += heads * bytesPerPosition(width, storage);
    return heads * layerBytes(width, storage, decided, tokens);
  });
  return { bytes: layers.reduce((sum, bytes) => sum + bytes, 0), layers, bytesPerToken };
}

/** Of one head. */
function bytesPerPosition(width: LayerWidth, storage: StorageSpec): number {
  if (storage.kind === "float32" || storage.kind === "paged") return 4 * (width.headDim + width.valueDim);
  return quantizedColumns(width, storage.kind === "int8" ? 8 : 4).reduce(
    (sum, { dim, type }) => sum + dim * (type === "float32" ? 4 : 1),
    0,
  );
}

/** Of one head. */
function layerBytes(width: LayerWidth, storage: StorageSpec, policy: CachePolicy, tokens: number): number {
  const wide = 4 * (width.headDim + width.valueDim);
  const factBytes = policy.eviction ? 8 * grownSlots(0, true, policy, tokens) : 0; // a position and an importance each
  if (storage.kind === "float32") {
    const { capacity = 0, growable = true } = storage;
    return wide * grownSlots(capacity, growable, policy, tokens) + factBytes;
  }
  if (storage.kind === "paged") {
    const { blockSize = 16 } = storage;
    return wide * blockSize * blocksHeld(policy, tokens, blockSize) + factBytes;
  }
  const { residual = 128 } = storage;
  const rounded = grownSlots(0, true, policy, tokens, residual);
  return bytesPerPosition(width, storage) * rounded + wide * 2 * (residual + 1) + factBytes;
}

/** The blocks that a sequence of `tokens` appends names. Those that other sequences share count in full. */
function blocksHeld({ eviction, pinned, recent }: CachePolicy, tokens: number, blockSize: number): number {
  const most = eviction
    ? eviction.promptsOnly
      ? tokens
      : eviction.budget + (eviction.update ? 0 : 1)
    : pinned + recent + 1;
  const held = Math.min(tokens, most);
  // A window forgets whole blocks; what lies in front of it in its first block stays. Sinks and evicting ones are written anew.
  const skipped = pinned > 0 || eviction ? 0 : (tokens - held) % blockSize;
  return Math.ceil((skipped + held) / blockSize);
}

/** The capacity that a store has after `tokens` appends; slots are stored once `delay` others came after them. */
function grownSlots(capacity: number, growable: boolean, policy: CachePolicy, tokens: number, delay = 0): number {
  const { eviction, pinned, recent } = policy;
  let first = 0;
  let length = 0;
  if (eviction?.promptsOnly) return tokens - delay > capacity ? grownCapacity(capacity, tokens - delay) : capacity;
  for (let t = 0; t < tokens; t++) {
    const surplus = length + Math.min(t, delay) - pinned - recent;
    if (surplus > 0) {
      first += surplus;
      length -= surplus;
    }
    if (t < delay) continue;
    if (first + length + 1 > capacity) {
      const mayMove = growable ? 2 * (length + 1) <= capacity : length + 1 <= capacity;
      if (!mayMove) capacity = grownCapacity(capacity, length + 1);
      first = 0;
    }
    length++;
    if (eviction && length + delay > eviction.budget) length = eviction.budget - delay;
  }
  return capacity;
}
