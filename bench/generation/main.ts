/**
 * `pnpm bench generation [--threads 1] [--rounds 5] [--prompt 64] [--tokens 48] [--only ours,wllama,transformers.js]`:
 * one checkpoint of SmolLM2-135M's shape, generated from in Chromium by three runtimes, in turns.
 * @module
 */
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openPage, type TestPage } from "@llm-anatomy/test-kit";
import { digits, table } from "../side-by-side.ts";
import { checkpointFolder } from "./checkpoint.ts";
import type { Generated, PageContender } from "./contender.ts";
import { convertedFolder } from "./converted.ts";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    threads: { type: "string", default: "1" },
    rounds: { type: "string", default: "5" },
    prompt: { type: "string", default: "64" },
    tokens: { type: "string", default: "48" },
    only: { type: "string", default: "ours,wllama,transformers.js" },
  },
});
const threads = Number(values.threads);
const count = Number(values.tokens);
const prompt = Array.from({ length: Number(values.prompt) }, (_, i) => "abcdefghijklmnopqrstuvwxyz"[(i * 7) % 26]).join(
  "",
);

const require = createRequire(import.meta.url);
const model = await checkpointFolder();
const pages: Record<string, { entry: string; folders: () => Promise<Record<string, string>> }> = {
  ours: { entry: "our-page.ts", folders: async () => ({}) },
  wllama: {
    entry: "wllama-page.ts",
    folders: async () => ({
      "/wllama": fileURLToPath(new URL("../node_modules/@wllama/wllama/esm/wasm", import.meta.url)),
    }),
  },
  "transformers.js": {
    entry: "transformers-page.ts",
    folders: async () => ({
      "/converted": await convertedFolder(model),
      "/ort": dirname(createRequire(require.resolve("@huggingface/transformers")).resolve("onnxruntime-web")),
    }),
  },
};

interface Opened {
  name: string;
  opened: TestPage;
  loadMs: number;
  note: string;
  runs: Generated[];
}

const contenders: Opened[] = [];
for (const name of values.only.split(",")) {
  const { entry, folders } = pages[name];
  const opened = await openPage({
    entry: fileURLToPath(new URL(entry, import.meta.url)),
    folders: { "/model": model, ...(await folders()) },
  });
  await opened.page.waitForFunction(() => "contender" in globalThis);
  const load = (options: { threads: number }) =>
    (globalThis as never as { contender: PageContender }).contender.load(options);
  contenders.push({ name, opened, runs: [], ...(await opened.page.evaluate(load, { threads })) });
}

const generate = ([text, length]: [string, number]) =>
  (globalThis as never as { contender: PageContender }).contender.generate(text, length);
for (let round = 0; round <= Number(values.rounds); round++) {
  for (const { opened, runs } of contenders) {
    const run = await opened.page.evaluate(generate, [prompt, count] as [string, number]);
    if (round > 0) runs.push(run); // the first one warms up
  }
}
const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
console.log(
  `${cpus()[0].model}, Chromium, ${new Date().toISOString().slice(0, 10)}; prompt of ${prompt.length} tokens, ${count} tokens written, medians of ${values.rounds}\n`,
);
console.log(
  table(
    ["", "weights", "load, s", "first token, ms", "ms per token", "tokens/s"],
    contenders.map(({ name, note, loadMs, runs }) => {
      const token = median(runs.map(({ tokenMs }) => tokenMs));
      const first = median(runs.map(({ firstMs }) => firstMs));
      return [name, note, (loadMs / 1000).toFixed(1), Math.round(first), digits(token), digits(1000 / token)];
    }),
  ),
);
for (const { name, runs } of contenders) console.log(`\n${name}: ${JSON.stringify(runs[0].text.slice(0, 60))}`);
for (const { opened } of contenders) await opened.close();
process.exit(0);
