/**
 * The addresses of tiny-t5's files, spelled out one by one for bundlers (see tiny-llama.ts).
 * @module
 */

import type { TinyModel } from "./tiny-model.ts";

/** An encoder–decoder: translates between English and Lumi, an invented language, and sums stories up. */
export const tinyT5: TinyModel = {
  name: "tiny-t5",
  architecture: "T5ForConditionalGeneration",
  files: {
    "config.json": new URL("../models/tiny-t5/config.json", import.meta.url),
    "generation_config.json": new URL("../models/tiny-t5/generation_config.json", import.meta.url),
    "tokenizer.json": new URL("../models/tiny-t5/tokenizer.json", import.meta.url),
    "tokenizer_config.json": new URL("../models/tiny-t5/tokenizer_config.json", import.meta.url),
    "model.safetensors": new URL("../models/tiny-t5/model.safetensors", import.meta.url),
  },
};
