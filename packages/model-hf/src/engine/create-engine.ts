/** Weights out of a checkpoint into the engine that was asked for. @module */
import { createKernels, createThreadedKernels } from "@llm-anatomy/kernels";
import type { ModelSpec, ModelWeights } from "@llm-anatomy/transformer";
import type { Architecture, TensorRecipe } from "../architectures/architecture.ts";
import { type AssembleOptions, assembleWeights, type Placed } from "../checkpoint/assemble-weights.ts";
import type { Checkpoint, NamedArray } from "../checkpoint/checkpoint.ts";
import type { RuntimeOptions } from "./compiled/onnx-runtime.ts";
import { readDtype, type WantedDtype } from "./dtypes.ts";
import { EagerEngine, placeWeight } from "./eager-engine.ts";
import type { Device, Engine } from "./engine.ts";

export interface EngineOptions extends AssembleOptions {
  /**
   * Which engine computes: "eager" on this package's kernels, "compiled" in ONNX Runtime. Default "auto": what was
   * measured to be fastest here (`measureEngines`, `llm-anatomy bench`), else eager in WebAssembly, compiled elsewhere.
   */
  engine?: "eager" | "compiled" | "auto";
  /**
   * What computes: "wasm" (default), WebAssembly on the CPU; for the compiled engine also "webgpu", a GPU, and in Node
   * "cpu", native code on the CPU, for which onnxruntime-node has to be installed.
   */
  device?: Device;
  /**
   * How weights are kept: "f32" (default), "f16" (half the size), "q8" (int8, a quarter), "q4" (an eighth), or "auto":
   * q8 on a CPU. Ready-made ONNX graphs may also have "q4f16", "int8", "uint8" or "bnb4"; of those, what there is is
   * taken when nothing is asked for.
   */
  dtype?: WantedDtype | "q4f16" | "int8" | "uint8" | "bnb4";
  /**
   * Threads that compute together. Default 1. More need Node or a cross-origin isolated page; elsewhere there is one. On
   * device "wasm" ONNX Runtime takes the number it was first loaded with.
   */
  threads?: number;
  /** Settings of ONNX Runtime, for the compiled engine. */
  runtime?: RuntimeOptions;
}

export async function createEngine(
  checkpoint: Checkpoint,
  architecture: Architecture,
  spec: ModelSpec,
  recipes: ModelWeights<TensorRecipe>,
  { dtype: wanted = "f32", threads = 1, runtime, ...options }: EngineOptions,
): Promise<Engine> {
  const dtype = readDtype("loadModel", wanted, "q8");
  const { engine, device } = chooseEngine({ ...options, threads });
  const assemble = <T>(make: (array: NamedArray, place: Placed) => T) =>
    assembleWeights(checkpoint, architecture, spec, recipes, make, options);
  if (engine === "compiled") {
    const { createCompiledEngine } = await import("./compiled/create-compiled-engine.ts");
    const settings = { dtype, device, runtime: { numThreads: threads, ...runtime } };
    return createCompiledEngine(spec, recipes, assemble, settings);
  }
  const threaded = threads === 1 ? undefined : await createThreadedKernels({ threads });
  const kernels = threaded ?? createKernels();
  const end = () => threaded?.dispose();
  try {
    const weights = await assemble((array, place) => placeWeight(kernels, array, place, dtype));
    return new EagerEngine(spec, weights, kernels, end);
  } catch (error) {
    end();
    throw error;
  }
}

const engines: readonly string[] = ["eager", "compiled", "auto"];
const devices: readonly string[] = ["wasm", "webgpu", "cpu"];

/** The engine and the device that are meant. @throws RangeError for ones that do not exist or do not go together */
export function chooseEngine({
  engine = "auto",
  device = "wasm",
  threads = 1,
}: Pick<EngineOptions, "engine" | "device" | "threads">): { engine: Engine["name"]; device: Device } {
  if (!(Number.isInteger(threads) && threads >= 1))
    throw new RangeError(`loadModel: threads is ${threads} but has to be a whole number of at least 1.`);
  if (!engines.includes(engine))
    throw new RangeError(`loadModel: engine is "${engine}" but has to be one of ${engines.join(", ")}.`);
  if (!devices.includes(device))
    throw new RangeError(`loadModel: device is "${device}" but has to be one of ${devices.join(", ")}.`);
  if (engine === "eager" && device !== "wasm") {
    throw new RangeError(
      `loadModel: engine is "eager", which computes in WebAssembly, but device is "${device}". Pass engine "compiled", or leave one of the two out.`,
    );
  }
  if (engine === "auto") return { engine: device === "wasm" ? "eager" : "compiled", device };
  return { engine, device };
}
