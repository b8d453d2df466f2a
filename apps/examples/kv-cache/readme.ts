import { createDynamicCache } from "@llm-anatomy/kv-cache";

const shape = { numLayers: 1, batch: 1, numKvHeads: 1, headDim: 2 };
const cache = createDynamicCache(shape);
cache.append(0, Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8), 2); // two tokens
cache.append(0, Float32Array.of(9, 9), Float32Array.of(9, 9), 1); // one more
cache.crop(2); // and not
console.log(cache.seen, cache.view(0).length, cache.bytes);
