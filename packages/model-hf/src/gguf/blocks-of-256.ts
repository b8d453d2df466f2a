/**
 * ggml's formats in which 256 weights share float16 scales, and runs of 16 or 32 of them a small scale (and a smallest
 * value) that is itself a whole number: Q2_K … Q6_K, IQ4_XS.
 *
 * Weight = d · scale · level - dmin · min. All bits of a weight are found by its number in the block; in
 * each half (128 weights) the low bits of weights 32 apart lie in one byte.
 * @see https://github.com/ggml-org/ggml/blob/master/src/ggml-common.h for the layouts
 * @module
 */
import { half, signed, unevenLevels, type WidenBlock } from "./blocks-of-32.ts";

/** Levels 0 … 3; scales and mins of 4 bits for runs of 16. Layout: scales [16], levels [64], d, dmin. */
export const widenQ2_K: WidenBlock = (bytes, at, out, to) => {
  const d = half(bytes, at + 80);
  const dmin = half(bytes, at + 82);
  for (let run = 0; run < 16; run++) {
    const scale = d * (bytes[at + run] & 15);
    const min = dmin * (bytes[at + run] >> 4);
    const { first, shift } = twoBits(run);
    for (let i = 0; i < 16; i++) {
      const level = (bytes[at + 16 + first + i] >> shift) & 3;
      out[to + 16 * run + i] = scale * level - min;
    }
  }
};

/** Levels -4 … 3; scales of 6 bits for runs of 16. Layout: upper bits [32], lower bits [64], scales [12], d. */
export const widenQ3_K: WidenBlock = (bytes, at, out, to) => {
  const d = half(bytes, at + 108);
  for (let run = 0; run < 16; run++) {
    const scale = d * (sixBitScale(bytes, at + 96, run) - 32);
    const { first, shift } = twoBits(run);
    const half = (run & 1) * 16; // upper bits: one byte for weights i, i + 32, i + 64 …
    for (let i = 0; i < 16; i++) {
      const low = (bytes[at + 32 + first + i] >> shift) & 3;
      const high = (bytes[at + half + i] >> (run >> 1)) & 1;
      out[to + 16 * run + i] = scale * (low - (high ? 0 : 4));
    }
  }
};

/** Levels 0 … 15; scales and mins of 6 bits for runs of 32. Layout: d, dmin, scales and mins [12], levels [128]. */
export const widenQ4_K: WidenBlock = (bytes, at, out, to) => {
  const d = half(bytes, at);
  const dmin = half(bytes, at + 2);
  for (let run = 0; run < 8; run++) {
    const scale = d * scaleOf(bytes, at + 4, run);
    const min = dmin * minOf(bytes, at + 4, run);
    const first = at + 16 + 32 * (run >> 1);
    const shift = 4 * (run & 1);
    for (let i = 0; i < 32; i++) out[to + 32 * run + i] = scale * ((bytes[first + i] >> shift) & 15) - min;
  }
};

/** Levels 0 … 31. Layout: d, dmin, scales and mins [12], upper bits [32], lower bits [128]. */
export const widenQ5_K: WidenBlock = (bytes, at, out, to) => {
  const d = half(bytes, at);
  const dmin = half(bytes, at + 2);
  for (let run = 0; run < 8; run++) {
    const scale = d * scaleOf(bytes, at + 4, run);
    const min = dmin * minOf(bytes, at + 4, run);
    const first = at + 48 + 32 * (run >> 1);
    const shift = 4 * (run & 1);
    for (let i = 0; i < 32; i++) {
      const high = (bytes[at + 16 + i] >> run) & 1;
      out[to + 32 * run + i] = scale * (((bytes[first + i] >> shift) & 15) | (high << 4)) - min;
    }
  }
};

/** Levels -32 … 31; scales int8 for runs of 16. Layout: lower four bits [128], upper two [64], scales [16], d. */
export const widenQ6_K: WidenBlock = (bytes, at, out, to) => {
  const d = half(bytes, at + 208);
  for (let run = 0; run < 16; run++) {
    const scale = d * signed(bytes[at + 192 + run]);
    const side = run >> 3; // which 128 weights
    const quarter = (run >> 1) & 3; // which 32 of them
    const start = (run & 1) * 16;
    const low = at + 64 * side + 32 * (quarter & 1) + start;
    const high = at + 128 + 32 * side + start;
    for (let i = 0; i < 16; i++) {
      const level = ((bytes[low + i] >> (4 * (quarter >> 1))) & 15) | (((bytes[high + i] >> (2 * quarter)) & 3) << 4);
      out[to + 16 * run + i] = scale * (level - 32);
    }
  }
};

/** Uneven levels; scales of 6 bits for runs of 32. Layout: d, upper bits of scales [2], lower bits [4], levels [128]. */
export const widenIQ4_XS: WidenBlock = (bytes, at, out, to) => {
  const d = half(bytes, at);
  const upper = bytes[at + 2] | (bytes[at + 3] << 8);
  for (let run = 0; run < 8; run++) {
    const low = (bytes[at + 4 + (run >> 1)] >> (4 * (run & 1))) & 15;
    const scale = d * ((low | (((upper >> (2 * run)) & 3) << 4)) - 32);
    for (let i = 0; i < 16; i++) {
      const byte = bytes[at + 8 + 16 * run + i];
      out[to + 32 * run + i] = scale * unevenLevels[byte & 15];
      out[to + 32 * run + 16 + i] = scale * unevenLevels[byte >> 4];
    }
  }
};

/** Where the two low bits of a run of 16 lie: from which byte on, and how far up. */
function twoBits(run: number): { first: number; shift: number } {
  return { first: 32 * (run >> 3) + 16 * (run & 1), shift: 2 * ((run >> 1) & 3) };
}

/** Sixteen scales of 6 bits in 12 bytes: the low four of scales 0 … 7 and 8 … 15 in the halves of 8 bytes, the upper two in four. */
function sixBitScale(bytes: Uint8Array, at: number, run: number): number {
  const low = (bytes[at + (run & 7)] >> (run < 8 ? 0 : 4)) & 15;
  const high = (bytes[at + 8 + (run & 3)] >> (2 * (run >> 2))) & 3;
  return low | (high << 4);
}

/** Eight scales and eight mins of 6 bits in 12 bytes: 0 … 3 in the low six bits of 4 bytes each, the rest in what is left. */
function scaleOf(bytes: Uint8Array, at: number, run: number): number {
  return run < 4 ? bytes[at + run] & 63 : (bytes[at + 4 + run] & 15) | ((bytes[at + run - 4] >> 6) << 4);
}

function minOf(bytes: Uint8Array, at: number, run: number): number {
  return run < 4 ? bytes[at + 4 + run] & 63 : (bytes[at + 4 + run] >> 4) | ((bytes[at + run] >> 6) << 4);
}
