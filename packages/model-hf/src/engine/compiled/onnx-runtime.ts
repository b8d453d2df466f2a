/**
 * ONNX Runtime, loaded when the first compiled model asks for it and not before. There is a build for the CPU and one for
 * WebGPU, twice as large; each is fetched only for models that run on it.
 * @module
 */
import type * as Ort from "onnxruntime-web";
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
  /** Waits for its turn: the build for WebGPU does one thing at a time, and fails where two are asked of it. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

const loading = new Map<Device, Promise<Runtime>>();

/**
 * The runtime for a device. Its settings can be chosen until the first call for that device.
 *
 * @throws CheckpointError `device-unavailable` where there is no such device
 */
export function loadRuntime(device: Device, options: RuntimeOptions = {}): Promise<Runtime> {
  let runtime = loading.get(device);
  if (!runtime) {
    runtime = device === "webgpu" ? loadForWebGpu(options) : loadForWasm(options);
    runtime.catch(() => loading.delete(device)); // an adapter may come
    loading.set(device, runtime);
  }
  return runtime;
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
