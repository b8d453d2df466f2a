export { type BlockHash, blockHashes } from "./block-hashes.ts";
export { type BlockHit, type BlockIndex, type BlockIndexOptions, createBlockIndex } from "./block-index.ts";
export { createPrefixIndex, type HitExplanation, type PrefixIndex } from "./prefix-index.ts";
export type { PrefixEntry, PrefixHit, PrefixIndexOptions } from "./stored-sequences.ts";
