/** Beginning a graph: a new one, or one that exists and is to be changed. @module */
import { emptyGraph, GraphBuilder } from "./graph-builder.ts";
import { isCovered, newestOpset, oldestOpset } from "./operators.ts";
import { asModel, type ModelSource } from "./write-model.ts";

export interface GraphOptions {
  /** Name of the graph, for people. */
  name?: string;
  /** Version of the standard operator set. Default 21: what onnxruntime has supported since 1.18. */
  opset?: number;
  /** Further operator sets and their versions, for example `{ "com.microsoft": 1 }`. */
  domains?: Readonly<Record<string, number>>;
  /** Name and version of the program that makes the model. */
  producer?: { name: string; version?: string };
  metadata?: Readonly<Record<string, string>>;
  documentation?: string;
}

/**
 * A new, empty graph.
 *
 * @throws RangeError if the operator set is newer than the table of operators
 * @example
 * const graph = createGraph({ name: "linear", opset: 21 });
 * const x = graph.input("x", "float32", ["batch", 4]);
 * const w = graph.initializer("w", tensor("float32", [4, 3], weights));
 * graph.output("probs", graph.node("Softmax", [graph.node("MatMul", [x, w])]));
 * writeModel(graph);
 */
export function createGraph(options: GraphOptions = {}): GraphBuilder {
  const { name = "graph", opset = 21, domains = {}, producer, metadata = {}, documentation = "" } = options;
  if (!(Number.isInteger(opset) && isCovered(opset))) {
    throw new RangeError(
      `createGraph: opset is ${opset} but has to be a whole number from ${oldestOpset} to ${newestOpset}, the sets whose operators are known here.`,
    );
  }
  return new GraphBuilder({
    irVersion: irVersionFor(opset),
    opsets: new Map([["", opset], ...Object.entries(domains)]),
    graph: emptyGraph(name),
    functions: [],
    producerName: producer?.name ?? "@llm-anatomy/onnx-graph",
    producerVersion: producer?.version ?? "",
    domain: "",
    modelVersion: 0,
    documentation,
    metadata: new Map(Object.entries(metadata)),
  });
}

/**
 * A builder that starts from an existing model: add nodes, inputs and outputs to it, and let values be replaced.
 *
 * The model given stays as it is; `toModel` gives the changed one.
 * @example
 * const graph = editGraph(parseModel(bytes));
 * graph.output("probe", graph.node("ReduceMean", ["/model/layers.3/output"]));
 * writeModel(graph);
 */
export function editGraph(source: ModelSource): GraphBuilder {
  return new GraphBuilder(asModel(source));
}

/** Which version of the file format an operator set came with; a runtime that has the one reads the other. */
export function irVersionFor(opset: number): number {
  const steps: [opset: number, ir: number][] = [
    [28, 14],
    [25, 13],
    [24, 12],
    [23, 11],
    [21, 10],
    [19, 9],
    [15, 8],
    [12, 7],
    [11, 6],
    [10, 5],
    [9, 4],
  ];
  return steps.find(([first]) => opset >= first)?.[1] ?? 3;
}
