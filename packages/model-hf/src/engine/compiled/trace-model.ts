/** A model's spec and weights as an ONNX file that ONNX Runtime can run. @module */

import type { RotarySpec } from "@llm-anatomy/attention";
import { type LanguageModelSpec, type LanguageModelWeights, languageModel } from "@llm-anatomy/transformer";
import { type ExternalWeight, GraphWriter } from "./graph-writer.ts";
import type { Traced } from "./traced.ts";
import { type GraphVariant, TracingOps } from "./tracing-ops.ts";

/** A weight as the compiled engine keeps it. */
export interface CompiledWeight {
  name: string;
  data: Float32Array;
  shape: number[];
  /** Lies as [out, in], although it may be multiplied with. */
  outputMajor: boolean;
}

export interface TracedModel {
  /** The file without its weights. */
  bytes: Uint8Array;
  weights: ExternalWeight[];
  /** Rotary frequencies that each run has to bring: inputs `<name>:frequencies` and `<name>:factor`. */
  lengthDependent: { name: string; spec: RotarySpec }[];
  outputs: string[];
}

/** Name of the result: logits, or hidden states of a model without a head. */
export function outputName(spec: LanguageModelSpec): string {
  return spec.head ? "logits" : "last_hidden_state";
}

export function traceModel(
  spec: LanguageModelSpec,
  weights: LanguageModelWeights<CompiledWeight>,
  variant: GraphVariant,
): TracedModel {
  const graph = new GraphWriter();
  const ids = graph.input("input_ids", "int64", ["batch", "seq"]);
  const positions = graph.input("position_ids", "int64", ["batch", "seq"]);
  const types = spec.embedding.tokenTypes ? graph.input("token_type_ids", "int64", ["batch", "seq"]) : undefined;
  if (variant.padded) graph.input("attention_mask", "int64", ["batch", "total"]);
  if (variant.cached) declareCache(graph, spec);
  for (const place of variant.replace) graph.input(`edit:${place}`, "float32", placeDims(place));
  const ops = new TracingOps(graph, variant, positions);
  const value = (name: string): Traced => ({ name, features: 0 });
  const result = languageModel(
    ops,
    { ids: value(ids), positions: value(positions), types: types === undefined ? undefined : value(types) },
    placeWeights(graph, weights) as LanguageModelWeights<Traced>,
    spec,
  );
  const outputs = [outputName(spec)];
  graph.node("Identity", [result.name], { outputs: [outputs[0]] });
  graph.output(outputs[0], "float32", ["batch", "asked", null]);
  for (const place of variant.capture) outputs.push(`probe:${place}`);
  for (const place of variant.capture)
    graph.output(`probe:${place}`, place.endsWith(".router.experts") ? "int64" : "float32");
  if (variant.cached) {
    spec.blocks.forEach((_, layer) => {
      for (const part of ["key", "value"]) {
        graph.output(`present.${layer}.${part}`, "float32", ["batch", null, "total", null]);
        outputs.push(`present.${layer}.${part}`);
      }
    });
  }
  return {
    bytes: graph.finish(spec.head ? "language-model" : "stack"),
    weights: graph.external,
    lengthDependent: ops.lengthDependent,
    outputs,
  };
}

function declareCache(graph: GraphWriter, spec: LanguageModelSpec): void {
  spec.blocks.forEach(({ attention: { numKvHeads, headDim, valueDim = headDim } }, layer) => {
    graph.input(`past_key_values.${layer}.key`, "float32", ["batch", numKvHeads, "past", headDim]);
    graph.input(`past_key_values.${layer}.value`, "float32", ["batch", numKvHeads, "past", valueDim]);
  });
}

/** Replaced values have the rank of their place; sizes may be anything. */
function placeDims(place: string): null[] {
  const rank = /attention\.(q|k|v|scores|weights)$/i.test(place) ? 4 : 3;
  return Array(rank).fill(null);
}

/** The same structure with every weight declared in the graph. */
function placeWeights(graph: GraphWriter, value: unknown): unknown {
  if (isWeight(value)) {
    graph.weight(value.name, value.shape, value.data);
    const [first, last = first] = value.shape;
    // A table's rows are what look-ups give; a matrix [in, out] is what a product gives.
    return {
      name: value.name,
      features: value.outputMajor ? last : value.shape[value.shape.length - 1],
      outputMajor: value.outputMajor,
    } satisfies Traced;
  }
  if (Array.isArray(value)) return value.map((child) => placeWeights(graph, child));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, placeWeights(graph, child)]));
}

function isWeight(value: unknown): value is CompiledWeight {
  return typeof value === "object" && value !== null && "outputMajor" in value;
}
