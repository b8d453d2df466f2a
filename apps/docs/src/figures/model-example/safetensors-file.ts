/** A safetensors file of two tensors, made byte by byte, and what each of its bytes belongs to. @module */
import { encodeSmallFloats } from "@llm-anatomy/onnx-graph";

export type Dtype = "F32" | "F16" | "BF16";
export type Region = "length" | "header" | "scale" | "table";

export interface SmallFile {
  bytes: Uint8Array;
  header: string;
  /** Bytes start … end - 1 of the file. */
  regions: Record<Region, [start: number, end: number]>;
}

const formats = { F16: "float16", BF16: "bfloat16" } as const;

/** `scale` [3] and `table` [2, 3], their header, and its length. */
export function smallFile(scale: readonly number[], table: readonly number[], dtype: Dtype): SmallFile {
  const data = [scale, table].map((numbers) => encode(numbers, dtype));
  const [first, all] = [data[0].length, data[0].length + data[1].length];
  const tensors = {
    scale: { dtype, shape: [3], data_offsets: [0, first] },
    table: { dtype, shape: [2, 3], data_offsets: [first, all] },
  };
  const text = JSON.stringify(tensors);
  const header = text.padEnd(8 * Math.ceil(text.length / 8)); // so that data begins at a multiple of 8
  const start = 8 + header.length;
  const bytes = new Uint8Array(start + all);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(new TextEncoder().encode(header), 8);
  bytes.set(data[0], start);
  bytes.set(data[1], start + first);
  return {
    bytes,
    header: text,
    regions: { length: [0, 8], header: [8, start], scale: [start, start + first], table: [start + first, start + all] },
  };
}

function encode(numbers: readonly number[], dtype: Dtype): Uint8Array {
  const codes = dtype === "F32" ? Float32Array.from(numbers) : encodeSmallFloats(formats[dtype], numbers);
  return new Uint8Array(codes.buffer);
}
