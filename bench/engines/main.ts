/**
 * `pnpm bench engines [--models tiny,llama-135m,…] [--devices wasm,cpu] [--dtypes f32,q8] [--threads 1] [--times 2]`: how
 * fast each engine is, and whether `engine: "auto"` takes the right one.
 *
 * Each engine is measured by `llm-anatomy bench` in a process of its own, `times` times. The first time is what "auto" would
 * remember; what the fastest is, the others say. Asked is a turn of a conversation: 64 tokens read and 64 written, and of
 * encoders 64 tokens read.
 * @module
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { MeasuredEngine } from "@llm-anatomy/model-hf";
import { fixturesFolder } from "@llm-anatomy/test-kit";
import { checkpointFolder } from "../generation/checkpoint.ts";
import { digits, table } from "../side-by-side.ts";
import { encoderFolder } from "./encoder-checkpoint.ts";

const folders: Record<string, () => Promise<string> | string> = {
  tiny: () => "tiny",
  stories260K: () => join(fixturesFolder("checkpoints") ?? "", "stories260K"),
  "llama-135m": checkpointFolder,
  "minilm-l6": () => encoderFolder("minilm-l6"),
  "bert-base": () => encoderFolder("bert-base"),
};

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    models: { type: "string", default: Object.keys(folders).join(",") },
    devices: { type: "string", default: "wasm,cpu" },
    dtypes: { type: "string", default: "f32,q8" },
    threads: { type: "string", default: "1" },
    times: { type: "string", default: "2" },
    rounds: { type: "string", default: "3" },
    tokens: { type: "string", default: "24" },
  },
});

const cli = join(import.meta.dirname, "../../packages/model-hf/src/cli.ts");
const prompt = 64;
const margin = 1.2; // of packages/model-hf/src/engine/engine-speeds.ts

/** Milliseconds for a turn. */
function cost({ firstMs, decodeTokensPerSecond: rate }: MeasuredEngine): number {
  return firstMs + (rate ? (prompt * 1000) / rate : 0);
}

function measure(folder: string, dtype: string, threads: string): MeasuredEngine[] {
  const cache = mkdtempSync(join(tmpdir(), "bench-engines-"));
  try {
    const { devices, rounds, tokens } = values;
    const lists = ["--device", devices, "--dtype", dtype, "--threads", threads];
    const work = ["--prompt", `${prompt}`, "--tokens", tokens, "--rounds", rounds, "--json"];
    const args = [...process.execArgv, cli, "bench", folder, ...lists, ...work];
    const env = { ...process.env, LLM_ANATOMY_CACHE: cache };
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", env })) as MeasuredEngine[];
  } finally {
    rmSync(cache, { recursive: true });
  }
}

/** What is called "auto" with these figures: the rule's engine, if nothing is faster by the margin. */
function picked(measured: readonly MeasuredEngine[]): MeasuredEngine {
  const fastest = measured.reduce((best, one) => (cost(one) < cost(best) ? one : best));
  const rule = measured.find(({ engine }) => engine === "eager")!;
  return cost(rule) >= margin * cost(fastest) ? fastest : rule;
}

const nameOf = ({ engine, device }: MeasuredEngine) => (engine === "eager" ? "eager" : `compiled ${device}`);
const rows: string[][] = [];
let right = 0;
let judged = 0;
let ruleRight = 0;
const worst = { auto: 1, rule: 1 };
for (const model of values.models.split(",")) {
  const folder = await folders[model]();
  for (const dtype of values.dtypes.split(",")) {
    for (const threads of values.threads.split(",")) {
      const [first, ...later] = Array.from({ length: Number(values.times) }, () => measure(folder, dtype, threads));
      const auto = nameOf(picked(first));
      const truth = new Map(
        first.map((one) => {
          const costs = (later.length > 0 ? later : [first]).map((again) =>
            cost(again.find((other) => nameOf(other) === nameOf(one))!),
          );
          return [nameOf(one), Math.min(...costs)] as const;
        }),
      );
      const least = Math.min(...truth.values());
      const lost = { auto: truth.get(auto)! / least, rule: truth.get("eager")! / least };
      judged++;
      if (lost.auto < margin) right++;
      if (lost.rule < margin) ruleRight++;
      worst.auto = Math.max(worst.auto, lost.auto);
      worst.rule = Math.max(worst.rule, lost.rule);
      const figures = first.map((one) => {
        const rate = one.decodeTokensPerSecond;
        return `${nameOf(one)}: ${digits(one.firstMs)}${rate ? ` + ${digits(1000 / rate)}` : ""}`;
      });
      rows.push([model, dtype, threads, figures.join(" · "), auto, digits(lost.auto), digits(lost.rule)]);
      console.error(rows.at(-1)!.join(" | "));
    }
  }
}
console.log(
  `${cpus()[0].model}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}; ms to read ${prompt} tokens + ms per token written\n`,
);
console.log(table(["model", "dtype", "threads", "measured first", "auto", "auto / fastest", "rule / fastest"], rows));
console.log(
  `\nwithin ${margin} of the fastest: auto ${right} of ${judged} (worst ${digits(worst.auto)}), the rule alone ${ruleRight} (worst ${digits(worst.rule)})`,
);
