/** What a family of models is in a GGUF file: names, metadata, and which tensors are moved about. @module */
import type { Metadata } from "./gguf-writer.ts";

export interface Tensor {
  /** May be a getter: it is asked when the tensor is written, one at a time. */
  readonly data: Float32Array;
  /** Slowest axis first. */
  shape: readonly number[];
}

export type Config = Record<string, never>;

export interface Family {
  architecture: string;
  /** Hugging Face's name → GGUF's, in blocks without what stands before the block's number and its dot. `{e}` is stacked. */
  names: Record<string, string>;
  metadata(config: Config): Metadata;
  /** By GGUF's name. */
  turns?: Record<string, Turn>;
  /** Tensors that are made of the config. */
  extra?(config: Config): Record<string, Tensor>;
}

export interface Turn {
  apply(tensor: Tensor, config: Config): Float32Array;
  /** Where it changes. */
  shape?(shape: readonly number[]): readonly number[];
}
