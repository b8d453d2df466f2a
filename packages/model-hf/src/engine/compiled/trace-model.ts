/** A model's spec and weights as an ONNX graph that ONNX Runtime can run. @module */
import type { OnnxModel } from "@llm-anatomy/onnx-graph";
import {
  type AttentionSpec,
  blockProbes,
  encode,
  type FramesSpec,
  type ModelOutputs,
  type ModelSpec,
  type ModelWeights,
  model,
  type StackSpec,
  sourceMemory,
} from "@llm-anatomy/transformer";
import { type ExternalWeight, GraphWriter } from "./graph-writer.ts";
import type { CompiledWeight } from "./stored-weight.ts";
import { presentName } from "./trace-attention.ts";
import { placeWeight } from "./trace-products.ts";
import type { Traced } from "./traced.ts";
import { cacheName, type GraphVariant, type StackInputs, type TracedRotary, TracingOps } from "./tracing-ops.ts";

export interface TracedModel {
  /** The graph; its weights lie outside. */
  model: OnnxModel;
  weights: ExternalWeight[];
  /** Rotary angles that each run has to bring. */
  rotaries: TracedRotary[];
  /** Outputs of the model by their names in the graph. */
  outputs: ModelOutputs<string> & { encoderLastHiddenState?: string };
}

export function traceModel(spec: ModelSpec, weights: ModelWeights<CompiledWeight>, variant: GraphVariant): TracedModel {
  const graph = new GraphWriter(variant.part);
  const trace = new ModelTrace(graph, spec, placeWeights(graph, weights) as ModelWeights<Traced>, variant);
  for (const place of variant.replace) graph.input(`edit:${place}`, "float32", placeDims(place));
  const outputs = trace.run();
  const names: Record<string, string> = {};
  for (const [key, value] of Object.entries(outputs)) {
    names[key] = variant.published ? publishedNames[key] : key;
    graph.output(names[key], variant.published ? trace.dropEmptyAxis(key, value) : value);
  }
  for (const name of trace.caches) graph.output(name);
  for (const place of variant.capture) graph.output(`probe:${place}`);
  const { model: made, external } = graph.finish({ optionalInputs: variant.published ? ["position_ids"] : [] });
  return { model: made, weights: external, rotaries: trace.rotaries, outputs: names };
}

/** What Hugging Face calls the outputs. */
const publishedNames: Record<string, string> = {
  logits: "logits",
  lastHiddenState: "last_hidden_state",
  poolerOutput: "pooler_output",
  nextSentenceLogits: "seq_relationship_logits",
  startLogits: "start_logits",
  endLogits: "end_logits",
  encoderLastHiddenState: "last_hidden_state",
};

