/**
 * A graph in the making: one method per kind of thing to add, each of which returns the name of the value it made.
 *
 * Names are all that later calls need. Nodes get unique names that say where they stand: `graph.scope("blocks.3", …)`
 * prefixes what is made inside. Every node is checked against the signature of its operator, and types and shapes are
 * inferred as the graph grows, so a mistake is an error at the line that makes it, with the shapes in it, and not a
 * message of the runtime about a finished file.
 * @module
 */
import { analyzeModel } from "./analyze-graph.ts";
import { type AttributeInput, toAttribute } from "./attributes.ts";
import type { DataType } from "./data-types.ts";
import { renameReads, sortNodes, subgraphsOf, valuesDefined } from "./graph-uses.ts";
import { inferNode } from "./infer-node.ts";
import { constantIntegers } from "./known-integers.ts";
import type {
  Attribute,
  Dim,
  OnnxFunction,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxTensor,
  ValueInfo,
  ValueType,
} from "./model.ts";
import { Names } from "./names.ts";
import { findOperator, isCovered, isKnownDomain, normalDomain, type Operator, operatorElsewhere } from "./operators.ts";
import { tensor } from "./tensor.ts";

export interface NodeOptions {
  /** Last part of the node's and its first output's name; the operator's name otherwise. */
  name?: string;
  /** Operator set; the standard one otherwise. */
  domain?: string;
  attributes?: Readonly<Record<string, AttributeInput | undefined>>;
  documentation?: string;
  metadata?: Readonly<Record<string, string>>;
}

/** How many outputs a node has; or their exact names, null for one that is not wanted. */
export type OutputsOption = number | readonly (string | null)[];

/** An optional input can be left out with null. */
export type NodeInput = string | null | undefined;

export class GraphBuilder {
  /** Version of the standard operator set. */
  readonly opset: number;
  readonly #model: OnnxModel;
  readonly #outer: GraphBuilder | undefined;
  #nodes: OnnxNode[];
  readonly #initializers: OnnxTensor[];
  readonly #inputs: ValueInfo[];
  readonly #outputs: ValueInfo[];
  readonly #functions: OnnxFunction[];
  /** Every value and what is known of its type. */
  readonly #types = new Map<string, ValueType | undefined>();
  readonly #integers = new Map<string, readonly Dim[]>();
  /** Names of values and of nodes; shared with subgraphs, which see the values outside. */
  readonly #values: Names;
  readonly #nodeNames: Names;
  readonly #constants = new Map<string, string>();
  #scope: string[] = [];

