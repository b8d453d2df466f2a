/**
 * Writes a model as the bytes of a `.onnx` file.
 *
 * `modelParts` gives the file as parts in which every large weight is the array it was given as, not a copy:
 * `new Blob(parts)`, `stream.write(part)` or `fs.writev(parts)` put them together. `writeModel` joins them.
 *
 * The writer works back to front (see protobuf-writer.ts), so each function below is read from its last line to its first,
 * which is also the order of the field numbers of onnx.proto.
 * @module
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import { dataTypes } from "./data-types.ts";
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
  ValueType,
} from "./model.ts";
import { concatenate, ProtobufWriter } from "./protobuf-writer.ts";

/** Protocol Buffers refuse messages from this size on, in every implementation. */
const maxFileBytes = 2 ** 31;

/** A model, or something that can become one, such as the builder of `createGraph`. */
export type ModelSource = OnnxModel | { toModel(): OnnxModel };

/** The model itself: what `toModel` returns for a builder. */
export function asModel(source: ModelSource): OnnxModel {
  return "toModel" in source ? source.toModel() : source;
}

/**
 * The bytes of a `.onnx` file.
 *
 * @throws RangeError if the file would reach 2 GiB: keep weights in external data then (`externalizeInitializers`)
 * @example
 * const session = await ort.InferenceSession.create(writeModel(graph));
 */
export function writeModel(source: ModelSource): Uint8Array {
  return concatenate(modelParts(source));
}

/**
 * The `.onnx` file as parts in order; large weights (4 KiB and up) are views of the model's own arrays.
 *
 * @throws RangeError if the file would reach 2 GiB
 * @example
 * const blob = new Blob(modelParts(model));
 */
export function modelParts(source: ModelSource): Uint8Array<ArrayBuffer>[] {
  const writer = new ProtobufWriter();
  writeModelFields(writer, asModel(source));
  if (writer.byteLength >= maxFileBytes) {
    throw new RangeError(
      `writeModel: the file would have ${writer.byteLength} bytes but Protocol Buffers allow fewer than ${maxFileBytes}. ` +
        "Move the weights to a file of their own with externalizeInitializers.",
    );
  }
  return writer.finish() as Uint8Array<ArrayBuffer>[];
}

function writeModelFields(writer: ProtobufWriter, model: OnnxModel): void {
  writer.encoded(model.unknown);
  messages(writer, 25, model.functions, writeFunction);
  writeMap(writer, 14, model.metadata);
  writeOpsets(writer, 8, model.opsets);
  writer.message(7, () => writeGraph(writer, model.graph));
  text(writer, 6, model.documentation);
  if (model.modelVersion !== 0) writer.int(5, model.modelVersion);
  text(writer, 4, model.domain);
  text(writer, 3, model.producerVersion);
  text(writer, 2, model.producerName);
  writer.int(1, model.irVersion);
}

function writeGraph(writer: ProtobufWriter, graph: OnnxGraph): void {
  writer.encoded(graph.unknown);
  writeMap(writer, 16, graph.metadata);
  messages(writer, 15, graph.sparseInitializers, writeSparseTensor);
  messages(writer, 13, graph.valueInfos, writeValueInfo);
  messages(writer, 12, graph.outputs, writeValueInfo);
  messages(writer, 11, graph.inputs, writeValueInfo);
  text(writer, 10, graph.documentation);
  messages(writer, 5, graph.initializers, writeTensor);
  text(writer, 2, graph.name);
  messages(writer, 1, graph.nodes, writeNode);
}

function writeNode(writer: ProtobufWriter, node: OnnxNode): void {
  writer.encoded(node.unknown);
  writeMap(writer, 9, node.metadata);
  text(writer, 8, node.overload);
  text(writer, 7, node.domain);
  text(writer, 6, node.documentation);
  writeAttributes(writer, 5, node.attributes);
  text(writer, 4, node.opType);
  text(writer, 3, node.name);
  strings(writer, 2, node.outputs);
  strings(writer, 1, node.inputs);
}