/** One tracing: declares inputs, runs the model's functions over tracing operations, declares what the cache gives out. */
class ModelTrace {
  readonly rotaries: TracedRotary[] = [];
  /** Outputs that hold keys and values. */
  readonly caches: string[] = [];
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
    if (part === "merged") return names(this.#decode("", this.#declareSource()));
    const encoded = this.#encode();
    if (part === "encoder") return { encoderLastHiddenState: encoded.name };
    return { ...names(this.#decode("decoder_", encoded)), encoderLastHiddenState: encoded.name };
  }

  /** [batch, 1, n] of what is one per sequence, and [batch, seq, 1] of spans, without the axis of one entry. */
  dropEmptyAxis(key: string, value: string): string {
    const head = key === "logits" ? this.#spec.head : undefined;
    const perSequence = head?.kind === "sequence" || key === "poolerOutput" || key === "nextSentenceLogits";
    const single = (head?.kind === "tokens" && head.single) || key === "startLogits" || key === "endLogits";
    const axis = perSequence ? 1 : single ? 2 : undefined;
    return axis === undefined ? value : this.#graph.node("Squeeze", [value, this.#graph.ints([axis])]);
  }

  #decode(prefix: string, source: Traced | undefined): ModelOutputs<Traced> {
    const spec = this.#spec;
    const { cached, part, padded, sourcePadded } = this.#variant;
    const own = part === "decoder" || part === "merged" ? "decoder." : "";
    if (cached) this.#declareCache(own);
    if (part === "decoder") this.#declareCrossCache();
    const inputs = this.#declareTokens(prefix, padded ? `${prefix}attention_mask` : null, spec, cached);
    inputs.sourceMask = sourceMask(this.#graph, part, sourcePadded);
    const ops = new TracingOps(this.#graph, this.#variant, inputs);
    const made = model(ops, tokensOf(inputs, spec, prefix), this.#weights, spec, source);
    this.rotaries.push(...ops.rotaries);
    return made;
  }

  #encode(): Traced {
    const { encoder } = this.#spec;
    const { sourcePadded, part, published } = this.#variant;
    const inputs = this.#declareTokens("", sourcePadded ? "attention_mask" : null, encoder!, false);
    const variant: GraphVariant = { ...this.#variant, cached: false, padded: sourcePadded, logits: "all" };
    const ops = new TracingOps(this.#graph, variant, inputs);
    const encoded = encode(ops, tokensOf(inputs, encoder!, ""), this.#weights, this.#spec);
    this.rotaries.push(...ops.rotaries);
    if (part === "encoder" && !published) this.#giveOutCross(ops, encoded);
    return encoded;
  }

  /** Keys and values that every decoding step will read. */
  #giveOutCross(ops: TracingOps, encoded: Traced): void {
    this.#spec.blocks.forEach(({ crossAttention }, layer) => {
      const w = this.#weights.blocks[layer].crossAttention!;
      const { keys, values } = sourceMemory(ops, encoded, w, crossAttention!, blockProbes(layer).crossAttention);
      const out = { key: keys, value: values };
      for (const part of ["key", "value"] as const)
        this.#graph.output(presentName(cacheName(layer, "encoder.", part)), ops.headsFirst(out[part]));
    });
  }

  /**
   * What cross attention still has to read of the encoder's output: all of it in the first step, nothing later, when
   * its keys and values come in with the cache.
   */
  #declareSource(): Traced {
    const graph = this.#graph;
    const { modelDim } = this.#spec.encoder!;
    const hidden = graph.input("encoder_hidden_states", "float32", ["batch_size", "encoder_sequence_length", modelDim]);
    this.#declareCrossCache();
    this.#spec.blocks.forEach((_, layer) => {
      for (const part of ["key", "value"] as const) this.caches.push(presentName(cacheName(layer, "encoder.", part)));
    });
    const known = graph.node("Slice", [
      graph.node("Shape", [cacheName(0, "encoder.", "key")]),
      ...[2, 3].map((i) => graph.ints([i])),
    ]);
    const rest = [known, graph.ints([Number.MAX_SAFE_INTEGER]), graph.ints([1])];
    return { name: graph.node("Slice", [hidden, ...rest]), features: modelDim };
  }

  #declareTokens(prefix: string, mask: string | null, spec: StackSpec, cached: boolean): StackInputs {
    const graph = this.#graph;
    const { frames } = spec.embedding;
    if (frames) return this.#declareFrames(frames);
    const length = `${prefix}sequence_length`;
    const ids = graph.input(`${prefix}input_ids`, "int64", ["batch_size", length]);
    const { part, published } = this.#variant;
    const counted = published && (!cached || part === "merged");
    const positions = counted
      ? countPositions(graph, ids, cached ? cacheName(0, "decoder.", "key") : undefined)
      : graph.input(`${prefix}position_ids`, "int64", ["batch_size", length]);
    if (spec.embedding.tokenTypes) graph.input(`${prefix}token_type_ids`, "int64", ["batch_size", length]);
    const total = cached ? "total_sequence_length" : length;
    if (mask !== null) graph.input(mask, "int64", ["batch_size", total]);
    return { ids, positions, mask, sourceMask: null };
  }

  /** A spectrogram: published as [batch, features, frames], as the networks before Transformers had it. */
  #declareFrames({ features, convolutions }: FramesSpec): StackInputs {
    const graph = this.#graph;
    const shape = ["batch_size", "frames", features];
    if (!this.#variant.published) {
      const frames = graph.input("input_features", "float32", shape);
      const positions = graph.input("position_ids", "int64", ["batch_size", "sequence_length"]);
      return { ids: positions, positions, frames, mask: null, sourceMask: null }; // as many vectors as positions
    }
    const turned = graph.input("input_features", "float32", ["batch_size", features, "frames"]);
    const frames = graph.node("Transpose", [turned], { attributes: { perm: [0, 2, 1] } });
    const length = convolutions.reduce(
      (count, { size, stride, padding }) => {
        const steps = graph.node("Add", [count, graph.int(2 * padding - size)]);
        return graph.node("Add", [graph.node("Div", [steps, graph.int(stride)]), graph.int(1)]);
      },
      sizeOf(graph, frames, 1),
    );
    const row = graph.node("Range", [graph.int(0), length, graph.int(1)]);
    const batch = graph.node("Reshape", [sizeOf(graph, frames, 0), graph.ints([1])]);
    const both = graph.node("Concat", [batch, graph.ints([1])], { attributes: { axis: 0 } });
    const positions = graph.node("Expand", [graph.node("Unsqueeze", [row, graph.ints([0])]), both]);
    return { ids: positions, positions, frames, mask: null, sourceMask: null };
  }

  #declareCache(of: "" | "decoder."): void {
    this.#spec.blocks.forEach(({ attention }, layer) => {
      declareKeyValue(this.#graph, layer, of, attention, "past_sequence_length");
      for (const part of ["key", "value"] as const) this.caches.push(presentName(cacheName(layer, of, part)));
    });
  }

  #declareCrossCache(): void {
    this.#spec.blocks.forEach(({ crossAttention }, layer) => {
      declareKeyValue(this.#graph, layer, "encoder.", crossAttention!, "encoder_sequence_length_out");
    });
  }
}

