/**
 * A model that runs at once, on arrays: the eager engine.
 *
 * It owns what outlives a run: weights, the arena, the kernels. What belongs to one sequence (its cache) is passed in.
 * @module
 */
import type { Kernels } from "@llm-anatomy/kernels";
import type { KVCache } from "@llm-anatomy/kv-cache";
import { languageModel } from "../model/language-model.ts";
import type { LanguageModelSpec } from "../spec.ts";
import type { LanguageModelWeights } from "../weights.ts";
import { EagerOps } from "./eager-ops.ts";
import type { EagerTensor } from "./tensor.ts";

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
  /** Positions to compute logits for: every one, or each sequence's last. Default "all". */
  asked?: "all" | "last";
  /** Names of places to look at; see `probeTable`. */
  observed?: ReadonlySet<string>;
  /** Called at each of them, in order. What it returns replaces the values for the rest of the run. */
  onProbe?(name: string, x: EagerTensor): Float32Array | undefined;
}

export class EagerModel {
  readonly spec: LanguageModelSpec;
  readonly weights: LanguageModelWeights<EagerTensor>;
  readonly ops: EagerOps;
  #ids = new Int32Array(0);
  #positions = new Int32Array(0);
  #types = new Int32Array(0);

  constructor(spec: LanguageModelSpec, weights: LanguageModelWeights<EagerTensor>, kernels: Kernels) {
    this.spec = spec;
    this.weights = weights;
    this.ops = new EagerOps(kernels);
  }

  /**
   * Runs tokens through the model. Returns logits [batch, asked, vocabSize], or hidden states for a model without a
   * head. The result lies in memory that the next run uses again: copy what has to stay.
   *
   * @throws RangeError for ids outside the vocabulary, positions beyond the model's, or arrays of the wrong length
   */
  run(input: EagerInput): EagerTensor {
    const { batch = 1, cache, observed, onProbe } = input;
    const seqLen = input.ids.length / batch;
    if (!Number.isInteger(seqLen) || seqLen === 0) {
      throw new RangeError(
        `run: ids has ${input.ids.length} elements, which is not [batch=${batch}, seq] with seq >= 1.`,
      );
    }
    const past = cache ? cache.seen : 0;
    const tokens = this.#tokens(input, batch, seqLen, past);
    const padding = checkPadding(input.padding, batch, past + seqLen);
    this.ops.begin({
      batch,
      seqLen,
      cache,
      past,
      padding,
      length: Math.max(...tokens.positions.ids!) + 1,
      asked: input.asked === "last" ? lastTokens(batch, seqLen, past, padding) : "all",
      observed,
      onProbe,
    });
    try {
      return languageModel(this.ops, tokens, this.weights, this.spec);
    } catch (error) {
      cache?.crop(past); // a run that failed half-way leaves no half of a step behind
      throw error;
    }
  }

  dispose(): void {
    this.ops.arena.dispose();
  }

  #tokens(input: EagerInput, batch: number, seqLen: number, past: number) {
    const count = batch * seqLen;
    if (this.#ids.length !== count) {
      this.#ids = new Int32Array(count);
      this.#positions = new Int32Array(count);
      this.#types = new Int32Array(count);
    }
    const { vocabSize, maxPositions } = this.spec;
    for (let i = 0; i < count; i++) {
      const id = input.ids[i];
      if (!(id >= 0 && id < vocabSize)) {
        throw new RangeError(
          `run: token id ${id} at index ${i} is not in the vocabulary of ${vocabSize}. Check the tokenizer.`,
        );
      }
      this.#ids[i] = id;
      this.#positions[i] = input.positions ? input.positions[i] : past + (i % seqLen);
      this.#types[i] = input.types ? input.types[i] : 0;
      if (this.spec.embedding.learnedPositions && this.#positions[i] >= maxPositions) {
        throw new RangeError(
          `run: position ${this.#positions[i]} is beyond the model's ${maxPositions} learned positions. Shorten the text, or start a new sequence.`,
        );
      }
    }
    const tensor = (ids: Int32Array): EagerTensor => ({ shape: [batch, seqLen], data: new Float32Array(0), ids });
    return {
      ids: tensor(this.#ids),
      positions: tensor(this.#positions),
      types: tensor(this.#types),
    };
  }
}

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
