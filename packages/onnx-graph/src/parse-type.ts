/** Reads types: of values (`ValueInfoProto`), of anything (`TypeProto`), and shapes with their dimensions. @module */
import type { DataType } from "./data-types.ts";
import type { Dim, TensorType, ValueInfo, ValueType } from "./model.ts";
import { checkFirst, keepUnknown, noEntries, parseDataType, parseEntry, unexpected } from "./parse-parts.ts";
import type { ProtobufReader } from "./protobuf-reader.ts";

/** Reads the fields of a ValueInfoProto. */
export function parseValueInfo(reader: ProtobufReader): ValueInfo {
  const info: ValueInfo = { name: "" };
  let metadata = noEntries;
  while (reader.next()) {
    if (reader.field === 1) info.name = reader.string();
    else if (reader.field === 2) {
      checkFirst(reader, info.type);
      info.type = reader.message("type", parseType);
    } else if (reader.field === 3) info.documentation = reader.string();
    else if (reader.field === 4) info.metadata = metadata = parseEntry(reader, metadata, "metadata_props");
    else keepUnknown(reader, info);
  }
  return info;
}

/** The fields of TypeProto that hold a type: of which kind, and how it is read. */
const typeFields: Readonly<Record<number, { name: string; parse: (reader: ProtobufReader) => ValueType }>> = {
  1: { name: "tensor", parse: (reader) => parseTensorType(reader, "tensor") },
  4: { name: "sequence", parse: (reader) => parseElementType(reader, "sequence") },
  5: { name: "map", parse: parseMapType },
  7: { name: "opaque", parse: parseOpaqueType },
  8: { name: "sparse_tensor", parse: (reader) => parseTensorType(reader, "sparseTensor") },
  9: { name: "optional", parse: (reader) => parseElementType(reader, "optional") },
};

/** Reads the fields of a TypeProto. */
export function parseType(reader: ProtobufReader): ValueType {
  let type: ValueType | undefined;
  const extras: Pick<ValueType, "denotation" | "unknown"> = {};
  while (reader.next()) {
    const field = typeFields[reader.field];
    if (field) {
      checkFirst(reader, type);
      type = reader.message(field.name, field.parse);
    } else if (reader.field === 6) extras.denotation = reader.string();
    else keepUnknown(reader, extras);
  }
  return { ...(type ?? { kind: "unknown" }), ...extras };
}

function parseTensorType(reader: ProtobufReader, kind: TensorType["kind"]): TensorType {
  const type: TensorType = { kind, elementType: "undefined" };
  while (reader.next()) {
    if (reader.field === 1) type.elementType = parseDataType(reader);
    else if (reader.field === 2) {
      checkFirst(reader, type.shape);
      Object.assign(type, reader.message("shape", parseShape));
    } else unexpected(reader, "a tensor type");
  }
  return type;
}

function parseShape(reader: ProtobufReader): Pick<TensorType, "shape" | "dimDenotations"> {
  const shape: Dim[] = [];
  const denotations: string[] = []; // of all axes, once one has any
  while (reader.next()) {
    if (reader.field !== 1) unexpected(reader, "a shape");
    const { dim, denotation } = reader.message("dim", parseDim, shape.length);
    shape.push(dim);
    denotations.push(denotation);
  }
  return { shape, ...(denotations.some(Boolean) && { dimDenotations: denotations }) };
}

function parseDim(reader: ProtobufReader): { dim: Dim; denotation: string } {
  let dim: Dim = null;
  let denotation = "";
  while (reader.next()) {
    if (reader.field === 1) dim = reader.intNumber("a dimension");
    else if (reader.field === 2) dim = reader.string();
    else if (reader.field === 3) denotation = reader.string();
    else unexpected(reader, "a dimension");
  }
  return { dim, denotation };
}

function parseElementType(reader: ProtobufReader, kind: "sequence" | "optional"): ValueType {
  let element: ValueType | undefined;
  while (reader.next()) {
    if (reader.field === 1) {
      checkFirst(reader, element);
      element = reader.message("elem_type", parseType);
    } else unexpected(reader, `a type of kind ${kind}`);
  }
  return { kind, ...(element && { element }) };
}

function parseMapType(reader: ProtobufReader): ValueType {
  let keyType: DataType = "undefined";
  let value: ValueType | undefined;
  while (reader.next()) {
    if (reader.field === 1) keyType = parseDataType(reader);
    else if (reader.field === 2) {
      checkFirst(reader, value);
      value = reader.message("value_type", parseType);
    } else unexpected(reader, "a map type");
  }
  return { kind: "map", keyType, ...(value && { value }) };
}

function parseOpaqueType(reader: ProtobufReader): ValueType {
  let domain = "";
  let name = "";
  while (reader.next()) {
    if (reader.field === 1) domain = reader.string();
    else if (reader.field === 2) name = reader.string();
    else unexpected(reader, "an opaque type");
  }
  return { kind: "opaque", domain, name };
}
