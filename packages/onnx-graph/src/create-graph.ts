/**
 * Builds a graph by calling one method per value, and checks every call on the spot.
 *
 * Each method returns the name of the value it made, and names are all that later calls need. Nodes get unique names
 * that say where they stand: `graph.scope("blocks.3", …)` prefixes what is made inside. Every node is checked against the
 * signature of its operator, and types and shapes are inferred as the graph grows, so a mistake is an error at the line
 * that makes it, with the shapes in it, and not a message of the runtime about a finished file.
 * @module
 */
import { type AttributeInput, toAttribute } from "./attributes.ts";
import type { DataType } from "./data-types.ts";
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
import {
  findOperator,
  isKnownDomain,
  newestOpset,
  normalDomain,
  type Operator,
  oldestOpset,
  operatorElsewhere,
} from "./operators.ts";
import { tensor } from "./tensor.ts";

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
  return new GraphBuilder(options);
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

export class GraphBuilder {
  readonly opset: number;
  readonly #options: GraphOptions;
  readonly #opsets: Map<string, number>;
  readonly #outer: GraphBuilder | undefined;
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers: OnnxTensor[] = [];
  readonly #inputs: ValueInfo[] = [];
  readonly #outputs: ValueInfo[] = [];
  readonly #functions: OnnxFunction[];
  /** Every value and what is known of its type. */
  readonly #types = new Map<string, ValueType | undefined>();
  readonly #integers = new Map<string, readonly Dim[]>();
  /** Names in use, of values and nodes; shared with subgraphs, which see the values outside. */
  readonly #names: Set<string>;
  readonly #constants = new Map<string, string>();
  #scope: string[] = [];

  constructor(options: GraphOptions, outer?: GraphBuilder) {
    this.#options = options;
    this.#outer = outer;
    this.opset = options.opset ?? 21;
    if (!(Number.isInteger(this.opset) && this.opset >= oldestOpset && this.opset <= newestOpset)) {
      throw new RangeError(
        `createGraph: opset is ${options.opset} but has to be a whole number from ${oldestOpset} to ${newestOpset}, the sets whose operators are known here.`,
      );
    }
    this.#opsets = new Map([["", this.opset], ...Object.entries(options.domains ?? {})]);
    this.#functions = outer ? outer.#functions : [];
    this.#names = outer ? outer.#names : new Set();
  }

  /** Adds a graph input: a tensor that the caller feeds. Returns its name. */
  input(name: string, dataType: DataType, shape?: readonly Dim[]): string {
    return this.inputOf(name, { kind: "tensor", elementType: dataType, ...(shape && { shape }) });
  }

  /** Adds a graph input of any type. Returns its name. */
  inputOf(name: string, type: ValueType): string {
    this.#claim("input", name);
    this.#inputs.push({ name, type });
    this.#types.set(name, type);
    return name;
  }

  /** Adds a weight, under exactly this name. Returns the name. */
  initializer(name: string, value: OnnxTensor): string {
    this.#claim("initializer", name);
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
    const short = list.length <= 8 ? list.join(",") : `${dims.join("×")} constant`;
    const name = this.#unique(`${dataType}${dims.length === 0 ? `(${short})` : `[${short}]`}`);
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
    const unique = this.#unique(name);
    const outputs = this.#outputNames(unique, options.outputs ?? 1, operator);
    const node: OnnxNode = {
      name: unique,
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
    const inner = new GraphBuilder({ name, opset: this.opset, domains: Object.fromEntries(this.#opsets) }, this);
    inner.#scope = [...this.#scope, name];
    build(inner);
    return inner.toGraph();
  }

  /** Adds an operator that is defined by other operators; its domain has to be one of the graph's. */
  defineFunction(definition: OnnxFunction): void {
    if (!this.#opsets.has(definition.domain)) {
      throw new RangeError(
        `graph.defineFunction: "${definition.name}" is in the domain "${definition.domain}", which the graph does not have. ` +
          `Pass domains: { "${definition.domain}": 1 } to createGraph.`,
      );
    }
    this.#functions.push(definition);
  }

  /** The graph as plain data. Types of values in between are included where they are known. */
  toGraph(): OnnxGraph {
    const listed = new Set([...this.#inputs, ...this.#outputs, ...this.#initializers].map(({ name }) => name));
    const valueInfos = [...this.#types].flatMap(([name, type]) => (type && !listed.has(name) ? [{ name, type }] : []));
    return {
      name: this.#options.name ?? "graph",
      nodes: [...this.#nodes],
      initializers: [...this.#initializers],
      sparseInitializers: [],
      inputs: [...this.#inputs],
      outputs: [...this.#outputs],
      valueInfos,
      documentation: "",
      metadata: new Map(),
    };
  }

  /** The model as plain data, ready for `writeModel`. */
  toModel(): OnnxModel {
    const { producer, metadata = {}, documentation = "" } = this.#options;
    return {
      irVersion: irVersionFor(this.opset),
      opsets: new Map(this.#opsets),
      graph: this.toGraph(),
      functions: [...this.#functions],
      producerName: producer?.name ?? "@llm-anatomy/onnx-graph",
      producerVersion: producer?.version ?? "",
      domain: "",
      modelVersion: 0,
      documentation,
      metadata: new Map(Object.entries(metadata)),
    };
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
      this.#names.delete(node.name);
      for (const output of node.outputs) {
        this.#types.delete(output);
        this.#names.delete(output);
      }
      throw new RangeError(`${where}: ${problems[0]}`);
    }
    for (const [i, output] of node.outputs.entries()) if (output !== "") this.#types.set(output, outputs[i]);
    if (integers) this.#integers.set(node.outputs[0], integers);
  }

  #operator(where: string, domain: string, opType: string): Operator | undefined {
    const version = this.#opsets.get(domain);
    if (version === undefined) {
      throw new RangeError(
        `${where}: the graph has no operator set "${domain}". Pass domains: { "${domain}": 1 } to createGraph.`,
      );
    }
    if (!isKnownDomain(domain)) return undefined;
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
      return wanted.map((output) => {
        if (output) this.#claim("node", output);
        return output ?? "";
      });
    }
    return Array.from({ length: wanted }, (_, i) => {
      if (i === 0) return name;
      const parameter = operator?.outputs[i];
      return this.#unique(`${name}.${parameter?.presence === "variadic" ? i : (parameter?.name ?? i)}`);
    });
  }

  #integersOf(value: string): readonly Dim[] | undefined {
    return this.#integers.get(value) ?? (this.#outer ? this.#outer.#integersOf(value) : undefined);
  }

  #findConstant(key: string): string | undefined {
    return this.#constants.get(key) ?? (this.#outer ? this.#outer.#findConstant(key) : undefined);
  }

  #claim(method: string, name: string): void {
    if (name === "") throw new RangeError(`graph.${method}: a name is needed, but it is empty.`);
    if (this.#names.has(name))
      throw new RangeError(`graph.${method}: "${name}" is in use already. Choose another name.`);
    this.#names.add(name);
  }

  #scoped(name: string): string {
    return [...this.#scope, name].join(".");
  }

  #unique(name: string): string {
    let unique = name;
    for (let i = 2; this.#names.has(unique); i++) unique = `${name}_${i}`;
    this.#names.add(unique);
    return unique;
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
