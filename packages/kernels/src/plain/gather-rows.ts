/**
 * Looking up rows of a table: how token ids become vectors.
 * @module
 */
import { checkGatherRows } from "../check.ts";
import type { WeightMatrix } from "../kernels.ts";

/** out[i] = row ids[i] of the table, widened to f32. out [ids.length, table.cols]. */
export function gatherRows(out: Float32Array, table: WeightMatrix, ids: Int32Array): void {
  checkGatherRows(out, table, ids);
  const { cols } = table;
  for (let i = 0; i < ids.length; i++) widenRow(out, i * cols, table, ids[i]);
}

/** Writes row `row` of the matrix, as f32, to out[at … at + cols). */
export function widenRow(out: Float32Array, at: number, matrix: WeightMatrix, row: number): void {
  const { cols } = matrix;
  switch (matrix.type) {
    case "f32":
      for (let i = 0; i < cols; i++) out[at + i] = matrix.data[row * cols + i];
      return;
    case "int8":
      for (let i = 0; i < cols; i++) out[at + i] = matrix.data[row * cols + i] * matrix.scales[row];
      return;
    case "int4":
      for (let i = 0; i < cols; i += 2) {
        const byte = matrix.data[(row * cols + i) / 2];
        const scale = matrix.scales[(row * cols + i - (i % 32)) / 32];
        out[at + i] = ((byte & 15) - 8) * scale;
        out[at + i + 1] = ((byte >> 4) - 8) * scale;
      }
  }
}
