/**
 * Weights in ggml's formats: those that are easily made are made of weights; of the ones with 256 weights to a block, whose
 * making is an optimisation of its own, blocks of random bits with plausible scales serve to read them.
 * @module
 */

export interface Format {
  /** ggml's number. */
  type: number;
  blockSize: number;
  blockBytes: number;
}

export const formats = {
  F32: { type: 0, blockSize: 1, blockBytes: 4 },
  F16: { type: 1, blockSize: 1, blockBytes: 2 },
  BF16: { type: 30, blockSize: 1, blockBytes: 2 },
  Q4_0: { type: 2, blockSize: 32, blockBytes: 18 },
  Q4_1: { type: 3, blockSize: 32, blockBytes: 20 },
  Q5_0: { type: 6, blockSize: 32, blockBytes: 22 },
  Q5_1: { type: 7, blockSize: 32, blockBytes: 24 },
  Q8_0: { type: 8, blockSize: 32, blockBytes: 34 },
  Q2_K: { type: 10, blockSize: 256, blockBytes: 84 },
  Q3_K: { type: 11, blockSize: 256, blockBytes: 110 },
  Q4_K: { type: 12, blockSize: 256, blockBytes: 144 },
  Q5_K: { type: 13, blockSize: 256, blockBytes: 176 },
  Q6_K: { type: 14, blockSize: 256, blockBytes: 210 },
  IQ4_NL: { type: 20, blockSize: 32, blockBytes: 18 },
  IQ4_XS: { type: 23, blockSize: 256, blockBytes: 136 },
  MXFP4: { type: 39, blockSize: 32, blockBytes: 17 },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

/** Formats that `quantize` makes of weights. */
export const madeFormats = ["F32", "F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0"] as const;

/** @throws RangeError for a format that weights are not made into here */
export function quantize(format: FormatName, weights: Float32Array): Uint8Array {
  const { blockSize, blockBytes } = formats[format];
  const out = new Uint8Array((weights.length / blockSize) * blockBytes);
  const view = new DataView(out.buffer);
  if (format === "F32") {
    out.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength));
  } else if (format === "F16") {
    for (let i = 0; i < weights.length; i++) view.setFloat16(2 * i, weights[i], true);
  } else if (format === "BF16") {
    const words = new Uint32Array(weights.slice().buffer);
    for (let i = 0; i < words.length; i++)
      view.setUint16(2 * i, (words[i] + 0x7fff + ((words[i] >> 16) & 1)) >>> 16, true);
  } else if (Object.hasOwn(makers, format)) {
    for (let block = 0; block * blockSize < weights.length; block++)
      makers[format]!(weights.subarray(block * blockSize, (block + 1) * blockSize), view, block * blockBytes);
  } else {
    throw new RangeError(`quantize: ${format} cannot be made of weights here. These can: ${madeFormats.join(", ")}.`);
  }
  return out;
}

type Make = (weights: Float32Array, out: DataView, at: number) => void;

const makers: Partial<Record<FormatName, Make>> = {
  Q4_0: (weights, out, at) => symmetric(weights, 4, (level, i) => halfByte(out, at + 2, i, level), out, at),
  Q5_0: (weights, out, at) => symmetric(weights, 5, (level, i) => fiveBits(out, at + 2, at + 6, i, level), out, at),
  Q4_1: (weights, out, at) => ranged(weights, 15, (level, i) => halfByte(out, at + 4, i, level), out, at),
  Q5_1: (weights, out, at) => ranged(weights, 31, (level, i) => fiveBits(out, at + 4, at + 8, i, level), out, at),
  Q8_0(weights, out, at) {
    let largest = 0;
    for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
    const scale = largest / 127;
    out.setFloat16(at, scale, true);
    for (let i = 0; i < 32; i++) out.setInt8(at + 2 + i, scale === 0 ? 0 : Math.round(weights[i] / scale));
  },
};

type Put = (level: number, i: number) => void;

/** Levels around 0; the weight that is largest in size gets the one level that has no opposite. */
function symmetric(weights: Float32Array, bits: number, put: Put, out: DataView, at: number): void {
  const middle = 2 ** (bits - 1);
  const extreme = weights.reduce((far, weight) => (Math.abs(weight) > Math.abs(far) ? weight : far), 0);
  const scale = extreme / -middle;
  out.setFloat16(at, scale, true);
  for (let i = 0; i < 32; i++) {
    const level = scale === 0 ? middle : Math.floor(weights[i] / scale + middle + 0.5);
    put(Math.min(2 * middle - 1, level), i);
  }
}

/** Levels from the smallest weight up. */
function ranged(weights: Float32Array, top: number, put: Put, out: DataView, at: number): void {
  const min = Math.min(...weights);
  const scale = (Math.max(...weights) - min) / top;
  out.setFloat16(at, scale, true);
  out.setFloat16(at + 2, min, true);
  for (let i = 0; i < 32; i++) put(scale === 0 ? 0 : Math.min(top, Math.floor((weights[i] - min) / scale + 0.5)), i);
}

/** Weight i below, weight i + 16 above. */
function halfByte(out: DataView, at: number, i: number, level: number): void {
  const byte = at + (i & 15);
  out.setUint8(byte, out.getUint8(byte) | ((level & 15) << (i < 16 ? 0 : 4)));
}

function fiveBits(out: DataView, high: number, low: number, i: number, level: number): void {
  halfByte(out, low, i, level);
  const byte = high + (i >> 3);
  out.setUint8(byte, out.getUint8(byte) | ((level >> 4) << (i & 7)));
}

/** Where the float16 scales of a block are, and how large one is for weights of about 0.05. */
const scalesOf: Partial<Record<FormatName, { at: number; size: number }[]>> = {
  Q2_K: [
    { at: 80, size: 0.006 },
    { at: 82, size: 0.008 },
  ],
  Q3_K: [{ at: 108, size: 0.001 }],
  Q4_K: [
    { at: 0, size: 0.0002 },
    { at: 2, size: 0.0015 },
  ],
  Q5_K: [
    { at: 0, size: 0.0001 },
    { at: 2, size: 0.0015 },
  ],
  Q6_K: [{ at: 208, size: 0.00003 }],
  IQ4_NL: [{ at: 0, size: 0.001 }],
  IQ4_XS: [{ at: 0, size: 0.00003 }],
};

/** `count` weights as blocks of random bits, with scales that make them about as large as weights are. */
export function randomBlocks(format: FormatName, count: number, random: () => number): Uint8Array {
  const { blockSize, blockBytes } = formats[format];
  const out = Uint8Array.from({ length: (count / blockSize) * blockBytes }, () => Math.floor(random() * 256));
  const view = new DataView(out.buffer);
  for (let at = 0; at < out.length; at += blockBytes) {
    if (format === "MXFP4") out[at] = 120 + Math.floor(random() * 3); // an exponent: 2 ** -7 …
    for (const scale of scalesOf[format] ?? [])
      view.setFloat16(at + scale.at, scale.size * (0.75 + random() / 2), true);
  }
  return out;
}
