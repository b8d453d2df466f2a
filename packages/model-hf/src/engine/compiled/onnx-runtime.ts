/**
 * ONNX Runtime, loaded when the first compiled model asks for it and not before.
 * @module
 */
import type * as Ort from "onnxruntime-web";

export type { Ort };

export interface RuntimeOptions {
  /** Where the runtime's .wasm file is served from. Default: where the bundler put it; in Node the package itself. */
  wasmPaths?: string | { wasm?: string; mjs?: string };
  /** Threads. Default 1; more need a cross-origin isolated page. */
  numThreads?: number;
}

let loading: Promise<typeof Ort> | undefined;

/** The runtime. Its settings can be chosen until the first call. */
export function loadRuntime({ wasmPaths, numThreads = 1 }: RuntimeOptions = {}): Promise<typeof Ort> {
  loading ??= import("#onnxruntime").then((ort: typeof Ort) => {
    ort.env.wasm.numThreads = numThreads;
    ort.env.logLevel = "error";
    if (wasmPaths !== undefined) ort.env.wasm.wasmPaths = wasmPaths;
    return ort;
  });
  return loading;
}
