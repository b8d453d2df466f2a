/**
 * The element types of ONNX tensors: their names here, their codes in the file, and how many bits one element takes.
 *
 * Names are those onnxruntime-web uses for its tensors, so that a type read from a model can be passed on as it is;
 * types that it has no name for keep ONNX's own, in lower case.
 * @module
 */

/** Every `TensorProto.DataType` of onnx.proto, IR version 14. `bits` is 0 where the size is not fixed. */
export const dataTypes = {
  undefined: { code: 0, bits: 0 },
  float32: { code: 1, bits: 32 },
  uint8: { code: 2, bits: 8 },
  int8: { code: 3, bits: 8 },
  uint16: { code: 4, bits: 16 },
  int16: { code: 5, bits: 16 },
  int32: { code: 6, bits: 32 },
  int64: { code: 7, bits: 64 },
  string: { code: 8, bits: 0 },
  bool: { code: 9, bits: 8 },
  float16: { code: 10, bits: 16 },
  float64: { code: 11, bits: 64 },
  uint32: { code: 12, bits: 32 },
  uint64: { code: 13, bits: 64 },
  complex64: { code: 14, bits: 64 },
  complex128: { code: 15, bits: 128 },
  bfloat16: { code: 16, bits: 16 },
  float8e4m3fn: { code: 17, bits: 8 },
  float8e4m3fnuz: { code: 18, bits: 8 },
  float8e5m2: { code: 19, bits: 8 },
  float8e5m2fnuz: { code: 20, bits: 8 },
  uint4: { code: 21, bits: 4 },
  int4: { code: 22, bits: 4 },
  float4e2m1: { code: 23, bits: 4 },
  float8e8m0: { code: 24, bits: 8 },
  uint2: { code: 25, bits: 2 },
  int2: { code: 26, bits: 2 },
  float6e2m3: { code: 27, bits: 6 },
  float6e3m2: { code: 28, bits: 6 },
} as const;

/** The name of an element type, for example `"float32"`. */
export type DataType = keyof typeof dataTypes;

const byCode = Object.keys(dataTypes) as DataType[]; // codes are 0, 1, 2 … in this order

/** The element type with this code in onnx.proto, or undefined for a code that IR version 14 does not have. */
export function dataTypeOfCode(code: number): DataType | undefined {
  return byCode[code];
}

/**
 * How many bytes `count` elements take in a file; elements of less than 8 bits follow each other without gaps.
 *
 * @throws TypeError for strings and `undefined`, whose size is not fixed
 * @example
 * byteLengthOf("int4", 5); // => 3
 */
export function byteLengthOf(dataType: DataType, count: number): number {
  const { bits } = dataTypes[dataType];
  if (bits === 0) throw new TypeError(`byteLengthOf: elements of type ${dataType} have no fixed size.`);
  return Math.ceil((count * bits) / 8);
}

/** The number of elements of a tensor with these dims; 1 for a scalar (`dims` is empty). */
export function elementCount(dims: readonly number[]): number {
  let count = 1;
  for (const dim of dims) count *= dim;
  return count;
}
