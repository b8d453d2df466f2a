/**
 * `pnpm bench gguf [--only llama/Q4_K,…] [--tokens 16]`: the same GGUF files run by this package and by llama.cpp (wllama in
 * Chromium): along the tokens that llama.cpp writes greedily, is each the likeliest here too, and how far apart are its
 * probabilities? llama.cpp rounds what goes into a product to 8 bits where weights are quantised (16 for F16 and BF16),
 * which this package does not, so that numbers agree fully for F32 only.
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
// Of a logarithmic probability. A mistake (an order of rows, a norm) is off by whole units. In float32 what is left is
// llama.cpp's GELU, which it looks up in a table of half precision; in few bits, what it rounds, in models as small as these.
const toleranceOf = (format: string) => (format === "F32" ? 0.01 : 0.5);
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
let wrong = 0;
for (const candidate of candidates()) {
  const label = `${candidate.name}/${candidate.format}`;
  if (values.only && !values.only.split(",").some((only) => label.startsWith(only))) continue;
  const compared = await compare(candidate).catch((error: Error) => error.message.split("\n", 1)[0]);
  if (typeof compared === "string") {
    wrong++;
    rows.push([candidate.name, candidate.format, compared, "", ""]);
    console.log(rows.at(-1)!.join("  "));
    continue;
  }
  const { agreed, gap, difference } = compared;
  if (Math.max(gap, difference) > toleranceOf(candidate.format)) wrong++;
  rows.push([candidate.name, candidate.format, `${agreed} of ${count}`, digits(gap), digits(difference)]);
  console.log(rows.at(-1)!.join("  "));
}
const head = ["model", "format", "same likeliest token", "largest margin where not", "largest difference of a logprob"];
console.log(`\n${table(head, rows)}`);
console.log(`\n${rows.length - wrong} agree, ${wrong} do not`);
await close();
await rm(folder, { recursive: true });
process.exit(wrong === 0 ? 0 : 1);

/** Both models along the tokens that llama.cpp writes, greedily. */
async function compare({ name, format, model, prompt }: Candidate) {
  const file = `${name.replace(/\W+/g, "-")}-${format}.gguf`;
  const { metadata, tensors } = model();
  await writeGguf(join(folder, file), metadata, tensors);
  const theirs = await page.evaluate(
    ([address, text, length]) =>
      (globalThis as never as { run(...args: unknown[]): Promise<Continued> }).run(address, text, length),
    [`/gguf/${file}`, prompt, count] as const,
  );
  const ours = await loadModel(join(folder, file));
  const start = ours.tokenizer.encode(prompt).ids;
  const logits = (await ours.forward([...start, ...theirs.ids])).logits!;
  const end = ours.generationConfig.eos_token_id as number;
  await ours.dispose();
  await rm(join(folder, file));
  const vocabSize = logits.shape[2];
  let agreed = 0;
  let gap = 0;
  let difference = 0;
  for (const [i, id] of theirs.ids.entries()) {
    const position = start.length + i - 1;
    const row = logits.data.subarray(position * vocabSize, (position + 1) * vocabSize);
    const likeliest = row.reduce((best, value, j) => (j !== end && value > row[best] ? j : best), end === 0 ? 1 : 0);
    if (likeliest === id) agreed++;
    else gap = Math.max(gap, row[likeliest] - row[id]);
    difference = Math.max(difference, Math.abs(row[id] - logSumExp(row) - theirs.logprobs[i]));
  }
  return { agreed, gap, difference };
}

function logSumExp(row: Float32Array): number {
  const max = row.reduce((a, b) => Math.max(a, b));
  return max + Math.log(row.reduce((sum, value) => sum + Math.exp(value - max), 0));
}

function digits(value: number): string {
  return value === 0 ? "0" : value.toExponential(1);
}
