import { readFileSync } from "node:fs";
import { tinyLlama } from "@llm-anatomy/tiny-models";

console.log(tinyLlama.name, Object.keys(tinyLlama.files));
const config = JSON.parse(readFileSync(tinyLlama.files["config.json"], "utf8")); // in a page: await (await fetch(url)).json()
console.log(config.model_type, config.num_hidden_layers, config.vocab_size);
