/** Other names: for values, and for the sizes that dimensions are called after. @module */
import { mapSubgraphs, renameReads, valuesDefined } from "./graph-uses.ts";
import type { Dim, OnnxGraph, OnnxModel, ValueInfo, ValueType } from "./model.ts";
import { asModel, type ModelSource } from "./write-model.ts";

/**
 * The model with values of the main graph renamed, wherever they are read.
 *
 * @param names new names by old ones
 * @throws RangeError if an old name does not exist or a new one is in use
 * @example
 * renameValues(model, { input_ids: "ids" });
 */
export function renameValues(source: ModelSource, names: Readonly<Record<string, string>>): OnnxModel {
  const model = asModel(source);
  const { graph } = model;
  const changes = new Map(Object.entries(names));
  const defined = valuesDefined(graph);
  for (const [from, to] of changes) {
    if (!defined.has(from)) throw new RangeError(`renameValues: no value is called "${from}". Check the name.`);
    if (defined.has(to) && !changes.has(to)) {
      throw new RangeError(
        `renameValues: "${to}" is in use already, so "${from}" cannot be called that. Choose another name.`,
      );
    }
  }
  if (new Set(changes.values()).size !== changes.size) {
    throw new RangeError("renameValues: two values would get the same name. Choose different ones.");
  }
  const rename = (name: string) => changes.get(name) ?? name;
  const named = <T extends { name: string }>(items: readonly T[]): T[] =>
    items.map((item) => (changes.has(item.name) ? { ...item, name: rename(item.name) } : item));
  return {
    ...model,
    graph: {
      ...graph,
      nodes: graph.nodes.map((node) => ({ ...renameReads(node, rename), outputs: node.outputs.map(rename) })),
      initializers: named(graph.initializers),
      sparseInitializers: graph.sparseInitializers.map((sparse) => ({ ...sparse, values: named([sparse.values])[0] })),
      inputs: named(graph.inputs),
      outputs: named(graph.outputs),
      valueInfos: named(graph.valueInfos),
    },
  };
}

/**
 * The model with other names for sizes, or with sizes fixed, in all declared types.
 *
 * @param dims new names or sizes by old names
 * @throws RangeError if no dimension has an old name
 * @example
 * renameDims(model, { batch_size: 1, sequence_length: "seq" });
 */
export function renameDims(source: ModelSource, dims: Readonly<Record<string, string | number>>): OnnxModel {
  const model = asModel(source);
  const seen = new Set<string>();
  const renameDim = (dim: Dim): Dim => {
    if (typeof dim !== "string" || !Object.hasOwn(dims, dim)) return dim;
    seen.add(dim);
    return dims[dim];
  };
  const graph = mapTypes(model.graph, (type) =>
    (type.kind === "tensor" || type.kind === "sparseTensor") && type.shape
      ? { ...type, shape: type.shape.map(renameDim) }
      : type,
  );
  const missing = Object.keys(dims).find((name) => !seen.has(name));
  if (missing !== undefined) {
    throw new RangeError(
      `renameDims: no dimension is called "${missing}". The model has: ${[...dimNames(model.graph)].join(", ") || "none"}.`,
    );
  }
  return { ...model, graph };
}

/** The names of sizes in the declared types of a graph. */
function dimNames(graph: OnnxGraph): Set<string> {
  const names = new Set<string>();
  mapTypes(graph, (type) => {
    if (type.kind === "tensor") for (const dim of type.shape ?? []) if (typeof dim === "string") names.add(dim);
    return type;
  });
  return names;
}

function mapTypes(graph: OnnxGraph, change: (type: ValueType) => ValueType): OnnxGraph {
  const infos = (list: readonly ValueInfo[]): ValueInfo[] =>
    list.map((info) => (info.type ? { ...info, type: mapType(info.type, change) } : info));
  return {
    ...graph,
    inputs: infos(graph.inputs),
    outputs: infos(graph.outputs),
    valueInfos: infos(graph.valueInfos),
    nodes: graph.nodes.map((node) => mapSubgraphs(node, (inner) => mapTypes(inner, change))),
  };
}

function mapType(type: ValueType, change: (type: ValueType) => ValueType): ValueType {
  if ((type.kind === "sequence" || type.kind === "optional") && type.element) {
    return { ...type, element: mapType(type.element, change) };
  }
  if (type.kind === "map" && type.value) return { ...type, value: mapType(type.value, change) };
  return change(type);
}