  /** Starts from what the model has; use `createGraph` or `editGraph`. */
  constructor(model: OnnxModel, outer?: GraphBuilder) {
    const { graph } = model;
    this.#model = model;
    this.#outer = outer;
    this.opset = model.opsets.get("") ?? model.opsets.get("ai.onnx") ?? 0;
    this.#nodes = [...graph.nodes];
    this.#initializers = [...graph.initializers];
    this.#inputs = [...graph.inputs];
    this.#outputs = [...graph.outputs];
    this.#functions = outer ? outer.#functions : [...model.functions];
    this.#values = outer ? outer.#values : new Names();
    this.#nodeNames = outer ? outer.#nodeNames : new Names();
    if (outer) return; // subgraphs start empty
    collectNames(graph, this.#values, this.#nodeNames);
    const { types, integers } = analyzeModel(model);
    for (const value of valuesDefined(graph)) this.#types.set(value, types.get(value));
    for (const [value, known] of integers) this.#integers.set(value, known);
  }

  /** Adds a graph input: a tensor that the caller feeds. Returns its name. */
  input(name: string, dataType: DataType, shape?: readonly Dim[]): string {
    return this.inputOf(name, { kind: "tensor", elementType: dataType, ...(shape && { shape }) });
  }

  /** Adds a graph input of any type. Returns its name. */
  inputOf(name: string, type: ValueType): string {
    this.#values.claim("graph.input", name);
    this.#inputs.push({ name, type });
    this.#types.set(name, type);
    return name;
  }

  /** Adds a weight, under exactly this name. Returns the name. */
  initializer(name: string, value: OnnxTensor): string {
    this.#values.claim("graph.initializer", name);
    return this.#addInitializer(name, value);
  }

  /**
   * A small constant, by its value: the same numbers asked for twice are one initializer. Returns its name, such as `int64[0,-1]`.
   *
   * @example
   * graph.node("Unsqueeze", [x, graph.constant("int64", [1], [0])]);
   */
  constant(dataType: DataType, dims: readonly number[], values: ArrayLike<number | bigint>): string {
    const list = Array.from(values, String);
    const key = `${dataType}[${dims}](${list})`;
    const known = this.#findConstant(key);
    if (known) return known;
    const shown = list.map((value) =>
      dataType.includes("float") ? String(Number(Number(value).toPrecision(7))) : value,
    );
    const short = list.length <= 8 ? shown.join(",") : `${dims.join("×")} constant`;
    const name = this.#values.unique(`${dataType}${dims.length === 0 ? `(${short})` : `[${short}]`}`);
    this.#addInitializer(name, tensor(dataType, dims, values));
    this.#constants.set(key, name);
    return name;
  }

  /**
   * Adds a node. Returns the name of its output, or a list of names when `outputs` says which outputs are wanted.
   *
   * Errors name the operator and the input or attribute: unknown operator, attribute or value, wrong number of inputs, element
   * types or shapes that do not go together.
   * @throws RangeError | TypeError
   * @example
   * const y = graph.node("LayerNormalization", [x, scale, bias], { attributes: { epsilon: 1e-5 } });
   * const [top, ids] = graph.node("TopK", [y, k], { outputs: 2 });
   */
  node(opType: string, inputs: readonly NodeInput[], options?: NodeOptions & { outputs?: undefined }): string;
  node(opType: string, inputs: readonly NodeInput[], options: NodeOptions & { outputs: OutputsOption }): string[];
  node(
    opType: string,
    inputs: readonly NodeInput[],
    options: NodeOptions & { outputs?: OutputsOption } = {},
  ): string | string[] {
    const domain = normalDomain(options.domain ?? "");
    const name = this.#scoped(options.name ?? camelCase(opType));
    const where = `graph.node("${opType}") "${name}"`;
    const operator = this.#operator(where, domain, opType);
    const values = inputs.map((input, i) => this.#known(where, input ?? "", i));
    while (values.at(-1) === "") values.pop();
    const attributes = new Map<string, Attribute>();
    for (const [key, value] of Object.entries(options.attributes ?? {})) {
      const known = operator?.attributes.get(key);
      if (operator && !known) throw new RangeError(`${where}: ${unknownAttribute(operator, key)}`);
      if (value !== undefined) attributes.set(key, toAttribute(where, key, value, known?.kind));
    }
    const outputs = this.#outputNames(name, options.outputs ?? 1, operator);
    const node: OnnxNode = {
      // A node is called after its output, unless that has been given a name of its own.
      name: this.#nodeNames.unique(typeof options.outputs === "object" ? name : (outputs[0] ?? name)),
      opType,
      domain,
      inputs: values,
      outputs,
      attributes,
      overload: "",
      documentation: options.documentation ?? "",
      metadata: new Map(Object.entries(options.metadata ?? {})),
    };
    this.#infer(where, node, operator);
    this.#nodes.push(node);
    return options.outputs === undefined ? outputs[0] : outputs;
  }

  /**
   * Makes a value an output of the graph under the given name. Returns the name.
   *
   * A value that has another name is passed through an Identity node, which onnxruntime removes.
   * @param type needed only where it cannot be inferred
   */
  output(name: string, value: string = name, type?: ValueType): string {
    this.#known(`graph.output("${name}")`, value, 0);
    if (this.#outputs.some((output) => output.name === name)) {
      throw new RangeError(`graph.output: "${name}" is an output already. Choose another name.`);
    }
    if (value !== name) this.node("Identity", [value], { name: "output", outputs: [name] });
    const known = type ?? this.typeOf(value);
    if (!known) {
      throw new TypeError(
        `graph.output: the type of "${value}" is not known. Pass it: { kind: "tensor", elementType, shape }.`,
      );
    }
    this.#outputs.push({ name, type: known });
    this.#types.set(name, known);
    return name;
  }

  /**
   * Prefixes the names of everything that `body` makes: `blocks.3.attention.scores`. Scopes nest. Returns what `body` returns.
   */
  scope<Result>(name: string, body: () => Result): Result {
    this.#scope.push(name);
    try {
      return body();
    } finally {
      this.#scope.pop();
    }
  }

  /** What is known of the type of a value: its element type, often its shape. */
  typeOf(value: string): ValueType | undefined {
    return this.#types.has(value) ? this.#types.get(value) : this.#outer?.typeOf(value);
  }

  /** The shape of a value, where it is known. */
  shapeOf(value: string): readonly Dim[] | undefined {
    const type = this.typeOf(value);
    return type?.kind === "tensor" ? type.shape : undefined;
  }

  /** Whether a value of that name exists, here or in a graph around. */
  has(value: string): boolean {
    return this.#types.has(value) || (this.#outer?.has(value) ?? false);
  }

  /**
   * A graph for an attribute (a branch of If, the body of Loop). Inside, the values made so far can be used.
   *
   * @example
   * const then_branch = graph.subgraph("then", (inner) => inner.output("y", inner.node("Neg", [x])));
   */
  subgraph(name: string, build: (inner: GraphBuilder) => void): OnnxGraph {
    const inner = new GraphBuilder({ ...this.#model, graph: emptyGraph(name) }, this);
    inner.#scope = [...this.#scope, name];
    build(inner);
    return inner.toGraph();
  }

  /** Adds an operator that is defined by other operators; its domain has to be one of the graph's. */
  defineFunction(definition: OnnxFunction): void {
    if (!this.#model.opsets.has(definition.domain)) {
      throw new RangeError(
        `graph.defineFunction: "${definition.name}" is in the domain "${definition.domain}", which the graph does not have. ` +
          `Pass domains: { "${definition.domain}": 1 } to createGraph.`,
      );
    }
    this.#functions.push(definition);
  }

  /**
   * Lets everything that reads one value read another one instead: nodes, subgraphs and, under its old name, the graph's
   * output. `except` lists nodes that go on reading the old value, such as the one that makes the new value of it.
   *
   * @example
   * const steered = graph.node("Add", [hidden, graph.input("steer", "float32", ["batch", "seq", 64])]);
   * graph.replaceUses(hidden, steered, { except: [steered] });
   */
  replaceUses(value: string, by: string, { except = [] }: { except?: readonly string[] } = {}): void {
    for (const name of [value, by]) this.#known("graph.replaceUses", name, 0);
    const kept = new Set(except);
    const rename = (name: string) => (name === value ? by : name);
    this.#nodes = this.#nodes.map((node) =>
      kept.has(node.name) || node.outputs.some((output) => kept.has(output)) ? node : renameReads(node, rename),
    );
    if (!this.#outputs.some((output) => output.name === value)) return;
    // The output keeps its name: the value that had it gets another one, and Identity gives it to the new value.
    if (this.#inputs.some((input) => input.name === value) || this.#initializers.some(({ name }) => name === value)) {
      throw new RangeError(
        `graph.replaceUses: "${value}" is an input or initializer and an output at once. Rename the output first.`,
      );
    }
    const original = this.#values.unique(`${value}.original`);
    const renameBack = (name: string) => (name === value ? original : name);
    this.#nodes = this.#nodes.map((node) => ({
      ...renameReads(node, renameBack),
      outputs: node.outputs.map(renameBack),
    }));
    this.#types.set(original, this.#types.get(value));
    this.#types.delete(value);
    this.#values.delete(value);
    this.node("Identity", [by], { name: "output", outputs: [value] });
  }

  /** The nodes so far, in the order in which they were added. */
  get nodes(): readonly OnnxNode[] {
    return this.#nodes;
  }

  /** Gives a value that a node makes another name, wherever it is read. */
  renameValue(value: string, name: string): void {
    if (!this.#nodes.some(({ outputs }) => outputs.includes(value))) {
      throw new RangeError(`graph.renameValue: no node makes "${value}". Check the name.`);
    }
    if (value === name) return;
    this.#values.claim("graph.renameValue", name);
    const rename = (other: string) => (other === value ? name : other);
    this.#nodes = this.#nodes.map((node) => ({ ...renameReads(node, rename), outputs: node.outputs.map(rename) }));
    for (const [i, output] of this.#outputs.entries())
      if (output.name === value) this.#outputs[i] = { ...output, name };
    this.#types.set(name, this.#types.get(value));
    this.#types.delete(value);
    this.#values.delete(value);
  }

  /** Removes a node by one of its outputs. Its readers have to be gone or to read something else before `toModel`. */
  removeNode(output: string): void {
    const node = this.#nodes.find(({ outputs }) => output !== "" && outputs.includes(output));
    if (!node) throw new RangeError(`graph.removeNode: no node makes "${output}". Check the name.`);
    this.#nodes = this.#nodes.filter((other) => other !== node);
    this.#nodeNames.delete(node.name);
    for (const name of node.outputs) {
      this.#values.delete(name);
      this.#types.delete(name);
      this.#integers.delete(name);
    }
  }

  /** The graph as plain data, its nodes in an order in which they can run. Types are included where they are known. */
  toGraph(): OnnxGraph {
    const listed = new Set([...this.#inputs, ...this.#outputs, ...this.#initializers].map(({ name }) => name));
    const declared = new Map(this.#model.graph.valueInfos.map((info) => [info.name, info]));
    const valueInfos = [...this.#types].flatMap(([name, type]): ValueInfo[] => {
      if (listed.has(name) || !type) return [];
      return [declared.get(name) ?? { name, type }];
    });
    return {
      ...this.#model.graph,
      nodes: sortNodes(this.#nodes),
      initializers: [...this.#initializers],
      inputs: [...this.#inputs],
      outputs: [...this.#outputs],
      valueInfos,
    };
  }

  /** The model as plain data, ready for `writeModel`. */
  toModel(): OnnxModel {
    return { ...this.#model, graph: this.toGraph(), functions: [...this.#functions] };
  }

  #addInitializer(name: string, value: OnnxTensor): string {
    this.#initializers.push(value.name === name ? value : { ...value, name });
    this.#types.set(name, { kind: "tensor", elementType: value.dataType, shape: value.dims });
    const integers = constantIntegers(value);
    if (integers) this.#integers.set(name, integers);
    return name;
  }

  #infer(where: string, node: OnnxNode, operator: Operator | undefined): void {
    for (const output of node.outputs) if (output !== "") this.#types.set(output, undefined);
    if (!operator) return;
    const { problems, outputs, integers } = inferNode(node, operator, {
      opset: this.opset,
      typeOf: (value) => this.typeOf(value),
      integersOf: (value) => this.#integersOf(value),
      subgraphOutputs: (name) => {
        const attribute = node.attributes.get(name);
        return attribute?.kind === "graph" ? attribute.value.outputs.map(({ type }) => type) : undefined;
      },
    });
    if (problems.length > 0) {
      this.#nodeNames.delete(node.name);
      for (const output of node.outputs) {
        this.#types.delete(output);
        this.#values.delete(output);
      }
      throw new RangeError(`${where}: ${problems[0]}`);
    }
    for (const [i, output] of node.outputs.entries()) if (output !== "") this.#types.set(output, outputs[i]);
    if (integers) this.#integers.set(node.outputs[0], integers);
  }

  #operator(where: string, domain: string, opType: string): Operator | undefined {
    const version = domain === "" ? this.opset : this.#model.opsets.get(domain);
    if (version === undefined) {
      throw new RangeError(
        `${where}: the graph has no operator set "${domain}". Pass domains: { "${domain}": 1 } to createGraph.`,
      );
    }
    if (!isKnownDomain(domain) || (domain === "" && !isCovered(version))) return undefined;
    if (this.#functions.some((definition) => definition.domain === domain && definition.name === opType))
      return undefined;
    const operator = findOperator(domain, opType, version);
    if (operator && !operator.deprecated) return operator;
    if (operator) {
      throw new RangeError(
        `${where}: operator "${opType}" is deprecated from operator set ${operator.since} on, and the graph has ${version}. Use its successor.`,
      );
    }
    throw new RangeError(
      `${where}: operator "${opType}" does not exist in ${domain || "ai.onnx"} ${version}.${operatorElsewhere(domain, opType)}`,
    );
  }

  #known(where: string, value: string, position: number): string {
    if (value === "" || this.has(value)) return value;
    throw new RangeError(
      `${where}: input ${position} is "${value}", which is no value of this graph. Make it first with input, initializer or node.`,
    );
  }

  #outputNames(name: string, wanted: OutputsOption, operator: Operator | undefined): string[] {
    if (typeof wanted !== "number") {
      return wanted.map((output) => (output ? this.#values.claim("graph.node", output) : ""));
    }
    const first = this.#values.unique(name);
    return Array.from({ length: wanted }, (_, i) => {
      if (i === 0) return first;
      const parameter = operator?.outputs[i];
      return this.#values.unique(`${first}.${parameter?.presence === "variadic" ? i : (parameter?.name ?? i)}`);
    });
  }

  #integersOf(value: string): readonly Dim[] | undefined {
    return this.#integers.get(value) ?? (this.#outer ? this.#outer.#integersOf(value) : undefined);
  }

  #findConstant(key: string): string | undefined {
    return this.#constants.get(key) ?? (this.#outer ? this.#outer.#findConstant(key) : undefined);
  }

  #scoped(name: string): string {
    return [...this.#scope, name].join(".");
  }
}

/** `MatMul` → `matMul`, `RMSNormalization` → `rmsNormalization` */
function camelCase(opType: string): string {
  return opType.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (first) => first.toLowerCase());
}

function unknownAttribute(operator: Operator, name: string): string {
  const names = [...operator.attributes.keys()].join(", ") || "none";
  return `attribute "${name}" is not one of its attributes in version ${operator.since}: ${names}.`;
}

/** A graph with nothing in it. */
export function emptyGraph(name: string): OnnxGraph {
  return {
    name,
    nodes: [],
    initializers: [],
    sparseInitializers: [],
    inputs: [],
    outputs: [],
    valueInfos: [],
    documentation: "",
    metadata: new Map(),
  };
}

/** Names of values and nodes of a graph and of the graphs in it. */
function collectNames(graph: OnnxGraph, values: Names, nodeNames: Names): void {
  for (const value of valuesDefined(graph)) values.add(value);
  for (const node of graph.nodes) {
    nodeNames.add(node.name);
    for (const subgraph of subgraphsOf(node)) collectNames(subgraph, values, nodeNames);
  }
}
