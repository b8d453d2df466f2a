/**
 * Making tensors from numbers, and reading their numbers back, for every element type of ONNX.
 * @module
 */
import { byteLengthOf, type DataType, dataTypes, elementCount } from "./data-types.ts";
import type { OnnxTensor } from "./model.ts";
import { decodeSmallFloats, encodeSmallFloats, type SmallFloat } from "./small-floats.ts";

/** What `tensorValues` gives for each element type. */
export interface TensorValues {
  float32: Float32Array;
  float64: Float64Array;
  float16: Float32Array;
  bfloat16: Float32Array;
  float8e4m3fn: Float32Array;
  float8e4m3fnuz: Float32Array;
  float8e5m2: Float32Array;
  float8e5m2fnuz: Float32Array;
  float8e8m0: Float32Array;
  float6e2m3: Float32Array;
  float6e3m2: Float32Array;
  float4e2m1: Float32Array;
  int8: Int8Array;
  uint8: Uint8Array;
  int16: Int16Array;
  uint16: Uint16Array;
  int32: Int32Array;
  uint32: Uint32Array;
  int64: BigInt64Array;
  uint64: BigUint64Array;
  bool: Uint8Array;
  int4: Int8Array;
  uint4: Uint8Array;
  int2: Int8Array;
  uint2: Uint8Array;
  /** Real and imaginary parts in turn. */
  complex64: Float32Array;
  complex128: Float64Array;
  string: (string | Uint8Array)[];
}

/** Element types whose values in memory are the file's bytes, on a little-endian machine. */
const arrays = {
  float32: Float32Array,
  complex64: Float32Array,
  float64: Float64Array,
  complex128: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
} as const;

/** The integer ranges that have to be checked: typed arrays would wrap around. */
const integerRanges: Partial<Record<DataType, readonly [number, number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
  uint16: [0, 65535],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int4: [-8, 7],
  uint4: [0, 15],
  int2: [-2, 1],
  uint2: [0, 3],
};

type Elements = ArrayLike<number | bigint | boolean | string | Uint8Array>;

/**
 * A tensor that holds given numbers, rounded to its element type.
 *
 * Shape:  values [product of dims], row-major (real and imaginary part in turn for complex types)
 * Copies: a typed array of the element type's own kind is used as it is; everything else is converted
 * @throws RangeError if the number of values is not the product of dims, or an integer does not fit its type
 * @example
 * tensor("float32", [2, 2], [1, 2, 3, 4]);
 * tensor("int64", [], [7]); // a scalar
 */
export function tensor(dataType: DataType, dims: readonly number[], values: Elements, name = ""): OnnxTensor {
  checkDims("tensor", dims);
  const count = elementCount(dims) * (dataType.startsWith("complex") ? 2 : 1);
  if (values.length !== count) {
    throw new RangeError(
      `tensor: ${values.length} values were given but dims [${dims.join(", ")}] need ${count}. Check the dims.`,
    );
  }
  if (dataType === "string") {
    return { name, dataType, dims, data: { kind: "strings", values: Array.from(values) as (string | Uint8Array)[] } };
  }
  return { name, dataType, dims, data: { kind: "raw", bytes: encodeElements(dataType, values) } };
}

/**
 * A tensor whose elements are given as the bytes of the file: little-endian, row-major, the first of several 4-bit
 * elements in the lower half of its byte. The bytes are not copied.
 *
 * @throws RangeError if the number of bytes does not fit the dims
 */
export function rawTensor(dataType: DataType, dims: readonly number[], bytes: Uint8Array, name = ""): OnnxTensor {
  checkDims("rawTensor", dims);
  const needed = byteLengthOf(dataType, elementCount(dims));
  if (bytes.length !== needed) {
    throw new RangeError(
      `rawTensor: ${bytes.length} bytes were given but ${dataType} [${dims.join(", ")}] needs ${needed}. Check the type and dims.`,
    );
  }
  return { name, dataType, dims, data: { kind: "raw", bytes } };
}

/**
 * A tensor whose elements are in another file, `length` bytes from `offset` on.
 *
 * @throws RangeError if `length` does not fit the dims
 */
export function externalTensor(
  dataType: DataType,
  dims: readonly number[],
  file: { location: string; offset: number; length: number },
  name = "",
): OnnxTensor {
  checkDims("externalTensor", dims);
  const needed = byteLengthOf(dataType, elementCount(dims));
  if (file.length !== needed) {
    throw new RangeError(
      `externalTensor: ${file.location} gives ${file.length} bytes but ${dataType} [${dims.join(", ")}] needs ${needed}.`,
    );
  }
  return { name, dataType, dims, data: { kind: "external", file } };
}

/**
 * The numbers of a tensor; small floats come as Float32Array, 4-bit and 2-bit integers one per element.
 *
 * Copies: types that JavaScript has come as views of the tensor's bytes where these are aligned, so do not write into them
 * @throws RangeError if the bytes do not fit the dims, or are in another file
 * @example
 * tensorValues(tensor("int4", [3], [-8, 0, 7])); // => Int8Array [-8, 0, 7]
 */
