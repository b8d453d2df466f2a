/**
 * Writes the protobuf wire format, back to front.
 *
 * A nested message is preceded by its length, which is known only once the message is written. Writing from the end
 * to the start makes that easy: first the content, then the length that it turned out to have, then the tag. So
 * callers write the fields of a message in descending order and the file has them in ascending order.
 *
 * Large byte strings (weights) are not copied: the result is a list of parts, and they are parts of their own.
 * @module
 * @see https://protobuf.dev/programming-guides/encoding/
 */
import type { Int64 } from "./model.ts";

/** Wire types: how the bytes after a tag are to be read. */
export const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

const firstChunk = 1 << 12;
const largestChunk = 1 << 20;
/** From this size on a byte string becomes a part of its own; below, copying costs less than one more part. */
const ownPart = 1 << 12;
const encoder = new TextEncoder();

export class ProtobufWriter {
  /** Bytes written so far. */
  byteLength = 0;
  #chunk = new Uint8Array(firstChunk);
  #view = new DataView(this.#chunk.buffer);
  /** First written byte of the chunk. */
  #start = firstChunk;
  /** End of what is not yet in `#parts`. */
  #end = firstChunk;
  /** Finished parts, the last of the file first. */
  #parts: Uint8Array[] = [];

  /** The whole message as parts in the order of the file. Parts of large byte strings are the arrays that were given. */
  finish(): Uint8Array[] {
    this.#closePart();
    return this.#parts.reverse();
  }

  /** A nested message: `write` writes its fields, the last first. */
  message(field: number, write: () => void): void {
    const before = this.byteLength;
    write();
    this.#varint(this.byteLength - before);
    this.#tag(field, wireTypes.bytes);
  }

  int(field: number, value: Int64): void {
    this.#signed(value);
    this.#tag(field, wireTypes.varint);
  }

  float(field: number, value: number): void {
    this.#reserve(4);
    this.#view.setFloat32(this.#start, value, true);
    this.#tag(field, wireTypes.fixed32);
  }

  string(field: number, value: string): void {
    if (value.length < 48 && this.#ascii(value)) {
      this.#varint(value.length);
      this.#tag(field, wireTypes.bytes);
      return;
    }
    if (/\p{Surrogate}/u.test(value)) {
      throw new RangeError(
        `writeModel: the text ${JSON.stringify(value)} has half of a surrogate pair, which UTF-8 cannot hold. Remove it.`,
      );
    }
    this.bytes(field, encoder.encode(value));
  }

  bytes(field: number, value: Uint8Array): void {
    this.#raw(value);
    this.#varint(value.length);
    this.#tag(field, wireTypes.bytes);
  }

  /** Fields that are encoded already, tags included. */
  encoded(fields: readonly Uint8Array[] | undefined): void {
    if (fields) for (let i = fields.length - 1; i >= 0; i--) this.#raw(fields[i]);
  }

  /** Writes short ASCII text without an encoder, as most names are; false, and nothing written, for any other text. */
  #ascii(value: string): boolean {
    this.#reserve(value.length);
    const chunk = this.#chunk;
    const start = this.#start;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127) {
        this.#start += value.length;
        this.byteLength -= value.length;
        return false;
      }
      chunk[start + i] = code;
    }
    return true;
  }

  #tag(field: number, wireType: number): void {
    this.#varint(field * 8 + wireType);
  }

  #raw(bytes: Uint8Array): void {
    if (bytes.length >= ownPart) {
      this.#closePart();
      this.#parts.push(bytes);
      this.byteLength += bytes.length;
    } else {
      this.#reserve(bytes.length);
      this.#chunk.set(bytes, this.#start);
    }
  }

  /** A size or tag: 0 <= value < 2^53. */
  #varint(value: number): void {
    let length = 1;
    for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
    this.#reserve(length);
    let rest = value;
    for (let i = 0; i < length; i++) {
      this.#chunk[this.#start + i] = (rest % 128) | (i < length - 1 ? 128 : 0);
      rest = Math.floor(rest / 128);
    }
  }

  /** An int64: negative numbers take ten bytes, as two's complement of 64 bits. */
  #signed(value: Int64): void {
    if (typeof value === "number" && value >= 0 && Number.isSafeInteger(value)) {
      this.#varint(value);
      return;
    }
    if (typeof value === "number" && !Number.isSafeInteger(value)) {
      throw new RangeError(
        `writeModel: the integer ${value} is not a whole number between -2^53 and 2^53. Pass a bigint.`,
      );
    }
    let rest = BigInt(value);
    if (rest >= 1n << 64n || rest < -(1n << 63n)) {
      throw new RangeError(`writeModel: the integer ${rest} does not fit 64 bits.`);
    }
    rest = BigInt.asUintN(64, rest);
    const bytes: number[] = [];
    do {
      bytes.push(Number(rest & 127n) | (rest >= 128n ? 128 : 0));
      rest >>= 7n;
    } while (rest > 0n);
    this.#reserve(bytes.length);
    this.#chunk.set(bytes, this.#start);
  }

  /** Moves `#start` down by `length` bytes, into a new chunk when this one is full. */
  #reserve(length: number): void {
    if (length > this.#start) {
      this.#closePart();
      const size = Math.max(length, Math.min(this.#chunk.length * 2, largestChunk));
      this.#chunk = new Uint8Array(size);
      this.#view = new DataView(this.#chunk.buffer);
      this.#start = this.#end = size;
    }
    this.#start -= length;
    this.byteLength += length;
  }

  #closePart(): void {
    if (this.#start < this.#end) this.#parts.push(this.#chunk.subarray(this.#start, this.#end));
    this.#end = this.#start;
  }
}

/** One array with the bytes of all. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
