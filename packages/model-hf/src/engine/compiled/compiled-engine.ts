/**
 * The compiled engine: the model traced into ONNX graphs, run by ONNX Runtime.
 *
 * What a run looks at or edits is part of its graph, so each combination is a graph of its own, made when first asked
 * for. The plain one, which generation uses, is kept; of the others the latest.
 * @module
 */
import { rotaryAngles, rotaryFrequencies } from "@llm-anatomy/attention";
import { writeModel } from "@llm-anatomy/onnx-graph";
import { type ModelSpec, type ModelWeights, type StackSpec, windowCount } from "@llm-anatomy/transformer";
import { applyEdit, checkReplacement } from "../apply-edit.ts";
import { refuseCache } from "../cache-shape.ts";
import type {
  Device,
  Edit,
  Engine,
  ForwardInput,
  ForwardResult,
  Session,
  SessionOptions,
  SourceInput,
  Tensor,
} from "../engine.ts";
import { nameOutputs } from "../name-outputs.ts";
import { axesOf } from "../probe-axes.ts";
import { CompiledSession, type SessionParts } from "./compiled-session.ts";
import { type Ort, openGraph, type RunningGraph, type Runtime } from "./onnx-runtime.ts";
import type { CompiledWeight } from "./stored-weight.ts";
import { type TracedModel, traceModel } from "./trace-model.ts";
import type { GraphVariant } from "./tracing-ops.ts";

/** A graph that has been loaded. */
export interface CompiledGraph extends RunningGraph {
  traced: TracedModel;
}

const plain = { part: "whole", padded: false, sourcePadded: false, capture: [], replace: [] } as const;
const keptGraphs = 4;

export class CompiledEngine implements Engine {
  readonly name = "compiled";
  readonly device: Device;
  readonly spec: ModelSpec;
  readonly #weights: ModelWeights<CompiledWeight>;
  readonly #runtime: Runtime;
  readonly #ort: typeof Ort;
  readonly #graphs = new Map<string, Promise<CompiledGraph>>();

  constructor(spec: ModelSpec, weights: ModelWeights<CompiledWeight>, runtime: Runtime) {
    this.spec = spec;
    this.#weights = weights;
    this.#runtime = runtime;
    this.#ort = runtime.ort;
    this.device = runtime.device;
  }

