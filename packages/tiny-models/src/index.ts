export { tinyBert } from "./tiny-bert.ts";
export { tinyLlama } from "./tiny-llama.ts";
export type { TinyModel } from "./tiny-model.ts";
export { tinyMoe } from "./tiny-moe.ts";
export { tinyT5 } from "./tiny-t5.ts";
