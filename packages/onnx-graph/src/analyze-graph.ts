/**
 * Walks a graph in order, once, and finds out what is wrong with it and the type of every value.
 *
 * `checkModel` and `inferTypes` are two views of this walk. It goes into subgraphs, which see the values around them, and
 * into functions, which see only their own.
 * @module
 */
import { byteLengthOf, elementCount } from "./data-types.ts";
import { inferNode } from "./infer-node.ts";
import { constantIntegers } from "./known-integers.ts";
import type { Dim, OnnxFunction, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, TensorType, ValueType } from "./model.ts";
import {
  findOperator,
  isCovered,
  isKnownDomain,
  newestOpset,
  normalDomain,
  oldestOpset,
  operatorElsewhere,
} from "./operators.ts";
import { mergeDims, ShapeProblem, showShape } from "./shapes/dims.ts";

/** Something wrong with a model. */
export interface ModelProblem {
  /** `error`: no runtime will take it. `warning`: some will, or it could not be checked. */
  severity: "error" | "warning";
  /** What it is about: `node "blocks.0.scores" (MatMul)`, `initializer "w"`, `graph.then_branch.output "y"` … */
  where: string;
  /** What is wrong, and what to do. */
  message: string;
}

export interface Analysis {
  problems: ModelProblem[];
  /** The type of every value of the main graph of which something is known. */
  types: Map<string, ValueType>;
  /** The elements of small integer tensors of the main graph, as far as they are known. */
  integers: Map<string, readonly Dim[]>;
}

/** What a graph, or the graph around it, knows of its values. */
interface Scope {
  outer?: Scope;
  types: Map<string, ValueType | undefined>;
  integers: Map<string, readonly Dim[]>;
}

interface Walk {
  model: OnnxModel;
  opsets: ReadonlyMap<string, number>;
  functions: ReadonlySet<string>;
  problems: ModelProblem[];
}

/** Analyses a whole model. */
export function analyzeModel(model: OnnxModel): Analysis {
  const problems: ModelProblem[] = [];
  const functions = new Set(model.functions.map(({ domain, name }) => `${domain}:${name}`));
  const opsets = normalOpsets(model.opsets);
  const walk: Walk = { model, opsets, functions, problems };
  const opset = opsets.get("");
  if (opset !== undefined && !isCovered(opset)) {
    const message = `its operator set ${opset} is not one of ${oldestOpset} to ${newestOpset}, which are known here: operators are not checked.`;
    problems.push({ severity: "warning", where: "model", message });
  }
  const scope: Scope = { types: new Map(), integers: new Map() };
  walkGraph(walk, model.graph, scope, "");
  for (const definition of model.functions) walkFunction(walk, definition);
  const types = new Map([...scope.types].filter((entry): entry is [string, ValueType] => entry[1] !== undefined));
  return { problems, types, integers: scope.integers };
}

