/** A model's spec and weights as an ONNX file that ONNX Runtime can run. @module */
import type { RotarySpec } from "@llm-anatomy/attention";
import {
  type AttentionSpec,
  blockProbes,
  encode,
  type ModelOutputs,
  type ModelSpec,
  type ModelWeights,
  model,
  type StackSpec,
  sourceMemory,
} from "@llm-anatomy/transformer";
import { type ExternalWeight, GraphWriter } from "./graph-writer.ts";
import { presentName } from "./trace-attention.ts";
import type { Traced } from "./traced.ts";
import { cacheName, type GraphVariant, type StackInputs, TracingOps } from "./tracing-ops.ts";

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
  /** Outputs of the model by their names in the graph. */
  outputs: ModelOutputs<string> & { encoderLastHiddenState?: string };
}

export function traceModel(spec: ModelSpec, weights: ModelWeights<CompiledWeight>, variant: GraphVariant): TracedModel {
  const graph = new GraphWriter();
  const trace = new ModelTrace(graph, spec, placeWeights(graph, weights) as ModelWeights<Traced>, variant);
  for (const place of variant.replace) graph.input(`edit:${place}`, "float32", placeDims(place));
  const outputs = trace.run();
  for (const [name, value] of Object.entries(outputs)) {
    graph.node("Identity", [value], { outputs: [name] });
    graph.output(name, "float32");
  }
  for (const place of variant.capture) {
    graph.output(`probe:${place}`, place.endsWith(".router.experts") ? "int64" : "float32");
  }
  const names = Object.fromEntries(Object.keys(outputs).map((name) => [name, name]));
  return {
    bytes: graph.finish(variant.part),
    weights: graph.external,
    lengthDependent: trace.lengthDependent,
    outputs: names,
  };
}

/** One tracing: declares inputs, runs the model's functions over tracing operations, declares what the cache gives out. */
class ModelTrace {
  lengthDependent: TracedModel["lengthDependent"] = [];
  readonly #graph: GraphWriter;
  readonly #spec: ModelSpec;
  readonly #weights: ModelWeights<Traced>;
  readonly #variant: GraphVariant;

  constructor(graph: GraphWriter, spec: ModelSpec, weights: ModelWeights<Traced>, variant: GraphVariant) {
    this.#graph = graph;
    this.#spec = spec;
    this.#weights = weights;
    this.#variant = variant;
  }

