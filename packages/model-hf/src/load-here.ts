/** A model's engine, made where this code runs: in this thread, or in the worker that asked for it. @module */
import type { ModelSpec } from "@llm-anatomy/transformer";
import { chooseEngine, createEngine, type EngineOptions } from "./engine/create-engine.ts";
import { readDtype } from "./engine/dtypes.ts";
import type { Engine } from "./engine/engine.ts";
import { estimateOpened } from "./estimate.ts";
import { type OpenedCheckpoint, openCheckpoint } from "./open-checkpoint.ts";
import type { JsonObject, Source } from "./source/source.ts";
import { recognizeWeights } from "./source/weights-form.ts";

export interface EngineLoadOptions extends EngineOptions {
  /** Keys of config.json that may be ignored although nothing here knows them. */
  ignoreConfigKeys?: readonly string[];
}

/** What a checkpoint's config and weights become. */
export interface LoadedEngine {
  config: JsonObject;
  spec: ModelSpec;
  engine: Engine;
  /** Where the other files are: what was given, or the GGUF file in it. */
  source: Source;
}

/** @throws CheckpointError for files that cannot be used */
export async function loadEngine(given: Source, options: EngineLoadOptions): Promise<LoadedEngine> {
  const { source, onlyGraphs } = await recognizeWeights(given, options);
  if (onlyGraphs) {
    const { loadPublished } = await import("./onnx-checkpoint/load-published.ts");
    return { ...(await loadPublished(source, options)), source };
  }
  const opened = await openCheckpoint(source, options);
  refuseTooLarge(opened, options);
  const { config, architecture, spec, checkpoint, recipes } = opened;
  const engine = await createEngine(checkpoint, architecture, spec, recipes, options);
  return { config, spec, engine, source };
}

/** Before anything is fetched: a page that runs out of memory dies without a word. */
function refuseTooLarge(opened: OpenedCheckpoint, { dtype, ...options }: EngineLoadOptions): void {
  const { refusal } = estimateOpened(opened, {
    dtype: readDtype("loadModel", dtype ?? "f32", "q8"),
    ...chooseEngine(options),
    context: 1,
  });
  if (refusal) throw refusal;
}
