/**
 * The compiled engine: the model traced into ONNX graphs, run by ONNX Runtime.
 *
 * What a run looks at or edits is part of its graph, so each combination is a graph of its own, made when first asked
 * for. The plain one, which generation uses, is kept; of the others the latest.
 * @module
 */
import { rotaryFrequencies } from "@llm-anatomy/attention";
import type { LanguageModelSpec, LanguageModelWeights } from "@llm-anatomy/transformer";
import { transposed } from "../../architectures/tensor-parts.ts";
import type { Placed } from "../../checkpoint/assemble-weights.ts";
import type { NamedArray } from "../../checkpoint/checkpoint.ts";
import { applyEdit } from "../apply-edit.ts";
import type { Edit, Engine, ForwardInput, ForwardResult, Session, SessionOptions, Tensor } from "../engine.ts";
import { axesOf } from "../probe-axes.ts";
import { CompiledSession } from "./compiled-session.ts";
import { loadRuntime, type Ort, type RuntimeOptions } from "./onnx-runtime.ts";
import { type CompiledWeight, outputName, type TracedModel, traceModel } from "./trace-model.ts";
import type { GraphVariant } from "./tracing-ops.ts";

/** How a weight is kept for graphs: matrices turned to [in, out], which is what MatMul reads. */
export function compileWeight(array: NamedArray, { path, recipe }: Placed): CompiledWeight {
  const { data, shape } = recipe.role === "matrix" ? transposed(array) : array;
  return {
    name: path,
    data,
    shape: recipe.role === "vector" ? [data.length] : shape,
    outputMajor: recipe.role === "table",
  };
}

/** A graph and the runtime's session for it. */
export interface CompiledGraph {
  traced: TracedModel;
  runtime: Ort.InferenceSession;
}

const plain: Omit<GraphVariant, "logits" | "cached"> = { padded: false, capture: [], replace: [] };
const keptGraphs = 4;

export class CompiledEngine implements Engine {
  readonly name = "compiled";
  readonly spec: LanguageModelSpec;
  readonly #weights: LanguageModelWeights<CompiledWeight>;
  readonly #ort: typeof Ort;
  readonly #graphs = new Map<string, Promise<CompiledGraph>>();

  private constructor(spec: LanguageModelSpec, weights: LanguageModelWeights<CompiledWeight>, ort: typeof Ort) {
    this.spec = spec;
    this.#weights = weights;
    this.#ort = ort;
  }

  static async create(
    spec: LanguageModelSpec,
    weights: LanguageModelWeights<CompiledWeight>,
    options: RuntimeOptions = {},
  ): Promise<CompiledEngine> {
    return new CompiledEngine(spec, weights, await loadRuntime(options));
  }

  async forward(input: ForwardInput): Promise<ForwardResult> {
    const { capture = [], edits = new Map<string, Edit>() } = input;
    const replaced = new Map<string, Tensor>();
    for (const [place, edit] of edits) {
      // An edit is a function of values that only a run can give: run up to it, with the edits before it in place.
      const { values } = await this.#run(input, [place], replaced);
      const data = applyEdit(edit, place, values[place]);
      replaced.set(place, { ...values[place], data });
    }
    return this.#run(input, capture, replaced);
  }

  async createSession({ batch = 1 }: SessionOptions = {}): Promise<Session> {
    const graphFor = (logits: "all" | "last") => this.graph({ ...plain, cached: true, logits });
    return new CompiledSession(this.#ort, this.spec, batch, graphFor, (input, past, traced) =>
      this.#feeds(input, past, traced),
    );
  }

  async dispose(): Promise<void> {
    const graphs = [...this.#graphs.values()];
    this.#graphs.clear();
    for (const graph of graphs) await (await graph).runtime.release();
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
    const runtime = await this.#ort.InferenceSession.create(traced.bytes, {
      executionProviders: ["wasm"],
      externalData: traced.weights,
    });
    return { traced, runtime };
  }

  async #dropOldGraphs(): Promise<void> {
    const [oldest] = [...this.#graphs.keys()].filter((key) => (JSON.parse(key) as GraphVariant).capture.length > 0);
    if (this.#graphs.size <= keptGraphs || oldest === undefined) return;
    const graph = this.#graphs.get(oldest)!;
    this.#graphs.delete(oldest);
    await (await graph).runtime.release();
  }

  async #run(
    input: ForwardInput,
    capture: readonly string[],
    replaced: ReadonlyMap<string, Tensor>,
  ): Promise<ForwardResult> {
    const padded = input.padding?.some((value) => value === 0) ?? false;
    const { traced, runtime } = await this.graph({
      ...plain,
      cached: false,
      padded,
      logits: "all",
      capture,
      replace: [...replaced.keys()],
    });
    const feeds = this.#feeds(input, 0, traced);
    const { batch, ids } = input;
    if (padded) {
      feeds.attention_mask = new this.#ort.Tensor("int64", BigInt64Array.from(input.padding!, BigInt), [
        batch,
        ids.length / batch,
      ]);
    }
    for (const [place, { data, shape }] of replaced)
      feeds[`edit:${place}`] = new this.#ort.Tensor("float32", data, shape);
    const results = await runtime.run(feeds);
    const values: Record<string, Tensor> = {};
    for (const place of capture) values[place] = asTensor(results[`probe:${place}`], place);
    return { output: asTensor(results[outputName(this.spec)], this.spec.head ? "logits" : "final_norm"), values };
  }

  /** Inputs of a run that follows `past` tokens. */
  #feeds(
    { ids, batch, positions, types }: Pick<ForwardInput, "ids" | "batch" | "positions" | "types">,
    past: number,
    { lengthDependent }: TracedModel,
  ): Record<string, Ort.Tensor> {
    const seqLen = ids.length / batch;
    const int64 = (value: (i: number) => number) =>
      new this.#ort.Tensor(
        "int64",
        BigInt64Array.from({ length: ids.length }, (_, i) => BigInt(value(i))),
        [batch, seqLen],
      );
    const position = (i: number) => positions?.[i] ?? past + (i % seqLen);
    const feeds: Record<string, Ort.Tensor> = { input_ids: int64((i) => ids[i]), position_ids: int64(position) };
    if (this.spec.embedding.tokenTypes) feeds.token_type_ids = int64((i) => types?.[i] ?? 0);
    let length = 0;
    for (let i = 0; i < ids.length; i++) length = Math.max(length, position(i) + 1);
    for (const { name, spec } of lengthDependent) {
      const { inverseFrequencies, attentionFactor } = rotaryFrequencies(spec, { sequenceLength: length });
      feeds[`${name}:frequencies`] = new this.#ort.Tensor("float32", inverseFrequencies, [inverseFrequencies.length]);
      feeds[`${name}:factor`] = new this.#ort.Tensor("float32", Float32Array.of(attentionFactor), []);
    }
    return feeds;
  }
}

function asTensor({ data, dims }: Ort.Tensor, place: string): Tensor {
  const shape = [...dims];
  const values = data instanceof Float32Array ? data : Float32Array.from(data as BigInt64Array, Number);
  return { data: values, shape, axes: axesOf(place, shape) };
}
