/**
 * A sequence decoded by a ready-made graph: what it gives out as `present` goes back in as `past_key_values`, whatever
 * shape its cache has.
 * @module
 */
import { type Ort, type Runtime, readTensor, releaseFromGpu } from "../engine/compiled/onnx-runtime.ts";
import type { AppendOptions, CachedLayer, Session, Tensor } from "../engine/engine.ts";
import { axesOf } from "../engine/probe-axes.ts";
import { type DeclaredInput, emptyCache, growingAxis, isCache, presentOf, toFloat32 } from "./graph-inputs.ts";

export interface PublishedSessionParts {
  runtime: Runtime;
  run(feeds: Record<string, Ort.Tensor>): Promise<Record<string, Ort.Tensor>>;
  inputs: readonly DeclaredInput[];
  batch: number;
  /** Of an encoder–decoder: what every step reads of the encoder. */
  given: Record<string, Ort.Tensor>;
  /** Inputs for `ids` [batch, seq] after `past` tokens. */
  feeds(ids: ArrayLike<number>, batch: number, past: number, keepLogits: number): Record<string, Ort.Tensor>;
}

export class PublishedSession implements Session {
  readonly #parts: PublishedSessionParts;
  readonly #caches: readonly DeclaredInput[];
  /** By input name. After a crop they are longer than `#length`, until they are used. */
  #cache = new Map<string, Ort.Tensor>();
  #length = 0;
  #cropped = false;

  constructor(parts: PublishedSessionParts) {
    this.#parts = parts;
    this.#caches = parts.inputs.filter(({ name }) => isCache(name));
    if (this.#caches.length === 0)
      throw new RangeError("createSession: the graph has no cache (past_key_values), so it cannot go on step by step.");
    for (const input of this.#caches) this.#cache.set(input.name, emptyCache(parts.runtime.ort, input, parts.batch));
  }

  get length(): number {
    return this.#length;
  }

  async append(ids: ArrayLike<number>, { logits = "last", signal }: AppendOptions = {}): Promise<Tensor> {
    signal?.throwIfAborted();
    const { run, feeds, batch, given } = this.#parts;
    await this.#cutToLength();
    const tokens = feeds(ids, batch, this.#length, logits === "last" ? 1 : 0);
    const results = await run({ ...tokens, ...Object.fromEntries(this.#cache), ...given });
    for (const { name } of this.#caches) {
      const made = results[presentOf(name)];
      // With a cache, exporters' merged decoders give out something empty for the encoder's keys: they have not changed.
      if (!made || (this.#length > 0 && name.includes(".encoder."))) continue;
      releaseFromGpu([this.#cache.get(name)!]);
      this.#cache.set(name, made);
    }
    this.#length += ids.length / batch;
    const scores = results.logits ?? results.last_hidden_state;
    const [rows, seq, width] = scores.dims;
    const data = toFloat32(scores);
    if (logits === "all" || seq === 1) return { data, shape: [rows, seq, width], axes: axesOf("logits", scores.dims) };
    const last = new Float32Array(rows * width);
    for (let b = 0; b < rows; b++)
      last.set(data.subarray(((b + 1) * seq - 1) * width, (b + 1) * seq * width), b * width);
    return { data: last, shape: [rows, 1, width], axes: axesOf("logits", scores.dims) };
  }

  crop(length: number): void {
    if (!(length >= 0 && length <= this.#length)) {
      throw new RangeError(
        `crop: length is ${length} but has to be between 0 and the ${this.#length} tokens in the cache.`,
      );
    }
    if (length === this.#length) return;
    for (const input of this.#caches) {
      if (length > 0 && !input.name.includes(".encoder.") && growingAxis(input) < 0)
        throw new RangeError(
          `crop: "${input.name}" is a state of fixed size, which cannot be taken back. Begin again with crop(0).`,
        );
    }
    this.#length = length;
    this.#cropped = true;
  }

  async exportCache(): Promise<CachedLayer[]> {
    await this.#cutToLength();
    const layers: Partial<CachedLayer>[] = [];
    for (const [name, tensor] of this.#cache) {
      const [, layer, of, part] = /^past_key_values\.(\d+)\.(encoder\.|decoder\.)?(key|value)$/.exec(name) ?? [];
      if (layer === undefined) continue; // a state that is not keys and values
      const key =
        of === "encoder." ? (`cross${part === "key" ? "Keys" : "Values"}` as const) : (`${part}s` as "keys" | "values");
      layers[Number(layer)] = {
        ...layers[Number(layer)],
        [key]: {
          data: toFloat32(await this.#onCpu(tensor)).slice(),
          shape: [...tensor.dims],
          axes: ["batch", "kvHeads", "keys", "dim"],
        },
      };
    }
    return layers as CachedLayer[];
  }

  async dispose(): Promise<void> {
    releaseFromGpu([...this.#cache.values()]);
    this.#cache.clear();
  }

  /** Leaves out what a crop has forgotten: what lies on a GPU cannot be cut at once. */
  async #cutToLength(): Promise<void> {
    if (!this.#cropped) return;
    this.#cropped = false;
    const { runtime, batch } = this.#parts;
    for (const input of this.#caches) {
      const held = this.#cache.get(input.name)!;
      if (this.#length === 0) this.#cache.set(input.name, emptyCache(runtime.ort, input, batch));
      else if (input.name.includes(".encoder.")) continue;
      else this.#cache.set(input.name, firstPositions(runtime.ort, input, await this.#onCpu(held), this.#length));
      releaseFromGpu([held]);
    }
  }

  async #onCpu(tensor: Ort.Tensor): Promise<Pick<Ort.Tensor, "data" | "dims" | "type">> {
    return { data: await readTensor(this.#parts.runtime, tensor), dims: tensor.dims, type: tensor.type };
  }
}

/** The first `length` entries along the axis that grows. */
function firstPositions(
  ort: typeof Ort,
  input: DeclaredInput,
  { data, dims, type }: Pick<Ort.Tensor, "data" | "dims" | "type">,
  length: number,
): Ort.Tensor {
  const axis = growingAxis(input);
  const inner = dims.slice(axis + 1).reduce((product, size) => product * size, 1);
  const outer = dims.slice(0, axis).reduce((product, size) => product * size, 1);
  const from = data as Float32Array;
  const kept = new (from.constructor as Float32ArrayConstructor)(outer * length * inner);
  for (let i = 0; i < outer; i++) {
    const start = i * dims[axis] * inner;
    kept.set(from.subarray(start, start + length * inner), i * length * inner);
  }
  return new ort.Tensor(type as "float32", kept, dims.with(axis, length));
}
