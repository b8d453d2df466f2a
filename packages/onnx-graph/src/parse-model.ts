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
  Int64,
  OnnxFunction,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  SparseTensor,
  ValueInfo,
} from "./model.ts";
import { kept, noEntries, once, parseEntry, unexpected } from "./parse-parts.ts";
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
  let metadata = noEntries;
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
    else if (reader.field === 7) graph = once(reader, graph, () => reader.message("graph", parseGraph));
    else if (reader.field === 8) parseOpset(reader, opsets);
    else if (reader.field === 14) metadata = parseEntry(reader, metadata, "metadata_props");
    else if (reader.field === 25) {
      functions.push(reader.message("functions", parseFunction, functions.length));
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
  let metadata = noEntries;
  const unknown: Uint8Array[] = [];
  let name = "";
  let documentation = "";
  while (reader.next()) {
    if (reader.field === 1) nodes.push(reader.message("node", parseNode, nodes.length));
    else if (reader.field === 2) name = reader.string();
    else if (reader.field === 5) {
      initializers.push(reader.message("initializer", parseTensor, initializers.length));
    } else if (reader.field === 10) documentation = reader.string();
    else if (reader.field === 11) inputs.push(reader.message("input", parseValueInfo, inputs.length));
    else if (reader.field === 12) outputs.push(reader.message("output", parseValueInfo, outputs.length));
    else if (reader.field === 13) valueInfos.push(reader.message("value_info", parseValueInfo, valueInfos.length));
    else if (reader.field === 15) {
      sparseInitializers.push(reader.message("sparse_initializer", parseSparseTensor, sparseInitializers.length));
    } else if (reader.field === 16) metadata = parseEntry(reader, metadata, "metadata_props");
    else unknown.push(reader.skip());
  }
  const values = { inputs, outputs, valueInfos };
  return { name, nodes, initializers, sparseInitializers, ...values, documentation, metadata, ...kept(unknown) };
}

function parseNode(reader: ProtobufReader): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  let attributes = noAttributes;
  let metadata = noEntries;
  const unknown: Uint8Array[] = [];
  const node = { name: "", opType: "", domain: "", overload: "", documentation: "" };
  while (reader.next()) {
    if (reader.field === 1) inputs.push(reader.string());
    else if (reader.field === 2) outputs.push(reader.string());
    else if (reader.field === 3) node.name = reader.string();
    else if (reader.field === 4) node.opType = reader.string();
    else if (reader.field === 5) attributes = addAttribute(reader, attributes, "attribute");
    else if (reader.field === 6) node.documentation = reader.string();
    else if (reader.field === 7) node.domain = reader.string();
    else if (reader.field === 8) node.overload = reader.string();
    else if (reader.field === 9) metadata = parseEntry(reader, metadata, "metadata_props");
    else unknown.push(reader.skip());
  }
  return { ...node, inputs, outputs, attributes, metadata, ...kept(unknown) };
}

const kindOfCode = new Map<number, AttributeKind>(
  (Object.keys(attributeCodes) as AttributeKind[]).map((kind) => [attributeCodes[kind], kind]),
);

/** The fields of AttributeProto that hold values: of which kind, and how one is read; lists collect. */
const valueFields: Readonly<Record<number, { kind: AttributeKind; read: (reader: ProtobufReader) => unknown }>> = {
  2: { kind: "float", read: (reader) => reader.float() },
  3: { kind: "int", read: (reader) => reader.int() },
  4: { kind: "string", read: textOrBytes },
  5: { kind: "tensor", read: (reader) => reader.message("t", parseTensor) },
  6: { kind: "graph", read: (reader) => reader.message("g", parseGraph) },
  9: { kind: "strings", read: textOrBytes },
  10: { kind: "tensors", read: (reader) => reader.message("tensors", parseTensor) },
  11: { kind: "graphs", read: (reader) => reader.message("graphs", parseGraph) },
  14: { kind: "type", read: (reader) => reader.message("tp", parseType) },
  15: { kind: "types", read: (reader) => reader.message("type_protos", parseType) },
  22: { kind: "sparseTensor", read: (reader) => reader.message("sparse_tensor", parseSparseTensor) },
  23: { kind: "sparseTensors", read: (reader) => reader.message("sparse_tensors", parseSparseTensor) },
};

/** Kinds that are lists: they may be empty, in which case nothing of them is in the file. */
const lists: ReadonlySet<AttributeKind> = new Set<AttributeKind>(
  "floats ints strings tensors graphs sparseTensors types".split(" ") as AttributeKind[],
);

const noAttributes: ReadonlyMap<string, Attribute> = new Map();

