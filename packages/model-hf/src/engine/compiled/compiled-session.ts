/**
 * A sequence decoded by ONNX Runtime, through its public interface: each run gives out all keys and values, and gets
 * them back with the next token.
 * @module
 */
import type { LanguageModelSpec } from "@llm-anatomy/transformer";
import type { AppendOptions, ForwardInput, Session, Tensor } from "../engine.ts";
import { axesOf } from "../probe-axes.ts";
import type { CompiledGraph } from "./compiled-engine.ts";
import type { Ort } from "./onnx-runtime.ts";
import { outputName, type TracedModel } from "./trace-model.ts";

type Feeds = (
  input: Pick<ForwardInput, "ids" | "batch">,
  past: number,
  traced: TracedModel,
) => Record<string, Ort.Tensor>;

export class CompiledSession implements Session {
  readonly #ort: typeof Ort;
  readonly #spec: LanguageModelSpec;
  readonly #batch: number;
  readonly #graphFor: (logits: "all" | "last") => Promise<CompiledGraph>;
  readonly #feeds: Feeds;
  /** `past_key_values.N.key` and `.value` for the next run. */
  #cache: Record<string, Ort.Tensor> = {};
  #length = 0;

  constructor(
    ort: typeof Ort,
    spec: LanguageModelSpec,
    batch: number,
    graphFor: (logits: "all" | "last") => Promise<CompiledGraph>,
    feeds: Feeds,
  ) {
    this.#ort = ort;
    this.#spec = spec;
    this.#batch = batch;
    this.#graphFor = graphFor;
    this.#feeds = feeds;
    this.crop(0);
  }

  get length(): number {
    return this.#length;
  }

  async append(ids: ArrayLike<number>, { logits = "last", signal }: AppendOptions = {}): Promise<Tensor> {
    const { traced, runtime } = await this.#graphFor(logits);
    signal?.throwIfAborted();
    const input = { ids: Int32Array.from(ids), batch: this.#batch };
    const results = await runtime.run({ ...this.#feeds(input, this.#length, traced), ...this.#cache });
    this.#cache = Object.fromEntries(
      Object.keys(this.#cache).map((name) => [name, results[name.replace("past_key_values", "present")]]),
    );
    this.#length += ids.length / this.#batch;
    const { data, dims } = results[outputName(this.#spec)];
    return { data: data as Float32Array, shape: [...dims], axes: axesOf("logits", dims) };
  }

  crop(length: number): void {
    if (!(length >= 0 && length <= this.#length)) {
      throw new RangeError(
        `crop: length is ${length} but has to be between 0 and the ${this.#length} tokens in the cache.`,
      );
    }
    this.#spec.blocks.forEach(({ attention: { numKvHeads, headDim, valueDim = headDim } }, layer) => {
      const widths = { key: headDim, value: valueDim };
      for (const [part, dim] of Object.entries(widths)) {
        const name = `past_key_values.${layer}.${part}`;
        const data = firstPositions(
          this.#cache[name]?.data as Float32Array | undefined,
          this.#batch * numKvHeads,
          length,
          dim,
        );
        this.#cache[name] = new this.#ort.Tensor("float32", data, [this.#batch, numKvHeads, length, dim]);
      }
    });
    this.#length = length;
  }

  async exportCache(): Promise<{ keys: Tensor; values: Tensor }[]> {
    const tensor = (name: string): Tensor => {
      const { data, dims } = this.#cache[name];
      return { data: (data as Float32Array).slice(), shape: [...dims], axes: ["batch", "kvHeads", "keys", "dim"] };
    };
    return this.#spec.blocks.map((_, layer) => ({
      keys: tensor(`past_key_values.${layer}.key`),
      values: tensor(`past_key_values.${layer}.value`),
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
