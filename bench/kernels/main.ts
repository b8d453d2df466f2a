/**
 * `pnpm bench kernels [--set wasm-simd] [--only gemv,gemm,prefill,decode,accuracy] [--fastest]`
 * @module
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type CreateKernelsOptions, createKernels } from "@llm-anatomy/kernels";
import { benchAccuracy } from "./accuracy.ts";
import { benchDecode, benchPrefill } from "./attention.ts";
import { createStreams } from "./bandwidth.ts";
import { benchGemm } from "./gemm.ts";
import { benchGemv } from "./gemv.ts";
import { useThreads } from "./onnx-sessions.ts";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { set: { type: "string", default: "auto" }, only: { type: "string" }, fastest: { type: "boolean" } },
});
const only = values.only?.split(",");
useThreads(1);
const kernels = createKernels({ set: values.set as CreateKernelsOptions["set"] });
const streams = await createStreams(128 * 2 ** 20);
console.log(
  `${cpus()[0].model}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}, ${kernels.name}, one thread, ${values.fastest ? "fastest turns" : "medians"}`,
);

const benches = {
  gemv: () => benchGemv(kernels, streams),
  gemm: () => benchGemm(kernels),
  prefill: () => benchPrefill(kernels),
  decode: () => benchDecode(kernels, streams),
  accuracy: benchAccuracy,
};
for (const [name, bench] of Object.entries(benches)) {
  if (only && !only.includes(name)) continue;
  console.log(`\n### ${name}\n\n${await bench()}`);
}
