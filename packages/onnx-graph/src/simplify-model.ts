/**
 * Tidying a graph that an exporter made, so that its nodes are the model's arithmetic and little else.
 *
 * Only what cannot change a result is done: constants become initializers, nodes that pass their input on go, casts to the
 * type that a value already has go, and small integer tensors that are known from the shapes alone become constants.
 * It is for reading and editing; onnxruntime does the same and much more when it loads a model.
 * @module
 */
import { analyzeModel } from "./analyze-graph.ts";
import { attributeOf } from "./attributes.ts";
import { dataTypeOfCode } from "./data-types.ts";
import { removeDeadNodes } from "./extract-subgraph.ts";
import { renameReads } from "./graph-uses.ts";
import type { Dim, OnnxModel, OnnxNode, OnnxTensor, ValueType } from "./model.ts";
import { tensor } from "./tensor.ts";
import { asModel, type ModelSource } from "./write-model.ts";

/**
 * The model without constant nodes, Identity, casts that change nothing, and shape computations whose result is known.
 *
 * Inputs, outputs and the names of all other values stay.
 * @example
 * describe(simplifyModel(parseModel(bytes)));
 */
export function simplifyModel(source: ModelSource): OnnxModel {
  const model = asModel(source);
  const { types, integers } = analyzeModel(model);
  const outputs = new Set(model.graph.outputs.map(({ name }) => name));
  const initializers = [...model.graph.initializers];
  const passed = new Map<string, string>(); // a value → the one it is equal to
  const nodes: OnnxNode[] = [];
  for (const original of model.graph.nodes) {
    const node = renameReads(original, (value) => passed.get(value) ?? value);
    const [output] = node.outputs;
    const constant =
      node.outputs.length === 1 && !outputs.has(output) ? constantOutput(node, types, integers) : undefined;
    if (constant) initializers.push({ ...constant, name: output });
    else if (passesOn(node, types) && !outputs.has(output)) passed.set(output, node.inputs[0]);
    else nodes.push(node);
  }
  return removeDeadNodes({ ...model, graph: { ...model.graph, nodes, initializers } });
}

/** The tensor that a node always makes, if that is known. */
function constantOutput(
  node: OnnxNode,
  types: ReadonlyMap<string, ValueType>,
  integers: ReadonlyMap<string, readonly Dim[]>,
): OnnxTensor | undefined {
  if (node.domain !== "") return undefined;
  if (node.opType === "Constant") {
    const [attribute] = node.attributes.values();
    if (attribute?.kind === "tensor") return attribute.value;
  }
  const known = integers.get(node.outputs[0]);
  const type = types.get(node.outputs[0]);
  if (!known || type?.kind !== "tensor" || (type.elementType !== "int64" && type.elementType !== "int32"))
    return undefined;
  const { shape } = type;
  if (!shape?.every((dim) => typeof dim === "number") || !known.every((element) => typeof element === "number"))
    return undefined;
  if (shape.reduce((a, b) => a * b, 1) !== known.length) return undefined;
  return tensor(type.elementType, shape, known);
}

/** Whether a node's output is its first input as it is. */
function passesOn(node: OnnxNode, types: ReadonlyMap<string, ValueType>): boolean {
  if (node.domain !== "") return false;
  if (node.opType === "Identity") return true;
  if (node.opType !== "Cast") return false;
  const type = types.get(node.inputs[0]);
  return type?.kind === "tensor" && type.elementType === dataTypeOfCode(Number(attributeOf(node, "to", "int")));
}