/** `AttributeProto.AttributeType` of each kind of attribute. */
export const attributeCodes = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
  tensors: 9,
  graphs: 10,
  sparseTensor: 11,
  sparseTensors: 12,
  type: 13,
  types: 14,
} as const satisfies Record<AttributeKind, number>;

function writeAttributes(writer: ProtobufWriter, field: number, attributes: ReadonlyMap<string, Attribute>): void {
  if (attributes.size === 0) return;
  for (const [name, attribute] of [...attributes].reverse()) {
    writer.message(field, () => writeAttribute(writer, name, attribute));
  }
}

function writeAttribute(writer: ProtobufWriter, name: string, attribute: Attribute): void {
  const writeSparse = (tensor: SparseTensor) => writeSparseTensor(writer, tensor);
  writer.encoded(attribute.unknown);
  if (attribute.kind === "sparseTensors") messages(writer, 23, attribute.value, writeSparseTensor);
  if (attribute.kind === "sparseTensor") writer.message(22, () => writeSparse(attribute.value));
  if (attribute.kind === "reference") text(writer, 21, attribute.to);
  writer.int(20, attributeCodes[attribute.kind === "reference" ? attribute.of : attribute.kind]);
  if (attribute.kind === "types") messages(writer, 15, attribute.value, writeType);
  if (attribute.kind === "type") writer.message(14, () => writeType(writer, attribute.value));
  text(writer, 13, attribute.documentation);
  if (attribute.kind === "graphs") messages(writer, 11, attribute.value, writeGraph);
  if (attribute.kind === "tensors") messages(writer, 10, attribute.value, writeTensor);
  if (attribute.kind === "strings") backwards(attribute.value, (value) => textOrBytes(writer, 9, value));
  if (attribute.kind === "ints") backwards(attribute.value, (value) => writer.int(8, value));
  if (attribute.kind === "floats") backwards(attribute.value, (value) => writer.float(7, value));
  if (attribute.kind === "graph") writer.message(6, () => writeGraph(writer, attribute.value));
  if (attribute.kind === "tensor") writer.message(5, () => writeTensor(writer, attribute.value));
  if (attribute.kind === "string") textOrBytes(writer, 4, attribute.value);
  if (attribute.kind === "int") writer.int(3, attribute.value);
  if (attribute.kind === "float") writer.float(2, attribute.value);
  text(writer, 1, name);
}

function writeTensor(writer: ProtobufWriter, tensor: OnnxTensor): void {
  const { data } = tensor;
  writer.encoded(tensor.unknown);
  writeMap(writer, 16, tensor.metadata);
  if (data.kind === "external") {
    const { location, offset, length, other } = data.file;
    writer.int(14, 1); // EXTERNAL
    writeMap(writer, 13, other);
    if (length !== undefined) writeEntry(writer, 13, "length", String(length));
    if (offset !== undefined) writeEntry(writer, 13, "offset", String(offset));
    writeEntry(writer, 13, "location", location);
  }
  text(writer, 12, tensor.documentation);
  if (data.kind === "raw") writer.bytes(9, data.bytes);
  text(writer, 8, tensor.name);
  if (data.kind === "strings") backwards(data.values, (value) => textOrBytes(writer, 6, value));
  writer.int(2, dataTypes[tensor.dataType].code);
  integers(writer, 1, tensor.dims);
}

function writeSparseTensor(writer: ProtobufWriter, tensor: SparseTensor): void {
  writer.encoded(tensor.unknown);
  integers(writer, 3, tensor.dims);
  writer.message(2, () => writeTensor(writer, tensor.indices));
  writer.message(1, () => writeTensor(writer, tensor.values));
}

function writeValueInfo(writer: ProtobufWriter, info: ValueInfo): void {
  writer.encoded(info.unknown);
  writeMap(writer, 4, info.metadata);
  text(writer, 3, info.documentation);
  if (info.type) writer.message(2, () => writeType(writer, info.type!));
  text(writer, 1, info.name);
}

