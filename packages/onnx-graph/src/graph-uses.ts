/**
 * Who reads which value: the basis of every change to a graph.
 *
 * A node reads its inputs, and whatever the graphs in its attributes (branches, loop bodies) take from outside.
 * @module
 */
import type { Attribute, OnnxGraph, OnnxNode } from "./model.ts";

/** The values that a node reads, those its subgraphs take from around it included. */
export function valuesRead(node: OnnxNode): Set<string> {
  const read = new Set(node.inputs.filter((value) => value !== ""));
  for (const graph of subgraphsOf(node)) for (const value of valuesCaptured(graph)) read.add(value);
  return read;
}

/** The values that a graph takes from the graph around it. */
export function valuesCaptured(graph: OnnxGraph): Set<string> {
  const own = valuesDefined(graph);
  const captured = new Set<string>();
  for (const node of graph.nodes) for (const value of valuesRead(node)) if (!own.has(value)) captured.add(value);
  for (const { name } of graph.outputs) if (!own.has(name)) captured.add(name);
  return captured;
}

/** The values that a graph makes itself: inputs, initializers, outputs of nodes. */
export function valuesDefined(graph: OnnxGraph): Set<string> {
  const defined = new Set([...graph.inputs, ...graph.initializers].map(({ name }) => name));
  for (const { values } of graph.sparseInitializers) defined.add(values.name);
  for (const node of graph.nodes) for (const output of node.outputs) if (output !== "") defined.add(output);
  return defined;
}

/** The node with other names for the values that it and its subgraphs read; itself when nothing changes. */
export function renameReads(node: OnnxNode, rename: (value: string) => string): OnnxNode {
  const inputs = node.inputs.map((value) => (value === "" ? value : rename(value)));
  const renamed = mapSubgraphs(node, (graph) => renameCaptured(graph, rename));
  return inputs.some((value, i) => value !== node.inputs[i]) ? { ...renamed, inputs } : renamed;
}

function renameCaptured(graph: OnnxGraph, rename: (value: string) => string): OnnxGraph {
  const captured = valuesCaptured(graph);
  const onlyCaptured = (value: string) => (captured.has(value) ? rename(value) : value);
  const nodes = graph.nodes.map((node) => renameReads(node, onlyCaptured));
  const outputs = graph.outputs.map((output) => {
    const name = onlyCaptured(output.name);
    return name === output.name ? output : { ...output, name };
  });
  const same = nodes.every((node, i) => node === graph.nodes[i]) && outputs.every((o, i) => o === graph.outputs[i]);
  return same ? graph : { ...graph, nodes, outputs };
}

/** The node with the graphs in its attributes exchanged for what `change` makes of them; itself when nothing changes. */
export function mapSubgraphs(node: OnnxNode, change: (graph: OnnxGraph) => OnnxGraph): OnnxNode {
  let attributes: Map<string, Attribute> | undefined;
  for (const [name, attribute] of node.attributes) {
    if (attribute.kind !== "graph" && attribute.kind !== "graphs") continue;
    const before = attribute.kind === "graph" ? [attribute.value] : attribute.value;
    const after = before.map(change);
    if (after.every((graph, i) => graph === before[i])) continue;
    const value = attribute.kind === "graph" ? after[0] : after;
    attributes = (attributes ?? new Map(node.attributes)).set(name, { ...attribute, value } as Attribute);
  }
  return attributes ? { ...node, attributes } : node;
}

/** The graphs in a node's attributes. */
export function subgraphsOf(node: OnnxNode): OnnxGraph[] {
  const graphs: OnnxGraph[] = [];
  for (const attribute of node.attributes.values()) {
    if (attribute.kind === "graph") graphs.push(attribute.value);
    else if (attribute.kind === "graphs") graphs.push(...attribute.value);
  }
  return graphs;
}

/**
 * The nodes in an order in which every value is made before it is read; as near to the given order as that allows.
 *
 * @throws RangeError if values depend on each other in a circle
 */
export function sortNodes(nodes: readonly OnnxNode[]): OnnxNode[] {
  const makers = new Map<string, number>();
  for (const [i, node] of nodes.entries()) for (const output of node.outputs) if (output !== "") makers.set(output, i);
  const state = new Uint8Array(nodes.length); // 0 not seen, 1 waiting for what it reads, 2 placed
  const sorted: OnnxNode[] = [];
  for (let first = 0; first < nodes.length; first++) {
    // Depth first, with a stack of our own: chains of nodes are longer than JavaScript's stack is deep.
    const stack = [first];
    while (stack.length > 0) {
      const i = stack.at(-1)!;
      if (state[i] === 2) {
        stack.pop();
        continue;
      }
      const waiting = state[i] === 0 ? makersRead(nodes[i], makers).filter((maker) => state[maker] !== 2) : [];
      state[i] = waiting.length > 0 ? 1 : 2;
      if (waiting.length === 0) {
        sorted.push(nodes[i]);
        stack.pop();
        continue;
      }
      const circular = waiting.find((maker) => state[maker] === 1 || maker === i);
      if (circular !== undefined) {
        throw new RangeError(
          `sortNodes: node "${nodes[circular].name}" (${nodes[circular].opType}) needs, through other nodes, its own output. Break the circle.`,
        );
      }
      stack.push(...waiting.reverse());
    }
  }
  return sorted;
}

function makersRead(node: OnnxNode, makers: ReadonlyMap<string, number>): number[] {
  return [...valuesRead(node)].flatMap((value) => makers.get(value) ?? []);
}
