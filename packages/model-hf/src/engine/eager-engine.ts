/** The eager engine behind the interface of engines. @module */
import type { Kernels } from "@llm-anatomy/kernels";
import { createDynamicCache, type KVCache } from "@llm-anatomy/kv-cache";
import {
  EagerModel,
  type EagerTensor,
  type LanguageModelSpec,
  type LanguageModelWeights,
  matrixTensor,
  vectorTensor,
} from "@llm-anatomy/transformer";
import type { Placed } from "../checkpoint/assemble-weights.ts";
import type { NamedArray } from "../checkpoint/checkpoint.ts";
import { applyEdit } from "./apply-edit.ts";
import type { Engine, ForwardInput, ForwardResult, Session, SessionOptions, Tensor } from "./engine.ts";
import { axesOf } from "./probe-axes.ts";

/** Puts an array of the checkpoint where kernels use it in place. */
export function placeWeight(kernels: Kernels, { data, shape }: NamedArray, { recipe }: Placed): EagerTensor {
  const own = kernels.memory.allocate(Float32Array, data.length);
  own.set(data);
  if (recipe.role === "vector") return vectorTensor(own);
  return matrixTensor({ type: "f32", rows: shape[0], cols: shape[1], data: own });
}

export class EagerEngine implements Engine {
  readonly name = "eager";
  readonly #model: EagerModel;
  readonly #kernels: Kernels;

  constructor(spec: LanguageModelSpec, weights: LanguageModelWeights<EagerTensor>, kernels: Kernels) {
    this.#model = new EagerModel(spec, weights, kernels);
    this.#kernels = kernels;
  }

  async forward({ ids, batch, positions, types, padding, capture = [], edits }: ForwardInput): Promise<ForwardResult> {
    const values: Record<string, Tensor> = {};
    const captured = new Set(capture);
    const output = this.#model.run({
      ids,
      batch,
      positions,
      types,
      padding,
      observed: new Set([...captured, ...(edits?.keys() ?? [])]),
      onProbe(name, x) {
        const edit = edits?.get(name);
        const replacement = edit && applyEdit(edit, name, copyTensor(name, x));
        if (captured.has(name))
          values[name] = copyTensor(name, replacement ? { shape: x.shape, data: replacement } : x);
        return replacement;
      },
    });
    return { output: copyTensor(this.#model.spec.head ? "logits" : "final_norm", output), values };
  }

  async createSession({ batch = 1 }: SessionOptions = {}): Promise<Session> {
    return new EagerSession(this.#model, this.#kernels, batch);
  }

  async dispose(): Promise<void> {
    this.#model.dispose();
  }
}

class EagerSession implements Session {
  readonly #model: EagerModel;
  readonly #batch: number;
  readonly #cache: KVCache;

  constructor(model: EagerModel, kernels: Kernels, batch: number) {
    this.#model = model;
    this.#batch = batch;
    const { blocks } = model.spec;
    const { numKvHeads, headDim, valueDim } = blocks[0].attention;
    this.#cache = createDynamicCache(
      { numLayers: blocks.length, batch, numKvHeads, headDim, valueDim },
      {
        allocate: (length) => kernels.memory.allocate(Float32Array, length),
        free: (array) => kernels.memory.free(array),
      },
    );
  }

  get length(): number {
    return this.#cache.seen;
  }

  async append(
    ids: ArrayLike<number>,
    { logits = "last", signal }: { logits?: "last" | "all"; signal?: AbortSignal } = {},
  ): Promise<Tensor> {
    signal?.throwIfAborted();
    const output = this.#model.run({ ids, batch: this.#batch, cache: this.#cache, asked: logits });
    return { data: output.data, shape: output.shape, axes: axesOf("logits", output.shape) };
  }

  crop(length: number): void {
    this.#cache.crop(length);
  }

  async exportCache(): Promise<{ keys: Tensor; values: Tensor }[]> {
    return this.#model.spec.blocks.map(({ attention: { numKvHeads, headDim, valueDim = headDim } }, layer) => {
      const { keys, values, length, capacity } = this.#cache.view(layer);
      const copy = (from: Float32Array, dim: number): Tensor => {
        const heads = this.#batch * numKvHeads;
        const data = new Float32Array(heads * length * dim);
        for (let h = 0; h < heads; h++) {
          data.set(from.subarray(h * capacity * dim, (h * capacity + length) * dim), h * length * dim);
        }
        return { data, shape: [this.#batch, numKvHeads, length, dim], axes: ["batch", "kvHeads", "keys", "dim"] };
      };
      return { keys: copy(keys, headDim), values: copy(values, valueDim) };
    });
  }

  async dispose(): Promise<void> {
    this.#cache.dispose();
  }
}

function copyTensor(name: string, { shape, data }: EagerTensor): Tensor {
  return { data: data.slice(), shape: [...shape], axes: axesOf(name, shape) };
}
