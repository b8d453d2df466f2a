/**
 * Reads the bytes of a `.onnx` file into a model.
 *
 * Nothing is copied that can be large: weights are views into the file's bytes, so keep those alive and unchanged.
 * Fields that ONNX knows and this package does not interpret, and fields of future versions, are kept in `unknown` and
 * written back as they were. What a reader could take in two ways (a field twice, an attribute with two values) is an error.
 * @module
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import type {
  Attribute,
  AttributeKind,
  AttributeValues,
  Int64,
  OnnxFunction,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  SparseTensor,
  ValueInfo,
} from "./model.ts";
import { kept, once, parseEntry, unexpected } from "./parse-parts.ts";
import { parseSparseTensor, parseTensor, textOrBytes } from "./parse-tensor.ts";
import { parseType, parseValueInfo } from "./parse-type.ts";
import { ProtobufReader } from "./protobuf-reader.ts";
import { attributeCodes } from "./write-model.ts";

export interface ParseOptions {
  /** Bound on the number of messages and single numbers read, against hostile files. Default 10 million. */
  maxItems?: number;
}

/**
 * The model that a `.onnx` file holds. Weights are views of `bytes`.
 *
 * @throws RangeError that says where in the model and at which byte the file is not what it should be
 * @example
 * const model = parseModel(await readFile("model.onnx"));
 * model.graph.nodes.map((node) => node.opType); // => ["MatMul", "Softmax", …]
 */
export function parseModel(bytes: Uint8Array, { maxItems }: ParseOptions = {}): OnnxModel {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError("parseModel: bytes have to be a Uint8Array. Wrap an ArrayBuffer: new Uint8Array(buffer).");
  }
  const reader = new ProtobufReader(bytes, maxItems);
  let graph: OnnxGraph | undefined;
  const functions: OnnxFunction[] = [];
  const opsets = new Map<string, number>();
  const metadata = new Map<string, string>();
  const unknown: Uint8Array[] = [];
  const model = { irVersion: 0, producerName: "", producerVersion: "", domain: "", modelVersion: 0 as Int64 };
  let documentation = "";
  while (reader.next()) {
    if (reader.field === 1) model.irVersion = reader.intNumber("the IR version");
    else if (reader.field === 2) model.producerName = reader.string();
    else if (reader.field === 3) model.producerVersion = reader.string();
    else if (reader.field === 4) model.domain = reader.string();
    else if (reader.field === 5) model.modelVersion = reader.int();
    else if (reader.field === 6) documentation = reader.string();
    else if (reader.field === 7) graph = once(reader, graph, () => reader.message("graph", () => parseGraph(reader)));
    else if (reader.field === 8) parseOpset(reader, opsets);
    else if (reader.field === 14) parseEntry(reader, metadata, "metadata_props");
    else if (reader.field === 25) {
      functions.push(reader.message(`functions[${functions.length}]`, () => parseFunction(reader)));
    } else unknown.push(reader.skip());
  }
  if (!graph) {
    throw new RangeError(
      `parseModel: no graph in ${bytes.length} bytes. The file is not an ONNX model, or it is cut off.`,
    );
  }
  return { ...model, opsets, graph, functions, documentation, metadata, ...kept(unknown) };
}

function parseGraph(reader: ProtobufReader): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const initializers: OnnxGraph["initializers"][number][] = [];
  const sparseInitializers: SparseTensor[] = [];
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  const valueInfos: ValueInfo[] = [];
  const metadata = new Map<string, string>();
  const unknown: Uint8Array[] = [];
  let name = "";
  let documentation = "";
  while (reader.next()) {
    if (reader.field === 1) nodes.push(reader.message(`node[${nodes.length}]`, () => parseNode(reader)));
    else if (reader.field === 2) name = reader.string();
    else if (reader.field === 5) {
      initializers.push(reader.message(`initializer[${initializers.length}]`, () => parseTensor(reader)));
    } else if (reader.field === 10) documentation = reader.string();
    else if (reader.field === 11) inputs.push(parseValueInfo(reader, `input[${inputs.length}]`));
    else if (reader.field === 12) outputs.push(parseValueInfo(reader, `output[${outputs.length}]`));
    else if (reader.field === 13) valueInfos.push(parseValueInfo(reader, `value_info[${valueInfos.length}]`));
    else if (reader.field === 15) {
      sparseInitializers.push(parseSparseTensor(reader, `sparse_initializer[${sparseInitializers.length}]`));
    } else if (reader.field === 16) parseEntry(reader, metadata, "metadata_props");
    else unknown.push(reader.skip());
  }
  const values = { inputs, outputs, valueInfos };
  return { name, nodes, initializers, sparseInitializers, ...values, documentation, metadata, ...kept(unknown) };
}

