/**
 * Linear layers over the three forms of weights. For quantised weights the activations become int16 first, in blocks
 * of rows, so that the room for them stays small.
 * @module
 */
import { checkLinear } from "../check.ts";
import type { Kernels } from "../kernels.ts";
import type { WasmContext } from "./create-wasm-kernels.ts";

/** Rows that are quantised at a time. */
const rowBlock = 256;

export function createLinear({ run, borrowed, scratch }: WasmContext): Kernels["linear"] {
  const { input, output, returnAll } = borrowed;
  return function linear(out, x, w, bias, rows) {
    checkLinear(out, x, w, bias, rows);
    const { cols } = w;
    const outAt = output(out);
    const xAt = input(x);
    const data = input(w.data);
    const biasAt = input(bias);
    if (w.type === "f32") run.linearF32(outAt, xAt, data, biasAt, rows, cols, w.rows, 0, w.rows);
    else {
      const int4 = w.type === "int4";
      const rowBytes = int4 ? (cols / 32) * 80 : Math.ceil(cols / 16) * 32;
      const scales = scratch.take(rowBlock * 4 + Math.min(rows, rowBlock) * rowBytes);
      const quantised = scales + rowBlock * 4;
      const wScales = input(w.scales);
      const multiply = int4 ? run.linearInt4 : run.linearInt8;
      for (let row = 0; row < rows; row += rowBlock) {
        const count = Math.min(rowBlock, rows - row);
        run.quantizeRows(quantised, scales, xAt + row * cols * 4, cols, int4 ? 1 : 0, 0, count);
        const outRows = outAt + row * w.rows * 4;
        multiply(outRows, quantised, scales, data, wScales, biasAt, count, cols, w.rows, 0, w.rows);
      }
    }
    returnAll();
  };
}
