/** From a source to a model that runs. @module */
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { worksInWorker } from "#platform";
import type { EngineLoadOptions } from "./load-here.ts";
import { Model } from "./model/model.ts";
import { type ModelSource, resolveSource, type SourceOptions } from "./source/resolve-source.ts";
import { readJson, type Source } from "./source/source.ts";
import { loadInWorker, type WorkerLike } from "./worker/load-in-worker.ts";

export interface LoadOptions extends EngineLoadOptions, SourceOptions {
  /**
   * Whether weights and computations live in a worker: in a page they do (default), elsewhere they do not. The same
   * `Model` either way; only the edits of a patch that are functions take a run more each. A function makes the worker,
   * where a bundler does not find its module: `() => new Worker(address of "@llm-anatomy/model-hf/worker", { type: "module" })`.
   */
  worker?: boolean | (() => WorkerLike);
}

const sourceOptions = ["file", "revision", "endpoint", "token", "cache", "offline"];
const knownOptions = new Set([
  "engine",
  "device",
  "dtype",
  "threads",
  "runtime",
  "worker",
  ...sourceOptions,
  "ignoreConfigKeys",
  "onProgress",
  "signal",
]);

/**
 * Loads a Hugging Face checkpoint from its own files, or a model from a GGUF file.
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
  const { worker = worksInWorker(), ...rest } = options;
  const { config, spec, engine, choice, source } = worker
    ? await loadInWorker(from, rest, worker === true ? undefined : worker)
    : await loadHere(from, rest);
  try {
    const { signal } = options;
    const tokenizer = await readTokenizer(source, signal);
    const generationConfig = (await readJson(source, "generation_config.json", signal)) ?? {};
    return new Model({ name: source.name, config, generationConfig, spec, engine, choice, tokenizer, source });
  } catch (error) {
    await engine.dispose();
    throw error;
  }
}

async function loadHere(from: ModelSource, options: EngineLoadOptions & SourceOptions) {
  const source = await resolveSource(from, options);
  const { loadEngine } = await import("./load-here.ts"); // not fetched where a worker does it
  return loadEngine(source, options);
}

async function readTokenizer(source: Source, signal?: AbortSignal): Promise<Tokenizer | null> {
  const json = await readJson(source, "tokenizer.json", signal);
  if (!json) return null;
  return Tokenizer.fromJSON(json, (await readJson(source, "tokenizer_config.json", signal)) ?? undefined);
}