  async forward(input: ForwardInput): Promise<ForwardResult> {
    const { capture = [], edits = new Map<string, Edit>() } = input;
    const replaced = new Map<string, Tensor>();
    for (const [place, edit] of edits) {
      if (typeof edit !== "function") {
        checkReplacement(place, edit, this.#sizesAt(place, input));
        replaced.set(place, edit);
        continue;
      }
      // An edit that is a function of values needs a run that gives them, with the edits before it in place.
      const { values } = await this.#run(input, [place], replaced);
      const data = applyEdit(edit, place, values[place]);
      replaced.set(place, { ...values[place], data });
    }
    return this.#run(input, capture, replaced);
  }

  async createSession({ batch = 1, source, cache }: SessionOptions = {}): Promise<Session> {
    if (cache) refuseCache("the compiled engine");
    const part = source ? "decoder" : "whole";
    const sourcePadded = hasPadding(source);
    const parts: SessionParts = {
      runtime: this.#runtime,
      spec: this.spec,
      batch,
      graphFor: (logits) => this.graph({ ...plain, part, sourcePadded, device: this.device, cached: true, logits }),
      feeds: (input, past, traced) => this.#tokenFeeds("", this.spec, input, past, traced),
      cross: source ? await this.#encode(source) : {},
    };
    return new CompiledSession(parts);
  }

  async dispose(): Promise<void> {
    const graphs = [...this.#graphs.values()];
    this.#graphs.clear();
    for (const graph of graphs) await (await graph).release();
  }

  /** The graph of a variant, made now or earlier. */
  async graph(variant: GraphVariant): Promise<CompiledGraph> {
    const key = JSON.stringify(variant);
    let graph = this.#graphs.get(key);
    if (!graph) {
      graph = this.#compile(variant);
      graph.catch(() => this.#graphs.delete(key));
      this.#graphs.set(key, graph);
      await this.#dropOldGraphs();
    }
    return graph;
  }

  async #compile(variant: GraphVariant): Promise<CompiledGraph> {
    const traced = traceModel(this.spec, this.#weights, variant);
    const graph = await openGraph(this.#runtime, writeModel(traced.model), traced.weights, cacheNames(traced));
    return { ...graph, traced };
  }

  async #dropOldGraphs(): Promise<void> {
    const [oldest] = [...this.#graphs.keys()].filter((key) => (JSON.parse(key) as GraphVariant).capture.length > 0);
    if (this.#graphs.size <= keptGraphs || oldest === undefined) return;
    const graph = this.#graphs.get(oldest)!;
    this.#graphs.delete(oldest);
    await (await graph).release();
  }

  /** Keys and values of the decoder's cross attention, and the mask that goes with them. */
  async #encode(source: SourceInput): Promise<Record<string, Ort.Tensor>> {
    const variant: GraphVariant = {
      ...plain,
      part: "encoder",
      sourcePadded: hasPadding(source),
      cached: false,
      logits: "all",
    };
    const { traced, run } = await this.graph(variant);
    const feeds = this.#sourceFeeds(source, traced);
    const mask = hasPadding(source) ? this.#mask(source) : undefined;
    const results = await run(mask ? { ...feeds, attention_mask: mask } : feeds);
    const cross: Record<string, Ort.Tensor> = mask ? { encoder_attention_mask: mask } : {};
    for (const [name, tensor] of Object.entries(results)) {
      if (name.startsWith("present.")) cross[name.replace("present", "past_key_values")] = tensor;
    }
    return cross;
  }

  async #run(
    input: ForwardInput,
    capture: readonly string[],
    replaced: ReadonlyMap<string, Tensor>,
  ): Promise<ForwardResult> {
    const { source } = input;
    const variant: GraphVariant = {
      part: "whole",
      cached: false,
      padded: hasPadding(input),
      sourcePadded: hasPadding(source),
      logits: "all",
      capture,
      replace: [...replaced.keys()],
    };
    const { traced, run } = await this.graph(variant);
    const feeds = this.#tokenFeeds(source ? "decoder_" : "", this.spec, input, 0, traced);
    if (source) Object.assign(feeds, this.#sourceFeeds(source, traced));
    if (variant.padded) feeds[source ? "decoder_attention_mask" : "attention_mask"] = this.#mask(input);
    if (hasPadding(source)) feeds.attention_mask = this.#mask(source);
    for (const [place, { data, shape }] of replaced) {
      feeds[`edit:${place}`] = new this.#ort.Tensor("float32", data, shape);
    }
    const results = await run(feeds);
    const values: Record<string, Tensor> = {};
    for (const place of capture) values[place] = asTensor(results[`probe:${place}`], place);
    const { encoderLastHiddenState, ...made } = traced.outputs;
    const read = (name: string) => asTensor(results[name], name);
    const outputs = nameOutputs(made, this.spec.head, read);
    if (encoderLastHiddenState)
      outputs.encoderLastHiddenState = asTensor(results[encoderLastHiddenState], "final_norm");
    return { outputs, values };
  }

  /** Sizes of axes by their names, at a place of the stack that reads tokens or of the encoder. */
  #sizesAt(place: string, { ids, batch, source }: ForwardInput): Record<string, number> {
    const inEncoder = place.startsWith("encoder.");
    const { modelDim, vocabSize } = inEncoder ? this.spec.encoder! : this.spec;
    if (!inEncoder) return { batch, seq: ids.length / batch, modelDim, vocabSize };
    return source && "ids" in source ? { batch, seq: source.ids.length / batch, modelDim } : { batch, modelDim };
  }

  #mask({ ids, batch, padding }: Pick<ForwardInput, "ids" | "batch" | "padding">): Ort.Tensor {
    return new this.#ort.Tensor("int64", BigInt64Array.from(padding!, BigInt), [batch, ids.length / batch]);
  }

  /** Inputs of the encoder. */
  #sourceFeeds(source: SourceInput, traced: TracedModel): Record<string, Ort.Tensor> {
    const encoder = this.spec.encoder!;
    if (!("frames" in source)) return this.#tokenFeeds("", encoder, source, 0, traced);
    const { frames, batch } = source;
    const { features, convolutions } = encoder.embedding.frames!;
    const count = frames.length / batch / features;
    const length = convolutions.reduce(windowCount, count);
    const positions = BigInt64Array.from({ length: batch * length }, (_, i) => BigInt(i % length));
    return {
      input_features: new this.#ort.Tensor("float32", frames, [batch, count, features]),
      position_ids: new this.#ort.Tensor("int64", positions, [batch, length]),
    };
  }

  /** Inputs of a stack whose run follows `past` tokens. */
  #tokenFeeds(
    prefix: string,
    spec: StackSpec,
    { ids, batch, positions, types }: Pick<ForwardInput, "ids" | "batch" | "positions" | "types">,
    past: number,
    { rotaries }: TracedModel,
  ): Record<string, Ort.Tensor> {
    const seqLen = ids.length / batch;
    const int64 = (value: (i: number) => number) =>
      new this.#ort.Tensor(
        "int64",
        BigInt64Array.from({ length: ids.length }, (_, i) => BigInt(value(i))),
        [batch, seqLen],
      );
    const position = (i: number) => positions?.[i] ?? past + (i % seqLen);
    const feeds: Record<string, Ort.Tensor> = {
      [`${prefix}input_ids`]: int64((i) => ids[i]),
      [`${prefix}position_ids`]: int64(position),
    };
    if (spec.embedding.tokenTypes) feeds[`${prefix}token_type_ids`] = int64((i) => types?.[i] ?? 0);
    const all = Int32Array.from(ids, (_, i) => position(i));
    const sequenceLength = all.reduce((length, at) => Math.max(length, at + 1), 0);
    for (const { positions: of, cos, sin, spec: rotary } of rotaries) {
      if (of !== `${prefix}position_ids`) continue; // the other stack's
      const angles = rotaryAngles(rotaryFrequencies(rotary, { sequenceLength }), all);
      const shape = [all.length, rotary.dims / 2];
      feeds[cos] = new this.#ort.Tensor("float32", angles.cos, shape);
      feeds[sin] = new this.#ort.Tensor("float32", angles.sin, shape);
    }
    return feeds;
  }
}

function cacheNames({ model }: TracedModel): string[] {
  return model.graph.outputs.map(({ name }) => name).filter((name) => name.startsWith("present."));
}

function hasPadding<I extends object>(input: I | undefined): input is Extract<I, { padding?: Uint8Array }> {
  if (!input || !("padding" in input)) return false;
  return (input.padding as Uint8Array | undefined)?.some((value) => value === 0) ?? false;
}

function asTensor({ data, dims }: Ort.Tensor, place: string): Tensor {
  const shape = [...dims];
  const values = data instanceof Float32Array ? data : Float32Array.from(data as BigInt64Array, Number);
  return { data: values, shape, axes: axesOf(place, shape) };
}
