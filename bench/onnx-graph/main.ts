/**
 * Prints the tables of the onnx-graph README: writing and parsing against onnx-proto (ONNX's schema compiled by protobufjs).
 *
 * Every measurement is a process of its own, so that peak memory is that of one operation; processes of the candidates alternate.
 * `--quick` checks that everything runs; `--rounds N` repeats (default 5).
 * @module
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { writeModel } from "@llm-anatomy/onnx-graph";
import type { Measurement } from "./measure.ts";
import { checkAgreement, nodesOnly, weightsMostly } from "./models.ts";

const quick = process.argv.includes("--quick");
const at = process.argv.indexOf("--rounds");
const rounds = at > 0 ? Number(process.argv[at + 1]) : quick ? 1 : 5;

const cases = [
  {
    title: "weights",
    build: () => weightsMostly(quick ? 5e6 : 500e6),
    label: quick ? "5 MB of weights" : "500 MB of weights",
  },
  { title: "nodes", build: () => nodesOnly(quick ? 200 : 20_000), label: quick ? "200 nodes" : "20,000 nodes" },
];
const operations = [
  { title: "write to parts", candidates: ["modelParts"] },
  { title: "write to one array", candidates: ["writeModel", "onnx-proto encode"] },
  { title: "parse", candidates: ["parseModel", "onnx-proto decode"] },
];

console.log(
  `${cpus()[0].model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, pnpm bench onnx-graph\n`,
);
console.log("| model | operation | with | time, ms | extra memory at the peak, MB |\n|---|---|---|---|---|");
const folder = mkdtempSync(join(tmpdir(), "bench-onnx-graph-"));
try {
  for (const { title, build, label } of cases) {
    const file = join(folder, `${title}.onnx`);
    writeFileSync(file, writeModel(build()));
    checkAgreement(file);
    for (const { title: operation, candidates } of operations) {
      const measured = new Map(candidates.map((candidate) => [candidate, [] as Measurement[]]));
      for (let round = 0; round < rounds; round++) {
        for (const candidate of candidates) measured.get(candidate)!.push(measure(candidate, file));
      }
      for (const [candidate, results] of measured) {
        const time = median(results.map(({ ms }) => ms));
        const memory = median(results.map(({ extraBytes }) => extraBytes));
        console.log(
          `| ${label} | ${operation} | ${candidate} | ${time.toFixed(time < 10 ? 2 : 0)} | ${(memory / 1e6).toFixed(0)} |`,
        );
      }
    }
    rmSync(file);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function measure(candidate: string, file: string): Measurement {
  const script = join(import.meta.dirname, "measure.ts");
  const child = spawnSync(process.execPath, ["--expose-gc", "--conditions=@repo/source", script, candidate, file]);
  if (child.status !== 0) throw new Error(`${candidate} failed: ${child.stderr}`);
  return JSON.parse(child.stdout.toString()) as Measurement;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