/** Fields of `TypeProto`, by kind of type. */
const typeFields = { tensor: 1, sequence: 4, map: 5, opaque: 7, sparseTensor: 8, optional: 9 } as const;

function writeType(writer: ProtobufWriter, type: ValueType): void {
  const writeContent = () => {
    switch (type.kind) {
      case "tensor":
      case "sparseTensor":
        if (type.shape) writer.message(2, () => writeShape(writer, type.shape!, type.dimDenotations));
        writer.int(1, dataTypes[type.elementType].code);
        break;
      case "sequence":
      case "optional":
        if (type.element) writer.message(1, () => writeType(writer, type.element!));
        break;
      case "map":
        if (type.value) writer.message(2, () => writeType(writer, type.value!));
        writer.int(1, dataTypes[type.keyType].code);
        break;
      case "opaque":
        text(writer, 2, type.name);
        text(writer, 1, type.domain);
    }
  };
  // TypeProto is the one message whose fields are not written by number: denotation (6) stands after the type.
  writer.encoded(type.unknown);
  text(writer, 6, type.denotation);
  if (type.kind !== "unknown") writer.message(typeFields[type.kind], writeContent);
}

function writeShape(
  writer: ProtobufWriter,
  shape: readonly (number | string | null)[],
  denotations: readonly string[] | undefined,
): void {
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const dim = shape[axis];
    writer.message(1, () => {
      text(writer, 3, denotations?.[axis]);
      if (typeof dim === "string") writer.string(2, dim);
      if (typeof dim === "number") writer.int(1, dim);
    });
  }
}

function writeFunction(writer: ProtobufWriter, definition: OnnxFunction): void {
  writer.encoded(definition.unknown);
  writeMap(writer, 14, definition.metadata);
  text(writer, 13, definition.overload);
  messages(writer, 12, definition.valueInfos, writeValueInfo);
  writeAttributes(writer, 11, definition.defaults);
  text(writer, 10, definition.domain);
  writeOpsets(writer, 9, definition.opsets);
  text(writer, 8, definition.documentation);
  messages(writer, 7, definition.nodes, writeNode);
  strings(writer, 6, definition.attributes);
  strings(writer, 5, definition.outputs);
  strings(writer, 4, definition.inputs);
  text(writer, 1, definition.name);
}

function writeOpsets(writer: ProtobufWriter, field: number, opsets: ReadonlyMap<string, number>): void {
  for (const [domain, version] of [...opsets].reverse()) {
    writer.message(field, () => {
      writer.int(2, version);
      writer.string(1, domain); // written even when empty: some readers take a missing domain for an error
    });
  }
}

function writeMap(writer: ProtobufWriter, field: number, map: ReadonlyMap<string, string> | undefined): void {
  if (!map || map.size === 0) return;
  for (const [key, value] of [...map].reverse()) writeEntry(writer, field, key, value);
}

/** StringStringEntryProto */
function writeEntry(writer: ProtobufWriter, field: number, key: string, value: string): void {
  writer.message(field, () => {
    writer.string(2, value);
    writer.string(1, key);
  });
}

/** Optional text: nothing is written when it is empty or missing. */
function text(writer: ProtobufWriter, field: number, value: string | undefined): void {
  if (value) writer.string(field, value);
}

function textOrBytes(writer: ProtobufWriter, field: number, value: string | Uint8Array): void {
  if (typeof value === "string") writer.string(field, value);
  else writer.bytes(field, value);
}

function strings(writer: ProtobufWriter, field: number, values: readonly string[]): void {
  backwards(values, (value) => writer.string(field, value));
}

function integers(writer: ProtobufWriter, field: number, values: readonly Int64[]): void {
  backwards(values, (value) => writer.int(field, value));
}

function messages<T>(
  writer: ProtobufWriter,
  field: number,
  items: readonly T[],
  write: (writer: ProtobufWriter, item: T) => void,
): void {
  backwards(items, (item) => writer.message(field, () => write(writer, item)));
}

function backwards<T>(items: readonly T[], visit: (item: T) => void): void {
  for (let i = items.length - 1; i >= 0; i--) visit(items[i]);
}
