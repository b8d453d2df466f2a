/**
 * How GroupQueryAttention stores a cache: as it is, as int8, or as two 4-bit values a byte (kept as q + 8).
 * @module
 */
import { Unsupported } from "./node.ts";
import { roundHalfToEven, type Tensor, tensorOf } from "./tensor.ts";

export interface CacheFormat {
  /** Stored elements [batch, heads, positions, stored dim] to numbers. */
  decode(stored: Tensor): Float32Array;
  /** Numbers [batch, heads, positions, dim] to stored elements; positions past the `filled` of a batch row are stored as 0. */
  encode(values: Float32Array, shape: number[], filled: readonly number[]): Tensor;
  /** What storing and reading makes of [positions, heads, dim]. */
  round(values: Float32Array): Float32Array;
}

export function cacheFormat(
  type: string,
  bits: number,
  scales: Tensor | null | undefined,
  heads: number,
  dim: number,
): CacheFormat {
  if (type === "NONE") {
    return {
      decode: ({ data }) => data,
      encode: (values, shape) => tensorOf(values, shape),
      round: (values) => values,
    };
  }
  if (!scales || (bits !== 4 && bits !== 8)) throw new Unsupported(`a ${type} cache of ${bits} bits without scales`);
  const limit = 2 ** (bits - 1);
  const scaleOf = (head: number, d: number) =>
    scales.data.length === 1 ? scales.data[0] : scales.data[head * dim + d];
  const quantize = (value: number, scale: number) =>
    Math.max(-limit, Math.min(limit - 1, roundHalfToEven(Math.fround(value / scale))));
  /** The scale of element `at` of [batch, heads, positions, dim]. */
  const scaleAt = (at: number, positions: number) => scaleOf(Math.floor(at / (positions * dim)) % heads, at % dim);
  return {
    decode({ exact, shape }) {
      const bytes = Array.from(exact);
      const whole = bits === 8 ? bytes : bytes.flatMap((byte) => [(byte & 15) - 8, (byte >> 4) - 8]);
      return Float32Array.from(whole, (q, at) => q * scaleAt(at, shape[2]));
    },
    encode(values, shape, filled) {
      const whole = Array.from(values, (x, at) => quantize(x, scaleAt(at, shape[2])));
      if (bits === 8) return { dtype: "int8", shape, data: Float32Array.from(whole), exact: whole };
      const bytes = Array.from({ length: whole.length / 2 }, (_, n) => whole[2 * n] + 8 + 16 * (whole[2 * n + 1] + 8));
      // Two zeros are the byte 0x88, but where nothing was stored onnxruntime leaves the byte 0.
      const [positions, rowBytes] = [shape[2], dim / 2];
      bytes.forEach((_, n) => {
        const position = Math.floor(n / rowBytes) % positions;
        if (position >= filled[Math.floor(n / (rowBytes * positions * heads))]) bytes[n] = 0;
      });
      const packed = [...shape.slice(0, 3), shape[3] / 2];
      return { dtype: "uint8", shape: packed, data: Float32Array.from(bytes), exact: bytes };
    },
    round(values) {
      return values.map((x, at) => {
        const scale = scaleOf(Math.floor(at / dim) % heads, at % dim);
        return quantize(x, scale) * scale;
      });
    },
  };
}
