/** The number formats of GGUF's tensors: what they are called, how large a block is, how it is widened. @module */

import { bytesPerElement, widenToF32 } from "../checkpoint/tensor-dtypes.ts";
import { CheckpointError } from "../errors.ts";
import * as small from "./blocks-of-32.ts";
import * as large from "./blocks-of-256.ts";

export interface GgmlType {
  name: string;
  /** Weights in a block; 1 for formats without blocks. */
  blockSize: number;
  /** Bytes of a block. */
  blockBytes: number;
  /** Absent for formats that safetensors has too. */
  widenBlock?: small.WidenBlock;
}

const blocks = (name: string, blockSize: number, blockBytes: number, widenBlock: small.WidenBlock): GgmlType => ({
  name,
  blockSize,
  blockBytes,
  widenBlock,
});
const plain = (name: string): GgmlType => ({ name, blockSize: 1, blockBytes: bytesPerElement(name)! });

/** By ggml's numbers for them. */
const types: Readonly<Record<number, GgmlType>> = {
  0: plain("F32"),
  1: plain("F16"),
  2: blocks("Q4_0", 32, 18, small.widenQ4_0),
  3: blocks("Q4_1", 32, 20, small.widenQ4_1),
  6: blocks("Q5_0", 32, 22, small.widenQ5_0),
  7: blocks("Q5_1", 32, 24, small.widenQ5_1),
  8: blocks("Q8_0", 32, 34, small.widenQ8_0),
  10: blocks("Q2_K", 256, 84, large.widenQ2_K),
  11: blocks("Q3_K", 256, 110, large.widenQ3_K),
  12: blocks("Q4_K", 256, 144, large.widenQ4_K),
  13: blocks("Q5_K", 256, 176, large.widenQ5_K),
  14: blocks("Q6_K", 256, 210, large.widenQ6_K),
  20: blocks("IQ4_NL", 32, 18, small.widenIQ4_NL),
  23: blocks("IQ4_XS", 256, 136, large.widenIQ4_XS),
  24: plain("I8"),
  25: plain("I16"),
  26: plain("I32"),
  27: plain("I64"),
  28: plain("F64"),
  30: plain("BF16"),
  39: blocks("MXFP4", 32, 17, small.widenMXFP4),
};

/** Formats that ggml has and nothing here reads, to call them by their names. */
const unread: Readonly<Record<number, string>> = {
  ...{ 9: "Q8_1", 15: "Q8_K", 16: "IQ2_XXS", 17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S", 21: "IQ3_S", 22: "IQ2_S" },
  ...{ 29: "IQ1_M", 31: "Q4_0_4_4", 32: "Q4_0_4_8", 33: "Q4_0_8_8", 34: "TQ1_0", 35: "TQ2_0", 40: "NVFP4" },
};

/** The names of formats that can be read, for messages. */
export const readableTypes: readonly string[] = Object.values(types).map(({ name }) => name);

/** The format of a number, or the name of one that cannot be read. */
export function findType(type: number): GgmlType | string {
  return types[type] ?? unread[type] ?? `number ${type}`;
}

/** The weights in whole blocks, as float32. */
export function widenGgml(type: GgmlType, bytes: Uint8Array, where: { file: string; tensor: string }): Float32Array {
  const { blockSize, blockBytes, widenBlock } = type;
  if (!widenBlock) return widenToF32(type.name, bytes, where);
  if (bytes.length % blockBytes !== 0) {
    throw new CheckpointError(
      `${where.file}: tensor "${where.tensor}" has ${bytes.length} bytes but a block of ${type.name} has ${blockBytes}. The file is damaged; download it again.`,
      { code: "file-malformed", ...where },
    );
  }
  const count = bytes.length / blockBytes;
  const out = new Float32Array(count * blockSize);
  for (let block = 0; block < count; block++) widenBlock(bytes, block * blockBytes, out, block * blockSize);
  return out;
}