export function tensorValues<Type extends DataType>(
  tensor: OnnxTensor & { dataType: Type },
): Type extends keyof TensorValues ? TensorValues[Type] : never;
export function tensorValues(tensor: OnnxTensor): TensorValues[keyof TensorValues] {
  const { dataType, dims, data } = tensor;
  const count = elementCount(dims);
  if (data.kind === "strings") return [...data.values];
  if (data.kind === "external") {
    throw new RangeError(
      `tensorValues: "${tensor.name}" is in the file ${data.file.location}. Bring it in with inlineExternalData first.`,
    );
  }
  const { bytes } = data;
  const needed = byteLengthOf(dataType, count);
  if (bytes.length !== needed) {
    throw new RangeError(
      `tensorValues: "${tensor.name}" has ${bytes.length} bytes but ${dataType} [${dims.join(", ")}] needs ${needed}.`,
    );
  }
  const Native = arrays[dataType as keyof typeof arrays];
  if (Native) {
    const aligned = bytes.byteOffset % Native.BYTES_PER_ELEMENT === 0 ? bytes : new Uint8Array(bytes); // a copy
    return new Native(aligned.buffer as ArrayBuffer, aligned.byteOffset, bytes.length / Native.BYTES_PER_ELEMENT);
  }
  const { bits } = dataTypes[dataType];
  if (bits === 16) {
    const aligned = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
    return decodeSmallFloats(dataType as SmallFloat, new Uint16Array(aligned.buffer, aligned.byteOffset, count));
  }
  if (bits === 8) return decodeSmallFloats(dataType as SmallFloat, bytes);
  const codes = unpackBits(bytes, bits, count);
  if (dataType.startsWith("float")) return decodeSmallFloats(dataType as SmallFloat, codes);
  if (dataType === "uint4" || dataType === "uint2") return codes;
  return Int8Array.from(codes, (code) => (code << (32 - bits)) >> (32 - bits)); // sign extension
}

function checkDims(where: string, dims: readonly number[]): void {
  for (const dim of dims) {
    if (Number.isSafeInteger(dim) && dim >= 0) continue;
    throw new RangeError(
      `${where}: dims [${dims.join(", ")}] have ${dim}, but each has to be a whole number from 0 on.`,
    );
  }
}

function encodeElements(dataType: DataType, values: Elements): Uint8Array {
  const Native = arrays[dataType as keyof typeof arrays];
  if (Native && values instanceof Native) return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (dataType === "int64" || dataType === "uint64") {
    const integers = Array.from(values, (value, i) => checkInt64(dataType, value as number | bigint, i));
    const array = dataType === "int64" ? BigInt64Array.from(integers) : BigUint64Array.from(integers);
    return new Uint8Array(array.buffer);
  }
  const range = integerRanges[dataType];
  const numbers = Float64Array.from(values as ArrayLike<number>, (value, i) => {
    const number = Number(value);
    if (range && !(Number.isInteger(number) && number >= range[0] && number <= range[1])) {
      throw new RangeError(
        `tensor: value ${i} is ${number} but ${dataType} holds whole numbers from ${range[0]} to ${range[1]}.`,
      );
    }
    return dataType === "bool" ? Number(Boolean(value)) : number;
  });
  if (Native)
    return new Uint8Array((Native as { from(v: Float64Array): { buffer: ArrayBuffer } }).from(numbers).buffer);
  const { bits } = dataTypes[dataType];
  if (!dataType.startsWith("float") && dataType !== "bfloat16") return packBits(numbers, bits);
  const codes = encodeSmallFloats(dataType as SmallFloat, numbers);
  return bits < 8 ? packBits(codes, bits) : new Uint8Array(codes.buffer);
}

function checkInt64(dataType: "int64" | "uint64", value: number | bigint, index: number): bigint {
  const integer = typeof value === "bigint" || Number.isSafeInteger(value) ? BigInt(value) : undefined;
  const fits = dataType === "int64" ? BigInt.asIntN : BigInt.asUintN;
  if (integer === undefined || fits(64, integer) !== integer) {
    throw new RangeError(
      `tensor: value ${index} is ${value}, which is not an ${dataType} (pass large ones as bigint).`,
    );
  }
  return integer;
}

/** Elements of `bits` bits one after another, each from the lowest free bits of its byte up, into the next if need be. */
export function packBits(codes: ArrayLike<number>, bits: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((codes.length * bits) / 8));
  for (let i = 0; i < codes.length; i++) {
    const byte = Math.floor((i * bits) / 8);
    const placed = (codes[i] & ((1 << bits) - 1)) << ((i * bits) % 8);
    bytes[byte] |= placed;
    if (placed > 255) bytes[byte + 1] |= placed >> 8;
  }
  return bytes;
}

function unpackBits(bytes: Uint8Array, bits: number, count: number): Uint8Array<ArrayBuffer> {
  const codes = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const byte = Math.floor((i * bits) / 8);
    const pair = bytes[byte] | ((bytes[byte + 1] ?? 0) << 8);
    codes[i] = (pair >> ((i * bits) % 8)) & ((1 << bits) - 1);
  }
  return codes;
}
