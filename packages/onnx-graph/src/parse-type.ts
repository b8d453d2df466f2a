/** Reads types: of values (`ValueInfoProto`), of anything (`TypeProto`), and shapes with their dimensions. @module */
import type { DataType } from "./data-types.ts";
import type { Dim, TensorType, ValueInfo, ValueType } from "./model.ts";
import { kept, noEntries, once, parseDataType, parseEntry, unexpected } from "./parse-parts.ts";
import type { ProtobufReader } from "./protobuf-reader.ts";

/** Reads the fields of a ValueInfoProto. */
export function parseValueInfo(reader: ProtobufReader): ValueInfo {
  const info: ValueInfo = { name: "" };
  let metadata = noEntries;
  const unknown: Uint8Array[] = [];
  while (reader.next()) {
    if (reader.field === 1) info.name = reader.string();
    else if (reader.field === 2) info.type = once(reader, info.type, () => reader.message("type", parseType));
    else if (reader.field === 3) info.documentation = reader.string();
    else if (reader.field === 4) metadata = parseEntry(reader, metadata, "metadata_props");
    else unknown.push(reader.skip());
  }
  return { ...info, ...(metadata.size > 0 && { metadata }), ...kept(unknown) };
}

/** Reads the fields of a TypeProto. */
export function parseType(reader: ProtobufReader): ValueType {
  let type: ValueType | undefined;
  let denotation = "";
  const unknown: Uint8Array[] = [];
  const one = (name: string, parse: (reader: ProtobufReader) => ValueType) =>
    once(reader, type, () => reader.message(name, parse));
  while (reader.next()) {
    if (reader.field === 1) type = one("tensor", (inner) => parseTensorType(inner, "tensor"));
    else if (reader.field === 4) type = one("sequence", (inner) => parseElementType(inner, "sequence"));
    else if (reader.field === 5) type = one("map", parseMapType);
    else if (reader.field === 6) denotation = reader.string();
    else if (reader.field === 7) type = one("opaque", parseOpaqueType);
    else if (reader.field === 8) type = one("sparse_tensor", (inner) => parseTensorType(inner, "sparseTensor"));
    else if (reader.field === 9) type = one("optional", (inner) => parseElementType(inner, "optional"));
    else unknown.push(reader.skip());
  }
  return { ...(type ?? { kind: "unknown" }), ...(denotation && { denotation }), ...kept(unknown) };
}

function parseTensorType(reader: ProtobufReader, kind: TensorType["kind"]): TensorType {
  const type: TensorType = { kind, elementType: "undefined" };
  while (reader.next()) {
    if (reader.field === 1) type.elementType = parseDataType(reader);
    else if (reader.field === 2) {
      Object.assign(
        type,
        once(reader, type.shape, () => reader.message("shape", parseShape)),
      );
    } else unexpected(reader, "a tensor type");
  }
  return type;
}

function parseShape(reader: ProtobufReader): Pick<TensorType, "shape" | "dimDenotations"> {
  const shape: Dim[] = [];
  const denotations: string[] = [];
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
    if (reader.field === 1) element = once(reader, element, () => reader.message("elem_type", parseType));
    else unexpected(reader, `a type of kind ${kind}`);
  }
  return { kind, ...(element && { element }) };
}

function parseMapType(reader: ProtobufReader): ValueType {
  let keyType: DataType = "undefined";
  let value: ValueType | undefined;
  while (reader.next()) {
    if (reader.field === 1) keyType = parseDataType(reader);
    else if (reader.field === 2) value = once(reader, value, () => reader.message("value_type", parseType));
    else unexpected(reader, "a map type");
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
