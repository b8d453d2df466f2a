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
  OnnxTensor,
  SparseTensor,
  ValueInfo,
} from "./model.ts";
import { checkFirst, keepUnknown, noEntries, parseEntry, unexpected } from "./parse-parts.ts";
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
  const model: Omit<OnnxModel, "graph"> = {
    irVersion: 0,
    opsets,
    functions,
    producerName: "",
    producerVersion: "",
    domain: "",
    modelVersion: 0,
    documentation: "",
    metadata: noEntries,
  };
  while (reader.next()) {
    if (reader.field === 1) model.irVersion = reader.intNumber("the IR version");
    else if (reader.field === 2) model.producerName = reader.string();
    else if (reader.field === 3) model.producerVersion = reader.string();
    else if (reader.field === 4) model.domain = reader.string();
    else if (reader.field === 5) model.modelVersion = reader.int();
    else if (reader.field === 6) model.documentation = reader.string();
    else if (reader.field === 7) {
      checkFirst(reader, graph);
      graph = reader.message("graph", parseGraph);
    } else if (reader.field === 8) parseOpset(reader, opsets);
    else if (reader.field === 14) model.metadata = parseEntry(reader, model.metadata, "metadata_props");
    else if (reader.field === 25) functions.push(reader.message("functions", parseFunction, functions.length));
    else keepUnknown(reader, model);
  }
  if (!graph) {
    throw new RangeError(
      `parseModel: no graph in ${bytes.length} bytes. The file is not an ONNX model, or it is cut off.`,
    );
  }
  return { ...model, graph };
}

function parseGraph(reader: ProtobufReader): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  const sparseInitializers: SparseTensor[] = [];
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  const valueInfos: ValueInfo[] = [];
  const graph: OnnxGraph = {
    name: "",
    nodes,
    initializers,
    sparseInitializers,
    inputs,
    outputs,
    valueInfos,
    documentation: "",
    metadata: noEntries,
  };
  while (reader.next()) {
    if (reader.field === 1) nodes.push(reader.message("node", parseNode, nodes.length));
    else if (reader.field === 2) graph.name = reader.string();
    else if (reader.field === 5) initializers.push(reader.message("initializer", parseTensor, initializers.length));
    else if (reader.field === 10) graph.documentation = reader.string();
    else if (reader.field === 11) inputs.push(reader.message("input", parseValueInfo, inputs.length));
    else if (reader.field === 12) outputs.push(reader.message("output", parseValueInfo, outputs.length));
    else if (reader.field === 13) valueInfos.push(reader.message("value_info", parseValueInfo, valueInfos.length));
    else if (reader.field === 15) {
      sparseInitializers.push(reader.message("sparse_initializer", parseSparseTensor, sparseInitializers.length));
    } else if (reader.field === 16) graph.metadata = parseEntry(reader, graph.metadata, "metadata_props");
    else keepUnknown(reader, graph);
  }
  return graph;
}

function parseNode(reader: ProtobufReader): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const node: OnnxNode = {
    name: "",
    opType: "",
    domain: "",
    inputs,
    outputs,
    attributes: noAttributes,
    overload: "",
    documentation: "",
    metadata: noEntries,
  };
  while (reader.next()) {
    if (reader.field === 1) inputs.push(reader.string());
    else if (reader.field === 2) outputs.push(reader.string());
    else if (reader.field === 3) node.name = reader.string();
    else if (reader.field === 4) node.opType = reader.string();
    else if (reader.field === 5) node.attributes = addAttribute(reader, node.attributes, "attribute");
    else if (reader.field === 6) node.documentation = reader.string();
    else if (reader.field === 7) node.domain = reader.string();
    else if (reader.field === 8) node.overload = reader.string();
    else if (reader.field === 9) node.metadata = parseEntry(reader, node.metadata, "metadata_props");
    else keepUnknown(reader, node);
  }
  return node;
}

const kindOfCode = new Map<number, AttributeKind>(
  (Object.keys(attributeCodes) as AttributeKind[]).map((kind) => [attributeCodes[kind], kind]),
);

/** Reads one value: a list appends to `into`, which a packed field does with many at once; else the value is returned. */
type ReadValue = (reader: ProtobufReader, into: unknown[]) => unknown;

