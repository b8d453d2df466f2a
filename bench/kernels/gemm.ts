/** Many rows of activations: linear layers against onnxruntime-web's MatMul and MatMulInteger. @module */

import { type Kernels, quantizeInt4, quantizeInt8 } from "@llm-anatomy/kernels";
import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { digits, measure, quick, table } from "../side-by-side.ts";
import { check, f32, freeMatrix, percent, transposed } from "./gemv.ts";
import { onnxMatMul, onnxMatMulInteger } from "./onnx-sessions.ts";

const shapes = [
  [64, 576, 576],
  [64, 1536, 576],
  [256, 576, 1536],
  [256, 2048, 2048],
  [512, 1536, 576],
  [512, 8192, 2048],
];

export async function benchGemm(kernels: Kernels): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const [count, outputs, cols] of quick ? shapes.slice(0, 1) : shapes) {
    const random = seededRandom(outputs + cols);
    const dense = { rows: outputs, cols, data: randomArray(random, outputs * cols) };
    const x = kernels.memory.allocate(Float32Array, count * cols);
    x.set(randomArray(random, count * cols));
    const out = kernels.memory.allocate(Float32Array, count * outputs);
    const int8 = quantizeInt8(dense, kernels.memory);
    const matrices = [f32(dense, kernels.memory), int8, quantizeInt4(dense, kernels.memory)];
    const part = { x: x.subarray(0, 3 * cols), out: out.subarray(0, 3 * outputs) };
    for (const w of matrices) check(kernels, w, part.x, part.out);
    const onnxF32 = await onnxMatMul(x, transposed(dense), [count, cols, outputs]);
    const onnxInt8 = await onnxMatMulInteger(x, Int8Array.from(transposed({ ...dense, data: int8.data })), [
      count,
      cols,
      outputs,
    ]);
    const timings = await measure(
      [
        ...matrices.map((w) => ({ name: w.type, run: () => kernels.linear(out, x, w, null, count) })),
        { name: "onnx f32", run: onnxF32.run },
        { name: "onnx int8", run: onnxInt8.run },
      ],
      { rounds: 9, budgetMs: 2000 },
    );
    const speed = (i: number) => (2 * count * outputs * cols) / timings[i].time / 1e6;
    rows.push([
      `${count} × ${outputs} × ${cols}`,
      digits(speed(0)),
      digits(speed(3)),
      percent(speed(0) / speed(3)),
      digits(speed(1)),
      digits(speed(4)),
      percent(speed(1) / speed(4)),
      digits(speed(2)),
    ]);
    console.error(`| ${rows[rows.length - 1].join(" | ")} |`); // as it comes
    for (const matrix of matrices) freeMatrix(kernels, matrix);
    kernels.memory.free(x);
    kernels.memory.free(out);
    await onnxF32.release();
    await onnxInt8.release();
  }
  const head = [
    "rows × out × in",
    "f32 GFLOP/s",
    "onnxruntime-web f32",
    "share",
    "int8 GFLOP/s",
    "onnxruntime-web int8",
    "share",
    "int4 GFLOP/s",
  ];
  return table(head, rows);
}
