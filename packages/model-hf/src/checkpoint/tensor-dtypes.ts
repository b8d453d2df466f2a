/**
 * Number formats of checkpoints, widened to float32.
 *
 * Widening is exact for floats of up to 32 bits and integers of up to 24; others are rounded to the nearest float32.
 * @module
 */
import { CheckpointError } from "../errors.ts";

interface Format {
  bytes: number;
  widen(bytes: DataView, out: Float32Array): void;
}

/** safetensors names of the formats that can be read, with the bytes of one element. */
const formats: Record<string, Format> = {
  F64: { bytes: 8, widen: (view, out) => fill(out, (i) => view.getFloat64(8 * i, true)) },
  F32: {
    bytes: 4,
    widen: (view, out) => new Uint8Array(out.buffer, out.byteOffset, out.byteLength).set(bytesOf(view)),
  },
  F16: { bytes: 2, widen: (view, out) => widen16(view, out, (bits) => f16Table()[bits]) },
  BF16: { bytes: 2, widen: widenBf16 },
  F8_E4M3: { bytes: 1, widen: (view, out) => fill(out, (i) => float8(view.getUint8(i), 4, 3)) },
  F8_E5M2: { bytes: 1, widen: (view, out) => fill(out, (i) => float8(view.getUint8(i), 5, 2)) },
  I64: { bytes: 8, widen: (view, out) => fill(out, (i) => Number(view.getBigInt64(8 * i, true))) },
  U64: { bytes: 8, widen: (view, out) => fill(out, (i) => Number(view.getBigUint64(8 * i, true))) },
  I32: { bytes: 4, widen: (view, out) => fill(out, (i) => view.getInt32(4 * i, true)) },
  U32: { bytes: 4, widen: (view, out) => fill(out, (i) => view.getUint32(4 * i, true)) },
  I16: { bytes: 2, widen: (view, out) => fill(out, (i) => view.getInt16(2 * i, true)) },
  U16: { bytes: 2, widen: (view, out) => fill(out, (i) => view.getUint16(2 * i, true)) },
  I8: { bytes: 1, widen: (view, out) => fill(out, (i) => view.getInt8(i)) },
  U8: { bytes: 1, widen: (view, out) => fill(out, (i) => view.getUint8(i)) },
  BOOL: { bytes: 1, widen: (view, out) => fill(out, (i) => view.getUint8(i)) },
};

/** Bytes of one element of `dtype`, or null for a format that cannot be read. */
export function bytesPerElement(dtype: string): number | null {
  return Object.hasOwn(formats, dtype) ? formats[dtype].bytes : null;
}

/** The formats that can be read, for messages. */
export const readableDtypes: readonly string[] = Object.keys(formats);

/** The numbers in `bytes`, as float32. */
export function widenToF32(dtype: string, bytes: Uint8Array, where: { file: string; tensor: string }): Float32Array {
  const format = formats[dtype];
  if (!format) {
    throw new CheckpointError(
      `${where.file}: tensor "${where.tensor}" has dtype ${dtype}, which cannot be read. These can: ${readableDtypes.join(", ")}.`,
      { code: "dtype-unsupported", ...where },
    );
  }
  const out = new Float32Array(bytes.length / format.bytes);
  format.widen(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), out);
  return out;
}

function fill(out: Float32Array, value: (i: number) => number): void {
  for (let i = 0; i < out.length; i++) out[i] = value(i);
}

function bytesOf(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function words(view: DataView): Uint16Array {
  return view.byteOffset % 2 === 0
    ? new Uint16Array(view.buffer, view.byteOffset, view.byteLength / 2)
    : new Uint16Array(bytesOf(view).slice().buffer);
}

function widen16(view: DataView, out: Float32Array, value: (bits: number) => number): void {
  const from = words(view);
  for (let i = 0; i < out.length; i++) out[i] = value(from[i]);
}

/** bfloat16 is the upper half of a float32. */
function widenBf16(view: DataView, out: Float32Array): void {
  const from = words(view);
  const to = new Uint32Array(out.buffer, out.byteOffset, out.length);
  for (let i = 0; i < to.length; i++) to[i] = from[i] << 16;
}

let f16: Float32Array | undefined;

/** All 65,536 half-precision numbers: a look-up is several times faster than taking each apart. */
function f16Table(): Float32Array {
  if (f16) return f16;
  f16 = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits++) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    if (exponent === 31) f16[bits] = fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    else f16[bits] = sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
  }
  return f16;
}

/** The number that 16 bits stand for in half precision. */
export function halfToNumber(bits: number): number {
  return f16Table()[bits];
}

/** E4M3 has no infinities and one NaN per sign; E5M2 is a half-precision number cut short. */
function float8(bits: number, exponentBits: number, fractionBits: number): number {
  const sign = bits & 0x80 ? -1 : 1;
  const bias = 2 ** (exponentBits - 1) - 1;
  const exponent = (bits & 0x7f) >> fractionBits;
  const fraction = (bits & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const top = 2 ** exponentBits - 1;
  if (exponentBits === 4 && (bits & 0x7f) === 0x7f) return Number.NaN;
  if (exponentBits === 5 && exponent === top) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias));
}
