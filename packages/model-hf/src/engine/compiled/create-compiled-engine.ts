/** Weights out of a checkpoint into the compiled engine: fetched with all that it needs when the first one is asked for. @module */
import type { ModelSpec, ModelWeights } from "@llm-anatomy/transformer";
import type { TensorRecipe } from "../../architectures/architecture.ts";
import type { Placed } from "../../checkpoint/assemble-weights.ts";
import type { NamedArray } from "../../checkpoint/checkpoint.ts";
import type { Dtype } from "../dtypes.ts";
import type { Device } from "../engine.ts";
import { isTied } from "../tied-head.ts";
import { CompiledEngine } from "./compiled-engine.ts";
import { loadRuntime, type RuntimeOptions } from "./onnx-runtime.ts";
import { type CompiledWeight, storeWeight } from "./stored-weight.ts";
import { formFor } from "./weight-form.ts";

/** `assemble` reads the arrays and makes a weight of each. */
export async function createCompiledEngine(
  spec: ModelSpec,
  recipes: ModelWeights<TensorRecipe>,
  assemble: (make: (array: NamedArray, place: Placed) => CompiledWeight) => Promise<ModelWeights<CompiledWeight>>,
  { dtype, device, runtime }: { dtype: Dtype; device: Device; runtime: RuntimeOptions },
): Promise<CompiledEngine> {
  const loaded = await loadRuntime(device, runtime); // before gigabytes of weights: there may be no such device
  const form = formFor(dtype, loaded);
  const weights = await assemble((array, place) => storeWeight(array, place, form, isTied(recipes, place)));
  return new CompiledEngine(spec, weights, loaded);
}
