/** A checkpoint of ready-made ONNX graphs, as what a model is made of. @module */
import type { BlockSpec, ModelSpec } from "@llm-anatomy/transformer";
import { findArchitecture } from "../architectures/index.ts";
import { wantedHead } from "../architectures/wanted-head.ts";
import { ConfigReader } from "../config/config-reader.ts";
import { originalConfig } from "../convert/published-files.ts";
import { loadRuntime, type RuntimeOptions } from "../engine/compiled/onnx-runtime.ts";
import { chooseEngine } from "../engine/create-engine.ts";
import type { Device, Engine } from "../engine/engine.ts";
import { CheckpointError } from "../errors.ts";
import type { OnProgress } from "../source/progress.ts";
import { type JsonObject, requireJson, type Source } from "../source/source.ts";
import { type PublishedDtype, type PublishedGraphs, publishedDtypes, readGraphs } from "./find-graphs.ts";
import { PublishedEngine } from "./published-engine.ts";

export interface PublishedOptions {
  dtype?: string;
  engine?: string;
  device?: Device;
  threads?: number;
  runtime?: RuntimeOptions;
  onProgress?: OnProgress;
  signal?: AbortSignal;
}

/** @throws CheckpointError for files that cannot be used; RangeError for a dtype or engine that graphs do not have */
export async function loadPublished(
  source: Source,
  { dtype, engine, device = "wasm", threads = 1, runtime, ...options }: PublishedOptions,
): Promise<{ config: JsonObject; spec: ModelSpec; engine: Engine }> {
  if (engine === "eager") {
    throw new RangeError(
      `loadModel: ${source.name} has ONNX graphs and no safetensors, which the eager engine cannot run. Leave engine out.`,
    );
  }
  if (dtype !== undefined && dtype !== "auto" && !(publishedDtypes as readonly string[]).includes(dtype)) {
    throw new RangeError(
      `loadModel: dtype is "${dtype}" but ready-made graphs have ${publishedDtypes.join(", ")}, or auto.`,
    );
  }
  const loaded = await loadRuntime(chooseEngine({ engine: "compiled", device, threads }).device, {
    numThreads: threads,
    ...runtime,
  });
  const config = originalConfig(await requireJson(source, "config.json", options.signal));
  const graphs = await readGraphs(source, dtype as PublishedDtype | "auto" | undefined, options);
  const spec = knownSpec(config, source) ?? specOfGraphs(config, graphs);
  return { config, spec, engine: await PublishedEngine.create(graphs, source.name, loaded) };
}

/** What the family's config says; null where the family, or something in the config, is not known here: the graph is. */
function knownSpec(config: JsonObject, source: Source): ModelSpec | null {
  const file = `${source.name}/config.json`;
  try {
    return findArchitecture(config.model_type, file).readSpec(new ConfigReader(config, file), wantedHead(config, file));
  } catch (error) {
    if (error instanceof CheckpointError) return null;
    throw error;
  }
}

/** Of a family that is not known: sizes of the cache, and of what the graph gives out. What is inside stays unsaid. */
function specOfGraphs(config: JsonObject, { main, encoder }: PublishedGraphs): ModelSpec {
  const { inputs, outputs } = main.model.graph;
  const size = (key: string) => (typeof config[key] === "number" ? (config[key] as number) : 0);
  const keys = inputs.filter(({ name }) => /^past_key_values\.\d+\.(decoder\.)?key$/.test(name));
  const blocks = keys.map(({ type }): BlockSpec => {
    const [, heads = 0, , dim = 0] = (type?.kind === "tensor" ? (type.shape ?? []) : []).map(Number);
    const attention = {
      numHeads: heads,
      numKvHeads: heads,
      headDim: dim,
      scale: 1 / Math.sqrt(dim || 1),
      causal: true,
    };
    return { attention, mlp: { kind: "plain", activation: "gelu" } };
  });
  const stack = {
    vocabSize: size("vocab_size"),
    modelDim: size("hidden_size") || size("d_model"),
    embedding: {},
    blocks,
    maxPositions: size("max_position_embeddings"),
  };
  const scores = outputs.some(({ name }) => name === "logits") && keys.length > 0;
  return {
    ...stack,
    ...(scores && { head: { kind: "vocabulary" as const } }),
    ...(encoder && { encoder: { ...stack, blocks: [] } }),
  };
}
