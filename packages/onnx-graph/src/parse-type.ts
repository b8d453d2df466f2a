/** Reads types: of values (`ValueInfoProto`), of anything (`TypeProto`), and shapes with their dimensions. @module */
import type { DataType } from "./data-types.ts";
import type { Dim, TensorType, ValueInfo, ValueType } from "./model.ts";
import { kept, once, parseDataType, parseEntry, unexpected } from "./parse-parts.ts";
import type { ProtobufReader } from "./protobuf-reader.ts";

/** Reads a nested ValueInfoProto. */
export function parseValueInfo(reader: ProtobufReader, name: string): ValueInfo {
  return reader.message(name, () => {
    const info: ValueInfo = { name: "" };
    const metadata = new Map<string, string>();
    const unknown: Uint8Array[] = [];
    while (reader.next()) {
      if (reader.field === 1) info.name = reader.string();
      else if (reader.field === 2) info.type = once(reader, info.type, () => parseType(reader, "type"));
      else if (reader.field === 3) info.documentation = reader.string();
      else if (reader.field === 4) parseEntry(reader, metadata, "metadata_props");
      else unknown.push(reader.skip());
    }
    return { ...info, ...(metadata.size > 0 && { metadata }), ...kept(unknown) };
  });
}

/** Reads a nested TypeProto. */
export function parseType(reader: ProtobufReader, name: string): ValueType {
  return reader.message(name, () => {
    let type: ValueType | undefined;
    let denotation = "";
    const unknown: Uint8Array[] = [];
    while (reader.next()) {
      if (reader.field === 1) type = once(reader, type, () => parseTensorType(reader, "tensor"));
      else if (reader.field === 4) type = once(reader, type, () => parseElementType(reader, "sequence"));
      else if (reader.field === 5) type = once(reader, type, () => parseMapType(reader));
      else if (reader.field === 6) denotation = reader.string();
      else if (reader.field === 7) type = once(reader, type, () => parseOpaqueType(reader));
      else if (reader.field === 8) type = once(reader, type, () => parseTensorType(reader, "sparseTensor"));
      else if (reader.field === 9) type = once(reader, type, () => parseElementType(reader, "optional"));
      else unknown.push(reader.skip());
    }
    return { ...(type ?? { kind: "unknown" }), ...(denotation && { denotation }), ...kept(unknown) };
  });
}

function parseTensorType(reader: ProtobufReader, kind: TensorType["kind"]): TensorType {
  return reader.message(kind, () => {
    const type: TensorType = { kind, elementType: "undefined" };
    while (reader.next()) {
      if (reader.field === 1) type.elementType = parseDataType(reader);
      else if (reader.field === 2) {
        if (type.shape) reader.fail("a type has two shapes");
        Object.assign(type, parseShape(reader));
      } else unexpected(reader, "a tensor type");
    }
    return type;
  });
}

function parseShape(reader: ProtobufReader): Pick<TensorType, "shape" | "dimDenotations"> {
  return reader.message("shape", () => {
    const shape: Dim[] = [];
    const denotations: string[] = [];
    while (reader.next()) {
      if (reader.field !== 1) unexpected(reader, "a shape");
      reader.message(`dim[${shape.length}]`, () => {
        let dim: Dim = null;
        let denotation = "";
        while (reader.next()) {
          if (reader.field === 1) dim = reader.intNumber("a dimension");
          else if (reader.field === 2) dim = reader.string();
          else if (reader.field === 3) denotation = reader.string();
          else unexpected(reader, "a dimension");
        }
        shape.push(dim);
        denotations.push(denotation);
      });
    }
    return { shape, ...(denotations.some(Boolean) && { dimDenotations: denotations }) };
  });
}

function parseElementType(reader: ProtobufReader, kind: "sequence" | "optional"): ValueType {
  return reader.message(kind, () => {
    let element: ValueType | undefined;
    while (reader.next()) {
      if (reader.field === 1) element = once(reader, element, () => parseType(reader, "elem_type"));
      else unexpected(reader, `a type of kind ${kind}`);
    }
    return { kind, ...(element && { element }) };
  });
}

function parseMapType(reader: ProtobufReader): ValueType {
  return reader.message("map", () => {
    let keyType: DataType = "undefined";
    let value: ValueType | undefined;
    while (reader.next()) {
      if (reader.field === 1) keyType = parseDataType(reader);
      else if (reader.field === 2) value = once(reader, value, () => parseType(reader, "value_type"));
      else unexpected(reader, "a map type");
    }
    return { kind: "map", keyType, ...(value && { value }) };
  });
}

function parseOpaqueType(reader: ProtobufReader): ValueType {
  return reader.message("opaque", () => {
    let domain = "";
    let name = "";
    while (reader.next()) {
      if (reader.field === 1) domain = reader.string();
      else if (reader.field === 2) name = reader.string();
      else unexpected(reader, "an opaque type");
    }
    return { kind: "opaque", domain, name };
  });
}
