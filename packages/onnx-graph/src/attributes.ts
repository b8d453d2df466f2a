/**
 * Attributes: turning plain JavaScript values into them, and reading them back.
 *
 * ONNX distinguishes `1` the integer from `1` the float, JavaScript does not. So a plain value takes the kind that the
 * operator's signature gives the attribute; only for operators that the table does not have is the kind to be said.
 * @module
 */
import { type DataType, dataTypes } from "./data-types.ts";
import type { Attribute, AttributeKind, AttributeValues, OnnxGraph, OnnxNode, OnnxTensor } from "./model.ts";
import { findOperator, type Operator } from "./operators.ts";

/** What can be given as an attribute; `{ kind, value }` says its kind itself. */
export type AttributeInput =
  | number
  | bigint
  | boolean
  | string
  | Uint8Array
  | readonly (number | bigint | string)[]
  | OnnxTensor
  | OnnxGraph
  | Attribute;

/**
 * The attribute that a plain value means.
 *
 * Booleans become 0 and 1. The name of an element type (`"float16"`) given for an integer, as for Cast's `to`, becomes its code.
 * @param kind what the operator's signature says, or undefined for an operator that is not in the table
 * @throws TypeError if the value cannot be of that kind, or no kind is known
 */
export function toAttribute(where: string, name: string, input: AttributeInput, kind?: AttributeKind): Attribute {
  if (isAttribute(input)) {
    if (kind && kindOf(input) !== kind) throw wrongKind(where, name, kindOf(input), kind);
    return input;
  }
  const own = kind ?? obviousKind(input);
  if (!own) {
    throw new TypeError(
      `${where}: attribute "${name}" is ${show(input)}, which can be an integer or a float, and the operator is not one ` +
        'whose signature is known. Pass { kind: "int", value } or { kind: "float", value }.',
    );
  }
  const value = convert(input, own);
  if (value === undefined) throw wrongKind(where, name, show(input), own);
  return { kind: own, value } as Attribute;
}

/** The kind of an attribute's value, also where it is a reference. */
export function kindOf(attribute: Attribute): AttributeKind {
  return attribute.kind === "reference" ? attribute.of : attribute.kind;
}

/**
 * The value of a node's attribute, or the default of its operator; undefined where it has neither.
 *
 * @throws TypeError if the attribute is of another kind
 * @example
 * attributeOf(node, "axis", "int", { opset: 21 }) // => -1
 */
export function attributeOf<Kind extends AttributeKind>(
  node: OnnxNode,
  name: string,
  kind: Kind,
  { operator, opset }: { operator?: Operator; opset?: number } = {},
): AttributeValues[Kind] | undefined {
  const attribute = node.attributes.get(name);
  if (!attribute) {
    const known = operator ?? (opset === undefined ? undefined : findOperator(node.domain, node.opType, opset));
    return known?.attributes.get(name)?.default as AttributeValues[Kind] | undefined;
  }
  if (attribute.kind !== kind) {
    throw new TypeError(
      `attributeOf: attribute "${name}" of ${node.opType} "${node.name}" is of kind ${attribute.kind}, not ${kind}.`,
    );
  }
  return attribute.value as AttributeValues[Kind];
}

function isAttribute(input: AttributeInput): input is Attribute {
  return typeof input === "object" && "kind" in input && ("value" in input || "to" in input);
}

function wrongKind(where: string, name: string, got: string, kind: AttributeKind): TypeError {
  return new TypeError(`${where}: attribute "${name}" is ${got} but the operator takes ${kindNames[kind]}.`);
}

const kindNames: Record<AttributeKind, string> = {
  float: "a number",
  int: "a whole number (or the name of an element type)",
  string: "text",
  tensor: "a tensor",
  graph: "a graph",
  floats: "an array of numbers",
  ints: "an array of whole numbers",
  strings: "an array of texts",
  tensors: "an array of tensors",
  graphs: "an array of graphs",
  sparseTensor: "a sparse tensor",
  sparseTensors: "an array of sparse tensors",
  type: "a type",
  types: "an array of types",
};

/** The kind of a value that can have only one. */
function obviousKind(input: Exclude<AttributeInput, Attribute>): AttributeKind | undefined {
  if (typeof input === "boolean" || typeof input === "bigint") return "int";
  if (typeof input === "string" || input instanceof Uint8Array) return "string";
  if (typeof input === "number") return Number.isInteger(input) ? undefined : "float";
  if (Array.isArray(input)) return input.length > 0 && typeof input[0] === "string" ? "strings" : undefined;
  return "nodes" in input ? "graph" : "tensor";
}

/** The value as that kind holds it, or undefined when it cannot. */
function convert(input: Exclude<AttributeInput, Attribute>, kind: AttributeKind): unknown {
  const list = Array.isArray(input) ? (input as readonly unknown[]) : undefined;
  const all = (of: (value: unknown) => unknown) => {
    const values = list?.map(of);
    return values?.includes(undefined) ? undefined : values;
  };
  switch (kind) {
    case "float":
      return toFloat(input);
    case "int":
      return toInt(input);
    case "string":
      return typeof input === "string" || input instanceof Uint8Array ? input : undefined;
    case "floats":
      return all(toFloat);
    case "ints":
      return all(toInt);
    case "strings":
      return all((value) => (typeof value === "string" || value instanceof Uint8Array ? value : undefined));
    case "tensor":
      return typeof input === "object" && "dataType" in input ? input : undefined;
    case "graph":
      return typeof input === "object" && "nodes" in input ? input : undefined;
    default:
      return list;
  }
}

function toFloat(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function toInt(value: unknown): number | bigint | undefined {
  if (typeof value === "bigint" || Number.isSafeInteger(value)) return value as number | bigint;
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "string" && Object.hasOwn(dataTypes, value)) return dataTypes[value as DataType].code;
  return undefined;
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.slice(0, 8).map(show).join(", ")}${value.length > 8 ? ", …" : ""}]`;
  return typeof value === "object" ? "an object" : String(value);
}
