/**
 * What a ready-made graph asks for, and how to give it: the same few inputs have the same names in every exporter's
 * files, and which of them a graph has tells what kind of model it is.
 * @module
 */
import { decodeSmallFloats, type OnnxModel } from "@llm-anatomy/onnx-graph";
import type { Ort } from "../engine/compiled/onnx-runtime.ts";
import { CheckpointError } from "../errors.ts";

/** An input as the graph declares it. */
export interface DeclaredInput {
  name: string;
  elementType: string;
  /** Sizes that a run decides have names, or none. */
  shape: readonly (number | string | null)[];
}

const tokenInputs = new Set([
  "input_ids",
  "attention_mask",
  "position_ids",
  "token_type_ids",
  "num_logits_to_keep",
  "use_cache_branch",
  "encoder_hidden_states",
  "encoder_attention_mask",
  "input_features",
]);

/** The inputs of a graph. @throws CheckpointError for one that nothing here can give */
export function readInputs({ graph }: OnnxModel, name: string, path: string): DeclaredInput[] {
  const weights = new Set(graph.initializers.map((initializer) => initializer.name));
  return graph.inputs
    .filter((input) => !weights.has(input.name))
    .map(({ name: input, type }) => {
      if (type?.kind !== "tensor" || !(tokenInputs.has(input) || isCache(input))) {
        throw new CheckpointError(
          `${name}: asks for "${input}", which cannot be given here. Graphs that read ${[...tokenInputs].join(", ")} and past_key_values can be run.`,
          { code: "config-unsupported", file: path },
        );
      }
      return { name: input, elementType: type.elementType, shape: type.shape ?? [] };
    });
}

export function isCache(input: string): boolean {
  return input.startsWith("past_");
}

/** Name of the output that holds what goes in as `past` in the next step. */
export function presentOf(past: string): string {
  return past.replace(/^past_key_values/, "present").replace(/^past_/, "present_");
}

/** The axis along which a cache grows: the one with a name that is not the batch's. -1 for a state of fixed size. */
export function growingAxis({ shape }: DeclaredInput): number {
  return shape.findIndex((size, axis) => axis > 0 && typeof size !== "number");
}

/** What a cache is before the first token: nothing along the axis that grows, zeros where sizes are fixed. */
export function emptyCache(ort: typeof Ort, { shape, elementType }: DeclaredInput, batch: number): Ort.Tensor {
  const dims = shape.map((size, axis) => {
    if (typeof size === "number") return size;
    if (axis > 0) return 0;
    const heads = /^batch_size x (\d+)$/.exec(size ?? "")?.[1]; // older exports have batch and heads in one axis
    return batch * Number(heads ?? 1);
  });
  const count = dims.reduce((product, size) => product * size, 1);
  if (elementType === "float16") return new ort.Tensor("float16", new Uint16Array(count), dims);
  return new ort.Tensor("float32", new Float32Array(count), dims);
}

/** Numbers of a result as float32, whatever the graph computes in. */
export function toFloat32({ type, data }: Pick<Ort.Tensor, "type" | "data">): Float32Array {
  if (data instanceof Float32Array) return data;
  if (type === "float16" && data instanceof Uint16Array) return decodeSmallFloats("float16", data);
  return Float32Array.from(data as ArrayLike<number>);
}
