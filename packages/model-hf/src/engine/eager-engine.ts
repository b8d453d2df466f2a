/** The eager engine behind the interface of engines. @module */
import { type Kernels, quantizeInt4, quantizeInt8 } from "@llm-anatomy/kernels";
import { createDynamicCache, type KVCache } from "@llm-anatomy/kv-cache";
import { decodeSmallFloats, encodeSmallFloats } from "@llm-anatomy/onnx-graph";
import {
  EagerModel,
  type EagerTensor,
  type EncodedSource,
  type ModelSpec,
  type ModelWeights,
  matrixTensor,
  vectorTensor,
} from "@llm-anatomy/transformer";
import type { Placed } from "../checkpoint/assemble-weights.ts";
import type { NamedArray } from "../checkpoint/checkpoint.ts";
import { applyEdit } from "./apply-edit.ts";
import { cacheShape, checkCacheShape } from "./cache-shape.ts";
import { type Dtype, isRounded, isVocabularyHead } from "./dtypes.ts";
import type { CachedLayer, Engine, ForwardInput, ForwardResult, Session, SessionOptions, Tensor } from "./engine.ts";
import { nameOutputs } from "./name-outputs.ts";
import { axesOf } from "./probe-axes.ts";

/**
 * Puts an array of the checkpoint where kernels use it in place, quantised on the way, so that at no time more than one
 * array exists twice. There is no arithmetic on float16: such weights are rounded, and held as float32.
 */
export function placeWeight(kernels: Kernels, array: NamedArray, place: Placed, dtype: Dtype): EagerTensor {
  const { data, shape } = array;
  const rounded = dtype !== "f32" && isRounded(place, shape);
  const [rows, cols] = shape;
  const { memory } = kernels;
  if (rounded && dtype !== "f16") {
    const in4Bits =
      dtype === "q4" && place.recipe.role === "matrix" && !isVocabularyHead(place) && cols % int4Block === 0;
    return matrixTensor((in4Bits ? quantizeInt4 : quantizeInt8)({ rows, cols, data }, memory));
  }
  const own = memory.allocate(Float32Array, data.length);
  own.set(rounded ? decodeSmallFloats("float16", encodeSmallFloats("float16", data)) : data);
  if (place.recipe.role === "vector") return vectorTensor(own);
  return matrixTensor({ type: "f32", rows, cols, data: own });
}

// The kernels' 4-bit matrices have a scale per 32 columns; where columns are no multiple, 8 bits are kept.
const int4Block = 32;

/** Thrown to end a run at the place up to which it was asked for. */
const reached = new Error("The run has reached its last place.");

export class EagerEngine implements Engine {
  readonly name = "eager";
  readonly device = "wasm";
  readonly #model: EagerModel;
  readonly #kernels: Kernels;
  readonly #end?: () => void;

  /** `end` ends the threads of the kernels. */
  constructor(spec: ModelSpec, weights: ModelWeights<EagerTensor>, kernels: Kernels, end?: () => void) {
    this.#model = new EagerModel(spec, weights, kernels);
    this.#kernels = kernels;
    this.#end = end;
  }

