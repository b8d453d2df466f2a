/**
 * The addresses of tiny-moe's files, spelled out one by one for bundlers (see tiny-llama.ts).
 * @module
 */

import type { TinyModel } from "./tiny-model.ts";

/** A mixture of experts: tiny-llama's family with 8 feed-forward networks per block, of which each token goes through 2. */
export const tinyMoe: TinyModel = {
  name: "tiny-moe",
  architecture: "MixtralForCausalLM",
  files: {
    "config.json": new URL("../models/tiny-moe/config.json", import.meta.url),
    "generation_config.json": new URL("../models/tiny-moe/generation_config.json", import.meta.url),
    "tokenizer.json": new URL("../models/tiny-moe/tokenizer.json", import.meta.url),
    "tokenizer_config.json": new URL("../models/tiny-moe/tokenizer_config.json", import.meta.url),
    "model.safetensors": new URL("../models/tiny-moe/model.safetensors", import.meta.url),
  },
};
