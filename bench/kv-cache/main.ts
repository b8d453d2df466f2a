/**
 * `pnpm bench kv-cache [--only operations,steps,prefixes,quality] [--fastest] [--quick]`
 * @module
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { createKernels } from "@llm-anatomy/kernels";
import { quality } from "./quality.ts";
import { operations, prefixes, steps } from "./speed.ts";

const { values: options } = parseArgs({
  args: process.argv.slice(3),
  options: {
    only: { type: "string" },
    fastest: { type: "boolean" },
    turns: { type: "string" },
    "turn-ms": { type: "string" },
    "cpu-time": { type: "boolean" },
    quick: { type: "boolean" },
  },
});
const kernels = createKernels();
const benches = {
  operations: () => operations(options.quick ? [256, 1024] : [1024, 4096, 16384]),
  steps: () => steps(kernels, options.quick ? [1024] : [1024, 4096, 16384]),
  prefixes,
  quality,
};

const only = options.only?.split(",");
console.log(
  `${cpus()[0].model}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}, one thread, ${options.fastest ? "fastest turns" : "medians"}`,
);
for (const [name, bench] of Object.entries(benches)) {
  if (only && !only.includes(name)) continue;
  console.log(`\n### ${name}\n\n${await bench()}`);
}
process.exit(0); // onnxruntime-web keeps workers alive
