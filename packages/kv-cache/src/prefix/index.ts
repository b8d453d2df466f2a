export {
  createPrefixIndex,
  type HitExplanation,
  type PrefixEntry,
  type PrefixHit,
  type PrefixIndex,
  type PrefixIndexOptions,
} from "./prefix-index.ts";
