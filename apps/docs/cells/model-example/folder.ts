import { resolveSource } from "@llm-anatomy/model-hf";
import { display, table } from "@llm-anatomy/viz";

// A source finds files and reads them. It loads no model.
const folder = await resolveSource("tiny");

const files = {
  "config.json": "which parts, how many, how wide",
  "model.safetensors": "the numbers that were learned",
  "tokenizer.json": "how text becomes token ids",
  "tokenizer_config.json": "special tokens, the chat template",
  "generation_config.json": "how its makers choose tokens",
};
const rows = [];
for (const [name, holds] of Object.entries(files)) {
  const file = await folder.open(name); // null where there is none
  rows.push({ file: name, bytes: file ? file.size : "none", holds });
}
display(table({ title: folder.name, rows }));

async function readJson(name: string) {
  const file = (await folder.open(name))!;
  const bytes = await file.read(0, file.size);
  return JSON.parse(new TextDecoder().decode(bytes));
}
console.log("config.json:", await readJson("config.json"));
const { model } = await readJson("tokenizer.json");
const vocabulary = Object.keys(model.vocab);
console.log(`tokenizer.json: ${model.type}, ${vocabulary.length} tokens`);
console.log(
  "the latest, and so the rarest:",
  vocabulary.slice(-8).join(" "),
);
