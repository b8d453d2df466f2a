/** In which form a source has its weights: safetensors, a GGUF file, or nothing but ONNX graphs. @module */
import { hasSafetensors } from "../checkpoint/checkpoint.ts";
import { hasGraphs, hasUsualGraph } from "../onnx-checkpoint/find-graphs.ts";
import { type GgufOptions, onlyGguf, withGguf } from "./gguf-files.ts";
import type { Source } from "./source.ts";

export interface RecognizedSource {
  /** As it was given, or read through its GGUF file. */
  source: Source;
  onlyGraphs: boolean;
}

/** Looks for safetensors first, then for a GGUF file, then for graphs. @throws CheckpointError for several GGUF files */
export async function recognizeWeights(source: Source, options: GgufOptions = {}): Promise<RecognizedSource> {
  const { signal } = options;
  if (source.tensors || (await hasSafetensors(source, signal))) return { source, onlyGraphs: false };
  if (await hasUsualGraph(source, signal)) return { source, onlyGraphs: true };
  const file = await onlyGguf(source, signal);
  if (file !== undefined) return { source: await withGguf(source, file, options), onlyGraphs: false };
  return { source, onlyGraphs: await hasGraphs(source, signal) };
}