function parseNode(reader: ProtobufReader): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, Attribute>();
  const metadata = new Map<string, string>();
  const unknown: Uint8Array[] = [];
  const node = { name: "", opType: "", domain: "", overload: "", documentation: "" };
  while (reader.next()) {
    if (reader.field === 1) inputs.push(reader.string());
    else if (reader.field === 2) outputs.push(reader.string());
    else if (reader.field === 3) node.name = reader.string();
    else if (reader.field === 4) node.opType = reader.string();
    else if (reader.field === 5) parseAttribute(reader, attributes, "attribute");
    else if (reader.field === 6) node.documentation = reader.string();
    else if (reader.field === 7) node.domain = reader.string();
    else if (reader.field === 8) node.overload = reader.string();
    else if (reader.field === 9) parseEntry(reader, metadata, "metadata_props");
    else unknown.push(reader.skip());
  }
  return { ...node, inputs, outputs, attributes, metadata, ...kept(unknown) };
}

const kindOfCode = new Map<number, AttributeKind>(
  (Object.keys(attributeCodes) as AttributeKind[]).map((kind) => [attributeCodes[kind], kind]),
);

/** Lists that an attribute may leave empty, in which case nothing of them is in the file. */
const lists = new Set<AttributeKind>([
  "floats",
  "ints",
  "strings",
  "tensors",
  "graphs",
  "sparseTensors",
  "types",
] satisfies AttributeKind[]);

function parseAttribute(reader: ProtobufReader, into: Map<string, Attribute>, list: string): void {
  reader.message(`${list}[${into.size}]`, () => {
    let name = "";
    let code = 0;
    let reference = "";
    let documentation = "";
    const unknown: Uint8Array[] = [];
    // Whatever values the file gives; that it is one, of the kind it says, is checked at the end.
    const values: Partial<{ [Kind in AttributeKind]: unknown }> = {};
    const set = <Kind extends AttributeKind>(kind: Kind, value: AttributeValues[Kind]) => {
      values[kind] = value;
    };
    const append = <T>(kind: AttributeKind, read: (into: T[]) => void) => {
      read((values[kind] ??= []) as T[]);
    };
    while (reader.next()) {
      switch (reader.field) {
        case 1:
          name = reader.string();
          break;
        case 2:
          set("float", reader.float());
          break;
        case 3:
          set("int", reader.int());
          break;
        case 4:
          set("string", textOrBytes(reader));
          break;
        case 5:
          set(
            "tensor",
            once(reader, values.tensor, () => reader.message("t", () => parseTensor(reader))),
          );
          break;
        case 6:
          set(
            "graph",
            once(reader, values.graph, () => reader.message("g", () => parseGraph(reader))),
          );
          break;
        case 7:
          append<number>("floats", (floats) => reader.floats(floats));
          break;
        case 8:
          append<Int64>("ints", (ints) => reader.ints(ints));
          break;
        case 9:
          append("strings", (strings) => strings.push(textOrBytes(reader)));
          break;
        case 10:
          append("tensors", (tensors) => tensors.push(reader.message("tensors", () => parseTensor(reader))));
          break;
        case 11:
          append("graphs", (graphs) => graphs.push(reader.message("graphs", () => parseGraph(reader))));
          break;
        case 13:
          documentation = reader.string();
          break;
        case 14:
          set(
            "type",
            once(reader, values.type, () => parseType(reader, "tp")),
          );
          break;
        case 15:
          append("types", (types) => types.push(parseType(reader, "type_protos")));
          break;
        case 20:
          code = reader.intNumber("the attribute's type");
          break;
        case 21:
          reference = reader.string();
          break;
        case 22:
          set(
            "sparseTensor",
            once(reader, values.sparseTensor, () => parseSparseTensor(reader, "sparse_tensor")),
          );
          break;
        case 23:
          append("sparseTensors", (tensors) => tensors.push(parseSparseTensor(reader, "sparse_tensors")));
          break;
        default:
          unknown.push(reader.skip());
      }
    }
    const present = Object.keys(values) as AttributeKind[];
    // Files of IR version 1 have no type: there the value that is present tells it.
    const kind = code === 0 && present.length === 1 ? present[0] : kindOfCode.get(code);
    if (kind === undefined) reader.fail(`attribute "${name}" has type ${code}, which is none of 1 to 14`);
    if (into.has(name)) reader.fail(`attribute "${name}" is there twice`);
    const extras = { ...(documentation && { documentation }), ...kept(unknown) };
    if (reference) {
      if (present.length > 0) reader.fail(`attribute "${name}" has both a value and a reference to "${reference}"`);
      into.set(name, { kind: "reference", to: reference, of: kind, ...extras });
      return;
    }
    const stray = present.find((other) => other !== kind);
    if (stray) reader.fail(`attribute "${name}" says it holds ${kind} but has ${stray}`);
    const value = values[kind] ?? (lists.has(kind) ? [] : zeroOf(kind));
    if (value === undefined) reader.fail(`attribute "${name}" says it holds ${kind} but has no value`);
    into.set(name, { kind, value, ...extras } as Attribute);
  });
}

