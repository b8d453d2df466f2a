/**
 * Reading protocol buffers without their schema compiler: a message is a list of (field number, wire type, value).
 *
 * Only what SentencePiece's files need: varints, 32-bit and 64-bit numbers, byte strings. Bytes come from strangers, so
 * every length is checked against what is left, and nothing is copied: values are views of the given bytes.
 * @see https://protobuf.dev/programming-guides/encoding
 * @module
 */

export interface ProtobufField {
  /** Field number of the schema. */
  number: number;
  /** 0: varint, 1: 64 bits, 2: bytes, 5: 32 bits. Groups (3, 4) have not been written since 2008. */
  wireType: 0 | 1 | 2 | 5;
  /** The value of a varint. Exact up to 2^53; larger ones (negative numbers) keep their lower 32 bits, as int32 does. */
  integer: number;
  /** The bytes of wire types 1, 2 and 5. */
  bytes: Uint8Array;
}

const nothing = new Uint8Array(0);

/**
 * The fields of a message in their order in the bytes. `where` names the message in errors.
 * @throws RangeError if the bytes end inside a field or are no protocol buffer
 */
export function* readFields(bytes: Uint8Array, where: string): Generator<ProtobufField> {
  let at = 0;
  const fail = (problem: string): never => {
    throw new RangeError(
      `${where}: ${problem} at byte ${at} of ${bytes.length}. The file is truncated or no such file.`,
    );
  };
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= bytes.length) fail("a number has no end");
      const byte = bytes[at++];
      if (shift < 49) value += (byte & 0x7f) * 2 ** shift;
      else if (byte & 0x7f) value = (value % 2 ** 32) | 0;
      if (byte < 0x80) return value;
    }
    return fail("a number is longer than 10 bytes");
  };
  const take = (length: number): Uint8Array => {
    if (length < 0 || length > bytes.length - at)
      fail(`a field of ${length} bytes does not fit in ${bytes.length - at}`);
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (number < 1 || number > 0x1fffffff) fail(`${number} is no field number`);
    if (wireType === 0) yield { number, wireType, integer: varint(), bytes: nothing };
    else if (wireType === 1) yield { number, wireType, integer: 0, bytes: take(8) };
    else if (wireType === 2) yield { number, wireType, integer: 0, bytes: take(varint()) };
    else if (wireType === 5) yield { number, wireType, integer: 0, bytes: take(4) };
    else fail(`wire type ${wireType} is not known`);
  }
}

/** The little-endian float32 of a field of wire type 5. */
export function toFloat({ bytes }: ProtobufField): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat32(0, true);
}
