/**
 * A model that runs at once, on arrays: the eager engine.
 *
 * It owns what outlives a run: weights, the arena, the kernels. What belongs to one sequence (its cache) is passed in.
 * @module
 */
import type { Kernels } from "@llm-anatomy/kernels";
import type { KVCache } from "@llm-anatomy/kv-cache";
import { type Tokens, windowCount } from "../model/embedding.ts";
import type { ModelOutputs } from "../model/heads.ts";
import { encode, model } from "../model/model.ts";
import type { ModelSpec, StackSpec } from "../spec.ts";
import type { ModelWeights } from "../weights.ts";
import { EagerOps } from "./eager-ops.ts";
import type { EagerMemory, EagerTensor } from "./tensor.ts";

export interface EagerInput {
  /** [batch, seq] */
  ids: ArrayLike<number>;
  /** Default 1. */
  batch?: number;
  /** [batch, seq]. Default: counted from the tokens already in the cache. */
  positions?: ArrayLike<number>;
  /** [batch, seq]: which sentence a token belongs to. Default 0. */
  types?: ArrayLike<number>;
  /** [batch, past + seq]: 1 for a token, 0 for padding. */
  padding?: Uint8Array;
  cache?: KVCache;
  /** What `encode` made of the source, for an encoder–decoder. */
  source?: EncodedSource;
  /** Positions to compute logits for: every one, or each sequence's last. Default "all". */
  asked?: "all" | "last";
  /** Names of places to look at; see `probeTable`. */
  observed?: ReadonlySet<string>;
  /** Called at each of them, in order. What it returns replaces the values for the rest of the run. */
  onProbe?(name: string, x: EagerTensor): Float32Array | undefined | void;
}

/** What an encoder of frames reads: a spectrogram. */
export interface FramesInput extends Pick<EagerInput, "batch" | "observed" | "onProbe"> {
  /** [batch, frames, features] */
  frames: Float32Array;
}

/** An encoder's output, and the keys and values that cross attention made of it in the first run that read it. */
export interface EncodedSource {
  /** [batch, sourceLen, modelDim] */
  output: EagerTensor;
  padding?: Uint8Array;
  memories: EagerMemory[];
  /** Gives its memory back. */
  dispose(): void;
}

export class EagerModel {
  readonly spec: ModelSpec;
  readonly weights: ModelWeights<EagerTensor>;
  readonly ops: EagerOps;
  #ids = new Int32Array(0);
  #positions = new Int32Array(0);
  #types = new Int32Array(0);

  constructor(spec: ModelSpec, weights: ModelWeights<EagerTensor>, kernels: Kernels) {
    this.spec = spec;
    this.weights = weights;
    this.ops = new EagerOps(kernels);
  }

  /**
   * Runs tokens through the model. Which outputs there are depends on the head. They lie in memory that the next run
   * uses again: copy what has to stay.
   *
   * @throws RangeError for ids outside the vocabulary, positions beyond the model's, or arrays of the wrong length
   */
  run(input: EagerInput): ModelOutputs<EagerTensor> {
    const { cache, source } = input;
    const past = cache ? cache.seen : 0;
    const tokens = this.#begin(input, this.spec, past);
    try {
      return model(this.ops, tokens, this.weights, this.spec, source?.output);
    } catch (error) {
      cache?.crop(past); // a run that failed half-way leaves no half of a step behind
      throw error;
    }
  }

  /** Runs the encoder of an encoder–decoder. The result can be read by any number of runs. */
  encode(input: Omit<EagerInput, "cache" | "source" | "asked"> | FramesInput): EncodedSource {
    if (!this.spec.encoder) throw new TypeError("encode: this model has no encoder. Use run.");
    const tokens =
      "frames" in input ? this.#beginFrames(input, this.spec.encoder) : this.#begin(input, this.spec.encoder, 0);
    const { memory } = this.ops.kernels;
    const { shape, data } = encode(this.ops, tokens, this.weights, this.spec);
    const output: EagerTensor = { shape: [...shape], data: memory.allocate(Float32Array, data.length) };
    output.data.set(data);
    const memories: EagerMemory[] = [];
    return {
      output,
      padding: "frames" in input ? undefined : input.padding,
      memories,
      dispose() {
        memory.free(output.data);
        for (const { keys, values } of memories) for (const { data: made } of [keys, values]) memory.free(made);
      },
    };
  }

