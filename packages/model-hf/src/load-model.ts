/** From a source to a model that runs. @module */
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { createEngine, type EngineOptions } from "./engine/create-engine.ts";
import { readDtype } from "./engine/dtypes.ts";
import { CheckpointError } from "./errors.ts";
import { estimateOpened } from "./estimate.ts";
import { Model } from "./model/model.ts";
import { hasOnlyGraphs } from "./onnx-checkpoint/find-graphs.ts";
import { loadPublished } from "./onnx-checkpoint/load-published.ts";
import { type OpenedCheckpoint, openCheckpoint } from "./open-checkpoint.ts";
import { type ModelSource, resolveSource, type SourceOptions } from "./source/resolve-source.ts";
import { readJson, type Source } from "./source/source.ts";

export interface LoadOptions extends EngineOptions, SourceOptions {
  /** Keys of config.json that may be ignored although nothing here knows them. */
  ignoreConfigKeys?: readonly string[];
}

const sourceOptions = ["revision", "endpoint", "token", "cache", "offline"];
const knownOptions = new Set([
  "engine",
  "dtype",
  "runtime",
  ...sourceOptions,
  "ignoreConfigKeys",
  "onProgress",
  "signal",
]);

/**
 * Loads a Hugging Face checkpoint from its own files.
 *
 * @throws CheckpointError that names the file and tensor, says what was wrong with both numbers, and what to do
 * @example
 * const model = await loadModel("tiny");
 * for await (const { text } of model.generate("Once upon a time")) process.stdout.write(text);
 */
export async function loadModel(from: ModelSource, options: LoadOptions = {}): Promise<Model> {
  for (const key of Object.keys(options)) {
    if (!knownOptions.has(key))
      throw new RangeError(`loadModel: there is no option "${key}". It knows ${[...knownOptions].join(", ")}.`);
  }
  const { signal } = options;
  const source = await resolveSource(from, options);
  const { config, spec, engine } = (await hasOnlyGraphs(source, signal))
    ? await loadPublished(source, options)
    : await loadWeights(source, options);
  const tokenizer = await readTokenizer(source, signal);
  const generationConfig = (await readJson(source, "generation_config.json", signal)) ?? {};
  return new Model({ name: source.name, config, generationConfig, spec, engine, tokenizer, source });
}

async function loadWeights(source: Source, options: LoadOptions) {
  const opened = await openCheckpoint(source, options);
  refuseTooLarge(opened, options);
  const { config, architecture, spec, checkpoint, recipes } = opened;
  const engine = await createEngine(checkpoint, architecture, spec, recipes, options);
  return { config, spec, engine };
}

/** Before anything is fetched: a page that runs out of memory dies without a word. */
function refuseTooLarge(opened: OpenedCheckpoint, { dtype, engine }: LoadOptions): void {
  const { remedy } = estimateOpened(opened, {
    dtype: readDtype("loadModel", dtype ?? "f32", "q8"),
    engine,
    context: 1,
  });
  if (remedy) throw new CheckpointError(remedy, { code: "memory" });
}

async function readTokenizer(source: Source, signal?: AbortSignal): Promise<Tokenizer | null> {
  const json = await readJson(source, "tokenizer.json", signal);
  if (!json) return null;
  return Tokenizer.fromJSON(json, (await readJson(source, "tokenizer_config.json", signal)) ?? undefined);
}
