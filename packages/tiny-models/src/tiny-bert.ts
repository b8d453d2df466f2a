/**
 * The addresses of tiny-bert's files, spelled out one by one for bundlers (see tiny-llama.ts).
 * @module
 */

import type { TinyModel } from "./tiny-model.ts";

/** An encoder: guesses hidden words, and gives texts vectors by which like texts are near each other. */
export const tinyBert: TinyModel = {
  name: "tiny-bert",
  architecture: "BertForMaskedLM",
  files: {
    "config.json": new URL("../models/tiny-bert/config.json", import.meta.url),
    "tokenizer.json": new URL("../models/tiny-bert/tokenizer.json", import.meta.url),
    "tokenizer_config.json": new URL("../models/tiny-bert/tokenizer_config.json", import.meta.url),
    "model.safetensors": new URL("../models/tiny-bert/model.safetensors", import.meta.url),
  },
};
