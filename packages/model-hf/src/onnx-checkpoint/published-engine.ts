/**
 * Ready-made ONNX graphs behind the interface of engines. Nobody knows what is inside them: values in the middle can
 * neither be read nor replaced.
 * @module
 */
import type { OnnxModel } from "@llm-anatomy/onnx-graph";
import { refuseCache } from "../engine/cache-shape.ts";
import {
  type Ort,
  openGraph,
  type RunningGraph,
  type Runtime,
  releaseFromGpu,
} from "../engine/compiled/onnx-runtime.ts";
import type {
  Device,
  Engine,
  ForwardInput,
  ForwardResult,
  FrameSource,
  Outputs,
  Session,
  SessionOptions,
  SourceInput,
  Tensor,
} from "../engine/engine.ts";
import type { PublishedGraph, PublishedGraphs } from "./find-graphs.ts";
import { type DeclaredInput, emptyCache, isCache, readInputs, toFloat32 } from "./graph-inputs.ts";
import { PublishedSession } from "./published-session.ts";

interface PublishedRun extends RunningGraph {
  inputs: DeclaredInput[];
}

/** Outputs by the names that exporters give them. */
const outputNames: Record<string, { key: keyof Outputs; axes: string[] }> = {
  logits: { key: "logits", axes: ["batch", "seq", "scores"] },
  prediction_logits: { key: "logits", axes: ["batch", "seq", "scores"] },
  last_hidden_state: { key: "lastHiddenState", axes: ["batch", "seq", "modelDim"] },
  token_embeddings: { key: "lastHiddenState", axes: ["batch", "seq", "modelDim"] },
  pooler_output: { key: "poolerOutput", axes: ["batch", "modelDim"] },
  seq_relationship_logits: { key: "nextSentenceLogits", axes: ["batch", "scores"] },
  start_logits: { key: "startLogits", axes: ["batch", "seq"] },
  end_logits: { key: "endLogits", axes: ["batch", "seq"] },
};

export class PublishedEngine implements Engine {
  readonly name = "compiled";
  readonly device: Device;
  readonly #runtime: Runtime;
  readonly #ort: typeof Ort;
  readonly #main: PublishedRun;
  readonly #encoder?: PublishedRun;

  private constructor(runtime: Runtime, main: PublishedRun, encoder?: PublishedRun) {
    this.device = runtime.device;
    this.#runtime = runtime;
    this.#ort = runtime.ort;
    this.#main = main;
    this.#encoder = encoder;
  }

  static async create({ main, encoder }: PublishedGraphs, name: string, runtime: Runtime): Promise<PublishedEngine> {
    const start = async ({ path, model, bytes, external }: PublishedGraph): Promise<PublishedRun> => {
      const inputs = readInputs(model, `${name}/${path}`, path);
      return { ...(await openGraph(runtime, bytes, external, cacheNames(model))), inputs };
    };
    return new PublishedEngine(runtime, await start(main), encoder && (await start(encoder)));
  }

