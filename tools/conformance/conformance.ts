/**
 * pnpm conformance <kind> <folder> [--only glob] [--engine eager|compiled] [--in node|chromium] [--device wasm|cpu|webgpu]
 *
 * Runs the public API over every case in a folder of reference data. Prints a line per case that differs, with both
 * numbers, a line per case that could not be judged, with the reason, and last `N passed, N failed, N skipped`.
 * The exit code is 1 when anything failed or when nothing was judged.
 * @module
 */
import { existsSync } from "node:fs";
import { matchesGlob } from "node:path";
import { parseArgs } from "node:util";
import { openModelPage } from "./src/in-chromium/open-model-page.ts";
import { createReport } from "./src/report.ts";

/** Each kind is one module; loading one does not load the others. */
const kinds = {
  checkpoints: () => import("./src/checkpoints.ts"),
  converted: () => import("./src/converted.ts"),
  tokenizers: () => import("./src/tokenizers.ts"),
  "onnx-ops": () => import("./src/onnx-ops.ts"),
  sampling: () => import("./src/sampling.ts"),
  vectorizers: () => import("./src/vectorizers.ts"),
};

const usage = `usage: pnpm conformance <${Object.keys(kinds).join("|")}> <folder> [--only glob] [--engine eager|compiled]
       of checkpoints also [--in node|chromium] [--device wasm|cpu|webgpu]; cpu is onnxruntime-node`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, engine: { type: "string" }, in: { type: "string" }, device: { type: "string" } },
});
const [kind, folder] = positionals;
if (!kind || !folder || positionals.length !== 2) fail(usage);
if (!Object.hasOwn(kinds, kind)) fail(`"${kind}" is not a kind of reference data.\n${usage}`);
if (!existsSync(folder)) fail(`${folder}: no such folder.`);
const { engine, only } = values;
if (engine !== undefined && engine !== "eager" && engine !== "compiled") {
  fail(`--engine is "${engine}" but has to be "eager" or "compiled".`);
}
const { in: where = "node", device = "wasm" } = values;
if (where !== "node" && where !== "chromium") fail(`--in is "${where}" but has to be "node" or "chromium".`);
if (device !== "wasm" && device !== "cpu" && device !== "webgpu")
  fail(`--device is "${device}" but has to be "wasm", "cpu" or "webgpu".`);
if (device === "cpu" && where === "chromium") fail("--device cpu is native code, which runs in Node only.");
if (device === "cpu" && engine !== "compiled") fail("--device cpu is for --engine compiled.");
if (kind !== "checkpoints" && (where !== "node" || device !== "wasm"))
  fail(`--in and --device are for checkpoints; ${kind} run in Node.`);

const report = createReport();
const { run } = await kinds[kind as keyof typeof kinds]();
const page = where === "chromium" ? await openModelPage({ webgpu: device === "webgpu" }) : undefined;
const place = { device, ...page?.options } as const;
await run(folder, { only: (name) => only === undefined || matchesGlob(name, only), engine, place }, report);
await page?.close();
report.printSummary();
process.exit(report.failed > 0 || report.passed === 0 ? 1 : 0);

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