/** The mask of what cross attention reads: the encoder's own input, or one that comes with each decoding step. */
function sourceMask(graph: GraphWriter, part: GraphVariant["part"], padded: boolean): string | null {
  if (!padded) return null;
  if (part !== "decoder" && part !== "merged") return "attention_mask";
  return graph.input("encoder_attention_mask", "int64", ["batch_size", "encoder_sequence_length"]);
}

function declareKeyValue(
  graph: GraphWriter,
  layer: number,
  of: "" | "decoder." | "encoder.",
  spec: AttentionSpec,
  length: string,
): void {
  const { numKvHeads, headDim, valueDim = headDim } = spec;
  graph.input(cacheName(layer, of, "key"), "float32", ["batch_size", numKvHeads, length, headDim]);
  graph.input(cacheName(layer, of, "value"), "float32", ["batch_size", numKvHeads, length, valueDim]);
}

/** Positions 0, 1, 2 … after those that a cached array holds, for every sequence: [batch, seq]. */
function countPositions(graph: GraphWriter, ids: string, cachedKeys: string | undefined): string {
  const start = cachedKeys === undefined ? graph.int(0) : sizeOf(graph, cachedKeys, 2);
  const end = graph.node("Add", [start, sizeOf(graph, ids, 1)]);
  const row = graph.node("Unsqueeze", [graph.node("Range", [start, end, graph.int(1)]), graph.ints([0])]);
  return graph.node("Expand", [row, graph.node("Shape", [ids])]);
}

function sizeOf(graph: GraphWriter, value: string, axis: number): string {
  return graph.node("Gather", [graph.node("Shape", [value]), graph.int(axis)], { attributes: { axis: 0 } });
}

function tokensOf({ ids, positions, frames }: StackInputs, spec: StackSpec, prefix: string) {
  const value = (name: string): Traced => ({ name, features: 0 });
  const types = spec.embedding.tokenTypes ? value(`${prefix}token_type_ids`) : undefined;
  return {
    ids: value(ids),
    positions: value(positions),
    types,
    frames: frames === undefined ? undefined : value(frames),
  };
}

function names(outputs: ModelOutputs<Traced>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).map(([name, { name: value }]) => [name, value]));
}

/** Replaced values have the rank of their place; sizes may be anything. */
function placeDims(place: string): null[] {
  const rank = /attention\.(q|k|v|scores|weights)$/i.test(place) ? 4 : 3;
  return Array(rank).fill(null);
}

/** The same structure with every weight declared in the graph. */
function placeWeights(graph: GraphWriter, value: unknown): unknown {
  if (isWeight(value)) return placeWeight(graph, value);
  if (Array.isArray(value)) return value.map((child) => placeWeights(graph, child));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, placeWeights(graph, child)]));
}

function isWeight(value: unknown): value is CompiledWeight {
  return typeof value === "object" && value !== null && "outputMajor" in value;
}
