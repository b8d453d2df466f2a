/**
 * Writing a graph node by node: names are made from where the node stands (`blocks.3/MatMul`), small constants are
 * written once, large ones lie outside the model file.
 * @module
 */
import {
  type Attribute,
  type DataType,
  type Dim,
  externalTensor,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  tensor,
  type ValueInfo,
  writeModel,
} from "@llm-anatomy/onnx-graph";

export interface NodeOptions {
  /** Whole numbers become integers, others floats; `epsilon`, `scale` … are floats always. */
  attributes?: Record<string, number | string | readonly number[]>;
  domain?: string;
  /** Names of the outputs. Default: one, made from the node's name. */
  outputs?: string[];
}

/** Bytes that lie beside the model file. */
export interface ExternalWeight {
  path: string;
  data: Uint8Array;
}

const floatAttributes = new Set(["epsilon", "scale", "softcap", "alpha"]);
const opset = 20;

export class GraphWriter {
  readonly external: ExternalWeight[] = [];
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, OnnxTensor>();
  readonly #inputs: ValueInfo[] = [];
  readonly #outputs: ValueInfo[] = [];
  readonly #scopes: string[] = [];
  #count = 0;

  /** Declares what comes in. Returns its name. */
  input(name: string, elementType: DataType, shape: Dim[]): string {
    this.#inputs.push({ name, type: { kind: "tensor", elementType, shape } });
    return name;
  }

  /** Declares what goes out; some node has to make it. */
  output(name: string, elementType: DataType, shape?: Dim[]): void {
    this.#outputs.push({ name, type: { kind: "tensor", elementType, shape } });
  }

  /** A weight whose bytes stay outside the file. */
  weight(name: string, dims: readonly number[], data: Float32Array): string {
    if (!this.#initializers.has(name)) {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      this.#initializers.set(
        name,
        externalTensor("float32", dims, { location: name, offset: 0, length: bytes.length }, name),
      );
      this.external.push({ path: name, data: bytes });
    }
    return name;
  }

  /** A float32 constant without axes. */
  scalar(value: number): string {
    return this.#constant(`scalar:${value}`, () => tensor("float32", [], Float32Array.of(value)));
  }

  /** An int64 constant without axes. */
  int(value: number): string {
    return this.#constant(`int:${value}`, () => tensor("int64", [], BigInt64Array.of(BigInt(value))));
  }

  /** A list of int64. */
  ints(values: readonly number[]): string {
    return this.#constant(`ints:${values.join(",")}`, () =>
      tensor("int64", [values.length], BigInt64Array.from(values, BigInt)),
    );
  }

  /** A list of int32. */
  int32s(values: readonly number[]): string {
    return this.#constant(`int32s:${values.join(",")}`, () =>
      tensor("int32", [values.length], Int32Array.from(values)),
    );
  }

  /** A list of float32. */
  floats(values: Float32Array): string {
    return this.#constant(`floats:${values.join(",")}`, () => tensor("float32", [values.length], values));
  }

  /** Adds a node with one output. Returns the output's name. */
  node(opType: string, inputs: readonly string[], options: NodeOptions = {}): string {
    return this.nodes(opType, inputs, 1, options)[0];
  }

  /** Adds a node with several outputs. Returns their names. */
  nodes(opType: string, inputs: readonly string[], numOutputs: number, options: NodeOptions = {}): string[] {
    const name = [...this.#scopes, `${opType}_${this.#count++}`].join("/");
    const outputs = options.outputs ?? Array.from({ length: numOutputs }, (_, i) => (i === 0 ? name : `${name}:${i}`));
    this.#nodes.push({
      name,
      opType,
      domain: options.domain ?? "",
      inputs,
      outputs,
      attributes: new Map(Object.entries(options.attributes ?? {}).map(([key, value]) => [key, attribute(key, value)])),
      overload: "",
      documentation: "",
      metadata: new Map(),
    });
    return outputs;
  }

  /** Names of the nodes that follow begin with `name`. */
  enterScope(name: string): number {
    this.#scopes.push(name);
    return this.#scopes.length;
  }

  leaveScope(scope: number): void {
    this.#scopes.length = scope - 1;
  }

  /** The file's bytes, without the external weights. */
  finish(name: string): Uint8Array {
    const read = new Set(this.#nodes.flatMap(({ inputs }) => inputs));
    const initializers = [...this.#initializers.values()].filter((initializer) => read.has(initializer.name));
    const model: OnnxModel = {
      irVersion: 10,
      opsets: new Map([
        ["", opset],
        ["com.microsoft", 1],
      ]),
      graph: {
        name,
        nodes: this.#nodes,
        initializers,
        sparseInitializers: [],
        inputs: this.#inputs,
        outputs: this.#outputs,
        valueInfos: [],
        documentation: "",
        metadata: new Map(),
      },
      functions: [],
      producerName: "llm-anatomy",
      producerVersion: "",
      domain: "",
      modelVersion: 0,
      documentation: "",
      metadata: new Map(),
    };
    return writeModel(model);
  }

  #constant(name: string, make: () => OnnxTensor): string {
    if (!this.#initializers.has(name)) this.#initializers.set(name, { ...make(), name });
    return name;
  }
}

function attribute(key: string, value: number | string | readonly number[]): Attribute {
  if (typeof value === "string") return { kind: "string", value };
  if (typeof value !== "number") return { kind: "ints", value };
  return floatAttributes.has(key) || !Number.isInteger(value) ? { kind: "float", value } : { kind: "int", value };
}
