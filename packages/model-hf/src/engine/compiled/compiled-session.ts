/**
 * A sequence decoded by ONNX Runtime, through its public interface: each run gives out all keys and values, and gets
 * them back with the next token.
 * @module
 */
import type { ModelSpec } from "@llm-anatomy/transformer";
import type { AppendOptions, CachedLayer, ForwardInput, Session, Tensor } from "../engine.ts";
import { axesOf } from "../probe-axes.ts";
import type { CompiledGraph } from "./compiled-engine.ts";
import type { Ort } from "./onnx-runtime.ts";
import { presentName } from "./trace-attention.ts";
import type { TracedModel } from "./trace-model.ts";
import { cacheName } from "./tracing-ops.ts";

export interface SessionParts {
  ort: typeof Ort;
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
  /** Keys and values for the next run, by input name. */
  #cache: Record<string, Ort.Tensor> = {};
  #length = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#own = parts.spec.encoder ? "decoder." : "";
    this.crop(0);
  }

  get length(): number {
    return this.#length;
  }

  async append(ids: ArrayLike<number>, { logits = "last", signal }: AppendOptions = {}): Promise<Tensor> {
    const { graphFor, feeds, batch, cross } = this.#parts;
    const { traced, runtime } = await graphFor(logits);
    signal?.throwIfAborted();
    const input = { ids: Int32Array.from(ids), batch };
    const results = await runtime.run({ ...feeds(input, this.#length, traced), ...this.#cache, ...cross });
    this.#cache = Object.fromEntries(Object.keys(this.#cache).map((name) => [name, results[presentName(name)]]));
    this.#length += ids.length / batch;
    const { data, dims } = results[traced.outputs.logits ?? traced.outputs.lastHiddenState!];
    return { data: data as Float32Array, shape: [...dims], axes: axesOf("logits", dims) };
  }

  crop(length: number): void {
    if (!(length >= 0 && length <= this.#length)) {
      throw new RangeError(
        `crop: length is ${length} but has to be between 0 and the ${this.#length} tokens in the cache.`,
      );
    }
    const { ort, spec, batch } = this.#parts;
    spec.blocks.forEach(({ attention: { numKvHeads, headDim, valueDim = headDim } }, layer) => {
      const widths = { key: headDim, value: valueDim };
      for (const part of ["key", "value"] as const) {
        const name = cacheName(layer, this.#own, part);
        const held = this.#cache[name]?.data as Float32Array | undefined;
        const data = firstPositions(held, batch * numKvHeads, length, widths[part]);
        this.#cache[name] = new ort.Tensor("float32", data, [batch, numKvHeads, length, widths[part]]);
      }
    });
    this.#length = length;
  }

  async exportCache(): Promise<CachedLayer[]> {
    const { spec, cross } = this.#parts;
    const copy = ({ data, dims }: Ort.Tensor): Tensor => {
      return { data: (data as Float32Array).slice(), shape: [...dims], axes: ["batch", "kvHeads", "keys", "dim"] };
    };
    const crossCopy = (layer: number, part: "key" | "value") => {
      const tensor = cross[cacheName(layer, "encoder.", part)];
      return tensor && copy(tensor);
    };
    return spec.blocks.map((_, layer) => ({
      keys: copy(this.#cache[cacheName(layer, this.#own, "key")]),
      values: copy(this.#cache[cacheName(layer, this.#own, "value")]),
      crossKeys: crossCopy(layer, "key"),
      crossValues: crossCopy(layer, "value"),
    }));
  }

  async dispose(): Promise<void> {
    this.#cache = {};
  }
}

/** The first `length` positions of each head of [heads, all, dim]. */
function firstPositions(data: Float32Array | undefined, heads: number, length: number, dim: number): Float32Array {
  const kept = new Float32Array(heads * length * dim);
  if (!data || length === 0) return kept;
  const stride = data.length / heads;
  for (let h = 0; h < heads; h++) kept.set(data.subarray(h * stride, h * stride + length * dim), h * length * dim);
  return kept;
}