/** Walks a graph and returns the types of its outputs. `prefix` says where a subgraph hangs. */
function walkGraph(walk: Walk, graph: OnnxGraph, scope: Scope, prefix: string): (ValueType | undefined)[] {
  const report = (where: string, message: string) => walk.problems.push(error(prefix + where, message));
  const define = (where: string, name: string, type: ValueType | undefined) => {
    if (scope.types.has(name)) report(where, `the value "${name}" is defined twice. Rename one of them.`);
    else if (scope.outer && isKnown(scope.outer, name)) {
      report(where, `the value "${name}" is defined in the graph around it too. Rename one of them.`);
    }
    scope.types.set(name, type);
  };
  const declared = new Map(graph.valueInfos.map(({ name, type }) => [name, type]));
  const inputs = new Set<string>();
  for (const { name, type } of graph.inputs) {
    define(`input "${name}"`, name, type);
    inputs.add(name);
  }
  for (const tensor of graph.initializers) {
    const where = `initializer "${tensor.name}"`;
    for (const problem of tensorProblems(tensor)) report(where, problem);
    const type: ValueType = { kind: "tensor", elementType: tensor.dataType, shape: tensor.dims };
    // An initializer of an input's name is that input's default.
    if (inputs.delete(tensor.name))
      scope.types.set(tensor.name, merge(scope.types.get(tensor.name), type, report, where, tensor.name));
    else define(where, tensor.name, type);
    const integers = constantIntegers(tensor);
    if (integers) scope.integers.set(tensor.name, integers);
  }
  for (const { values, dims } of graph.sparseInitializers) {
    define(`sparse initializer "${values.name}"`, values.name, {
      kind: "tensor",
      elementType: values.dataType,
      shape: dims,
    });
  }
  const later = new Map(graph.nodes.flatMap((node, i) => node.outputs.map((output) => [output, i] as const)));
  for (const [i, node] of graph.nodes.entries()) {
    const where = showNode(node, i);
    for (const [position, value] of node.inputs.entries()) {
      if (value === "" || isKnown(scope, value)) continue;
      const maker = later.get(value);
      report(
        where,
        maker === undefined || maker < i
          ? `input ${position} is "${value}", which nothing defines. Check the name.`
          : `input ${position} is "${value}", which only ${showNode(graph.nodes[maker], maker)} makes, after it. Order the nodes so that values are made before they are used.`,
      );
    }
    const outputs = walkNode(walk, node, scope, `${prefix}${where}`);
    for (const [position, value] of node.outputs.entries()) {
      if (value === "") continue;
      define(where, value, merge(declared.get(value), outputs[position], report, where, value));
    }
  }
  const names = new Set<string>();
  return graph.outputs.map(({ name, type }) => {
    const where = `output "${name}"`;
    if (names.has(name)) report(where, "it is listed twice. Remove one.");
    names.add(name);
    if (!isKnown(scope, name)) {
      report(where, `nothing defines the value "${name}". Check the name.`);
      return type;
    }
    const merged = merge(type, typeOf(scope, name), report, where, name);
    if (scope.types.has(name)) scope.types.set(name, merged);
    return merged;
  });
}

/** Checks a node against its operator; returns the types of its outputs. */
function walkNode(walk: Walk, node: OnnxNode, scope: Scope, where: string): readonly (ValueType | undefined)[] {
  const subgraphs = new Map<string, (ValueType | undefined)[]>();
  for (const [name, attribute] of node.attributes) {
    const tensors =
      attribute.kind === "tensor" ? [attribute.value] : attribute.kind === "tensors" ? attribute.value : [];
    for (const problem of tensors.flatMap(tensorProblems)) walk.problems.push(error(`${where}.${name}`, problem));
    const graphs = attribute.kind === "graph" ? [attribute.value] : attribute.kind === "graphs" ? attribute.value : [];
    for (const graph of graphs) {
      const inner: Scope = { outer: scope, types: new Map(), integers: new Map() };
      subgraphs.set(name, walkGraph(walk, graph, inner, `${where}.${name}.`));
    }
  }
  const domain = normalDomain(node.domain);
  if (walk.functions.has(`${node.domain}:${node.opType}`)) return [];
  const opset = walk.opsets.get(domain) ?? (domain === "com.microsoft" ? 1 : undefined);
  if (opset === undefined) {
    walk.problems.push(
      error(where, `the model does not import its operator set "${domain}". Add it to the model's opsets.`),
    );
    return [];
  }
  if (!walk.opsets.has(domain)) {
    const message = `the model does not import its operator set "${domain}"; onnxruntime adds it, others may not.`;
    walk.problems.push({ severity: "warning", where, message });
  }
  if (!isKnownDomain(domain) || (domain === "" && !isCovered(opset))) return [];
  const operator = findOperator(domain, node.opType, opset);
  if (!operator) {
    const hint = operatorElsewhere(domain, node.opType);
    walk.problems.push(error(where, `the operator does not exist in ${domain || "ai.onnx"} ${opset}.${hint}`));
    return [];
  }
  if (operator.deprecated) {
    walk.problems.push(error(where, `the operator is deprecated from operator set ${operator.since} on.`));
    return [];
  }
  const { problems, outputs, integers } = inferNode(node, operator, {
    opset,
    typeOf: (value) => typeOf(scope, value),
    integersOf: (value) => integersOf(scope, value),
    subgraphOutputs: (name) => subgraphs.get(name),
  });
  for (const problem of problems) walk.problems.push(error(where, problem));
  if (integers) scope.integers.set(node.outputs[0], integers);
  return outputs;
}

