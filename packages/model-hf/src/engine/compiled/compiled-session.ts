/**
 * A sequence decoded by ONNX Runtime, through its public interface: each run gives out all keys and values, and gets
 * them back with the next token. On a GPU they stay there, and are fetched only for `exportCache` and `crop`.
 * @module
 */
import type { ModelSpec } from "@llm-anatomy/transformer";
import type { AppendOptions, CachedLayer, ForwardInput, Session, Tensor } from "../engine.ts";
import { axesOf } from "../probe-axes.ts";
import type { CompiledGraph } from "./compiled-engine.ts";
import { type Ort, type Runtime, readTensor, releaseFromGpu } from "./onnx-runtime.ts";
import { presentName } from "./trace-attention.ts";
import type { TracedModel } from "./trace-model.ts";
import { cacheName } from "./tracing-ops.ts";

export interface SessionParts {
  runtime: Runtime;
  spec: ModelSpec;
  batch: number;
  graphFor(logits: "all" | "last"): Promise<CompiledGraph>;
  /** Token inputs of a run that follows `past` tokens. */
  feeds(input: Pick<ForwardInput, "ids" | "batch">, past: number, traced: TracedModel): Record<string, Ort.Tensor>;
  /** Of an encoder–decoder: what every run reads of the encoder. Empty otherwise. */
  cross: Record<string, Ort.Tensor>;
}

export class CompiledSession implements Session {
  readonly #parts: SessionParts;
  readonly #own: "" | "decoder.";
  /** Keys and values for the next run, by input name; longer than `#length` after a crop. */
  #cache: Record<string, Ort.Tensor> = {};
  #length = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#own = parts.spec.encoder ? "decoder." : "";
    for (const { name, heads, dim } of this.#places()) {
      const shape = [parts.batch, heads, 0, dim];
      this.#cache[name] = new parts.runtime.ort.Tensor("float32", new Float32Array(0), shape);
    }
  }

  get length(): number {
    return this.#length;
  }

  async append(ids: ArrayLike<number>, { logits = "last", signal }: AppendOptions = {}): Promise<Tensor> {
    const { graphFor, feeds, batch, cross } = this.#parts;
    const { traced, run } = await graphFor(logits);
    signal?.throwIfAborted();
    await this.#cutToLength();
    const input = { ids: Int32Array.from(ids), batch };
    const before = this.#cache;
    const results = await run({ ...feeds(input, this.#length, traced), ...before, ...cross });
    this.#cache = Object.fromEntries(Object.keys(before).map((name) => [name, results[presentName(name)]]));
    releaseFromGpu(Object.values(before));
    this.#length += ids.length / batch;
    const { data, dims } = results[traced.outputs.logits ?? traced.outputs.lastHiddenState!];
    return { data: data as Float32Array, shape: [...dims], axes: axesOf("logits", dims) };
  }

  /** Takes effect when the cache is used next: what lies on a GPU cannot be cut at once. */
  crop(length: number): void {
    if (!(length >= 0 && length <= this.#length)) {
      throw new RangeError(
        `crop: length is ${length} but has to be between 0 and the ${this.#length} tokens in the cache.`,
      );
    }
    this.#length = length;
  }

  async exportCache(): Promise<CachedLayer[]> {
    await this.#cutToLength();
    const { runtime, spec, cross } = this.#parts;
    const copy = async (tensor: Ort.Tensor): Promise<Tensor> => ({
      data: ((await readTensor(runtime, tensor)) as Float32Array).slice(),
      shape: [...tensor.dims],
      axes: ["batch", "kvHeads", "keys", "dim"],
    });
    const crossCopy = async (layer: number, part: "key" | "value") => {
      const tensor = cross[cacheName(layer, "encoder.", part)];
      return tensor && (await copy(tensor));
    };
    const layers: CachedLayer[] = [];
    for (const layer of spec.blocks.keys()) {
      layers.push({
        keys: await copy(this.#cache[cacheName(layer, this.#own, "key")]),
        values: await copy(this.#cache[cacheName(layer, this.#own, "value")]),
        crossKeys: await crossCopy(layer, "key"),
        crossValues: await crossCopy(layer, "value"),
      });
    }
    return layers;
  }

  async dispose(): Promise<void> {
    releaseFromGpu(Object.values(this.#cache));
    releaseFromGpu(Object.values(this.#parts.cross));
    this.#cache = {};
  }

  /** What is cached, and how large it is per token. */
  *#places(): Generator<{ name: string; heads: number; dim: number }> {
    for (const [layer, { attention }] of this.#parts.spec.blocks.entries()) {
      const { numKvHeads: heads, headDim, valueDim = headDim } = attention;
      yield { name: cacheName(layer, this.#own, "key"), heads, dim: headDim };
      yield { name: cacheName(layer, this.#own, "value"), heads, dim: valueDim };
    }
  }

  /** Leaves out what a crop has forgotten. */
  async #cutToLength(): Promise<void> {
    const { runtime, batch } = this.#parts;
    for (const { name, heads, dim } of this.#places()) {
      const held = this.#cache[name];
      if (held.dims[2] === this.#length) continue;
      const data = firstPositions((await readTensor(runtime, held)) as Float32Array, batch * heads, this.#length, dim);
      this.#cache[name] = new runtime.ort.Tensor("float32", data, [batch, heads, this.#length, dim]);
      releaseFromGpu([held]);
    }
  }
}

/** The first `length` positions of each head of [heads, all, dim]. */
function firstPositions(data: Float32Array, heads: number, length: number, dim: number): Float32Array {
  const kept = new Float32Array(heads * length * dim);
  const stride = data.length / heads;
  for (let h = 0; h < heads; h++) kept.set(data.subarray(h * stride, h * stride + length * dim), h * length * dim);
  return kept;
}
