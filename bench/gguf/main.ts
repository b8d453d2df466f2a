/**
 * `pnpm bench gguf [--only llama/Q4_K,…] [--tokens 16]`: the same GGUF files run by this package and by llama.cpp (wllama in
 * Chromium): are the greedy tokens the same, and how far apart are their probabilities?
 *
 * Every family and every format is tried that can be: checkpoints come from this repository and, where there are any, from
 * the folder of fixtures; formats of 256 weights to a block get random blocks in a Llama that is wide enough.
 * @module
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadModel } from "@llm-anatomy/model-hf";
import { openPage } from "@llm-anatomy/test-kit";
import { writeGguf } from "../../tools/gguf/gguf-writer.ts";
import { table } from "../side-by-side.ts";
import { type Candidate, candidates } from "./candidates.ts";
import type { Continued } from "./wllama-page.ts";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { only: { type: "string" }, tokens: { type: "string", default: "16" } },
});
const count = Number(values.tokens);
const folder = await mkdtemp(join(tmpdir(), "llm-anatomy-gguf-"));
const { page, close } = await openPage({
  entry: fileURLToPath(new URL("wllama-page.ts", import.meta.url)),
  folders: {
    "/gguf": folder,
    "/wllama": fileURLToPath(new URL("../node_modules/@wllama/wllama/esm/wasm", import.meta.url)),
  },
});
await page.waitForFunction(() => "run" in globalThis);

const rows: string[][] = [];
let different = 0;
for (const candidate of candidates()) {
  const label = `${candidate.name}/${candidate.format}`;
  if (values.only && !values.only.split(",").some((only) => label.startsWith(only))) continue;
  const { ours, theirs } = await both(candidate);
  const same = ours.ids.findIndex((id, i) => id !== theirs.ids[i]);
  const agreed = same === -1 ? count : same;
  const gaps = ours.logprobs.slice(0, agreed).map((logprob, i) => Math.abs(logprob - theirs.logprobs[i]));
  if (agreed < count) different++;
  rows.push([candidate.name, candidate.format, `${agreed} of ${count}`, Math.max(0, ...gaps).toExponential(1)]);
  console.log(rows.at(-1)!.join("  "));
}
console.log(`\n${table(["model", "format", "same tokens", "largest difference of a logprob"], rows)}`);
console.log(`\n${rows.length - different} same, ${different} different`);
await close();
await rm(folder, { recursive: true });
process.exit(different === 0 ? 0 : 1);

async function both({ name, format, model, prompt }: Candidate): Promise<{ ours: Continued; theirs: Continued }> {
  const file = `${name}-${format}.gguf`;
  const { metadata, tensors } = model();
  await writeGguf(join(folder, file), metadata, tensors);
  const ours = await generate(join(folder, file), prompt);
  const theirs = await page.evaluate(
    ([address, text, length]) =>
      (globalThis as never as { run(...args: unknown[]): Promise<Continued> }).run(address, text, length),
    [`/gguf/${file}`, prompt, count] as const,
  );
  await rm(join(folder, file));
  return { ours, theirs };
}

async function generate(path: string, prompt: string): Promise<Continued> {
  const model = await loadModel(path);
  const ids: number[] = [];
  const logprobs: number[] = [];
  for await (const token of model.generate(prompt, { sample: false, maxNewTokens: count, stopTokens: [] })) {
    ids.push(token.id);
    logprobs.push(token.logprob);
  }
  await model.dispose();
  return { ids, logprobs };
}
