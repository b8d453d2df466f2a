/**
 * `pnpm bench engines [--models tiny,llama-135m,…] [--ways eager:wasm,…] [--dtypes f32,q8] [--threads 1] [--times 2]`: how
 * fast each engine is, and whether `engine: "auto"` takes the right one. With `--process-cpu-time`, milliseconds of the
 * processor count: for one thread, on a machine that others use too.
 *
 * Each engine is measured in a process of its own, as `measureEngines` does, `times` times. The first time is what "auto"
 * would remember; what the fastest is, the others say. Asked is a turn of a conversation: 64 tokens read and 64 written, and of
 * encoders 64 tokens read.
 * @module
 */
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { MeasuredEngine } from "@llm-anatomy/model-hf";
import { fixturesFolder } from "@llm-anatomy/test-kit";
import { checkpointFolder } from "../generation/checkpoint.ts";
import { digits, table } from "../side-by-side.ts";
import { encoderFolder } from "./encoder-checkpoint.ts";

const reference = fixturesFolder("checkpoints"); // not in every clone
const folders: Record<string, () => Promise<string> | string> = {
  tiny: () => "tiny",
  ...(reference && { stories260K: () => join(reference, "stories260K") }),
  "llama-135m": checkpointFolder,
  "minilm-l6": () => encoderFolder("minilm-l6"),
  "bert-base": () => encoderFolder("bert-base"),
};

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    models: { type: "string", default: Object.keys(folders).join(",") },
    ways: { type: "string", default: "eager:wasm,compiled:wasm,compiled:cpu" },
    dtypes: { type: "string", default: "f32,q8" },
    threads: { type: "string", default: "1" },
    times: { type: "string", default: "2" },
    rounds: { type: "string", default: "3" },
    tokens: { type: "string", default: "24" },
    "process-cpu-time": { type: "boolean" }, // read by side-by-side.ts
  },
});

const script = join(import.meta.dirname, "measure-one.ts");
const prompt = 64;
const margin = 1.2; // of packages/model-hf/src/engine/engine-speeds.ts

/** Milliseconds for a turn. */
function cost({ firstMs, decodeTokensPerSecond: rate }: MeasuredEngine): number {
  return firstMs + (rate ? (prompt * 1000) / rate : 0);
}

function measure(folder: string, dtype: string, threads: string): MeasuredEngine[] {
  const rounds = { prompt, tokens: Number(values.tokens), rounds: Number(values.rounds) };
  const clock = values["process-cpu-time"] ? ["--process-cpu-time"] : [];
  return values.ways.split(",").map((way) => {
    const [engine, device] = way.split(":");
    const options = { engine, device, dtype, threads: Number(threads) };
    const args = [...process.execArgv, script, folder, JSON.stringify(options), JSON.stringify(rounds), ...clock];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as MeasuredEngine;
  });
}

/** What is called "auto" with these figures: the rule's engine, if nothing is faster by the margin. */
function picked(measured: readonly MeasuredEngine[]): MeasuredEngine {
  const fastest = measured.reduce((best, one) => (cost(one) < cost(best) ? one : best));
  const rule = measured.find(({ engine }) => engine === "eager")!;
  return cost(rule) >= margin * cost(fastest) ? fastest : rule;
}

const nameOf = ({ engine, device }: MeasuredEngine) => (engine === "eager" ? "eager" : `compiled ${device}`);

/** How much longer each choice takes than the engine that is fastest in `later` measurements. */
function judge(first: readonly MeasuredEngine[], later: readonly MeasuredEngine[][]) {
  const least = new Map<string, number>();
  for (const one of later.flat()) {
    const name = nameOf(one);
    least.set(name, Math.min(cost(one), least.get(name) ?? Number.POSITIVE_INFINITY));
  }
  const fastest = Math.min(...least.values());
  const auto = nameOf(picked(first));
  return { auto, autoLoses: least.get(auto)! / fastest, ruleLoses: least.get("eager")! / fastest };
}

function figures(measured: readonly MeasuredEngine[]): string {
  const tell = (one: MeasuredEngine) => {
    const rate = one.decodeTokensPerSecond;
    return `${nameOf(one)} ${digits(one.firstMs)}${rate ? ` + ${digits(1000 / rate)}` : ""}`;
  };
  return measured.map(tell).join(" · ");
}

const rows: string[][] = [];
const judged: ReturnType<typeof judge>[] = [];
for (const model of values.models.split(",")) {
  const folder = await folders[model]();
  for (const dtype of values.dtypes.split(",")) {
    for (const threads of values.threads.split(",")) {
      const times = Array.from({ length: Number(values.times) }, () => measure(folder, dtype, threads));
      const result = judge(times[0], times.length > 1 ? times.slice(1) : times);
      judged.push(result);
      const { auto, autoLoses, ruleLoses } = result;
      rows.push([model, dtype, threads, figures(times[0]), auto, digits(autoLoses), digits(ruleLoses)]);
      console.error(rows.at(-1)!.join(" | "));
    }
  }
}
console.log(
  `${cpus()[0].model}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}; ms to read ${prompt} tokens + ms per token written\n`,
);
console.log(table(["model", "dtype", "threads", "measured first", "auto", "auto / fastest", "rule / fastest"], rows));
const told = (which: "autoLoses" | "ruleLoses") => {
  const losses = judged.map((one) => one[which]);
  return `${losses.filter((loss) => loss < margin).length} of ${losses.length} (worst ${digits(Math.max(...losses))})`;
};
console.log(`\nwithin ${margin} of the fastest: auto ${told("autoLoses")}, the rule alone ${told("ruleLoses")}`);