function walkFunction(walk: Walk, definition: OnnxFunction): void {
  const graph: OnnxGraph = {
    name: definition.name,
    nodes: definition.nodes,
    initializers: [],
    sparseInitializers: [],
    inputs: definition.inputs.map((name) => ({ name })),
    outputs: definition.outputs.map((name) => ({ name })),
    valueInfos: definition.valueInfos,
    documentation: "",
    metadata: new Map(),
  };
  const scope: Scope = { types: new Map(), integers: new Map() };
  walkGraph({ ...walk, opsets: normalOpsets(definition.opsets) }, graph, scope, `function "${definition.name}".`);
}

function normalOpsets(opsets: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...opsets].map(([domain, version]) => [normalDomain(domain), version]));
}

function tensorProblems({ dataType, dims, data }: OnnxTensor): string[] {
  const count = elementCount(dims);
  if (data.kind === "strings") {
    if (data.values.length === count) return [];
    return [`it has ${data.values.length} texts but dims [${dims.join(", ")}] need ${count}.`];
  }
  if (dataType === "undefined" || dataType === "string") return [`elements of type ${dataType} cannot be bytes.`];
  const needed = byteLengthOf(dataType, count);
  if (data.kind === "raw") {
    if (data.bytes.length === needed) return [];
    return [`it has ${data.bytes.length} bytes but ${dataType} [${dims.join(", ")}] needs ${needed}.`];
  }
  const { location, length } = data.file;
  const problems: string[] = [];
  if (length !== undefined && length !== needed) {
    problems.push(`its external data have ${length} bytes but ${dataType} [${dims.join(", ")}] needs ${needed}.`);
  }
  if (!isInside(location)) {
    problems.push(`its external data are in "${location}", but the file has to be in the model's own folder or below.`);
  }
  return problems;
}

/** Whether a path stays in the folder it starts in: a model must not be able to name other files of its reader. */
export function isInside(location: string): boolean {
  return !/^([/\\]|[a-z]+:)/i.test(location) && !location.split(/[/\\]/).includes("..") && !location.includes("\0");
}

function isKnown(scope: Scope | undefined, value: string): boolean {
  return scope !== undefined && (scope.types.has(value) || isKnown(scope.outer, value));
}

function typeOf(scope: Scope | undefined, value: string): ValueType | undefined {
  if (!scope) return undefined;
  return scope.types.has(value) ? scope.types.get(value) : typeOf(scope.outer, value);
}

function integersOf(scope: Scope | undefined, value: string): readonly Dim[] | undefined {
  return scope && (scope.integers.get(value) ?? integersOf(scope.outer, value));
}

/** What a declared and an inferred type say together; sizes that contradict each other are reported. */
function merge(
  declared: ValueType | undefined,
  inferred: ValueType | undefined,
  report: (where: string, message: string) => void,
  where: string,
  value: string,
): ValueType | undefined {
  if (declared?.kind !== "tensor" || inferred?.kind !== "tensor") return inferred ?? declared;
  const contradiction = (what: string) => report(where, `${what}. Remove or correct the declared type.`);
  const { elementType } = declared.elementType === "undefined" ? inferred : declared;
  if (elementType !== inferred.elementType) {
    contradiction(`"${value}" is declared as ${elementType} but is ${inferred.elementType}`);
    return inferred;
  }
  const shape = mergeShapes(value, declared, inferred, contradiction);
  return { ...declared, elementType, ...(shape && { shape }) };
}

function mergeShapes(
  value: string,
  declared: TensorType,
  inferred: TensorType,
  contradiction: (what: string) => void,
): readonly Dim[] | undefined {
  if (!declared.shape || !inferred.shape) return declared.shape ?? inferred.shape;
  const differ = `"${value}" is declared as ${showShape(declared.shape)} but is ${showShape(inferred.shape)}`;
  if (declared.shape.length !== inferred.shape.length) {
    contradiction(differ);
    return inferred.shape;
  }
  try {
    // Of two names the inferred one is kept: it comes from the inputs, where exporters make up names for outputs.
    return declared.shape.map((dim, axis) => mergeDims(inferred.shape![axis], dim, "sizes"));
  } catch (problem) {
    if (!(problem instanceof ShapeProblem)) throw problem;
    contradiction(differ);
    return inferred.shape;
  }
}

/** `node "scores" (MatMul)`, or by its position where it has no name. */
export function showNode(node: OnnxNode, position: number): string {
  return `node ${node.name ? JSON.stringify(node.name) : position} (${node.opType})`;
}

function error(where: string, message: string): ModelProblem {
  return { severity: "error", where, message };
}
