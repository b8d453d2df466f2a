/**
 * Reads the protobuf wire format: a message is a list of fields, each a tag (field number and wire type) and a payload.
 *
 * The bytes may come from anywhere, so nothing in them is believed: every length is checked against the end of the
 * message around it, nesting and the number of things read are bounded, and errors say where in the message they are.
 * Byte strings are views into the input, not copies.
 * @module
 * @see https://protobuf.dev/programming-guides/encoding/
 */
import type { Int64 } from "./model.ts";
import { wireTypes } from "./protobuf-writer.ts";

/** Protocol Buffers' own default; a graph in an attribute of a node costs three levels, so 30 nested graphs still fit. */
const maxDepth = 100;
/**
 * Fields and packed numbers, taken together. A graph of 20,000 nodes, more than published language models have, has about
 * 400,000; each costs up to some 200 bytes of heap, so this keeps a hostile file below what a browser tab can hold.
 */
export const defaultMaxItems = 4_000_000;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class ProtobufReader {
  /** Field number and wire type of the field that `next` found. */
  field = 0;
  wireType = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;
  /** End of the message that is being read. */
  #end: number;
  /** Where the current field's tag begins. */
  #fieldStart = 0;
  /** Names of the messages around, each followed by its position in a list, or -1. */
  #path: (string | number)[] = [];
  readonly #maxItems: number;
  #itemsLeft: number;

  constructor(bytes: Uint8Array, maxItems: number = defaultMaxItems) {
    // Views of a plain Uint8Array, whatever subclass this is: Node's Buffer has a slice of its own, for example.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#end = bytes.byteLength;
    this.#maxItems = maxItems;
    this.#itemsLeft = maxItems;
  }

  /** Steps to the next field of the current message; false at its end. */
  next(): boolean {
    if (this.#position === this.#end) return false;
    this.#fieldStart = this.#position;
    this.#countItems(1);
    const tag = this.#varintNumber();
    this.field = Math.floor(tag / 8);
    this.wireType = tag % 8;
    if (this.field === 0 || this.field > 0x1fffffff) {
      this.fail(`field number ${this.field} does not exist in Protocol Buffers`);
    }
    return true;
  }

  /** Reads a nested message, number `index` of a list if it is in one; `read` has to consume its fields with `next`. */
  message<T>(name: string, read: (reader: ProtobufReader) => T, index = -1): T {
    const end = this.#lengthDelimited();
    if (this.#path.length >= 2 * maxDepth) this.fail(`more than ${maxDepth} messages are nested in each other`);
    const outerEnd = this.#end;
    this.#end = end;
    this.#path.push(name, index);
    const result = read(this);
    if (this.#position !== end) throw new Error(`parseModel: ${name} was not read to its end.`); // our own mistake
    this.#path.length -= 2;
    this.#end = outerEnd;
    return result;
  }

  /** A signed integer. */
  int(): Int64 {
    this.#expect(wireTypes.varint, "an integer");
    return this.#varint();
  }

  /** A signed integer that has to be a safe number. */
  intNumber(what: string): number {
    const value = this.int();
    if (typeof value === "bigint") this.fail(`${what} is ${value}, too large to be one`);
    return value;
  }

  float(): number {
    this.#expect(wireTypes.fixed32, "a float");
    this.#need(4);
    const value = this.#view.getFloat32(this.#position, true);
    this.#position += 4;
    return value;
  }

  /** Appends the integers of a repeated field, which may stand alone or packed. */
  ints(into: Int64[]): void {
    if (this.wireType !== wireTypes.bytes) {
      into.push(this.int());
      return;
    }
    const end = this.#lengthDelimited();
    while (this.#position < end) {
      this.#countItems(1);
      into.push(this.#varint());
    }
    if (this.#position > end) this.fail("the last packed integer runs past the end of its field");
  }

  /** Appends the floats of a repeated field, which may stand alone or packed. */
  floats(into: number[]): void {
    if (this.wireType !== wireTypes.bytes) {
      into.push(this.float());
      return;
    }
    const bytes = this.packed(4);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#countItems(bytes.length / 4);
    for (let at = 0; at < bytes.length; at += 4) into.push(view.getFloat32(at, true));
  }

  /** The bytes of a repeated field of fixed-size elements: one element, or many packed. */
  packed(elementSize: 4 | 8): Uint8Array {
    if (this.wireType !== wireTypes.bytes) {
      this.#expect(elementSize === 4 ? wireTypes.fixed32 : wireTypes.fixed64, "a number");
      this.#need(elementSize);
      return this.#take(this.#position + elementSize);
    }
    const bytes = this.bytes();
    if (bytes.length % elementSize !== 0) {
      this.fail(`${bytes.length} packed bytes are not a multiple of the element size ${elementSize}`);
    }
    return bytes;
  }

  /** The bytes of a repeated field of integers, for `decodeVarints`: one integer, or many packed. */
  packedVarints(): Uint8Array {
    const start = this.#position;
    if (this.wireType === wireTypes.bytes) {
      const bytes = this.bytes();
      if (bytes.length > 0 && bytes[bytes.length - 1] >= 128) this.fail("the last packed integer is cut off");
      return bytes;
    }
    this.int();
    return this.#bytes.subarray(start, this.#position);
  }

  /** A view of a byte string. */
  bytes(): Uint8Array {
    return this.#take(this.#lengthDelimited());
  }

  string(): string {
    const end = this.#lengthDelimited();
    // Operators' names and the like are short ASCII, for which a loop beats a view and TextDecoder. Longer texts put together
    // piece by piece stay chains of pieces in the engine's memory: with those, TextDecoder was 15 times as fast.
    if (end - this.#position < 13) {
      const bytes = this.#bytes;
      let text = "";
      let at = this.#position;
      for (; at < end && bytes[at] < 128; at++) text += String.fromCharCode(bytes[at]);
      if (at === end) {
        this.#position = end;
        return text;
      }
    }
    return decodeUtf8(this.#take(end)) ?? this.fail("text is not valid UTF-8");
  }

  /** Skips the current field and returns it with its tag, as it stands in the file. */
  skip(): Uint8Array {
    switch (this.wireType) {
      case wireTypes.varint:
        this.#varint();
        break;
      case wireTypes.fixed64:
        this.#need(8);
        this.#position += 8;
        break;
      case wireTypes.fixed32:
        this.#need(4);
        this.#position += 4;
        break;
      case wireTypes.bytes:
        this.#position = this.#lengthDelimited();
        break;
      default:
        this.fail(`wire type ${this.wireType} is none of 0, 1, 2, 5, the ones ONNX uses`);
    }
    return this.#bytes.subarray(this.#fieldStart, this.#position);
  }

  /** Throws a RangeError that says where in the file and in the model it happened. */
  fail(problem: string): never {
    let where = "model";
    for (let i = 0; i < this.#path.length; i += 2) {
      where += `.${this.#path[i]}${this.#path[i + 1] === -1 ? "" : `[${this.#path[i + 1]}]`}`;
    }
    const place = `${where}, field ${this.field} at byte ${this.#fieldStart}`;
    throw new RangeError(`parseModel: ${place}: ${problem}. The file is damaged, or is not an ONNX model.`);
  }

  #take(end: number): Uint8Array {
    const bytes = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return bytes;
  }

  #expect(wireType: number, what: string): void {
    if (this.wireType !== wireType) {
      this.fail(`wire type ${this.wireType} stands where ${what} needs wire type ${wireType}`);
    }
  }

  #need(length: number): void {
    if (length > this.#end - this.#position) {
      this.fail(`${length} bytes are needed but ${this.#end - this.#position} are left in the message`);
    }
  }

  /** Reads a length and returns where its payload ends. */
  #lengthDelimited(): number {
    this.#expect(wireTypes.bytes, "a byte string or message");
    const length = this.#varintNumber();
    this.#need(length);
    return this.#position + length;
  }

  #countItems(count: number): void {
    this.#itemsLeft -= count;
    if (this.#itemsLeft >= 0) return;
    throw new RangeError(
      `parseModel: the file holds more than ${this.#maxItems} fields and numbers, the bound against hostile files. If you trust it, pass a larger maxItems.`,
    );
  }

  /** A length or tag. */
  #varintNumber(): number {
    const value = this.#varint();
    if (typeof value === "bigint" || value < 0) this.fail(`a length or tag is ${value}`);
    return value;
  }

  #varint(): Int64 {
    let low = 0; // 28 bits
    let middle = 0; // 28 bits
    let high = 0; // 8 bits
    for (let i = 0; i < 10; i++) {
      if (this.#position >= this.#end) this.fail("an integer is cut off by the end of the message");
      const byte = this.#bytes[this.#position++];
      const bits = byte & 127;
      if (i < 4) low |= bits << (7 * i);
      else if (i < 8) middle |= bits << (7 * (i - 4));
      else high |= bits << (7 * (i - 8));
      if (byte < 128) return joinInt64(low, middle, high & 0xff);
    }
    return this.fail("an integer has more than ten bytes");
  }
}

/** The lowest `elementSize` bytes of each of a row of varints; the row has to end with a whole one. */
export function decodeVarints(varints: Uint8Array, elementSize: number): Uint8Array<ArrayBuffer> {
  let count = 0;
  for (const byte of varints) if (byte < 128) count++;
  const elements = new Uint8Array(count * elementSize);
  const view = new DataView(elements.buffer);
  let at = 0; // elements[at] is the first byte of the current element
  let shift = 0;
  let low = 0; // bits 0 to 31
  let high = 0; // bits 32 to 63
  for (const byte of varints) {
    const bits = byte & 127;
    if (shift < 32) low |= bits << shift;
    if (shift === 28) high |= bits >>> (32 - shift);
    else if (shift >= 32 && shift < 64) high |= bits << (shift - 32);
    shift += 7;
    if (byte >= 128) continue;
    if (elementSize === 1) elements[at] = low;
    else if (elementSize === 2) view.setUint16(at, low, true);
    else view.setUint32(at, low, true);
    if (elementSize === 8) view.setUint32(at + 4, high, true);
    at += elementSize;
    shift = low = high = 0;
  }
  return elements;
}

/** low + middle·2^28 + high·2^56, as a signed 64-bit integer. */
function joinInt64(low: number, middle: number, high: number): Int64 {
  if (high === 0) {
    const value = low + middle * 2 ** 28;
    if (Number.isSafeInteger(value)) return value;
  }
  const value = BigInt.asIntN(64, BigInt(low) + (BigInt(middle) << 28n) + (BigInt(high) << 56n));
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** The text that these bytes are, or undefined when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
