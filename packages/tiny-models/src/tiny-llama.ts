/**
 * The addresses of tiny-llama's files.
 *
 * Each address is spelled out as `new URL("literal", import.meta.url)`, because that is the form by which Vite, Rollup
 * and webpack know that a file belongs to the program. A loop over names would read better and be found by none of them.
 * @module
 */

import type { TinyModel } from "./tiny-model.ts";

/**
 * The default: a Llama that tells stories.
 *
 * @example
 * const config = JSON.parse(await readFile(tinyLlama.files["config.json"], "utf8")); // Node
 * const config = await (await fetch(tinyLlama.files["config.json"])).json(); // a page
 */
export const tinyLlama: TinyModel = {
  name: "tiny-llama",
  architecture: "LlamaForCausalLM",
  files: {
    "config.json": new URL("../models/tiny-llama/config.json", import.meta.url),
    "generation_config.json": new URL("../models/tiny-llama/generation_config.json", import.meta.url),
    "tokenizer.json": new URL("../models/tiny-llama/tokenizer.json", import.meta.url),
    "tokenizer_config.json": new URL("../models/tiny-llama/tokenizer_config.json", import.meta.url),
    "model.safetensors": new URL("../models/tiny-llama/model.safetensors", import.meta.url),
  },
};