  async forward({ source, capture = [], edits, until, ...input }: ForwardInput): Promise<ForwardResult> {
    const values: Record<string, Tensor> = {};
    const captured = new Set(capture);
    const looking = {
      observed: new Set([...captured, ...(edits?.keys() ?? [])]),
      onProbe(name: string, x: EagerTensor) {
        const edit = edits?.get(name);
        const replacement = edit && applyEdit(edit, name, copyTensor(name, x));
        if (captured.has(name))
          values[name] = copyTensor(name, replacement ? { shape: x.shape, data: replacement } : x);
        if (name === until) throw reached;
        return replacement;
      },
    };
    let encoded: EncodedSource | undefined;
    try {
      encoded = source && this.#model.encode({ ...source, ...looking });
      const made = this.#model.run({ ...input, source: encoded, ...looking });
      const outputs = nameOutputs(made, this.#model.spec.head, ({ data, shape }) => ({
        data: data.slice(),
        shape: [...shape],
        axes: [],
      }));
      if (encoded) outputs.encoderLastHiddenState = copyTensor("final_norm", encoded.output);
      return { outputs, values };
    } catch (error) {
      if (error === reached) return { outputs: {}, values };
      throw error;
    } finally {
      encoded?.dispose();
    }
  }

  async createSession({ source, cache, batch = cache?.shape.batch ?? 1 }: SessionOptions = {}): Promise<Session> {
    const shape = cacheShape(this.#model.spec, batch);
    if (cache) checkCacheShape(cache.shape, shape);
    const { memory } = this.#kernels;
    const kept =
      cache ??
      createDynamicCache(shape, {
        allocate: (length) => memory.allocate(Float32Array, length),
        free: (array) => memory.free(array),
      });
    return new EagerSession(this.#model, kept, source && this.#model.encode(source));
  }

  async dispose(): Promise<void> {
    this.#model.dispose();
    this.#end?.();
  }
}

class EagerSession implements Session {
  readonly #model: EagerModel;
  readonly #cache: KVCache;
  readonly #source?: EncodedSource;

  constructor(model: EagerModel, cache: KVCache, source?: EncodedSource) {
    this.#model = model;
    this.#cache = cache;
    this.#source = source;
  }

  get length(): number {
    return this.#cache.seen;
  }

  async append(
    ids: ArrayLike<number>,
    { logits = "last", signal }: { logits?: "last" | "all"; signal?: AbortSignal } = {},
  ): Promise<Tensor> {
    signal?.throwIfAborted();
    const { logits: scores, lastHiddenState } = this.#model.run({
      ids,
      batch: this.#cache.shape.batch,
      cache: this.#cache,
      source: this.#source,
      asked: logits,
    });
    const { data, shape } = scores ?? lastHiddenState!;
    // The engine's own memory: another sequence of this model may run before the caller looks. A copy takes 0.02 ms of 50,000 scores.
    return { data: logits === "last" ? data.slice() : data, shape, axes: axesOf("logits", shape) };
  }

  crop(length: number): void {
    this.#cache.crop(length);
  }

  async exportCache(): Promise<CachedLayer[]> {
    return this.#model.spec.blocks.map((_, layer) => {
      const { keys, values, length, capacity } = this.#cache.view(layer);
      const { numKvHeads, headDim, valueDim = headDim } = this.#model.spec.blocks[layer].attention;
      const copy = (data: Float32Array, dim: number): Tensor =>
        gatherHeads(data, [this.#cache.shape.batch, numKvHeads, length, dim], {
          batch: numKvHeads * capacity * dim,
          head: capacity * dim,
          position: dim,
        });
      const cross = this.#source?.memories[layer];
      return {
        keys: copy(keys, headDim),
        values: copy(values, valueDim),
        crossKeys: cross && gatherHeads(cross.keys.data, headsFirst(cross.keys.shape), cross.key),
        crossValues: cross && gatherHeads(cross.values.data, headsFirst(cross.values.shape), cross.value),
      };
    });
  }

  async dispose(): Promise<void> {
    this.#cache.dispose();
    this.#source?.dispose();
  }
}

function headsFirst([batch, keys, heads, dim]: readonly number[]): number[] {
  return [batch, heads, keys, dim];
}

/** A dense copy [batch, heads, keys, dim] of keys or values that lie with these strides. */
function gatherHeads(
  from: Float32Array,
  shape: number[],
  stride: { batch: number; head: number; position: number },
): Tensor {
  const [batch, heads, length, dim] = shape;
  const data = new Float32Array(batch * heads * length * dim);
  let at = 0;
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      for (let t = 0; t < length; t++, at += dim) {
        const start = b * stride.batch + h * stride.head + t * stride.position;
        data.set(from.subarray(start, start + dim), at);
      }
    }
  }
  return { data, shape, axes: ["batch", "kvHeads", "keys", "dim"] };
}

function copyTensor(name: string, { shape, data }: EagerTensor): Tensor {
  return { data: data.slice(), shape: [...shape], axes: axesOf(name, shape) };
}
