/**
 * Writes docs/architectures.md: every reference checkpoint, on both engines, the compiled one also with onnxruntime-node,
 * with the largest difference from Hugging Face's own numbers; and a section on the same in Chromium, where the WebGPU
 * that runs on a CPU takes minutes each.
 *
 * pnpm --filter @llm-anatomy/conformance architectures [folder, default ../shared/fixtures/checkpoints]
 *   --chromium eager,wasm,webgpu   judges there instead, and writes that section only; results are kept in
 *                                  docs/architectures-in-chromium.json, so that it can be done a few at a time
 *   --only <glob>                  of these checkpoints
 * @module
 */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, matchesGlob } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fixturesFolder } from "@llm-anatomy/test-kit";
import { checkpointFolders, run } from "./src/checkpoints.ts";
import { openModelPage } from "./src/in-chromium/open-model-page.ts";
import type { Report, RunOptions } from "./src/report.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const tableFile = join(root, "docs/architectures.md");
const chromiumFile = join(root, "docs/architectures-in-chromium.json");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { chromium: { type: "string" }, only: { type: "string" } },
});
const folder = positionals[0] ?? fixturesFolder("checkpoints");
if (!folder) throw new Error("architectures: the reference checkpoints are not here. Give their folder.");

const engines = ["eager", "compiled"] as const;
const kinds = ["logits", "hidden states", "attention", "cache"] as const;
type Kind = (typeof kinds)[number];
const summary = ["largest difference", "greedy tokens", "arrays"]; // of all kinds together

interface Judged {
  passed: number;
  failed: number;
  worst: Partial<Record<Kind, number>>;
  greedy?: boolean;
  reason?: string;
}

/** What computes in Chromium, and how people call it. */
const chromiumPlaces = {
  eager: { title: "eager", engine: "eager", device: "wasm" },
  wasm: { title: "compiled, WASM", engine: "compiled", device: "wasm" },
  webgpu: { title: "compiled, WebGPU", engine: "compiled", device: "webgpu" },
} as const;
type ChromiumPlace = keyof typeof chromiumPlaces;
type InChromium = Record<string, Partial<Record<ChromiumPlace, Judged>>>;

const sectionTitle = "## In Chromium";
const failed = await (values.chromium === undefined ? judgeHere() : judgeInChromium(values.chromium.split(",")));
process.exit(failed > 0 ? 1 : 0);

async function judgeHere(): Promise<number> {
  const rows: string[] = [];
  let failures = 0;
  for (const path of checkpointFolders(folder!)) {
    const { architectures, model_type: type } = JSON.parse(await readFile(join(path, "config.json"), "utf8"));
    const name = path.split("/").at(-1)!;
    const judged = await Promise.all(engines.map((engine) => judge(path, { engine })));
    const natively = await judge(path, { engine: "compiled", place: { device: "cpu" } });
    failures += [...judged, natively].filter((one) => one.failed > 0).length;
    rows.push(row(name, type, architectures?.[0] ?? "", judged, natively));
    console.log(rows.at(-1));
  }
  await writeFile(tableFile, `${page(rows)}\n${chromiumSection(await keptResults())}`);
  console.log(`docs/architectures.md: ${rows.length} checkpoints, ${failures} with differences.`);
  return failures;
}

async function judgeInChromium(places: string[]): Promise<number> {
  let failures = 0;
  for (const place of places) {
    if (!Object.hasOwn(chromiumPlaces, place))
      throw new RangeError(`--chromium has "${place}" in it but can have ${Object.keys(chromiumPlaces).join(", ")}.`);
    const { engine, device } = chromiumPlaces[place as ChromiumPlace];
    const opened = await openModelPage({ webgpu: device === "webgpu" });
    for (const path of checkpointFolders(folder!)) {
      const name = path.split("/").at(-1)!;
      if (values.only !== undefined && !matchesGlob(name, values.only)) continue;
      const started = performance.now();
      const judged = await judge(path, { engine, place: { device, ...opened.options } });
      const seconds = Math.round((performance.now() - started) / 1000);
      console.log(`${place} ${name}: ${cells(judged).join(" | ")} (${seconds} s) ${judged.reason ?? ""}`);
      if (judged.failed > 0) failures++;
      const results = await keptResults();
      results[name] = { ...results[name], [place]: judged };
      const sorted = Object.fromEntries(Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1)));
      await writeFile(chromiumFile, `${JSON.stringify(sorted, null, 2)}\n`);
      const [before] = (await readFile(tableFile, "utf8")).split(`\n${sectionTitle}`);
      await writeFile(tableFile, `${before}\n${chromiumSection(sorted)}`);
    }
    await opened.close();
  }
  return failures;
}

