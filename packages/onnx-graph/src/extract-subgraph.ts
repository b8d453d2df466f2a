/**
 * Cutting a part out of a graph, and throwing away what nothing needs.
 * @module
 */
import { analyzeModel } from "./analyze-graph.ts";
import { valuesRead } from "./graph-uses.ts";
import type { OnnxGraph, OnnxModel, OnnxNode, ValueInfo } from "./model.ts";
import { asModel, type ModelSource } from "./write-model.ts";

/**
 * The part of a model between some values and others: `inputs` become its inputs, `outputs` its outputs, and what is needed
 * in between comes along, weights included.
 *
 * @throws RangeError if an output needs an input of the model that is not listed; the message names it and the way to it
 * @example
 * const block = extractSubgraph(model, { inputs: ["blocks.3.residual.before"], outputs: ["blocks.3.residual.after"] });
 */
export function extractSubgraph(
  source: ModelSource,
  { inputs, outputs }: { inputs: readonly string[]; outputs: readonly string[] },
): OnnxModel {
  const model = asModel(source);
  const { graph } = model;
  const { types } = analyzeModel(model);
  const describe = (name: string): ValueInfo => {
    const type = types.get(name);
    return type ? { name, type } : { name };
  };
  const { needed, nodes } = reach(graph, outputs, new Set(inputs));
  const made = new Set(nodes.flatMap((node) => node.outputs));
  const weights = new Set(graph.initializers.map(({ name }) => name));
  for (const sparse of graph.sparseInitializers) weights.add(sparse.values.name);
  for (const value of needed) {
    if (inputs.includes(value) || made.has(value) || weights.has(value)) continue;
    const isInput = graph.inputs.some(({ name }) => name === value);
    const reader = nodes.find((node) => valuesRead(node).has(value));
    throw new RangeError(
      isInput
        ? `extractSubgraph: the outputs need the model's input "${value}"${reader ? ` (read by "${reader.name}")` : ""}. List it, or a value after it, among the inputs.`
        : `extractSubgraph: nothing makes "${value}". Check the name.`,
    );
  }
  const unneeded = inputs.find((value) => !needed.has(value));
  if (unneeded !== undefined) {
    throw new RangeError(`extractSubgraph: no output needs the input "${unneeded}". Remove it from the inputs.`);
  }
  const part: OnnxGraph = {
    ...graph,
    nodes,
    inputs: inputs.map(describe),
    outputs: outputs.map(describe),
    initializers: graph.initializers.filter(({ name }) => needed.has(name) && !inputs.includes(name)),
    sparseInitializers: graph.sparseInitializers.filter(({ values }) => needed.has(values.name)),
    valueInfos: graph.valueInfos.filter(({ name }) => made.has(name) && !outputs.includes(name)),
  };
  return { ...model, graph: part };
}

/** The model without nodes and weights that no output needs. Inputs stay: they are what callers know. */
export function removeDeadNodes(source: ModelSource): OnnxModel {
  const model = asModel(source);
  const { graph } = model;
  const outputs = graph.outputs.map(({ name }) => name);
  const { needed, nodes } = reach(graph, outputs, new Set());
  if (nodes.length === graph.nodes.length && graph.initializers.every(({ name }) => needed.has(name))) return model;
  const made = new Set(nodes.flatMap((node) => node.outputs));
  return {
    ...model,
    graph: {
      ...graph,
      nodes,
      initializers: graph.initializers.filter(({ name }) => needed.has(name)),
      sparseInitializers: graph.sparseInitializers.filter(({ values }) => needed.has(values.name)),
      valueInfos: graph.valueInfos.filter(({ name }) => made.has(name)),
    },
  };
}

/** What has to be there to make `outputs`, looking back no further than `stops`; nodes keep their order. */
function reach(
  graph: OnnxGraph,
  outputs: readonly string[],
  stops: ReadonlySet<string>,
): { needed: Set<string>; nodes: OnnxNode[] } {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const needed = new Set<string>();
  const used = new Set<OnnxNode>();
  const waiting = [...outputs];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (needed.has(value)) continue;
    needed.add(value);
    const maker = stops.has(value) ? undefined : makers.get(value);
    if (!maker || used.has(maker)) continue;
    used.add(maker);
    waiting.push(...valuesRead(maker));
  }
  return { needed, nodes: graph.nodes.filter((node) => used.has(node)) };
}