  dispose(): void {
    this.ops.arena.dispose();
  }

  /** Checks an input, tells the operations what the run is about, and returns its tokens. */
  #begin(input: EagerInput, spec: StackSpec, past: number): Tokens<EagerTensor> {
    const { batch = 1, cache, source, observed, onProbe } = input;
    const seqLen = input.ids.length / batch;
    if (!Number.isInteger(seqLen) || seqLen === 0) {
      throw new RangeError(
        `run: ids has ${input.ids.length} elements, which is not [batch=${batch}, seq] with seq >= 1.`,
      );
    }
    const length = this.#fillTokens(input, spec, seqLen, past);
    const padding = checkPadding(input.padding, batch, past + seqLen);
    const asked = input.asked === "last" ? lastTokens(batch, seqLen, past, padding) : "all";
    this.ops.begin({
      batch,
      seqLen,
      cache,
      past,
      padding,
      sourcePadding: source?.padding,
      crossMemories: source?.memories,
      length,
      asked,
      observed,
      onProbe,
    });
    const tensor = (ids: Int32Array): EagerTensor => ({ shape: [batch, seqLen], data: empty, ids });
    return { ids: tensor(this.#ids), positions: tensor(this.#positions), types: tensor(this.#types) };
  }

  /** The same for frames, whose vectors stand at positions 0, 1, 2 … */
  #beginFrames({ frames: data, batch = 1, ...looking }: FramesInput, spec: StackSpec): Tokens<EagerTensor> {
    const { frames } = spec.embedding;
    if (!frames) throw new TypeError("encode: this model's encoder reads tokens, not frames. Give ids.");
    const count = data.length / batch / frames.features;
    if (!Number.isInteger(count) || count === 0) {
      throw new RangeError(
        `encode: frames has ${data.length} numbers, which is not [batch=${batch}, frames, features=${frames.features}].`,
      );
    }
    const length = frames.convolutions.reduce(windowCount, count);
    const tokens = this.#begin({ ...looking, batch, ids: new Int32Array(batch * length) }, spec, 0);
    return { ...tokens, frames: { shape: [batch, count, frames.features], data } };
  }

  /** Copies ids, positions and types; returns one more than the largest position. */
  #fillTokens({ ids, positions, types }: EagerInput, spec: StackSpec, seqLen: number, past: number): number {
    const count = ids.length;
    if (this.#ids.length !== count) {
      this.#ids = new Int32Array(count);
      this.#positions = new Int32Array(count);
      this.#types = new Int32Array(count);
    }
    let largest = 0;
    for (let i = 0; i < count; i++) {
      if (!(ids[i] >= 0 && ids[i] < spec.vocabSize)) {
        throw new RangeError(
          `run: token id ${ids[i]} at index ${i} is not in the vocabulary of ${spec.vocabSize}. Check the tokenizer.`,
        );
      }
      this.#ids[i] = ids[i];
      this.#positions[i] = positions ? positions[i] : past + (i % seqLen);
      this.#types[i] = types ? types[i] : 0;
      largest = Math.max(largest, this.#positions[i]);
    }
    if (spec.embedding.learnedPositions && largest >= spec.maxPositions) {
      throw new RangeError(
        `run: position ${largest} is beyond the model's ${spec.maxPositions} positions. Shorten the text, or start a new sequence.`,
      );
    }
    return largest + 1;
  }
}

const empty = new Float32Array(0);

function checkPadding(padding: Uint8Array | undefined, batch: number, length: number): Uint8Array | undefined {
  if (!padding) return undefined;
  if (padding.length !== batch * length) {
    throw new RangeError(
      `run: padding has ${padding.length} elements but [batch=${batch}, past + seq=${length}] needs ${batch * length}.`,
    );
  }
  return padding.every((value) => value === 1) ? undefined : padding;
}

/** Index of each sequence's last token that is not padding. */
function lastTokens(batch: number, seqLen: number, past: number, padding: Uint8Array | undefined): Int32Array {
  const last = new Int32Array(batch).fill(seqLen - 1);
  if (!padding) return last;
  for (let b = 0; b < batch; b++) {
    while (last[b] > 0 && !padding[b * (past + seqLen) + past + last[b]]) last[b]--;
  }
  return last;
}
