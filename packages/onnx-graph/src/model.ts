/**
 * An ONNX model as plain data: what a `.onnx` file says, with names instead of codes.
 *
 * A model has one graph. A graph is a list of nodes in an order in which they can be run; nodes refer to values by name.
 * A value is made by a graph input, an initializer (a weight) or a node's output, and by exactly one of them.
 * Nothing here is a class: build these objects by hand, with `createGraph`, or read them with `parseModel`.
 * All functions of this package treat them as immutable and return new ones that share what did not change.
 *
 * `unknown` holds fields of a file that this package does not interpret (training info, device configurations, fields
 * of future versions), byte for byte, so that writing a parsed model loses nothing.
 * @module
 * @see onnx.proto and "Open Neural Network Exchange Intermediate Representation (ONNX IR) Specification",
 * https://github.com/onnx/onnx/blob/main/docs/IR.md
 */
import type { DataType } from "./data-types.ts";

/** A 64-bit integer of the file: a number where it is safe to be one, else a bigint. */
export type Int64 = number | bigint;

/** Encoded fields, tags included, in the order in which the file had them. */
export type UnknownFields = readonly Uint8Array[];

export interface OnnxModel {
  /** Version of the file format (not of the operators), for example 10. */
  irVersion: number;
  /** Which version of each operator set the graph is written in. The domain of standard operators is `""`. */
  opsets: ReadonlyMap<string, number>;
  graph: OnnxGraph;
  /** Operators defined by the model itself. */
  functions: readonly OnnxFunction[];
  producerName: string;
  producerVersion: string;
  domain: string;
  modelVersion: Int64;
  documentation: string;
  metadata: ReadonlyMap<string, string>;
  unknown?: UnknownFields;
}

export interface OnnxGraph {
  name: string;
  nodes: readonly OnnxNode[];
  initializers: readonly OnnxTensor[];
  sparseInitializers: readonly SparseTensor[];
  inputs: readonly ValueInfo[];
  outputs: readonly ValueInfo[];
  /** Types of values in between, where the file tells them. */
  valueInfos: readonly ValueInfo[];
  documentation: string;
  metadata: ReadonlyMap<string, string>;
  unknown?: UnknownFields;
}

export interface OnnxNode {
  /** May be empty: ONNX identifies values by name, not nodes. */
  name: string;
  opType: string;
  /** `""` for the standard operators, `"com.microsoft"` for ONNX Runtime's own. */
  domain: string;
  /** Value names by position; `""` is an optional input that is left out. */
  inputs: readonly string[];
  /** Value names by position; `""` is an optional output that nobody wants. */
  outputs: readonly string[];
  attributes: ReadonlyMap<string, Attribute>;
  /** Distinguishes several functions of the same name; almost always empty. */
  overload: string;
  documentation: string;
  metadata: ReadonlyMap<string, string>;
  unknown?: UnknownFields;
}

/** What kinds of values an attribute can have, and as what they are held here. */
export interface AttributeValues {
  float: number;
  int: Int64;
  /** Text, or the bytes themselves where they are not UTF-8. */
  string: string | Uint8Array;
  tensor: OnnxTensor;
  graph: OnnxGraph;
  floats: readonly number[];
  ints: readonly Int64[];
  strings: readonly (string | Uint8Array)[];
  tensors: readonly OnnxTensor[];
  graphs: readonly OnnxGraph[];
  sparseTensor: SparseTensor;
  sparseTensors: readonly SparseTensor[];
  type: ValueType;
  types: readonly ValueType[];
}

export type AttributeKind = keyof AttributeValues;

interface AttributeExtras {
  documentation?: string;
  unknown?: UnknownFields;
}

/** An attribute with its value; `reference` (in the body of a function only) takes the value of the function's attribute. */
export type Attribute = (
  | { [Kind in AttributeKind]: { kind: Kind; value: AttributeValues[Kind] } }[AttributeKind]
  | { kind: "reference"; to: string; of: AttributeKind }
) &
  AttributeExtras;

/** A constant tensor: a weight, or the value of a `Constant` node. */
export interface OnnxTensor {
  name: string;
  dataType: DataType;
  dims: readonly number[];
  data: TensorData;
  documentation?: string;
  metadata?: ReadonlyMap<string, string>;
  unknown?: UnknownFields;
}

/** Where the elements of a tensor are. */
export type TensorData =
  /** Little-endian, row-major; elements of less than 8 bits follow each other from the lowest bits up. May be unaligned. */
  | { kind: "raw"; bytes: Uint8Array }
  | { kind: "strings"; values: readonly (string | Uint8Array)[] }
  | { kind: "external"; file: ExternalData };

/** A range of bytes in another file. */
export interface ExternalData {
  /** Path of the file, relative to the model's, with `/` between folders. */
  location: string;
  /** First byte; 0 when absent. */
  offset?: number;
  /** Number of bytes; absent means up to the end of the file. */
  length?: number;
  /** Further entries, such as `checksum`. */
  other?: ReadonlyMap<string, string>;
}

/** Non-zero elements and where they stand. */
export interface SparseTensor {
  values: OnnxTensor;
  indices: OnnxTensor;
  dims: readonly number[];
  unknown?: UnknownFields;
}

/** A named value and its type. */
export interface ValueInfo {
  name: string;
  type?: ValueType;
  documentation?: string;
  metadata?: ReadonlyMap<string, string>;
  unknown?: UnknownFields;
}

/** One dimension: a size, the name of a size (`"batch"`), or null when nothing is known. */
export type Dim = number | string | null;

interface TypeExtras {
  denotation?: string;
  unknown?: UnknownFields;
}

/** A dense tensor. No `shape` means that not even the rank is known; `[]` is a scalar. */
export interface TensorType extends TypeExtras {
  kind: "tensor" | "sparseTensor";
  elementType: DataType;
  shape?: readonly Dim[];
  /** What the dimensions mean (ONNX "denotations"), by position; almost never present. */
  dimDenotations?: readonly string[];
}

export type ValueType =
  | TensorType
  | ({ kind: "sequence"; element?: ValueType } & TypeExtras)
  | ({ kind: "optional"; element?: ValueType } & TypeExtras)
  | ({ kind: "map"; keyType: DataType; value?: ValueType } & TypeExtras)
  | ({ kind: "opaque"; domain: string; name: string } & TypeExtras)
  | ({ kind: "unknown" } & TypeExtras);

/** An operator defined by a graph of other operators. */
export interface OnnxFunction {
  name: string;
  domain: string;
  overload: string;
  inputs: readonly string[];
  outputs: readonly string[];
  /** Attributes that a caller must give. */
  attributes: readonly string[];
  /** Attributes that have a default, with it. */
  defaults: ReadonlyMap<string, Attribute>;
  nodes: readonly OnnxNode[];
  opsets: ReadonlyMap<string, number>;
  valueInfos: readonly ValueInfo[];
  documentation: string;
  metadata: ReadonlyMap<string, string>;
  unknown?: UnknownFields;
}
