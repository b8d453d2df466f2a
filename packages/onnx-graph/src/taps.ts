/**
 * Looking at values inside a model, and replacing them: what onnxruntime does not offer, done to the graph instead.
 *
 * A value in the middle becomes an output (a tap), an input takes the place of a value (a patch), or new nodes stand between
 * a value and all who read it (ablation, steering, scaling). The model that is given stays as it is.
 * @module
 */
import { analyzeModel } from "./analyze-graph.ts";
import { editGraph } from "./create-graph.ts";
import { removeDeadNodes } from "./extract-subgraph.ts";
import { findValues, makerOf } from "./find-nodes.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import type { OnnxModel, ValueInfo, ValueType } from "./model.ts";
import { asModel, type ModelSource } from "./write-model.ts";

/**
 * The model with more outputs: every value whose name one of the patterns describes.
 *
 * Types are inferred where they can be; onnxruntime finds out the others when it loads the model.
 * @throws RangeError if a pattern describes no value
 * @example
 * const tapped = addOutputs(model, ["blocks.*.attention.weights", "/model/layers.0/mlp/Mul_output_0"]);
 */
export function addOutputs(source: ModelSource, patterns: readonly (string | RegExp)[]): OnnxModel {
  const model = asModel(source);
  const { graph } = model;
  const { types } = analyzeModel(model);
  const names = new Set(graph.outputs.map(({ name }) => name));
  const added: ValueInfo[] = [];
  for (const pattern of patterns) {
    const values = findValues(model, pattern);
    if (values.length === 0)
      throw new RangeError(`addOutputs: no value of the graph is called ${show(pattern)}. ${hint(model)}`);
    for (const name of values) {
      if (names.has(name)) continue;
      names.add(name);
      const type = types.get(name);
      added.push(type ? { name, type } : { name });
    }
  }
  return { ...model, graph: { ...graph, outputs: [...graph.outputs, ...added] } };
}

/**
 * The model with a value turned into an input: the caller gives what a node made before. Nodes that nothing needs any more go.
 *
 * @param type needed only where it cannot be inferred
 * @throws RangeError if no node makes the value
 * @example
 * const patched = valueToInput(model, "blocks.3.residual.middle");
 * await session.run({ ...feeds, "blocks.3.residual.middle": edited });
 */
export function valueToInput(source: ModelSource, value: string, type?: ValueType): OnnxModel {
  const model = asModel(source);
  const maker = makerOf(model.graph, value);
  if (!maker) throw new RangeError(`valueToInput: no node makes "${value}". ${hint(model)}`);
  const known = type ?? analyzeModel(model).types.get(value);
  if (!known) {
    throw new TypeError(
      `valueToInput: the type of "${value}" is not known. Pass it: { kind: "tensor", elementType, shape }.`,
    );
  }
  const nodes = model.graph.nodes.map((node) =>
    node === maker ? { ...node, outputs: node.outputs.map((output) => (output === value ? "" : output)) } : node,
  );
  // A first output cannot be left out: runtimes want it to have a name, even when nobody reads it.
  const named = nodes.map((node) =>
    node.outputs[0] === "" ? { ...node, outputs: [unused(value), ...node.outputs.slice(1)] } : node,
  );
  const inputs = [...model.graph.inputs, { name: value, type: known }];
  return removeDeadNodes({ ...model, graph: { ...model.graph, nodes: named, inputs } });
}

/**
 * The model with new nodes between a value and everything that reads it; the graph's output of that name, too, is the new value.
 *
 * @param build makes the new value; nodes that it adds go on reading the old one
 * @example
 * const ablated = insertBetween(model, "blocks.3.attention.output", (graph, value) =>
 *   graph.node("Mul", [value, graph.input("keep", "float32", [])]),
 * );
 */
export function insertBetween(
  source: ModelSource,
  value: string,
  build: (graph: GraphBuilder, value: string) => string,
): OnnxModel {
  const model = asModel(source);
  const graph = editGraph(model);
  if (!graph.has(value))
    throw new RangeError(`insertBetween: no value of the graph is called "${value}". ${hint(model)}`);
  const before = new Set(model.graph.nodes);
  const made = build(graph, value);
  const added = graph.nodes.filter((node) => !before.has(node)).map(({ name }) => name);
  graph.replaceUses(value, made, { except: added });
  return graph.toModel();
}

/**
 * The model with a node replaced by others that make the same values.
 *
 * @param output one of the values that the node makes
 * @param build makes a value for each output that the node had; those it had under a name keep the name
 * @example
 * const plain = replaceNode(model, "gelu", (graph, [x]) => [graph.node("Gelu", [x], { attributes: { approximate: "tanh" } })]);
 */
export function replaceNode(
  source: ModelSource,
  output: string,
  build: (graph: GraphBuilder, inputs: readonly string[]) => readonly string[],
): OnnxModel {
  const model = asModel(source);
  const node = makerOf(model.graph, output);
  if (!node) throw new RangeError(`replaceNode: no node makes "${output}". ${hint(model)}`);
  const graph = editGraph(model);
  const before = new Set(model.graph.nodes);
  const made = build(graph, node.inputs);
  if (made.length !== node.outputs.length) {
    throw new RangeError(
      `replaceNode: ${made.length} values were made but ${node.opType} "${node.name}" has ${node.outputs.length} outputs. Make one for each.`,
    );
  }
  graph.removeNode(output);
  const isNew = (value: string) => graph.nodes.some((other) => !before.has(other) && other.outputs.includes(value));
  for (const [i, name] of node.outputs.entries()) {
    if (name === "") continue;
    if (isNew(made[i])) graph.renameValue(made[i], name);
    else graph.node("Identity", [made[i]], { name: "identity", outputs: [name] }); // a value that was there before
  }
  return graph.toModel();
}

function unused(value: string): string {
  return `${value}.unused`;
}

function show(pattern: string | RegExp): string {
  return typeof pattern === "string" ? JSON.stringify(pattern) : String(pattern);
}

/** A few names that there are. */
function hint({ graph }: OnnxModel): string {
  const names = graph.nodes.flatMap(({ outputs }) => outputs.filter(Boolean));
  const some = names.slice(0, 4).map((name) => JSON.stringify(name));
  return `It has ${names.length} values, such as ${some.join(", ")}; findValues lists them.`;
}
