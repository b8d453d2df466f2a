/**
 * ONNX Runtime, loaded when the first compiled model asks for it and not before. There is a build in WebAssembly, one for
 * WebGPU, twice as large, and native code for Node, a package that callers install; each is fetched only for models
 * that run on it.
 * @module
 */
import type * as Ort from "onnxruntime-web";
import { nativeRuntime } from "#platform";
import { CheckpointError } from "../../errors.ts";
import type { Device } from "../engine.ts";

export type { Ort };

export interface RuntimeOptions {
  /** Where the runtime's .wasm file is served from. Default: where the bundler put it; in Node the package itself. */
  wasmPaths?: string | { wasm?: string; mjs?: string };
  /** Threads. Default 1; more need a cross-origin isolated page. */
  numThreads?: number;
}

export interface Runtime {
  ort: typeof Ort;
  device: Device;
  /** Whether it computes with float16: a GPU with the feature "shader-f16". */
  float16: boolean;
  /** Threads of a session, where each has its own. */
  threads?: number;
  /** Waits for its turn: the build for WebGPU does one thing at a time, and fails where two are asked of it. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

const loading = new Map<Device, Promise<Runtime>>();

/** A graph that is ready to run. */
export interface RunningGraph {
  run(feeds: Record<string, Ort.Tensor>): Promise<Record<string, Ort.Tensor>>;
  release(): Promise<void>;
}

/**
 * Loads a graph and the weights beside it. What is named in `staysOnGpu` is not fetched from a GPU: what one step gives
 * out, the next one reads.
 */
export async function openGraph(
  { ort, device, threads, inTurn }: Runtime,
  model: Uint8Array,
  externalData: readonly { path: string; data: Uint8Array }[],
  staysOnGpu: readonly string[],
): Promise<RunningGraph> {
  const session = await inTurn(() =>
    ort.InferenceSession.create(model, {
      executionProviders: [device],
      logSeverityLevel: 3, // not that shapes are computed on the CPU
      externalData,
      ...(threads && { intraOpNumThreads: threads, interOpNumThreads: 1 }),
      ...(device === "webgpu" && {
        preferredOutputLocation: Object.fromEntries(staysOnGpu.map((name) => [name, "gpu-buffer" as const])),
      }),
    }),
  );
  return {
    run: (feeds) => inTurn(() => session.run(feeds) as Promise<Record<string, Ort.Tensor>>),
    release: () => inTurn(() => session.release()),
  };
}

/**
 * The runtime for a device. Its settings can be chosen until the first call for that device; natively each model has its own.
 *
 * @throws CheckpointError `device-unavailable` where there is no such device
 */
export function loadRuntime(device: Device, options: RuntimeOptions = {}): Promise<Runtime> {
  if (device === "cpu") return loadNative(options);
  let runtime = loading.get(device);
  if (!runtime) {
    runtime = device === "webgpu" ? loadForWebGpu(options) : loadForWasm(options);
    runtime.catch(() => loading.delete(device)); // an adapter may come
    loading.set(device, runtime);
  }
  return runtime;
}

async function loadNative({ numThreads = 1 }: RuntimeOptions): Promise<Runtime> {
  const ort = await nativeRuntime();
  return { ort, device: "cpu", float16: false, threads: numThreads, inTurn: (work) => work() };
}

async function loadForWasm(options: RuntimeOptions): Promise<Runtime> {
  const ort: typeof Ort = await import("#onnxruntime");
  configure(ort, options);
  return { ort, device: "wasm", float16: false, inTurn: (work) => work() };
}

async function loadForWebGpu(options: RuntimeOptions): Promise<Runtime> {
  const adapter = await findAdapter();
  if (typeof adapter === "string") {
    throw new CheckpointError(
      `loadModel: device is "webgpu" but ${adapter}, or leave device out to compute on the CPU.`,
      {
        code: "device-unavailable",
      },
    );
  }
  const ort: typeof Ort = await import("#onnxruntime/webgpu");
  configure(ort, options);
  let last: Promise<unknown> = Promise.resolve();
  return {
    ort,
    device: "webgpu",
    float16: adapter.features.has("shader-f16"),
    inTurn(work) {
      const turn = last.then(work);
      last = turn.catch(() => {});
      return turn;
    },
  };
}

function configure({ env }: typeof Ort, { wasmPaths, numThreads = 1 }: RuntimeOptions): void {
  env.wasm.numThreads = numThreads;
  env.logLevel = "error";
  if (wasmPaths !== undefined) env.wasm.wasmPaths = wasmPaths;
}

/** The numbers of a tensor, wherever it is. */
export async function readTensor({ inTurn }: Runtime, tensor: Ort.Tensor): Promise<Ort.Tensor.DataType> {
  return tensor.location === "gpu-buffer" ? inTurn(() => tensor.getData()) : tensor.data;
}

/** Gives a GPU's memory back; nothing else does. */
export function releaseFromGpu(tensors: readonly Ort.Tensor[]): void {
  for (const tensor of tensors) if (tensor.location === "gpu-buffer") tensor.dispose();
}

interface Adapter {
  features: { has(name: string): boolean };
}

/** The GPU; or why there is none, and what to do. */
async function findAdapter(): Promise<Adapter | string> {
  const { gpu } = (globalThis.navigator ?? {}) as { gpu?: { requestAdapter(): Promise<Adapter | null> } };
  if (!gpu)
    return "there is no WebGPU here (navigator.gpu is missing). Use a browser that has it, on a page served by https or localhost";
  const adapter = await gpu.requestAdapter().catch(() => null);
  return (
    adapter ??
    "this browser gives no WebGPU adapter. Its graphics driver may be blocked or missing (chrome://gpu tells); use another machine"
  );
}