/** Reads an AttributeProto and returns the attributes with it added. */
function addAttribute(
  reader: ProtobufReader,
  attributes: ReadonlyMap<string, Attribute>,
  list: string,
): ReadonlyMap<string, Attribute> {
  const { name, attribute } = reader.message(list, parseAttribute, attributes.size);
  if (attributes.has(name)) reader.fail(`attribute "${name}" is there twice`);
  return (attributes === noAttributes ? new Map<string, Attribute>() : (attributes as Map<string, Attribute>)).set(
    name,
    attribute,
  );
}

function parseAttribute(reader: ProtobufReader): { name: string; attribute: Attribute } {
  let name = "";
  let code = 0;
  let reference = "";
  let documentation = "";
  const unknown: Uint8Array[] = [];
  let held: { kind: AttributeKind; value: unknown } | undefined;
  /** The value so far of the kind that the current field holds; two kinds in one attribute are an error. */
  const holding = (kind: AttributeKind): { kind: AttributeKind; value: unknown } => {
    if (held && (held.kind !== kind || !lists.has(kind)))
      reader.fail(`attribute "${name}" has two values: ${held.kind} and ${kind}`);
    return (held ??= { kind, value: lists.has(kind) ? [] : undefined });
  };
  while (reader.next()) {
    const field = valueFields[reader.field];
    if (field) {
      const into = holding(field.kind);
      const value = field.read(reader);
      if (lists.has(field.kind)) (into.value as unknown[]).push(value);
      else into.value = value;
    } else if (reader.field === 1) name = reader.string();
    else if (reader.field === 7) reader.floats(holding("floats").value as number[]);
    else if (reader.field === 8) reader.ints(holding("ints").value as Int64[]);
    else if (reader.field === 13) documentation = reader.string();
    else if (reader.field === 20) code = reader.intNumber("the attribute's type");
    else if (reader.field === 21) reference = reader.string();
    else unknown.push(reader.skip());
  }
  // Files of IR version 1 have no type: there the value that is present tells it.
  const kind = code === 0 ? held?.kind : kindOfCode.get(code);
  if (kind === undefined) reader.fail(`attribute "${name}" has type ${code}, which is none of 1 to 14`);
  const extras = { ...(documentation && { documentation }), ...kept(unknown) };
  if (reference) {
    if (held) reader.fail(`attribute "${name}" has both a value and a reference to "${reference}"`);
    return { name, attribute: { kind: "reference", to: reference, of: kind, ...extras } };
  }
  if (held && held.kind !== kind) reader.fail(`attribute "${name}" says it holds ${kind} but has ${held.kind}`);
  const value = held ? held.value : lists.has(kind) ? [] : zeroOf(kind);
  if (value === undefined) reader.fail(`attribute "${name}" says it holds ${kind} but has no value`);
  return { name, attribute: { kind, value, ...extras } as Attribute };
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
  let defaults = noAttributes;
  const nodes: OnnxNode[] = [];
  const opsets = new Map<string, number>();
  const valueInfos: ValueInfo[] = [];
  let metadata = noEntries;
  const unknown: Uint8Array[] = [];
  const names = { name: "", domain: "", overload: "", documentation: "" };
  while (reader.next()) {
    if (reader.field === 1) names.name = reader.string();
    else if (reader.field === 4) inputs.push(reader.string());
    else if (reader.field === 5) outputs.push(reader.string());
    else if (reader.field === 6) attributes.push(reader.string());
    else if (reader.field === 7) nodes.push(reader.message("node", parseNode, nodes.length));
    else if (reader.field === 8) names.documentation = reader.string();
    else if (reader.field === 9) parseOpset(reader, opsets);
    else if (reader.field === 10) names.domain = reader.string();
    else if (reader.field === 11) defaults = addAttribute(reader, defaults, "attribute_proto");
    else if (reader.field === 12) valueInfos.push(reader.message("value_info", parseValueInfo, valueInfos.length));
    else if (reader.field === 13) names.overload = reader.string();
    else if (reader.field === 14) metadata = parseEntry(reader, metadata, "metadata_props");
    else unknown.push(reader.skip());
  }
  return { ...names, inputs, outputs, attributes, defaults, nodes, opsets, valueInfos, metadata, ...kept(unknown) };
}

function parseOpset(reader: ProtobufReader, into: Map<string, number>): void {
  const { domain, version } = reader.message("opset_import", parseDomainAndVersion, into.size);
  if (into.has(domain)) reader.fail(`the operator set "${domain || "ai.onnx"}" is imported twice`);
  into.set(domain, version);
}

function parseDomainAndVersion(reader: ProtobufReader): { domain: string; version: number } {
  let domain = "";
  let version = 0;
  while (reader.next()) {
    if (reader.field === 1) domain = reader.string();
    else if (reader.field === 2) version = reader.intNumber("the version of an operator set");
    else unexpected(reader, "an operator set");
  }
  return { domain, version };
}
