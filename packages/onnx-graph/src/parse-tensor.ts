/**
 * Reads a `TensorProto`, in any of the forms that ONNX allows for its elements, into one form: little-endian bytes.
 *
 * Most files keep elements in `raw_data`. Older exporters and small constants use typed lists: `float_data` and
 * `double_data` are little-endian bytes already; `int32_data`, `int64_data` and `uint64_data` hold variable-length
 * integers, and `int32_data` also serves every narrower type (float16 as its bits, two 4-bit values per entry).
 * @module
 * @see the comments of TensorProto in https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
import { type DataType, dataTypes } from "./data-types.ts";
import type { ExternalData, Int64, OnnxTensor, SparseTensor } from "./model.ts";
import { checkFirst, keepUnknown, noEntries, parseDataType, parseEntry } from "./parse-parts.ts";
import { decodeUtf8, decodeVarints, type ProtobufReader } from "./protobuf-reader.ts";
import { concatenate } from "./protobuf-writer.ts";
import { packBits } from "./tensor.ts";

/** The lists of a TensorProto: field number, name and size of an element there; 0 is an integer of variable length. */
const typedLists = new Map([
  [4, { name: "float_data", elementSize: 4 as const }],
  [5, { name: "int32_data", elementSize: 0 as const }],
  [7, { name: "int64_data", elementSize: 0 as const }],
  [10, { name: "double_data", elementSize: 8 as const }],
  [11, { name: "uint64_data", elementSize: 0 as const }],
]);

/** Which list holds elements of a type. */
function listOf(dataType: DataType): number {
  if (dataType === "float32" || dataType === "complex64") return 4;
  if (dataType === "float64" || dataType === "complex128") return 10;
  if (dataType === "int64") return 7;
  return dataType === "uint32" || dataType === "uint64" ? 11 : 5;
}

/** Reads the fields of a TensorProto; the reader stands inside the message. */
export function parseTensor(reader: ProtobufReader): OnnxTensor {
  const tensor: OnnxTensor = { name: "", dataType: "undefined", dims: [], data: { kind: "strings", values: [] } };
  let isExternal = false;
  const dims: Int64[] = [];
  let external = noEntries;
  let metadata = noEntries;
  let raw: Uint8Array | undefined;
  const lists: { field: number; bytes: Uint8Array }[] = []; // usually one, packed; else one per element
  const strings: (string | Uint8Array)[] = [];
  while (reader.next()) {
    const list = typedLists.get(reader.field);
    if (list) {
      const bytes = list.elementSize === 0 ? reader.packedVarints() : reader.packed(list.elementSize);
      if (bytes.length > 0) lists.push({ field: reader.field, bytes });
    } else if (reader.field === 1) reader.ints(dims);
    else if (reader.field === 2) tensor.dataType = parseDataType(reader);
    else if (reader.field === 6) strings.push(textOrBytes(reader));
    else if (reader.field === 8) tensor.name = reader.string();
    else if (reader.field === 9) raw = reader.bytes();
    else if (reader.field === 12) tensor.documentation = reader.string();
    else if (reader.field === 13) external = parseEntry(reader, external, "external_data");
    else if (reader.field === 14) isExternal = reader.intNumber("data_location") === 1;
    else if (reader.field === 16) tensor.metadata = metadata = parseEntry(reader, metadata, "metadata_props");
    else keepUnknown(reader, tensor);
  }
  tensor.dims = dims.map((dim) => {
    if (typeof dim === "bigint" || dim < 0) reader.fail(`a dimension of tensor "${tensor.name}" is ${dim}`);
    return dim;
  });
  const places = [raw, lists[0], strings[0], isExternal || undefined];
  if (places.filter((place) => place !== undefined).length > 1) {
    reader.fail(`tensor "${tensor.name}" has its elements in more than one place`);
  }
  if (isExternal) tensor.data = { kind: "external", file: externalData(reader, tensor.name, external) };
  else if (tensor.dataType === "string") tensor.data = { kind: "strings", values: strings };
  else tensor.data = { kind: "raw", bytes: raw ?? joinLists(reader, tensor, lists) };
  return tensor;
}

/** The little-endian bytes of elements that came as typed lists. */
function joinLists(
  reader: ProtobufReader,
  { name, dataType }: { name: string; dataType: DataType },
  lists: readonly { field: number; bytes: Uint8Array }[],
): Uint8Array {
  if (lists.length === 0) return new Uint8Array(0);
  const field = listOf(dataType);
  const misplaced = lists.find((list) => list.field !== field);
  if (misplaced) {
    const names = [misplaced.field, field].map((list) => typedLists.get(list)!.name);
    reader.fail(`tensor "${name}" of type ${dataType} has its elements in ${names[0]}, not ${names[1]}`);
  }
  const all = lists.length === 1 ? lists[0].bytes : concatenate(lists.map((list) => list.bytes));
  if (typedLists.get(field)!.elementSize !== 0) return all; // already little-endian bytes
  // 4-bit and 2-bit elements are packed already: each integer of the list is one byte. 6-bit ones stand alone.
  const { bits } = dataTypes[dataType];
  const elements = decodeVarints(all, Math.max(1, Math.floor(bits / 8)));
  return bits === 6 ? packBits(elements, 6) : elements;
}

/** Text, or the bytes themselves where they are not UTF-8. */
export function textOrBytes(reader: ProtobufReader): string | Uint8Array {
  const bytes = reader.bytes();
  return decodeUtf8(bytes) ?? bytes;
}

function externalData(reader: ProtobufReader, tensor: string, entries: ReadonlyMap<string, string>): ExternalData {
  const number = (key: string): number | undefined => {
    const value = entries.get(key);
    if (value === undefined) return undefined;
    if (!/^\d{1,15}$/.test(value)) {
      reader.fail(`the ${key} of the external data of tensor "${tensor}" is ${JSON.stringify(value)}, not a size`);
    }
    return Number(value);
  };
  const location = entries.get("location");
  if (!location) reader.fail(`the external data of tensor "${tensor}" have no location`);
  const offset = number("offset");
  const length = number("length");
  const other = new Map([...entries].filter(([key]) => key !== "location" && key !== "offset" && key !== "length"));
  return {
    location,
    ...(offset !== undefined && { offset }),
    ...(length !== undefined && { length }),
    ...(other.size > 0 && { other }),
  };
}

/** Reads the fields of a SparseTensorProto. */
export function parseSparseTensor(reader: ProtobufReader): SparseTensor {
  let values: SparseTensor["values"] | undefined;
  let indices: SparseTensor["indices"] | undefined;
  const dims: Int64[] = [];
  const extras: Pick<SparseTensor, "unknown"> = {};
  while (reader.next()) {
    if (reader.field === 1) {
      checkFirst(reader, values);
      values = reader.message("values", parseTensor);
    } else if (reader.field === 2) {
      checkFirst(reader, indices);
      indices = reader.message("indices", parseTensor);
    } else if (reader.field === 3) reader.ints(dims);
    else keepUnknown(reader, extras);
  }
  if (!values || !indices) reader.fail("a sparse tensor lacks its values or its indices");
  return { values, indices, dims: dims.map(Number), ...extras };
}
