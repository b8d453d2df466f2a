/**
 * What is inside a checkpoint, from config.json and the headers of its weights: nothing is loaded, and of a model on the
 * Hub only some kilobytes are fetched.
 * @module
 */
import { countParameters, type ModelSpec, type ModelWeights, type ParameterCount } from "@llm-anatomy/transformer";
import type { TensorRecipe } from "./architectures/architecture.ts";
import { CheckpointError } from "./errors.ts";
import { type KeptArray, keptArrays } from "./kept-arrays.ts";
import { placesOf } from "./model/places.ts";
import { type OpenedCheckpoint, openCheckpoint } from "./open-checkpoint.ts";
import { type ModelSource, resolveSource, type SourceOptions } from "./source/resolve-source.ts";
import type { JsonObject } from "./source/source.ts";
import { recognizeWeights } from "./source/weights-form.ts";

export interface InspectOptions extends Omit<SourceOptions, "onProgress"> {
  /** Keys of config.json that may be ignored although nothing here knows them. */
  ignoreConfigKeys?: readonly string[];
  signal?: AbortSignal;
}

export interface Inspection {
  name: string;
  /** config.json as it is, or as a GGUF file's metadata would be there. */
  config: JsonObject;
  /** What is left out of a model that does more than read text. */
  note?: string;
  /** What it means: sizes, and which of the field's choices each part makes. */
  spec: ModelSpec;
  /** By part, and in all; `active` are those that one token goes through. */
  parameters: ParameterCount;
  /** The model's learned arrays, in its own order. */
  arrays: InspectedArray[];
  /** The tensors of the files, in their order there. */
  tensors: InspectedTensor[];
  /** Every place that `trace` can read and `patch` can change. */
  places: string[];
}

export interface InspectedArray {
  /** Where it is in the model: `blocks.0.attention.q.weight`. */
  path: string;
  /** Matrices lie as [out, in]. */
  shape: number[];
  /** The tensors it is made of; none where it is computed. */
  tensors: string[];
  /** Other places that use the same array: of a tied head. */
  alsoAt: string[];
}

export interface InspectedTensor {
  name: string;
  /** As the file spells it: F32, BF16, Q4_K … */
  dtype: string;
  shape: number[];
  bytes: number;
  /** In which of the checkpoint's files it lies. */
  file: string;
}

/**
 * Reads config.json and the headers of the weights, and tells what they hold.
 *
 * @throws CheckpointError as `loadModel` does, for a config or header that cannot be used
 * @example
 * const { parameters, places } = await inspect("HuggingFaceTB/SmolLM2-135M");
 * console.log(parameters.total, places.length);
 */
export async function inspect(from: ModelSource, options: InspectOptions = {}): Promise<Inspection> {
  for (const key of Object.keys(options)) {
    if (!knownOptions.includes(key))
      throw new RangeError(`inspect: there is no option "${key}". It knows ${knownOptions.join(", ")}.`);
  }
  const { source, onlyGraphs } = await recognizeWeights(await resolveSource(from, options), options);
  if (onlyGraphs) {
    throw new CheckpointError(
      `${source.name}: has ONNX graphs and no safetensors. What is inside a graph, @llm-anatomy/onnx-graph tells: parseModel(bytes).`,
      { code: "config-unsupported" },
    );
  }
  const opened = await openCheckpoint(source, options);
  const { config, spec, checkpoint, note } = opened;
  const kept = [...keptArrays(opened)];
  return {
    name: source.name,
    config,
    note,
    spec,
    parameters: countParameters(spec, shapesOf(opened, kept)),
    arrays: kept.map(({ place, places, shape, tensors }) => ({
      path: place.path,
      shape,
      tensors,
      alsoAt: places.slice(1).map(({ path }) => path),
    })),
    tensors: [...checkpoint.tensors.values()].map(({ name, dtype, shape, start, end, path }) => ({
      name,
      dtype,
      shape,
      bytes: end - start,
      file: path,
    })),
    places: placesOf(spec),
  };
}

const knownOptions = [
  ...["file", "revision", "endpoint", "token", "cache", "offline"],
  ...["ignoreConfigKeys", "signal"],
] as const as readonly string[];

/** The model's structure with a shape at each leaf; what is used in two places is one object. */
function shapesOf({ recipes }: OpenedCheckpoint, kept: readonly KeptArray[]): ModelWeights<{ shape: number[] }> {
  const shapes = new Map<TensorRecipe, { shape: number[] }>();
  for (const { places, shape } of kept) {
    const shaped = { shape };
    for (const { recipe } of places) shapes.set(recipe, shaped);
  }
  const replace = (value: unknown): unknown => {
    const shaped = shapes.get(value as TensorRecipe);
    if (shaped) return shaped;
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, replace(child)]));
  };
  return replace(recipes) as ModelWeights<{ shape: number[] }>;
}