/** The fields of AttributeProto that hold values: of which kind, and how they are read. */
const valueFields: Readonly<Record<number, { kind: AttributeKind; read: ReadValue }>> = {
  2: { kind: "float", read: (reader) => reader.float() },
  3: { kind: "int", read: (reader) => reader.int() },
  4: { kind: "string", read: textOrBytes },
  5: { kind: "tensor", read: (reader) => reader.message("t", parseTensor) },
  6: { kind: "graph", read: (reader) => reader.message("g", parseGraph) },
  7: { kind: "floats", read: (reader, into) => reader.floats(into as number[]) },
  8: { kind: "ints", read: (reader, into) => reader.ints(into as Int64[]) },
  9: { kind: "strings", read: (reader, into) => into.push(textOrBytes(reader)) },
  10: { kind: "tensors", read: (reader, into) => into.push(reader.message("tensors", parseTensor, into.length)) },
  11: { kind: "graphs", read: (reader, into) => into.push(reader.message("graphs", parseGraph, into.length)) },
  14: { kind: "type", read: (reader) => reader.message("tp", parseType) },
  15: { kind: "types", read: (reader, into) => into.push(reader.message("type_protos", parseType, into.length)) },
  22: { kind: "sparseTensor", read: (reader) => reader.message("sparse_tensor", parseSparseTensor) },
  23: {
    kind: "sparseTensors",
    read: (reader, into) => into.push(reader.message("sparse_tensors", parseSparseTensor, into.length)),
  },
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
  const extras: Pick<Attribute, "documentation" | "unknown"> = {};
  let held: AttributeKind | undefined; // the kind of the value so far
  let value: unknown;
  while (reader.next()) {
    const field = valueFields[reader.field];
    if (field) {
      const { kind } = field;
      const isList = lists.has(kind);
      if (held && (held !== kind || !isList)) reader.fail(`attribute "${name}" has two values: ${held} and ${kind}`);
      held = kind;
      if (isList) field.read(reader, (value ??= []) as unknown[]);
      else value = field.read(reader, []);
    } else if (reader.field === 1) name = reader.string();
    else if (reader.field === 13) extras.documentation = reader.string();
    else if (reader.field === 20) code = reader.intNumber("the attribute's type");
    else if (reader.field === 21) reference = reader.string();
    else keepUnknown(reader, extras);
  }
  // Files of IR version 1 have no type: there the value that is present tells it.
  const kind = code === 0 ? held : kindOfCode.get(code);
  if (kind === undefined) reader.fail(`attribute "${name}" has type ${code}, which is none of 1 to 14`);
  if (reference) {
    if (held) reader.fail(`attribute "${name}" has both a value and a reference to "${reference}"`);
    return { name, attribute: { kind: "reference", to: reference, of: kind, ...extras } };
  }
  if (held && held !== kind) reader.fail(`attribute "${name}" says it holds ${kind} but has ${held}`);
  value ??= lists.has(kind) ? [] : zeroOf(kind);
  if (value === undefined) reader.fail(`attribute "${name}" says it holds ${kind} but has no value`);
  return { name, attribute: Object.assign(extras, { kind, value }) as Attribute };
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
  const nodes: OnnxNode[] = [];
  const opsets = new Map<string, number>();
  const valueInfos: ValueInfo[] = [];
  const lists = { inputs, outputs, attributes, nodes, opsets, valueInfos };
  const names = { name: "", domain: "", overload: "", documentation: "" };
  const definition: OnnxFunction = { ...names, ...lists, defaults: noAttributes, metadata: noEntries };
  while (reader.next()) {
    if (reader.field === 1) definition.name = reader.string();
    else if (reader.field === 4) inputs.push(reader.string());
    else if (reader.field === 5) outputs.push(reader.string());
    else if (reader.field === 6) attributes.push(reader.string());
    else if (reader.field === 7) nodes.push(reader.message("node", parseNode, nodes.length));
    else if (reader.field === 8) definition.documentation = reader.string();
    else if (reader.field === 9) parseOpset(reader, opsets);
    else if (reader.field === 10) definition.domain = reader.string();
    else if (reader.field === 11) definition.defaults = addAttribute(reader, definition.defaults, "attribute_proto");
    else if (reader.field === 12) valueInfos.push(reader.message("value_info", parseValueInfo, valueInfos.length));
    else if (reader.field === 13) definition.overload = reader.string();
    else if (reader.field === 14) definition.metadata = parseEntry(reader, definition.metadata, "metadata_props");
    else keepUnknown(reader, definition);
  }
  return definition;
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
