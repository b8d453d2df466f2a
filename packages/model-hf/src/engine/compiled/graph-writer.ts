/**
 * Writing a graph node by node: names are made from where the node stands (`blocks.3/MatMul`), small constants are
 * written once, large ones lie outside the model file. A thin layer over the builder of onnx-graph, which checks every
 * node and infers its type as it is added.
 * @module
 */
import {
  createGraph,
  type DataType,
  type Dim,
  externalTensor,
  type GraphBuilder,
  type OnnxModel,
} from "@llm-anatomy/onnx-graph";

export interface NodeOptions {
  attributes?: Record<string, number | string | readonly number[]>;
  domain?: string;
  /** Names of the outputs. Default: one, made from the node's name. */
  outputs?: string[];
}

/** Bytes that lie beside the model file. */
export interface ExternalWeight {
  path: string;
  data: Uint8Array<ArrayBuffer>;
}

// Operator set 21 is what onnxruntime has had since 1.18, and with it transformers.js since 3.0.
const opset = 21;

export class GraphWriter {
  readonly external: ExternalWeight[] = [];
  readonly #graph: GraphBuilder;
  readonly #scopes: string[] = [];

  constructor(name: string) {
    const producer = { name: "llm-anatomy" };
    this.#graph = createGraph({ name, opset, domains: { "com.microsoft": 1 }, producer });
  }

  /** Declares what comes in. Returns its name. */
  input(name: string, elementType: DataType, shape: readonly Dim[]): string {
    return this.#graph.input(name, elementType, shape);
  }

  /** Declares what goes out: a value, under its own name or another one. */
  output(name: string, value: string = name): void {
    const type = this.#graph.typeOf(value) ?? { kind: "tensor", elementType: "float32" };
    this.#graph.output(name, value, type);
  }

  /** A weight whose bytes stay outside the file; `path` names them there. */
  weight(name: string, type: DataType, dims: readonly number[], data: ArrayBufferView): string {
    if (this.#graph.has(name)) return name;
    const bytes = new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
    const place = { location: name, offset: 0, length: bytes.length };
    this.external.push({ path: name, data: bytes });
    return this.#graph.initializer(name, externalTensor(type, dims, place, name));
  }

  /** A float32 constant without axes. */
  scalar(value: number): string {
    return this.#graph.constant("float32", [], [value]);
  }

  /** An int64 constant without axes. */
  int(value: number): string {
    return this.#graph.constant("int64", [], [BigInt(value)]);
  }

  /** A list of int64. */
  ints(values: readonly number[]): string {
    return this.#graph.constant("int64", [values.length], values.map(BigInt));
  }

  /** A list of float32. */
  floats(values: Float32Array): string {
    return this.#graph.constant("float32", [values.length], values);
  }

  /** Adds a node with one output. Returns the output's name. */
  node(opType: string, inputs: readonly string[], options: NodeOptions = {}): string {
    return this.nodes(opType, inputs, 1, options)[0];
  }

  /** Adds a node with several outputs. Returns their names. */
  nodes(opType: string, inputs: readonly string[], numOutputs: number, options: NodeOptions = {}): string[] {
    const { attributes, domain, outputs = numOutputs } = options;
    const name = [...this.#scopes, opType].join("/");
    return this.#graph.node(opType, inputs, { name, attributes, domain, outputs });
  }

  /** Names of the nodes that follow begin with `name`. */
  enterScope(name: string): number {
    this.#scopes.push(name);
    return this.#scopes.length;
  }

  leaveScope(scope: number): void {
    this.#scopes.length = scope - 1;
  }

  /** The model, and the weights it reads. Weights and inputs for which `optional` holds are left out where nothing reads them. */
  finish({ optionalInputs = [] }: { optionalInputs?: readonly string[] } = {}): {
    model: OnnxModel;
    external: ExternalWeight[];
  } {
    const model = this.#graph.toModel();
    const read = new Set(model.graph.nodes.flatMap(({ inputs }) => inputs));
    const initializers = model.graph.initializers.filter(({ name }) => read.has(name));
    const inputs = model.graph.inputs.filter(({ name }) => read.has(name) || !optionalInputs.includes(name));
    const external = this.external.filter(({ path }) => read.has(path));
    return { model: { ...model, graph: { ...model.graph, initializers, inputs } }, external };
  }
}
