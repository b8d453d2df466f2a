export { tinyLlama } from "./tiny-llama.ts";
export type { TinyModel } from "./tiny-model.ts";
