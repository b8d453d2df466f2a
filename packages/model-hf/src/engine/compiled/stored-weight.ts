/**
 * A weight as a graph reads it: in float32, or in one of the forms ONNX Runtime has operators for.
 *
 * - float16: widened by a Cast, which the runtime does once, when it loads the graph
 * - half: float16 that stays so, and is multiplied by activations rounded to float16, on a GPU that can
 * - int8: a scale per output channel; activations are rounded to 8 bits as well, and whole numbers are multiplied
 * - blocks: 4 or 8 bits with a scale per 32 weights, multiplied by float32 activations
 * @module
 */
import { dequantizeBlocks, encodeSmallFloats, quantizeBlocks, quantizeInt8Columns } from "@llm-anatomy/onnx-graph";
import { transposed } from "../../architectures/tensor-parts.ts";
import type { Placed } from "../../checkpoint/assemble-weights.ts";
import type { NamedArray } from "../../checkpoint/checkpoint.ts";
import { isRounded, isVocabularyHead } from "../dtypes.ts";
import { headForms, type WeightForm } from "./weight-form.ts";

export interface CompiledWeight {
  name: string;
  /** Of the matrix as products read it, [in, out], or of a table [entries, width]. */
  shape: number[];
  /** Lies as [out, in], although it may be multiplied with: a table. */
  outputMajor: boolean;
  stored: StoredNumbers;
  /** Of a table in few bits that is multiplied with too (a tied head): the same numbers as a matrix. */
  asMatrix?: StoredNumbers;
}

export type StoredNumbers =
  | { form: "float32"; data: Float32Array }
  | { form: "float16"; data: Uint16Array; multiplied?: boolean }
  /** A scale per output channel of a matrix, per row of a table. */
  | { form: "int8"; data: Int8Array; scales: Float32Array }
  /** [out, ceil(in / 32), bytes], as MatMulNBits takes them. */
  | { form: "blocks"; bits: 4 | 8; data: Uint8Array; scales: Float32Array };

export const blockSize = 32;

const largestFloat16 = 65504;

/** An array of the checkpoint in a form for graphs. `tied`: a table that is multiplied with as well. */
export function storeWeight(array: NamedArray, place: Placed, wanted: WeightForm, tied = false): CompiledWeight {
  const { path, recipe } = place;
  const { data, shape } = array;
  if (recipe.role === "vector") {
    return { name: path, shape: [data.length], outputMajor: false, stored: { form: "float32", data } };
  }
  const form = isRounded(place, shape) ? wanted : "float32";
  if (recipe.role === "matrix") {
    const stored = storeMatrix(array, isVocabularyHead(place) ? headForms[form] : form);
    return { name: path, shape: [...shape].reverse(), outputMajor: false, stored };
  }
  const table = { name: path, shape, outputMajor: true };
  if (form === "float32") return { ...table, stored: { form, data } };
  if (form === "float16" || form === "half") return { ...table, stored: toFloat16(data, form === "half") };
  const asMatrix = tied && headForms[form] === "blocks8" ? toBlocks(array, 8) : undefined;
  return { ...table, stored: int8Rows(array), asMatrix };
}

/** [out, in] → [in, out], as products read it, or packed. */
function storeMatrix(array: NamedArray, form: WeightForm): StoredNumbers {
  if (form === "blocks4") return toBlocks(array, 4);
  if (form === "blocks8") return toBlocks(array, 8);
  const { data, shape } = transposed(array);
  const [rows, cols] = shape;
  if (form === "float16" || form === "half") return toFloat16(data, form === "half");
  if (form === "int8") {
    const { values, scales } = quantizeInt8Columns(data, { rows, cols });
    return { form, data: values, scales };
  }
  if (form === "float32") return { form, data };
  const options = { rows, cols, bits: 4, blockSize } as const;
  return { form: "float32", data: dequantizeBlocks(quantizeBlocks(data, options), options) };
}

/** Numbers that float16 cannot hold keep their array in float32. */
function toFloat16(data: Float32Array, multiplied: boolean): StoredNumbers {
  if (data.some((value) => Math.abs(value) > largestFloat16)) return { form: "float32", data };
  return { form: "float16", data: encodeSmallFloats("float16", data) as Uint16Array, multiplied };
}

/** From [out, in], as it lies in a checkpoint. */
function toBlocks({ data, shape: [cols, rows] }: NamedArray, bits: 4 | 8): StoredNumbers {
  const { packed, scales } = quantizeBlocks(data, { rows, cols, bits, blockSize, transposed: true });
  return { form: "blocks", bits, data: packed, scales };
}

/** A scale per row: that of a column of the matrix turned over, so a tied head can read it as well. */
function int8Rows({ data, shape: [rows, cols] }: NamedArray): StoredNumbers {
  const values = new Int8Array(rows * cols);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const made = quantizeInt8Columns(data.subarray(row * cols, (row + 1) * cols), { rows: cols, cols: 1 });
    values.set(made.values, row * cols);
    scales[row] = made.scales[0];
  }
  return { form: "int8", data: values, scales };
}
