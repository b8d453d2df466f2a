/**
 * What runs a model. The eager engine computes on arrays, the compiled one in ONNX Runtime; to callers they are alike.
 * @module
 */
import type { KVCache } from "@llm-anatomy/kv-cache";

/** A tensor with named axes, slowest first. */
export interface Tensor {
  data: Float32Array;
  shape: number[];
  axes: string[];
}

/** What goes in. Arrays are [batch, seq] unless they say otherwise. */
export interface ForwardInput {
  ids: Int32Array;
  batch: number;
  positions?: Int32Array;
  types?: Int32Array;
  /** [batch, seq]: 1 for a token, 0 for padding. */
  padding?: Uint8Array;
  /** What an encoder–decoder reads; `ids` are then the decoder's. */
  source?: SourceInput;
  /** Places whose values come back; see `probeTable` of the transformer package. */
  capture?: readonly string[];
  /** What replaces the values of places. */
  edits?: ReadonlyMap<string, Edit>;
  /** The run may end after this place, which is captured: outputs are then empty. */
  until?: string;
}

/**
 * What replaces a place's values: a tensor, or a function of the values that returns new ones, or `undefined` after
 * changing `value.data` in place.
 */
export type Edit = Tensor | ((value: Tensor) => Float32Array | Tensor | undefined | void);

/** What computes: WebAssembly or native code on the CPU, or a GPU. */
export type Device = "wasm" | "cpu" | "webgpu";

/** What an encoder reads. */
export type SourceInput = TokenSource | FrameSource;

/** A spectrogram. */
export interface FrameSource {
  /** [batch, frames, features] */
  frames: Float32Array;
  batch: number;
}

/** [batch, sourceLen] each. */
export interface TokenSource {
  ids: Int32Array;
  batch: number;
  types?: Int32Array;
  padding?: Uint8Array;
}

export interface ForwardResult {
  outputs: Outputs;
  values: Record<string, Tensor>;
}

/** What a model gives out; which of these depends on its head. */
export interface Outputs {
  /** [batch, seq, vocabSize]; [batch, labels] of a sequence classifier; [batch, seq, labels] of a token classifier. */
  logits?: Tensor;
  /** [batch, seq, modelDim], of a model without a head. */
  lastHiddenState?: Tensor;
  /** [batch, modelDim] */
  poolerOutput?: Tensor;
  /** [batch, 2] */
  nextSentenceLogits?: Tensor;
  /** [batch, seq] */
  startLogits?: Tensor;
  endLogits?: Tensor;
  /** [batch, sourceLen, modelDim], of an encoder–decoder. */
  encoderLastHiddenState?: Tensor;
}

export interface Engine {
  readonly name: "eager" | "compiled";
  readonly device: Device;
  /** All tokens at once, with no cache. */
  forward(input: ForwardInput): Promise<ForwardResult>;
  createSession(options?: SessionOptions): Promise<Session>;
  dispose(): Promise<void>;
}

export interface SessionOptions {
  /** Sequences that go on together. Default 1, or the cache's. */
  batch?: number;
  /** What an encoder–decoder reads. */
  source?: SourceInput;
  /**
   * Keeps keys and values, in place of a cache of the session's own: one with another policy, or a fork of one that has
   * read something already. Made with `cacheShape(model.spec)`; the session disposes it. Eager engine only.
   */
  cache?: KVCache;
}

/** A sequence that grows, with its keys and values kept where the engine computes. */
export interface Session {
  /** Tokens in the cache. */
  readonly length: number;
  /**
   * Runs `ids` [batch, seq] after what is there. Returns the logits of the last position [batch, 1, vocabSize], or of
   * all of them. All of them may be overwritten by the next call, of any session.
   */
  append(ids: ArrayLike<number>, options?: AppendOptions): Promise<Tensor>;
  /** Forgets everything after the first `length` tokens. */
  crop(length: number): void;
  /** Copies of the cached keys and values [batch, kvHeads, length, dim], per layer. */
  exportCache(): Promise<CachedLayer[]>;
  dispose(): Promise<void>;
}

export interface CachedLayer {
  keys: Tensor;
  values: Tensor;
  /** Of the encoder's output, in an encoder–decoder. */
  crossKeys?: Tensor;
  crossValues?: Tensor;
}

export interface AppendOptions {
  logits?: "last" | "all";
  signal?: AbortSignal;
}
