/**
 * `pnpm bench kernels [--set wasm-simd] [--threads 2] [--only gemv,gemv-parts,gemm,prefill,decode,accuracy] [--fastest] [--turns 60] [--turn-ms 5] [--cpu-time] [--quick]`
 *
 * `--threads` counts for these kernels and for onnxruntime-web; bandwidth is always that of one thread.
 * @module
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type CreateKernelsOptions, createKernels, createThreadedKernels } from "@llm-anatomy/kernels";
import { benchAccuracy } from "./accuracy.ts";
import { benchDecode, benchPrefill } from "./attention.ts";
import { createStreams } from "./bandwidth.ts";
import { benchGemm } from "./gemm.ts";
import { benchGemv, benchGemvParts } from "./gemv.ts";
import { useThreads } from "./onnx-sessions.ts";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    set: { type: "string", default: "auto" },
    only: { type: "string" },
    fastest: { type: "boolean" },
    turns: { type: "string" },
    "turn-ms": { type: "string" },
    "cpu-time": { type: "boolean" },
    quick: { type: "boolean" },
    threads: { type: "string", default: "1" },
  },
});
const only = values.only?.split(",");
const threads = Number(values.threads);
useThreads(threads);
const set = values.set as CreateKernelsOptions["set"];
const kernels = threads === 1 ? createKernels({ set }) : await createThreadedKernels({ set, threads });
const streams = await createStreams(128 * 2 ** 20);
console.log(
  `${cpus()[0].model}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}, ${kernels.name}, ${values.fastest ? "fastest turns" : "medians"}${values["cpu-time"] ? " of processor time" : ""}`,
);

const benches = {
  gemv: () => benchGemv(kernels, streams),
  "gemv-parts": () => benchGemvParts(kernels, streams),
  gemm: () => benchGemm(kernels),
  prefill: () => benchPrefill(kernels),
  decode: () => benchDecode(kernels, streams),
  accuracy: benchAccuracy,
};
for (const [name, bench] of Object.entries(benches)) {
  if (only && !only.includes(name)) continue;
  console.log(`\n### ${name}\n\n${await bench()}`);
}
process.exit(0); // the threads of onnxruntime-web would keep it running
