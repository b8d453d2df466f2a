export { logSumExp } from "./log-sum-exp.ts";
export { promptLogprobs, type TokenLogprob, tokenLogprob, topLogprobs } from "./logprobs.ts";
export type { SamplerOptions } from "./options.ts";
export { createRandom, type Random, type SeededRandom } from "./random.ts";
export { argmax, createSampler, type SampledToken, type Sampler } from "./sampler.ts";
export { temperatureInPlace } from "./temperature.ts";
export { topKInPlace } from "./top-k.ts";
export { topPInPlace } from "./top-p.ts";
