/**
 * A model as a listing that people can read: one line per value, in the order in which they are computed.
 * @module
 */
import { analyzeModel } from "./analyze-graph.ts";
import { byteLengthOf, elementCount } from "./data-types.ts";
import type { Attribute, OnnxGraph, OnnxNode, OnnxTensor, ValueInfo, ValueType } from "./model.ts";
import { showShape } from "./shapes/dims.ts";
import { tensorValues } from "./tensor.ts";
import { asModel, type ModelSource } from "./write-model.ts";

export interface DescribeOptions {
  /** List weights too. Default true. */
  weights?: boolean;
}

/** Constants of up to so many elements are shown with their values. */
const shownElements = 8;

/**
 * A text that lists a model: what comes in, the weights, every node with its attributes and the type it makes, what goes out.
 *
 * @example
 * describe(model);
 * // linear: IR 10, ai.onnx 21, 2 nodes, 1 weight of 48 bytes
 * // input  x: float32 [batch, 4]
 * // weight w: float32 [4, 3]
 * // scores = MatMul(x, w)                float32 [batch, 3]
 * // probs = Softmax(scores, axis=-1)     float32 [batch, 3]
 * // output probs: float32 [batch, 3]
 */
export function describe(source: ModelSource, { weights = true }: DescribeOptions = {}): string {
  const model = asModel(source);
  const { types } = analyzeModel(model);
  const sets = [...model.opsets].map(([domain, version]) => `${domain || "ai.onnx"} ${version}`);
  const { nodes, initializers } = model.graph;
  const bytes = initializers.reduce((sum, tensor) => sum + sizeOf(tensor), 0);
  const counts = [count(nodes.length, "node"), `${count(initializers.length, "weight")} of ${bytes} bytes`];
  const lines = [`${model.graph.name || "graph"}: ${[`IR ${model.irVersion}`, ...sets, ...counts].join(", ")}`];
  describeGraph(model.graph, types, weights, "", lines);
  for (const { name, domain, inputs, outputs, nodes: body } of model.functions) {
    lines.push(`function ${domain}.${name}(${inputs.join(", ")}) → ${outputs.join(", ")}`);
    for (const node of body) lines.push(`  ${showCall(node)}`);
  }
  return lines.join("\n");
}

function describeGraph(
  graph: OnnxGraph,
  types: ReadonlyMap<string, ValueType>,
  weights: boolean,
  indent: string,
  lines: string[],
): void {
  const info = ({ name, type }: ValueInfo) => `${name}: ${showType(type ?? types.get(name))}`;
  for (const input of graph.inputs) lines.push(`${indent}input  ${info(input)}`);
  if (weights) for (const tensor of graph.initializers) lines.push(`${indent}weight ${showTensor(tensor)}`);
  const calls = graph.nodes.map(showCall);
  // Types stand in a column, as far right as most calls need.
  const column = Math.min(60, Math.max(0, ...calls.map((call) => call.length)));
  for (const [i, node] of graph.nodes.entries()) {
    const made = node.outputs.filter((output) => output !== "").map((output) => showType(types.get(output)));
    lines.push(`${indent}${calls[i].padEnd(column)}  ${made.join("; ")}`.trimEnd());
    for (const [name, attribute] of node.attributes) {
      const graphs =
        attribute.kind === "graph" ? [attribute.value] : attribute.kind === "graphs" ? attribute.value : [];
      for (const inner of graphs) {
        lines.push(`${indent}  ${name}:`);
        describeGraph(
          inner,
          new Map(inner.valueInfos.flatMap((v) => (v.type ? [[v.name, v.type]] : []))),
          weights,
          `${indent}    `,
          lines,
        );
      }
    }
  }
  for (const output of graph.outputs) lines.push(`${indent}output ${info(output)}`);
}

/** `probs = Softmax(scores, axis=-1)` */
function showCall(node: OnnxNode): string {
  const attributes = [...node.attributes].flatMap(([name, attribute]) => {
    const value = showAttribute(attribute);
    return value === undefined ? [] : [`${name}=${value}`];
  });
  const made = node.outputs.map((output) => output || "_").join(", ");
  const domain = node.domain === "" ? "" : `${node.domain}.`;
  const call = `${domain}${node.opType}(${[...node.inputs.map((input) => input || "_"), ...attributes].join(", ")})`;
  return made === "" ? call : `${made} = ${call}`;
}

/** The value of an attribute as short text; undefined for graphs, which are listed below their node. */
export function showAttribute(attribute: Attribute): string | undefined {
  switch (attribute.kind) {
    case "graph":
    case "graphs":
      return undefined;
    case "reference":
      return `@${attribute.to}`;
    case "string":
      return showText(attribute.value);
    case "strings":
      return showList(attribute.value, showText);
    case "float":
      return showFloat(attribute.value);
    case "floats":
      return showList(attribute.value, showFloat);
    case "int":
      return String(attribute.value);
    case "ints":
      return showList(attribute.value, String);
    case "tensor":
      return `{${showTensor(attribute.value)}}`;
    default:
      return `(${attribute.kind})`;
  }
}

/** Floats are kept as doubles: seven digits say which float32 it was. */
function showFloat(value: number): string {
  return String(Number(value.toPrecision(7)));
}

function showText(value: string | Uint8Array): string {
  return typeof value === "string" ? JSON.stringify(value) : `(${value.length} bytes)`;
}

function showList<T>(values: readonly T[], show: (value: T) => string): string {
  const shown = values.slice(0, shownElements).map(show);
  return `[${shown.join(", ")}${values.length > shownElements ? `, … ${values.length}` : ""}]`;
}

/** `float32 [batch, 4]` */
export function showType(type: ValueType | undefined): string {
  if (!type) return "?";
  switch (type.kind) {
    case "tensor":
      return `${type.elementType} ${showShape(type.shape)}`;
    case "sparseTensor":
      return `sparse ${type.elementType} ${showShape(type.shape)}`;
    case "sequence":
    case "optional":
      return `${type.kind} of ${showType(type.element)}`;
    case "map":
      return `map of ${type.keyType} to ${showType(type.value)}`;
    default:
      return type.kind;
  }
}

/** `w: float32 [4, 3]`, with its values when there are few, or the file that has them. */
function showTensor(tensor: OnnxTensor): string {
  const { name, dataType, dims, data } = tensor;
  const type = `${name ? `${name}: ` : ""}${dataType} ${showShape(dims)}`;
  if (data.kind === "external") return `${type} in ${data.file.location} at ${data.file.offset ?? 0}`;
  if (elementCount(dims) > shownElements || dataType === "undefined") return type;
  if (data.kind === "strings") return `${type} = ${data.values.map(showText).join(", ")}`;
  if (data.bytes.length !== byteLengthOf(dataType, elementCount(dims))) return `${type} (${data.bytes.length} bytes)`;
  const values = Array.from(tensorValues(tensor) as ArrayLike<number | bigint>);
  return `${type} = ${values.map((value) => (typeof value === "number" ? showFloat(value) : String(value))).join(", ")}`;
}

function sizeOf({ dataType, dims, data }: OnnxTensor): number {
  if (data.kind === "raw") return data.bytes.length;
  if (data.kind === "strings" || dataType === "undefined" || dataType === "string") return 0;
  return byteLengthOf(dataType, elementCount(dims));
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
