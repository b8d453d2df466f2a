/**
 * What has to be said about a family of models: how its config.json becomes a spec, and what its tensors are called.
 * @module
 */
import type { LinearWeights, ModelSpec, ModelWeights, NormWeights } from "@llm-anatomy/transformer";
import type { NamedArray } from "../checkpoint/checkpoint.ts";
import type { ConfigReader } from "../config/config-reader.ts";

export interface Architecture {
  /** Values of `model_type` in config.json. */
  readonly modelTypes: readonly string[];
  /** Prefix of the base model's tensors, absent when the base model was saved alone. */
  readonly prefix: string;
  /** Older spellings of tensor names: pattern → what it is today. */
  readonly renames?: readonly (readonly [RegExp, string])[];
  /** Tensors that files may have and that nothing here reads. */
  readonly unread?: readonly RegExp[];
  readSpec(config: ConfigReader, heads: WantedHead): ModelSpec;
  /** Where each array of the model comes from. Names have the prefix; it is left out where the file leaves it out. */
  weights(spec: ModelSpec, names: TensorNames, config: ConfigReader): ModelWeights<TensorRecipe>;
}

/** Which head a checkpoint's class has; "encoder" is the encoder alone of a family that has a decoder too. */
export type WantedHead =
  | "vocabulary"
  | "pretraining"
  | "next-sentence"
  | "sequence"
  | "choice"
  | "tokens"
  | "spans"
  | "encoder"
  | "none";

/** What a mapping may ask about the file. */
export interface TensorNames {
  has(name: string): boolean;
}

/** How to get one array of the model out of the checkpoint. */
export interface TensorRecipe {
  /** Tensors of the checkpoint: one, or those that `apply` puts together. */
  names: readonly string[];
  /** What to do to them: transpose, take a part, join. Default: the only one, as it is. */
  apply?: ShapedApply;
  /** Table rows are looked up, matrices multiplied, vectors added: engines store them differently. */
  role: "matrix" | "vector" | "table";
}

export interface ShapedApply {
  (...arrays: NamedArray[]): NamedArray;
  /** The shape of what comes out, told without doing it. */
  shapeOf(...shapes: number[][]): number[];
}

type Names = string | readonly string[];

export const matrix = (names: Names, apply?: TensorRecipe["apply"]): TensorRecipe => recipe("matrix", names, apply);
export const vector = (names: Names, apply?: TensorRecipe["apply"]): TensorRecipe => recipe("vector", names, apply);
export const table = (names: Names, apply?: TensorRecipe["apply"]): TensorRecipe => recipe("table", names, apply);

function recipe(role: TensorRecipe["role"], names: Names, apply?: TensorRecipe["apply"]): TensorRecipe {
  return { names: typeof names === "string" ? [names] : names, apply, role };
}

/** `name.weight`, and `name.bias` when the spec says there is one. */
export function linearAt(name: string, bias: boolean): LinearWeights<TensorRecipe> {
  return { weight: matrix(`${name}.weight`), bias: bias ? vector(`${name}.bias`) : undefined };
}

/** A norm's `name.weight`, and `name.bias` for a LayerNorm that has one. */
export function normAt(name: string, bias = false): NormWeights<TensorRecipe> {
  return { weight: vector(`${name}.weight`), bias: bias ? vector(`${name}.bias`) : undefined };
}

/** The output head: its own tensor when the file has one, otherwise the embedding's table (tied). `bias`: true for the head's own, or its name. */
export function vocabularyAt(
  names: TensorNames,
  head: string,
  embedding: string,
  bias: boolean | string = false,
): LinearWeights<TensorRecipe> {
  const weight = names.has(`${head}.weight`) ? `${head}.weight` : embedding;
  const biasName = typeof bias === "string" ? bias : `${head}.bias`;
  return { weight: matrix(weight), bias: bias ? vector(biasName, flat) : undefined };
}

/** [1, n] → [n]. */
export const flat: ShapedApply = Object.assign(({ data }: NamedArray) => ({ data, shape: [data.length] }), {
  shapeOf: (shape: number[]) => [shape.reduce((product, size) => product * size, 1)],
});
