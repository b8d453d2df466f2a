/** llm-anatomy doctor: what this machine can do, and what is missing. @module */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { availableSets, createKernels, createThreadedKernels, quantizeInt8 } from "@llm-anatomy/kernels";
import { getEnvironment, memoryLimit } from "#platform";
import { type LoadOptions, loadModel } from "../load-model.ts";
import { listCache } from "../source/cache.ts";
import { readableSize } from "../source/hub/model-cache.ts";
import { type Command, UsageError } from "./command.ts";

const help = `usage: llm-anatomy doctor

Tells what this machine can do: kernels, threads, how fast weights are read, memory, the cache, the Hub, both engines.
Exit code 1 if an engine does not run.`;

export const doctorCommand: Command = {
  name: "doctor",
  summary: "tell what this machine can do, and what is missing",
  help,
  async run(args) {
    const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
    if (positionals.length > 0)
      throw new UsageError(`doctor: takes nothing, but was given "${positionals.join(" ")}".`);
    const checks: Record<string, () => Promise<string>> = {
      runtime: async () =>
        `Node ${process.versions.node} on ${process.platform} ${process.arch}, ${cpus()[0]?.model ?? "?"}`,
      kernels: async () => `${availableSets().join(", ")}; ${createKernels().name} is used`,
      threads,
      weights: readingSpeed,
      memory: async () =>
        `${readableSize(memoryLimit() ?? 0)}; a model may take ${readableSize(2 ** 32)}, what WebAssembly addresses`,
      cache,
      hub,
      eager: () => tryEngine({ engine: "eager" }),
      compiled: () => tryEngine({ engine: "compiled" }),
      native,
      webgpu: async () => 'not in Node; in a page, loadModel(source, { device: "webgpu" })',
    };
    for (const [name, check] of Object.entries(checks)) {
      const told = await check().catch((error: Error) => {
        process.exitCode = 1;
        return `FAILS: ${error.message}`;
      });
      console.log(`${name.padEnd(9)} ${told}`);
    }
  },
};

/** An optional package: that it is missing is no failure. */
function native(): Promise<string> {
  return tryEngine({ device: "cpu" }).catch((error: Error) => {
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code !== "ERR_MODULE_NOT_FOUND") throw error;
    return "onnxruntime-node is not installed, which --device cpu needs: npm install onnxruntime-node@^1.30";
  });
}

async function threads(): Promise<string> {
  const kernels = await createThreadedKernels();
  const { threads: count, singleThreadReason } = kernels;
  kernels.dispose();
  return singleThreadReason ? `1: ${singleThreadReason}` : `up to ${count}; loadModel(source, { threads })`;
}

/** The speed at which one thread multiplies int8 weights by a vector: it bounds the tokens per second of any model. */
async function readingSpeed(): Promise<string> {
  const kernels = createKernels();
  const [rows, cols] = [8192, 4096]; // 34 MB: more than caches hold
  const matrix = quantizeInt8({ rows, cols, data: new Float32Array(rows * cols).fill(1) }, kernels.memory);
  const x = kernels.memory.allocate(Float32Array, cols).fill(0.5);
  const out = kernels.memory.allocate(Float32Array, rows);
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6; round++) {
    const start = performance.now();
    kernels.linear(out, x, matrix, null, 1);
    fastest = Math.min(fastest, performance.now() - start);
  }
  const gigabytes = (rows * cols) / fastest / 1e6;
  const ofBillion = gigabytes.toFixed(gigabytes < 10 ? 1 : 0); // a billion int8 weights are 1 GB
  return `${gigabytes.toFixed(1)} GB/s of int8 on one thread: at most ${ofBillion} tokens/s of a model of a billion parameters as q8`;
}

async function cache(): Promise<string> {
  const { cache: folder } = await getEnvironment();
  const models = await listCache();
  const size = models.reduce((sum, model) => sum + model.size, 0);
  return `${folder}: ${models.length === 1 ? "1 model" : `${models.length} models`}, ${readableSize(size)}`;
}

async function hub(): Promise<string> {
  const { endpoint = "https://huggingface.co", token, offline } = await getEnvironment();
  const access = token ? "with a token" : "without a token (gated models need one: HF_TOKEN, or hf auth login)";
  return offline ? "offline, by HF_HUB_OFFLINE" : `${endpoint}, ${access}`;
}

/** Generates a few tokens with the model that comes with the package. */
async function tryEngine(where: Pick<LoadOptions, "engine" | "device">): Promise<string> {
  const start = performance.now();
  const model = await loadModel("tiny", where);
  const loaded = performance.now();
  const times: number[] = []; // the first token also waits for what is made ready once
  for await (const _ of model.generate("Once", { temperature: 0, maxNewTokens: 33, stopTokens: [] }))
    times.push(performance.now());
  await model.dispose();
  const [first, last] = [times[0], times[times.length - 1]];
  const rate = (times.length - 1) / ((last - first) / 1000);
  return `runs: the embedded model loads in ${Math.round(loaded - start)} ms, its first token takes ${Math.round(first - loaded)} ms, then ${Math.round(rate)} tokens/s`;
}
