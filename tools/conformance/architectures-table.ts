/**
 * Writes docs/architectures.md: every reference checkpoint, on both engines, with the largest difference from Hugging
 * Face's own numbers.
 *
 * pnpm --filter @llm-anatomy/conformance architectures [folder, default ../shared/fixtures/checkpoints]
 * @module
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fixturesFolder } from "@llm-anatomy/test-kit";
import { checkpointFolders, run } from "./src/checkpoints.ts";
import type { Report } from "./src/report.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = process.argv[2] ?? fixturesFolder("checkpoints");
if (!folder) throw new Error("architectures: the reference checkpoints are not here. Give their folder.");

const engines = ["eager", "compiled"] as const;
const kinds = ["logits", "hidden states", "attention", "cache"] as const;
type Kind = (typeof kinds)[number];

interface Judged {
  passed: number;
  failed: number;
  worst: Partial<Record<Kind, number>>;
  greedy?: boolean;
  reason?: string;
}

const rows: string[] = [];
let failed = 0;
for (const path of checkpointFolders(folder)) {
  const { architectures, model_type: type } = JSON.parse(await readFile(join(path, "config.json"), "utf8"));
  const name = path.split("/").at(-1)!;
  const judged = await Promise.all(engines.map((engine) => judge(path, engine)));
  failed += judged.filter((one) => one.failed > 0).length;
  rows.push(row(name, type, architectures?.[0] ?? "", judged));
  console.log(rows.at(-1));
}
await writeFile(join(root, "docs/architectures.md"), page(rows));
console.log(`docs/architectures.md: ${rows.length} checkpoints, ${failed} with differences.`);
process.exit(failed > 0 ? 1 : 0);

async function judge(path: string, engine: (typeof engines)[number]): Promise<Judged> {
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
  await run(path, { only: () => true, engine }, report);
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

function row(name: string, type: string, architecture: string, judged: Judged[]): string {
  const cells = judged.flatMap(({ worst, failed, passed, greedy }) => [
    ...kinds.map((kind) => (worst[kind] === undefined ? "" : worst[kind].toExponential(0))),
    greedy === undefined ? "" : greedy ? "same" : "**differ**",
    failed > 0 ? `**${failed} of ${passed + failed} differ**` : `${passed}`,
  ]);
  return `| ${[name, type, architecture, ...cells].join(" | ")} |`;
}

function page(rows: readonly string[]): string {
  const columns = engines.flatMap((engine) =>
    [...kinds, "greedy tokens", "arrays"].map((kind) => `${engine}: ${kind}`),
  );
  const head = ["checkpoint", "model_type", "class", ...columns];
  return `# Architectures

Every family that \`@llm-anatomy/model-hf\` loads, judged on checkpoints whose outputs Hugging Face's own code computed in
float32 (transformers 4.57.6). Numbers are the largest difference of any element; float32 in another order may differ by
about 5e-5, a wrong model by 0.1 and more. Attention weights are compared for every layer, hidden states after every block, caches
after prompts, single steps and chunks, batches with padding on either side at every token that is none.

Made by \`pnpm --filter @llm-anatomy/conformance architectures <folder>\`; do not edit by hand.

| ${head.join(" | ")} |
| ${head.map((_, i) => (i < 3 ? "---" : "---:")).join(" | ")} |
${rows.join("\n")}
`;
}
