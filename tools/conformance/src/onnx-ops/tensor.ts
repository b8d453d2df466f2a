/**
 * Tensors as the cases store them: base64 of little-endian bytes.
 * @module
 */

export interface StoredTensor {
  name: string;
  dtype: string;
  shape: number[];
  data: string;
}

/** Values as numbers. Everything that attention computes with is float32; whole numbers stay exact below 2^53. */
export interface Tensor {
  dtype: string;
  shape: number[];
  data: Float32Array;
  /** The elements before they were rounded to float32. */
  exact: ArrayLike<number>;
}

/** A tensor of float32 values. */
export function tensorOf(data: Float32Array, shape: number[], dtype = "float32"): Tensor {
  return { dtype, shape, data, exact: data };
}

export function decodeTensor({ name, dtype, shape, data }: StoredTensor): Tensor {
  const bytes = Uint8Array.from(Buffer.from(data, "base64"));
  const count = shape.reduce((product, size) => product * size, 1);
  const exact = elements(name, dtype, bytes, count);
  if (exact.length !== count) {
    throw new RangeError(`tensor "${name}" has ${exact.length} elements but its shape [${shape}] needs ${count}.`);
  }
  return { dtype, shape, data: Float32Array.from(exact), exact };
}

function elements(name: string, dtype: string, bytes: Uint8Array, count: number): ArrayLike<number> {
  const { buffer } = bytes;
  switch (dtype) {
    case "float32":
      return new Float32Array(buffer);
    case "float64":
      return new Float64Array(buffer);
    case "float16":
      return Float32Array.from(new Uint16Array(buffer), widenFloat16);
    case "bfloat16":
      return new Float32Array(Uint32Array.from(new Uint16Array(buffer), (bits) => bits << 16).buffer);
    case "int64":
      return Array.from(new BigInt64Array(buffer), Number);
    case "int32":
      return new Int32Array(buffer);
    case "int8":
      return new Int8Array(buffer);
    case "uint8":
    case "bool":
      return bytes;
    case "int4":
    case "uint4":
      return Array.from({ length: count }, (_, n) => {
        const nibble = (bytes[n >> 1] >> (4 * (n & 1))) & 15;
        return dtype === "int4" && nibble > 7 ? nibble - 16 : nibble;
      });
    default:
      throw new TypeError(`tensor "${name}" has dtype ${dtype}, which is not one that cases use.`);
  }
}

function widenFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** To 11 significant bits (10 stored), halves to even; numbers below 2^-14 are multiples of 2^-24. */
export function roundToFloat16(x: number): number {
  if (!Number.isFinite(x) || x === 0) return x;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(x))), -14);
  const step = 2 ** (exponent - 10);
  const rounded = roundHalfToEven(x / step) * step;
  return Math.abs(rounded) > 65504 ? Math.sign(x) * Number.POSITIVE_INFINITY : rounded;
}

/** To the upper 16 bits of float32, halves to even. */
export function roundToBfloat16(x: number): number {
  if (!Number.isFinite(x) || x === 0) return x;
  const step = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(x))), -126) - 7);
  return roundHalfToEven(x / step) * step;
}

export function roundHalfToEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

/** [a, b, c, d] to [a, c, b, d]: heads-first and tokens-first are each other's transposition. */
export function swapMiddleAxes(data: Float32Array, [a, b, c, d]: readonly number[]): Float32Array {
  const swapped = new Float32Array(data.length);
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < b; j++) {
      for (let k = 0; k < c; k++) {
        const from = ((i * b + j) * c + k) * d;
        swapped.set(data.subarray(from, from + d), ((i * c + k) * b + j) * d);
      }
    }
  }
  return swapped;
}

/** Cuts the last axis of [rows, Σ widths] into pieces. */
export function splitColumns(data: Float32Array, widths: readonly number[]): Float32Array[] {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const rows = data.length / total;
  let column = 0;
  return widths.map((width) => {
    const piece = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++) {
      piece.set(data.subarray(row * total + column, row * total + column + width), row * width);
    }
    column += width;
    return piece;
  });
}

/** The number of elements of a shape. */
export const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
