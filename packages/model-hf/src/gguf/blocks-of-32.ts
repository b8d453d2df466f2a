/**
 * ggml's formats in which 32 weights share a scale: Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, IQ4_NL, MXFP4.
 *
 * A block begins with its scale d (float16), the `_1` formats go on with a smallest value m, and 5-bit ones with the upper
 * bit of each weight. 4-bit halves lie so that byte i holds weight i below and weight i + 16 above.
 * Every product of a scale and a whole number fits into float32 before it is rounded, so rounding once, when the result is
 * stored, gives ggml's own numbers bit by bit.
 * @see https://github.com/ggml-org/ggml/blob/master/src/ggml-common.h for the layouts
 * @module
 */
import { halfToNumber } from "../checkpoint/tensor-dtypes.ts";

/** Widens the block that begins at byte `at` of `bytes` into `out[to]` and after. */
export type WidenBlock = (bytes: Uint8Array, at: number, out: Float32Array, to: number) => void;

export const widenQ4_0: WidenBlock = (bytes, at, out, to) => {
  const d = half(bytes, at);
  for (let i = 0; i < 16; i++) {
    const byte = bytes[at + 2 + i];
    out[to + i] = d * ((byte & 15) - 8);
    out[to + 16 + i] = d * ((byte >> 4) - 8);
  }
};

export const widenQ4_1: WidenBlock = (bytes, at, out, to) => {
  const d = half(bytes, at);
  const m = half(bytes, at + 2);
  for (let i = 0; i < 16; i++) {
    const byte = bytes[at + 4 + i];
    out[to + i] = d * (byte & 15) + m;
    out[to + 16 + i] = d * (byte >> 4) + m;
  }
};

export const widenQ5_0: WidenBlock = (bytes, at, out, to) => {
  const d = half(bytes, at);
  for (let i = 0; i < 16; i++) {
    const byte = bytes[at + 6 + i];
    out[to + i] = d * (((byte & 15) | (upperBit(bytes, at + 2, i) << 4)) - 16);
    out[to + 16 + i] = d * (((byte >> 4) | (upperBit(bytes, at + 2, i + 16) << 4)) - 16);
  }
};

export const widenQ5_1: WidenBlock = (bytes, at, out, to) => {
  const d = half(bytes, at);
  const m = half(bytes, at + 2);
  for (let i = 0; i < 16; i++) {
    const byte = bytes[at + 8 + i];
    out[to + i] = d * ((byte & 15) | (upperBit(bytes, at + 4, i) << 4)) + m;
    out[to + 16 + i] = d * ((byte >> 4) | (upperBit(bytes, at + 4, i + 16) << 4)) + m;
  }
};

export const widenQ8_0: WidenBlock = (bytes, at, out, to) => {
  const d = half(bytes, at);
  for (let i = 0; i < 32; i++) out[to + i] = d * signed(bytes[at + 2 + i]);
};

/** 16 levels that lie closer together near 0, as weights do. */
export const unevenLevels = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113] as const;

export const widenIQ4_NL: WidenBlock = (bytes, at, out, to) => {
  const d = half(bytes, at);
  for (let i = 0; i < 16; i++) {
    const byte = bytes[at + 2 + i];
    out[to + i] = d * unevenLevels[byte & 15];
    out[to + 16 + i] = d * unevenLevels[byte >> 4];
  }
};

// A sign, two bits of exponent, one of mantissa (and no -0); in front of them a byte that is the exponent of the 32.
const fourBitFloats = [0, 0.5, 1, 1.5, 2, 3, 4, 6, 0, -0.5, -1, -1.5, -2, -3, -4, -6] as const;

export const widenMXFP4: WidenBlock = (bytes, at, out, to) => {
  const d = 2 ** (bytes[at] - 127);
  for (let i = 0; i < 16; i++) {
    const byte = bytes[at + 1 + i];
    out[to + i] = d * fourBitFloats[byte & 15];
    out[to + 16 + i] = d * fourBitFloats[byte >> 4];
  }
};

/** The float16 at byte `at`. */
export function half(bytes: Uint8Array, at: number): number {
  return halfToNumber(bytes[at] | (bytes[at + 1] << 8));
}

/** A byte as int8. */
export function signed(byte: number): number {
  return (byte << 24) >> 24;
}

/** Bit `i` of the bytes from `at` on. */
function upperBit(bytes: Uint8Array, at: number, i: number): number {
  return (bytes[at + (i >> 3)] >> (i & 7)) & 1;
}
