/** Weights out of a checkpoint into the engine that was asked for. @module */
import { createKernels } from "@llm-anatomy/kernels";
import type { ModelSpec, ModelWeights } from "@llm-anatomy/transformer";
import type { Architecture, TensorRecipe } from "../architectures/architecture.ts";
import { type AssembleOptions, assembleWeights, type Placed } from "../checkpoint/assemble-weights.ts";
import type { Checkpoint, NamedArray } from "../checkpoint/checkpoint.ts";
import type { RuntimeOptions } from "./compiled/onnx-runtime.ts";
import { EagerEngine, placeWeight } from "./eager-engine.ts";
import type { Engine } from "./engine.ts";

export interface EngineOptions extends AssembleOptions {
  /** Which engine computes: "eager" on this package's kernels, "compiled" in ONNX Runtime. Default "auto": eager. */
  engine?: "eager" | "compiled" | "auto";
  /** How weight matrices are kept: "f32" (default), or "q8": int8 with a scale per row, a quarter of the size. */
  dtype?: "f32" | "q8";
  /** Settings of ONNX Runtime, for the compiled engine. */
  runtime?: RuntimeOptions;
}

export async function createEngine(
  checkpoint: Checkpoint,
  architecture: Architecture,
  spec: ModelSpec,
  recipes: ModelWeights<TensorRecipe>,
  { engine = "auto", dtype = "f32", runtime, ...options }: EngineOptions,
): Promise<Engine> {
  if (dtype !== "f32" && dtype !== "q8")
    throw new RangeError(`loadModel: dtype is "${dtype}" but has to be "f32" or "q8".`);
  const assemble = <T>(make: (array: NamedArray, place: Placed) => T) =>
    assembleWeights(checkpoint, architecture, spec, recipes, make, options);
  if (engine === "compiled") {
    if (dtype !== "f32") {
      throw new RangeError(
        `loadModel: dtype "${dtype}" runs on the eager engine only. Pass engine: "eager", or dtype: "f32".`,
      );
    }
    const { CompiledEngine, compileWeight } = await import("./compiled/compiled-engine.ts");
    return CompiledEngine.create(spec, await assemble(compileWeight), runtime);
  }
  const kernels = createKernels();
  return new EagerEngine(spec, await assemble((array, place) => placeWeight(kernels, array, place, dtype)), kernels);
}
