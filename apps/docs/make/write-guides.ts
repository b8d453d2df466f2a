/** Writes guides/<package>.md for every package that has a README. @module */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { guidePage } from "./guide.ts";

/** The order in which the packages build on each other. */
const order = [
  "tokenizer",
  "embeddings",
  "attention",
  "kv-cache",
  "sampling",
  "transformer",
  "kernels",
  "onnx-graph",
  "model-hf",
  "tiny-models",
];

const packages = join(import.meta.dirname, "../../../packages");
const out = join(import.meta.dirname, "../docs/guides");
mkdirSync(out, { recursive: true });
const names = readdirSync(packages).filter((name) => existsSync(join(packages, name, "README.md")));
for (const name of names) {
  const readme = readFileSync(join(packages, name, "README.md"), "utf8");
  const sources = `https://github.com/llm-anatomy/llm-anatomy/blob/main/packages/${name}/`;
  writeFileSync(join(out, `${name}.md`), guidePage({ name, readme, sources, position: order.indexOf(name) + 1 }));
}
console.log(`${names.length} guides in ${out}`);