async function keptResults(): Promise<InChromium> {
  return existsSync(chromiumFile) ? JSON.parse(await readFile(chromiumFile, "utf8")) : {};
}

async function judge(path: string, options: Pick<RunOptions, "engine" | "place">): Promise<Judged> {
  const judged: Judged = { passed: 0, failed: 0, worst: {} };
  const report: Report = {
    passed: 0,
    failed: 0,
    skipped: 0,
    pass(label, error) {
      judged.passed++;
      if (label.endsWith("/greedy")) judged.greedy = true;
      const kind = kindOf(label);
      if (error !== undefined && kind) judged.worst[kind] = Math.max(judged.worst[kind] ?? 0, error);
    },
    fail(label, detail) {
      judged.failed++;
      judged.reason ??= `${label}: ${detail}`;
      if (label.endsWith("/greedy")) judged.greedy = false;
    },
    skip: (label, reason) => report.fail(label, reason),
    printSummary() {},
  };
  await run(path, { only: () => true, ...options }, report);
  return judged;
}

function kindOf(label: string): Kind | undefined {
  const output = label.slice(label.indexOf("/") + 1);
  if (output.includes("past.")) return "cache";
  if (output.includes("attentions")) return "attention";
  if (output.includes("logits")) return "logits";
  if (/hidden_state|pooler/.test(output)) return "hidden states";
  return undefined;
}

function row(name: string, type: string, architecture: string, judged: Judged[], natively: Judged): string {
  const inDetail = judged.flatMap(({ worst, failed, passed, greedy }) => [
    ...kinds.map((kind) => (worst[kind] === undefined ? "" : worst[kind].toExponential(0))),
    greedy === undefined ? "" : greedy ? "same" : "**differ**",
    failed > 0 ? `**${failed} of ${passed + failed} differ**` : `${passed}`,
  ]);
  return `| ${[name, type, architecture, ...inDetail, ...cells(natively)].join(" | ")} |`;
}

function page(rows: readonly string[]): string {
  const columns = engines.flatMap((engine) =>
    [...kinds, "greedy tokens", "arrays"].map((kind) => `${engine}: ${kind}`),
  );
  const head = ["checkpoint", "model_type", "class", ...columns, ...summary.map((kind) => `natively: ${kind}`)];
  return `# Architectures

Every family that \`@llm-anatomy/model-hf\` loads, judged on checkpoints whose outputs Hugging Face's own code computed in
float32 (transformers 4.57.6). Numbers are the largest difference of any element; float32 in another order may differ by
about 5e-5, a wrong model by 0.1 and more. Attention weights are compared for every layer, hidden states after every block, caches
after prompts, single steps and chunks, batches with padding on either side at every token that is none. "Natively" is the compiled
engine on \`device: "cpu"\`, with onnxruntime-node: all kinds of arrays together.

Made by \`pnpm --filter @llm-anatomy/conformance architectures <folder>\`; do not edit by hand.

| ${head.join(" | ")} |
| ${head.map((_, i) => (i < 3 ? "---" : "---:")).join(" | ")} |
${rows.join("\n")}
`;
}

/** Of all kinds together: the largest difference, the greedy tokens, the arrays. */
function cells(judged: Judged | undefined): string[] {
  if (!judged) return ["", "", ""];
  const { worst, failed, passed, greedy } = judged;
  const largest = Math.max(...Object.values(worst));
  return [
    Number.isFinite(largest) ? largest.toExponential(0) : "",
    greedy === undefined ? "" : greedy ? "same" : "**differ**",
    failed > 0 ? `**${failed} of ${passed + failed} differ**` : `${passed}`,
  ];
}

function chromiumSection(results: InChromium): string {
  const places = Object.keys(chromiumPlaces) as ChromiumPlace[];
  const columns = places.flatMap((place) => summary.map((kind) => `${chromiumPlaces[place].title}: ${kind}`));
  const head = ["checkpoint", ...columns];
  const rows = Object.entries(results).map(
    ([name, judged]) => `| ${[name, ...places.flatMap((place) => cells(judged[place]))].join(" | ")} |`,
  );
  return `${sectionTitle}

The same arrays with the model in a worker of a headless Chromium: the eager engine, and the compiled engine on
WebAssembly and on WebGPU. The WebGPU is SwiftShader, which computes on the CPU, without float16; it shows that the numbers are right, and
nothing about speed. Where a cell is empty, nobody has judged it yet. With float32, WebGPU's cos and sin are right to three digits only, so
the angles of rotary embeddings are computed outside the graph.

Made by \`pnpm --filter @llm-anatomy/conformance architectures <folder> --chromium eager,wasm,webgpu\`; do not edit by hand.

| ${head.join(" | ")} |
| ${head.map((_, i) => (i === 0 ? "---" : "---:")).join(" | ")} |
${rows.join("\n")}
`;
}