  async forward({ source, capture = [], edits, ...input }: ForwardInput): Promise<ForwardResult> {
    if (capture.length > 0 || (edits?.size ?? 0) > 0) {
      throw new RangeError(
        "trace: a ready-made ONNX graph gives out its results only. Load the checkpoint that has safetensors to look inside.",
      );
    }
    const given = source ? await this.#encode(source) : {};
    const { inputs, run } = this.#main;
    const feeds = this.#feeds(inputs, input, 0, 0);
    for (const declared of inputs)
      if (isCache(declared.name)) feeds[declared.name] = emptyCache(this.#ort, declared, input.batch);
    const results = await run(only(inputs, { ...feeds, ...given }));
    const outputs = readOutputs(results);
    releaseFromGpu(Object.values(results));
    if (given.encoder_hidden_states) {
      const { dims } = given.encoder_hidden_states;
      const data = toFloat32(given.encoder_hidden_states);
      outputs.encoderLastHiddenState = { data, shape: [...dims], axes: ["batch", "seq", "modelDim"] };
    }
    return { outputs, values: {} };
  }

  async createSession({ batch = 1, source, cache }: SessionOptions = {}): Promise<Session> {
    if (cache) refuseCache("a ready-made ONNX graph");
    const { inputs, run } = this.#main;
    const given = source ? await this.#encode(source) : {};
    return new PublishedSession({
      runtime: this.#runtime,
      run,
      inputs,
      batch,
      given: only(inputs, given),
      feeds: (ids, sequences, past, keep) =>
        this.#feeds(inputs, { ids: Int32Array.from(ids), batch: sequences }, past, keep),
    });
  }

  async dispose(): Promise<void> {
    await this.#main.release();
    await this.#encoder?.release();
  }

  async #encode(source: SourceInput): Promise<Record<string, Ort.Tensor>> {
    if (!this.#encoder) throw new RangeError("forward: this model has no encoder, so it cannot read a source.");
    const { inputs, run } = this.#encoder;
    if ("frames" in source) {
      const { last_hidden_state: hidden } = await run({ input_features: this.#features(source) });
      return { encoder_hidden_states: hidden };
    }
    const feeds = this.#feeds(inputs, source, 0, 0);
    const { last_hidden_state: hidden } = await run(feeds);
    const mask = feeds.attention_mask ?? this.#int64(source, (i) => source.padding?.[i] ?? 1);
    return { encoder_hidden_states: hidden, encoder_attention_mask: mask };
  }

  /** [batch, frames, features] → [batch, features, frames], as it is published. */
  #features({ frames, batch }: FrameSource): Ort.Tensor {
    const { shape } = this.#encoder!.inputs.find(({ name }) => name === "input_features")!;
    const features = Number(shape[1]);
    const count = frames.length / batch / features;
    const turned = new Float32Array(frames.length);
    for (let b = 0; b < batch; b++) {
      for (let t = 0; t < count; t++) {
        for (let f = 0; f < features; f++)
          turned[(b * features + f) * count + t] = frames[(b * count + t) * features + f];
      }
    }
    return new this.#ort.Tensor("float32", turned, [batch, features, count]);
  }

  /** What the graph asks for besides its cache. */
  #feeds(
    inputs: readonly DeclaredInput[],
    input: Pick<ForwardInput, "ids" | "batch" | "positions" | "types" | "padding">,
    past: number,
    keepLogits: number,
  ): Record<string, Ort.Tensor> {
    const { ids, batch, positions, types, padding } = input;
    const { Tensor } = this.#ort;
    const seqLen = ids.length / batch;
    const all: Record<string, () => Ort.Tensor> = {
      input_ids: () => this.#int64(input, (i) => ids[i]),
      position_ids: () => this.#int64(input, (i) => positions?.[i] ?? past + (i % seqLen)),
      token_type_ids: () => this.#int64(input, (i) => types?.[i] ?? 0),
      attention_mask: () => {
        const mask = new BigInt64Array(batch * (past + seqLen)).fill(1n);
        for (const [i, value] of padding?.entries() ?? []) mask[i] = BigInt(value);
        return new Tensor("int64", mask, [batch, past + seqLen]);
      },
      num_logits_to_keep: () => new Tensor("int64", BigInt64Array.of(BigInt(keepLogits)), []),
      use_cache_branch: () => new Tensor("bool", Uint8Array.of(past > 0 ? 1 : 0), [1]),
    };
    const feeds: Record<string, Ort.Tensor> = {};
    for (const { name } of inputs) if (Object.hasOwn(all, name)) feeds[name] = all[name]();
    return feeds;
  }

  #int64({ ids, batch }: Pick<ForwardInput, "ids" | "batch">, value: (i: number) => number): Ort.Tensor {
    const data = BigInt64Array.from({ length: ids.length }, (_, i) => BigInt(value(i)));
    return new this.#ort.Tensor("int64", data, [batch, ids.length / batch]);
  }
}

/** Those that the graph asks for. */
function only(inputs: readonly DeclaredInput[], feeds: Record<string, Ort.Tensor>): Record<string, Ort.Tensor> {
  return Object.fromEntries(Object.entries(feeds).filter(([name]) => inputs.some((input) => input.name === name)));
}

/** Keys and values stay on the GPU, but for those of an encoder, which merged decoders give out once, and then empty. */
function cacheNames({ graph }: OnnxModel): string[] {
  return graph.outputs.map(({ name }) => name).filter((name) => /^present/.test(name) && !/\.encoder\./.test(name));
}

function readOutputs(results: Record<string, Ort.Tensor>): Outputs {
  const outputs: Outputs = {};
  for (const [name, tensor] of Object.entries(results)) {
    const known = Object.hasOwn(outputNames, name) ? outputNames[name] : undefined;
    if (!known) continue;
    const shape = [...tensor.dims];
    const axes = known.key === "logits" && shape.length === 2 ? ["batch", "scores"] : known.axes;
    outputs[known.key] = { data: toFloat32(tensor), shape, axes } satisfies Tensor;
  }
  return outputs;
}
