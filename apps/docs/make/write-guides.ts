/** Writes docs/guides/<package>.md for every package that has a README. @module */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sourceAddress } from "../src/repository.ts";
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
  "viz",
];

const packages = join(import.meta.dirname, "../../../packages");

/** Answers with the names of the packages that now have a guide. */
export function writeGuides(): string[] {
  const out = join(import.meta.dirname, "../docs/guides");
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const names = readdirSync(packages).filter((name) => existsSync(join(packages, name, "README.md")));
  for (const name of names) {
    const readme = readFileSync(join(packages, name, "README.md"), "utf8");
    const sources = sourceAddress(`packages/${name}/`);
    const position = order.includes(name) ? order.indexOf(name) + 1 : order.length + 1;
    writeFileSync(join(out, `${name}.md`), guidePage({ name, readme, sources, position }));
  }
  return names;
}