  /** Values of the outputs by name. */
  run(): Record<string, string> {
    const { part } = this.#variant;
    if (!this.#spec.encoder) return names(this.#decode("", undefined));
    if (part === "decoder") return names(this.#decode("", undefined));
    const encoded = this.#encode();
    if (part === "encoder") return { encoderLastHiddenState: encoded.name };
    return { ...names(this.#decode("decoder_", encoded)), encoderLastHiddenState: encoded.name };
  }

  #decode(prefix: string, source: Traced | undefined): ModelOutputs<Traced> {
    const spec = this.#spec;
    const { cached, part, padded, sourcePadded } = this.#variant;
    if (cached) this.#declareCache(part === "decoder" ? "decoder." : "");
    if (part === "decoder") declareCrossCache(this.#graph, spec);
    const inputs = this.#declareTokens(prefix, padded ? "attention_mask" : null, spec);
    inputs.sourceMask = sourceMask(this.#graph, part, sourcePadded);
    const ops = new TracingOps(this.#graph, this.#variant, inputs);
    const made = model(ops, tokensOf(inputs, spec, prefix), this.#weights, spec, source);
    this.lengthDependent = ops.lengthDependent;
    return made;
  }

  #encode(): Traced {
    const { encoder } = this.#spec;
    const { sourcePadded, part } = this.#variant;
    const inputs = this.#declareTokens("", sourcePadded ? "attention_mask" : null, encoder!);
    const variant: GraphVariant = { ...this.#variant, cached: false, padded: sourcePadded, logits: "all" };
    const ops = new TracingOps(this.#graph, variant, inputs);
    const encoded = encode(ops, tokensOf(inputs, encoder!, ""), this.#weights, this.#spec);
    if (part === "encoder") this.#giveOutCross(ops, encoded);
    return encoded;
  }

  /** Keys and values that every decoding step will read. */
  #giveOutCross(ops: TracingOps, encoded: Traced): void {
    this.#spec.blocks.forEach(({ crossAttention }, layer) => {
      const w = this.#weights.blocks[layer].crossAttention!;
      const { keys, values } = sourceMemory(ops, encoded, w, crossAttention!, blockProbes(layer).crossAttention);
      const out = { key: keys, value: values };
      for (const part of ["key", "value"] as const) {
        const name = presentName(cacheName(layer, "encoder.", part));
        this.#graph.node("Identity", [ops.headsFirst(out[part])], { outputs: [name] });
        this.#graph.output(name, "float32");
      }
    });
  }

  #declareTokens(prefix: string, mask: string | null, spec: StackSpec): StackInputs {
    const graph = this.#graph;
    const inputs = { ids: `${prefix}input_ids`, positions: `${prefix}position_ids`, mask, sourceMask: null };
    graph.input(inputs.positions, "int64", ["batch", `${prefix}seq`]);
    const { frames } = spec.embedding;
    if (frames) {
      graph.input("input_features", "float32", ["batch", "frames", frames.features]);
      return { ...inputs, ids: inputs.positions }; // as many vectors as positions
    }
    graph.input(inputs.ids, "int64", ["batch", `${prefix}seq`]);
    if (spec.embedding.tokenTypes) graph.input(`${prefix}token_type_ids`, "int64", ["batch", `${prefix}seq`]);
    if (mask !== null) graph.input(mask, "int64", ["batch", `${prefix}total`]);
    return inputs;
  }

  #declareCache(of: "" | "decoder."): void {
    this.#spec.blocks.forEach(({ attention }, layer) => {
      declareKeyValue(this.#graph, layer, of, attention, "past");
      for (const part of ["key", "value"] as const)
        this.#graph.output(presentName(cacheName(layer, of, part)), "float32");
    });
  }
}

/** The mask of what cross attention reads: the encoder's own input, or one that comes with each decoding step. */
function sourceMask(graph: GraphWriter, part: GraphVariant["part"], padded: boolean): string | null {
  if (!padded) return null;
  return part === "decoder" ? graph.input("encoder_attention_mask", "int64", ["batch", "source"]) : "attention_mask";
}

function declareCrossCache(graph: GraphWriter, spec: ModelSpec): void {
  spec.blocks.forEach(({ crossAttention }, layer) => {
    declareKeyValue(graph, layer, "encoder.", crossAttention!, "source");
  });
}

function declareKeyValue(
  graph: GraphWriter,
  layer: number,
  of: "" | "decoder." | "encoder.",
  spec: AttentionSpec,
  length: string,
): void {
  const { numKvHeads, headDim, valueDim = headDim } = spec;
  graph.input(cacheName(layer, of, "key"), "float32", ["batch", numKvHeads, length, headDim]);
  graph.input(cacheName(layer, of, "value"), "float32", ["batch", numKvHeads, length, valueDim]);
}

function tokensOf({ ids, positions }: StackInputs, spec: StackSpec, prefix: string) {
  const value = (name: string): Traced => ({ name, features: 0 });
  const types = spec.embedding.tokenTypes ? value(`${prefix}token_type_ids`) : undefined;
  const frames = spec.embedding.frames && value("input_features");
  return { ids: value(ids), positions: value(positions), types, frames };
}

function names(outputs: ModelOutputs<Traced>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).map(([name, { name: value }]) => [name, value]));
}

/** Replaced values have the rank of their place; sizes may be anything. */
function placeDims(place: string): null[] {
  const rank = /attention\.(q|k|v|scores|weights)$/i.test(place) ? 4 : 3;
  return Array(rank).fill(null);
}

/** The same structure with every weight declared in the graph, once some node reads it. */
function placeWeights(graph: GraphWriter, value: unknown): unknown {
  if (isWeight(value)) {
    graph.weight(value.name, value.shape, value.data);
    // A table's rows are what look-ups give; a matrix [in, out] is what a product gives.
    return {
      name: value.name,
      features: value.shape[value.shape.length - 1],
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
