/** A model's engine, made where this code runs: in this thread, or in the worker that asked for it. @module */
import type { ModelSpec } from "@llm-anatomy/transformer";
import { nativeRuntime } from "#platform";
import { chooseEngine, createEngine, type EngineOptions } from "./engine/create-engine.ts";
import { readDtype } from "./engine/dtypes.ts";
import type { Engine } from "./engine/engine.ts";
import { type EngineChoice, type EngineSpeed, fasterThan, recallSpeeds, shapeOf } from "./engine/engine-speeds.ts";
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
  choice: EngineChoice;
}

/** @throws CheckpointError for files that cannot be used */
export async function loadEngine(given: Source, options: EngineLoadOptions): Promise<LoadedEngine> {
  const { source, onlyGraphs } = await recognizeWeights(given, options);
  if (onlyGraphs) {
    const { loadPublished } = await import("./onnx-checkpoint/load-published.ts");
    const by = (options.engine ?? "auto") === "auto" ? "rule" : "options";
    return { ...(await loadPublished(source, options)), source, choice: { by, speeds: [] } };
  }
  const opened = await openCheckpoint(source, options);
  const { where, choice } = await choose(opened, options);
  const chosen = { ...options, ...where };
  const { refusal } = fitting(opened, chosen);
  if (refusal) throw refusal;
  const { config, architecture, spec, checkpoint, recipes } = opened;
  const engine = await createEngine(checkpoint, architecture, spec, recipes, chosen);
  return { config, spec, engine, source, choice };
}

/** The engine that the options name or, for "auto", the one that was measured to be fastest here; else by the rule. */
async function choose(
  opened: OpenedCheckpoint,
  options: EngineLoadOptions,
): Promise<{ where: Pick<EngineSpeed, "engine" | "device">; choice: EngineChoice }> {
  const { engine = "auto", device, dtype = "f32", threads = 1 } = options;
  const rule = chooseEngine(options);
  if (engine !== "auto") return { where: rule, choice: { by: "options", speeds: [] } };
  const shape = shapeOf(opened.spec, opened.config.model_type);
  const speeds: EngineSpeed[] = [];
  for (const speed of await recallSpeeds(shape, readDtype("loadModel", dtype, "q8"), threads)) {
    const asked = device === undefined || device === speed.device;
    if (asked && (speed.device !== "cpu" || (await nativeRuntime().catch(() => null)))) speeds.push(speed);
  }
  const fastest = fasterThan(rule, speeds);
  const faster = fastest && { engine: fastest.engine, device: fastest.device };
  // While it loads, a compiled model takes twice as much memory.
  const taken = faster && !fitting(opened, { ...options, ...faster }).refusal ? faster : null;
  return { where: taken ?? rule, choice: { by: taken ? "measured" : "rule", speeds } };
}

/** Before anything is fetched: a page that runs out of memory dies without a word. */
function fitting(opened: OpenedCheckpoint, { dtype, ...options }: EngineLoadOptions) {
  return estimateOpened(opened, {
    dtype: readDtype("loadModel", dtype ?? "f32", "q8"),
    ...chooseEngine(options),
    context: 1,
  });
}
