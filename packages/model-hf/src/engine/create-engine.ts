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
  /** Settings of ONNX Runtime, for the compiled engine. */
  runtime?: RuntimeOptions;
}

export async function createEngine(
  checkpoint: Checkpoint,
  architecture: Architecture,
  spec: ModelSpec,
  recipes: ModelWeights<TensorRecipe>,
  { engine = "auto", runtime, ...options }: EngineOptions,
): Promise<Engine> {
  const assemble = <T>(make: (array: NamedArray, place: Placed) => T) =>
    assembleWeights(checkpoint, architecture, spec, recipes, make, options);
  if (engine === "compiled") {
    const { CompiledEngine, compileWeight } = await import("./compiled/compiled-engine.ts");
    return CompiledEngine.create(spec, await assemble(compileWeight), runtime);
  }
  const kernels = createKernels();
  return new EagerEngine(spec, await assemble((array, place) => placeWeight(kernels, array, place)), kernels);
}
