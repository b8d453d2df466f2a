export { type Mergeable, type MergedCaches, mergeCaches } from "./merge-caches.ts";
export { takeSequence } from "./take-sequence.ts";
