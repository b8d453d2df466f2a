/** llm-anatomy bench: how fast a model is here, per engine, dtype, device and number of threads. @module */
import { execFile } from "node:child_process";
import { cpus } from "node:os";
import { parseArgs, promisify } from "node:util";
import { forgetSpeeds } from "../engine/engine-speeds.ts";
import type { LoadOptions } from "../load-model.ts";
import { type MeasuredEngine, measureEngine, type Rounds, rememberMeasured } from "../measure-engines.ts";
import { readableSize } from "../source/hub/model-cache.ts";
import { type Command, numberOption, UsageError } from "./command.ts";
import { loadWithProgress } from "./load-with-progress.ts";
import { onlyModel, readDeviceOptions, sourceHelp, sourceOptions } from "./model-options.ts";

const help = `usage: llm-anatomy bench <model> [options]

Loads a model in every way that is asked for, each in a process of its own, and tells how fast it is: the time to load, the
time to the first token at first (cold) and later, tokens per second while reading and while writing, and the most memory
the process took. Medians, after a first round. Options that are lists have commas: --engine eager,compiled --dtype f32,q8

What is found is remembered: of models of this shape, --engine auto takes what was fastest on this machine.

  --engine <list>            eager, compiled, auto (default eager,compiled)
  --device <list>            wasm; cpu, with onnxruntime-node, for the compiled engine (default wasm)
  --dtype <list>             f32, f16, q8, q4 (default f32)
  --threads <list>           threads that compute together (default 1)
  --prompt <n>               tokens of the prompt (default 64)
  --tokens <n>               tokens to write (default 32)
  --rounds <n>               after the first (default 3)
  --forget                   do not remember what is found, and forget what was found before
  --json                     a list of objects with all figures instead of a table
${sourceHelp}

Exit code 1 if one of them cannot be measured; it is told on stderr, and the others are.`;

const options = {
  engine: { type: "string", default: "eager,compiled" },
  device: { type: "string", default: "wasm" },
  dtype: { type: "string", default: "f32" },
  threads: { type: "string", default: "1" },
  prompt: { type: "string", default: "64" },
  tokens: { type: "string", default: "32" },
  rounds: { type: "string", default: "3" },
  forget: { type: "boolean" },
  json: { type: "boolean" },
  ...sourceOptions,
} as const;

/** Tells the process that measures one way that it is one. */
const measuring = "LLM_ANATOMY_BENCH";

/** In a process of its own, which memory is measured of too. */
interface Measured extends MeasuredEngine {
  /** The most that the system saw resident since the process began. */
  peakBytes: number;
}

interface Way {
  engine: string;
  device: string;
  dtype: string;
  threads: string;
}

export const benchCommand: Command = {
  name: "bench",
  summary: "tell how fast a model is here, per engine, dtype and device",
  help,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const name = onlyModel(positionals);
    const rounds: Rounds = {
      prompt: countOption("prompt", values.prompt, 1),
      tokens: countOption("tokens", values.tokens, 2),
      rounds: countOption("rounds", values.rounds, 1),
    };
    const ways = waysOf(values);
    const { file, revision } = values;
    if (process.env[measuring]) {
      const measured = await measureEngine(name, { ...readDeviceOptions(ways[0]), file, revision }, rounds);
      return console.log(JSON.stringify({ ...measured, peakBytes: process.resourceUsage().maxRSS * 1024 }));
    }
    await download(name, { ...readDeviceOptions(ways[0]), file, revision });
    const measured: Measured[] = [];
    for (const way of ways) {
      try {
        measured.push(await measureApart(name, way, args));
      } catch (error) {
        console.error(`${Object.values(way).join(" ")}: ${(error as { stderr?: string }).stderr?.trim() || error}`);
        process.exitCode = 1;
      }
    }
    if (measured.length > 0) await (values.forget ? forgetSpeeds(measured[0].shape) : rememberMeasured(measured));
    if (values.json) console.log(JSON.stringify(measured, null, 2));
    else if (measured.length > 0) console.log(table(measured));
  },
};

/** Before anything is timed. What goes wrong is told by whoever measures. */
async function download(name: string, options: LoadOptions): Promise<void> {
  await loadWithProgress(name, options).then(
    (model) => model.dispose(),
    () => {},
  );
}

function countOption(name: string, text: string, least: number): number {
  const count = numberOption(name, text)!;
  if (Number.isInteger(count) && count >= least) return count;
  throw new UsageError(`--${name} is ${text} but has to be a whole number of at least ${least}.`);
}

/** Every combination, but those that cannot be: the eager engine computes in WebAssembly only. */
function waysOf(lists: Way): Way[] {
  const ways: Way[] = [];
  for (const engine of lists.engine.split(","))
    for (const device of lists.device.split(","))
      for (const dtype of lists.dtype.split(","))
        for (const threads of lists.threads.split(",")) {
          const way = { engine, device, dtype, threads };
          readDeviceOptions(way); // names what is wrong before anything is loaded
          if (engine !== "eager" || device === "wasm") ways.push(way);
        }
  if (ways.length > 0) return ways;
  throw new UsageError('--engine eager goes with --device wasm only. Pass --engine "compiled".');
}

/** In a process of its own: neither memory nor compiled code of another way is there. */
async function measureApart(name: string, way: Way, args: readonly string[]): Promise<Measured> {
  const own = Object.entries(way).flatMap(([option, value]) => [`--${option}`, value]);
  // Of an option that is given twice the last counts.
  const command = [...process.execArgv, process.argv[1], "bench", ...args, ...own];
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    env: { ...process.env, [measuring]: name },
  });
  return JSON.parse(stdout) as Measured;
}

const columns: Record<string, (measured: Measured) => string> = {
  engine: ({ engine }) => engine,
  device: ({ device }) => device,
  dtype: ({ dtype }) => dtype,
  threads: ({ threads }) => `${threads}`,
  "load, s": ({ loadMs }) => (loadMs / 1000).toFixed(2),
  "first token cold, ms": ({ coldFirstMs }) => coldFirstMs.toFixed(0),
  "first token, ms": ({ firstMs }) => digits(firstMs),
  "reads, tokens/s": ({ prefillTokensPerSecond }) => digits(prefillTokensPerSecond),
  "writes, tokens/s": ({ decodeTokensPerSecond: rate }) => (rate === null ? "" : digits(rate)),
  peak: ({ peakBytes }) => readableSize(peakBytes),
};

/** As Markdown, so that it can be pasted. */
function table(measured: readonly Measured[]): string {
  const rows = [Object.keys(columns), ...measured.map((one) => Object.values(columns).map((tell) => tell(one)))];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const isText = (column: number) => column < 3;
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (isText(i) ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(" | ")} |`;
  const rule = widths.map((width, i) => (isText(i) ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  const [{ model, promptTokens, newTokens }] = measured;
  const work = newTokens === null ? `${promptTokens} tokens read` : `${promptTokens} tokens read, ${newTokens} written`;
  const machine = `${cpus()[0]?.model ?? "?"}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`;
  return [
    `${model} on ${machine}; ${work}`,
    "",
    line(rows[0]),
    `| ${rule.join(" | ")} |`,
    ...rows.slice(1).map(line),
  ].join("\n");
}

function digits(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