/** proto3 writers leave out a number that is 0 and text that is empty. */
function zeroOf(kind: AttributeKind): number | string | undefined {
  if (kind === "float" || kind === "int") return 0;
  return kind === "string" ? "" : undefined;
}

function parseFunction(reader: ProtobufReader): OnnxFunction {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: string[] = [];
  const defaults = new Map<string, Attribute>();
  const nodes: OnnxNode[] = [];
  const opsets = new Map<string, number>();
  const valueInfos: ValueInfo[] = [];
  const metadata = new Map<string, string>();
  const unknown: Uint8Array[] = [];
  const names = { name: "", domain: "", overload: "", documentation: "" };
  while (reader.next()) {
    if (reader.field === 1) names.name = reader.string();
    else if (reader.field === 4) inputs.push(reader.string());
    else if (reader.field === 5) outputs.push(reader.string());
    else if (reader.field === 6) attributes.push(reader.string());
    else if (reader.field === 7) nodes.push(reader.message(`node[${nodes.length}]`, () => parseNode(reader)));
    else if (reader.field === 8) names.documentation = reader.string();
    else if (reader.field === 9) parseOpset(reader, opsets);
    else if (reader.field === 10) names.domain = reader.string();
    else if (reader.field === 11) parseAttribute(reader, defaults, "attribute_proto");
    else if (reader.field === 12) valueInfos.push(parseValueInfo(reader, `value_info[${valueInfos.length}]`));
    else if (reader.field === 13) names.overload = reader.string();
    else if (reader.field === 14) parseEntry(reader, metadata, "metadata_props");
    else unknown.push(reader.skip());
  }
  return { ...names, inputs, outputs, attributes, defaults, nodes, opsets, valueInfos, metadata, ...kept(unknown) };
}

function parseOpset(reader: ProtobufReader, into: Map<string, number>): void {
  reader.message(`opset_import[${into.size}]`, () => {
    let domain = "";
    let version = 0;
    while (reader.next()) {
      if (reader.field === 1) domain = reader.string();
      else if (reader.field === 2) version = reader.intNumber("the version of an operator set");
      else unexpected(reader, "an operator set");
    }
    if (into.has(domain)) reader.fail(`the operator set "${domain || "ai.onnx"}" is imported twice`);
    into.set(domain, version);
  });
}
