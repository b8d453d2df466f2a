/** Small pieces that reading models, types and tensors have in common. @module */
import { type DataType, dataTypeOfCode } from "./data-types.ts";
import type { UnknownFields } from "./model.ts";
import type { ProtobufReader } from "./protobuf-reader.ts";

/** The element type that the current field names. */
export function parseDataType(reader: ProtobufReader): DataType {
  const code = reader.intNumber("the element type");
  return dataTypeOfCode(code) ?? reader.fail(`element type ${code} is not one of IR version 14 (0 to 28)`);
}

/** Most nodes and values have no metadata: they share this. */
export const noEntries: ReadonlyMap<string, string> = new Map();

/** Reads one StringStringEntryProto and returns the entries with it added. */
export function parseEntry(
  reader: ProtobufReader,
  entries: ReadonlyMap<string, string>,
  list: string,
): ReadonlyMap<string, string> {
  const { key, value } = reader.message(list, parseKeyAndValue, entries.size);
  if (entries.has(key)) reader.fail(`the key "${key}" is there twice`);
  return (entries === noEntries ? new Map<string, string>() : (entries as Map<string, string>)).set(key, value);
}

function parseKeyAndValue(reader: ProtobufReader): { key: string; value: string } {
  let key = "";
  let value = "";
  while (reader.next()) {
    if (reader.field === 1) key = reader.string();
    else if (reader.field === 2) value = reader.string();
    else unexpected(reader, "a key and value");
  }
  return { key, value };
}

/** Small messages have no place to keep fields that nobody knows: better no model than a changed one. */
export function unexpected(reader: ProtobufReader, what: string): never {
  return reader.fail(`${what} has no such field in IR version 14`);
}

/** Protocol Buffers would merge a message that is there twice; no writer means that. */
export function checkFirst(reader: ProtobufReader, earlier: unknown): void {
  if (earlier !== undefined) reader.fail("this field is there twice");
}

/** Keeps a field that is not interpreted. */
export function keepUnknown(reader: ProtobufReader, into: { unknown?: UnknownFields }): void {
  into.unknown = [...(into.unknown ?? []), reader.skip()];
}
