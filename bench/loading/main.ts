/**
 * `pnpm bench loading [--runs eager:q8,compiled:q8] [--times 3]`: how much memory a load takes at its peak, and how long.
 *
 * Makes a checkpoint of 538 MB of float32 and loads it, each time in a process of its own. Peak is what the system says
 * was resident at most, less what was before the load, when a small model had already been loaded and run.
 * @module
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Dtype, estimate } from "@llm-anatomy/model-hf";
import { digits, table } from "../side-by-side.ts";
import { shape135m, writeRandomCheckpoint } from "./random-checkpoint.ts";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    runs: { type: "string", default: "eager:q4,eager:q8,eager:f32,compiled:q8" },
    times: { type: "string", default: "3" },
  },
});

interface Load {
  before: number;
  peak: number;
  seconds: number;
}

const folder = mkdtempSync(join(tmpdir(), "loading-"));
try {
  const bytes = await writeRandomCheckpoint(folder, shape135m);
  const largest = shape135m.vocabSize * shape135m.modelDim * 4;
  const megabytes = (count: number) => Math.round(count / 1e6);
  const rows: (string | number)[][] = [];
  for (const run of values.runs.split(",")) {
    const [engine, dtype] = run.split(":") as ["eager" | "compiled", Dtype];
    const loads = Array.from({ length: Number(values.times) }, () => load(folder, engine, dtype));
    const peak = Math.max(...loads.map((made) => made.peak - made.before));
    const seconds = loads.map((made) => made.seconds).sort((a, b) => a - b)[loads.length >> 1];
    const { weights, peak: foretold } = await estimate(folder, { engine, dtype, context: 1 });
    const quotient = digits((peak - largest) / weights);
    const whole = Math.max(...loads.map((made) => made.peak));
    rows.push([
      engine,
      dtype,
      ...[weights, foretold, peak].map(megabytes),
      quotient,
      megabytes(whole),
      digits(seconds),
    ]);
  }
  console.log(
    `${cpus()[0].model}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}, ${values.times} loads each; peaks are the largest, seconds the median\n` +
      `checkpoint: ${megabytes(bytes)} MB of float32, largest tensor ${megabytes(largest)} MB\n`,
  );
  console.log(
    table(
      [
        "engine",
        "dtype",
        "weights, MB",
        "peak that estimate tells",
        "peak, MB",
        "(peak - largest tensor) / weights",
        "whole process, MB",
        "seconds",
      ],
      rows,
    ),
  );
} finally {
  rmSync(folder, { recursive: true });
}

function load(from: string, engine: string, dtype: string): Load {
  const script = join(import.meta.dirname, "load-once.ts");
  const made = execFileSync(process.execPath, [...process.execArgv, script, from, engine, dtype], { encoding: "utf8" });
  return JSON.parse(made.trim().split("\n").at(-1)!);
}
