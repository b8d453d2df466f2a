/**
 * MXFP4: numbers of 4 bits (a sign, two bits of exponent, one of mantissa), 32 of which share a power of two.
 * @see OCP Microscaling Formats 1.0, sections 5.3.3 and 6.1,
 * https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf
 * @module
 */
import type { NamedArray } from "./checkpoint.ts";

// Sign, exponent, mantissa: 0 … 7 are these, 8 … 15 their negatives.
const magnitudes = [0, 0.5, 1, 1.5, 2, 3, 4, 6];
const exponentBias = 127;

/**
 * Bytes [rows, groups, 16], two numbers in each with the lower half first, and exponents [rows, groups]:
 * [rows, groups · 32].
 */
export function widenMxfp4(blocks: NamedArray, scales: NamedArray): NamedArray {
  const [rows, groups, size] = blocks.shape;
  if (blocks.shape.length !== 3 || scales.data.length !== rows * groups) {
    throw new RangeError(
      `widenMxfp4: blocks are [${blocks.shape.join(", ")}] and scales [${scales.shape.join(", ")}], but blocks have to be [rows, groups, bytes] with a scale per group.`,
    );
  }
  const out = new Float32Array(2 * blocks.data.length);
  for (let group = 0; group < rows * groups; group++) {
    const scale = 2 ** (scales.data[group] - exponentBias);
    for (let i = group * size; i < (group + 1) * size; i++) {
      const byte = blocks.data[i];
      out[2 * i] = fourBits(byte & 15) * scale;
      out[2 * i + 1] = fourBits(byte >> 4) * scale;
    }
  }
  return { data: out, shape: [rows, groups * size * 2] };
}

function fourBits(bits: number): number {
  return bits < 8 ? magnitudes[bits] : -magnitudes[bits - 8];
}
