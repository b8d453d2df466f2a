/** One row of activations: how much of the machine's read bandwidth a linear layer reaches. @module */

import { createPlainKernels, type Kernels, quantizeInt4, quantizeInt8, type WeightMatrix } from "@llm-anatomy/kernels";
import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { type Contender, digits, measure, quick, table } from "../side-by-side.ts";
import type { Streams } from "./bandwidth.ts";
import { type OnnxRun, onnxMatMul, onnxMatMulInteger } from "./onnx-sessions.ts";

/** Output and input features of layers of small models; each matrix is repeated until the set is beyond any cache. */
const shapes = [
  [576, 576],
  [1536, 576],
  [576, 1536],
  [2048, 2048],
  [8192, 2048],
];

const megabytes = 64;

export async function benchGemv(kernels: Kernels, streams: Streams): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const [outputs, cols] of quick ? shapes.slice(0, 1) : shapes) {
    const random = seededRandom(outputs + cols);
    const dense = { rows: outputs, cols, data: randomArray(random, outputs * cols) };
    const x = kernels.memory.allocate(Float32Array, cols);
    x.set(randomArray(random, cols));
    const out = kernels.memory.allocate(Float32Array, outputs);
    const forms: Record<string, { matrices: WeightMatrix[]; bytes: number }> = {};
    for (const [name, make, bits] of [
      ["f32", f32, 32],
      ["int8", quantizeInt8, 8],
      ["int4", quantizeInt4, 5],
    ] as const) {
      const bytes = (outputs * cols * bits) / 8;
      const count = Math.ceil((megabytes * 2 ** 20) / bytes / (name === "int4" ? 2 : 1));
      const first = make(dense, kernels.memory);
      check(kernels, first, x, out);
      const matrices: WeightMatrix[] = [first];
      while (matrices.length < count) matrices.push(copyOf(kernels, first));
      forms[name] = { matrices, bytes };
    }
    const onnxF32 = await onnxMatMul(x, transposed(dense), [1, cols, outputs], forms.f32.matrices.length);
    const int8 = quantizeInt8(dense);
    const onnxWeights = Int8Array.from(transposed({ ...dense, data: int8.data }));
    const onnxInt8 = await onnxMatMulInteger(x, onnxWeights, [1, cols, outputs], forms.int8.matrices.length);
    const contenders: Contender[] = [{ name: "read", run: streams.read }];
    for (const name in forms) {
      const { matrices } = forms[name];
      contenders.push({
        name,
        run() {
          for (const w of matrices) kernels.linear(out, x, w, null, 1);
        },
      });
    }
    contenders.push(onnxContender("onnx f32", onnxF32), onnxContender("onnx int8", onnxInt8));
    const timings = await measure(contenders);
    const read = streams.bytes / timings[0].time / 1e6;
    const perMatrix = (name: string, i: number) => timings[i].time / forms[name].matrices.length;
    const speed = (name: string, i: number) => forms[name].bytes / perMatrix(name, i) / 1e6;
    rows.push([
      `${outputs} × ${cols}`,
      digits(read),
      ...["f32", "int8"].map((name, i) => `${digits(speed(name, i + 1))} (${percent(speed(name, i + 1) / read)})`),
      `${digits(speed("int4", 3))}`,
      `${digits(perMatrix("int4", 3) / perMatrix("int8", 2))}×`,
      `${digits(timings[4].time / timings[1].time)}×`,
      `${digits(timings[5].time / timings[2].time)}×`,
    ]);
    for (const name in forms) for (const matrix of forms[name].matrices) freeMatrix(kernels, matrix);
    kernels.memory.free(x);
    kernels.memory.free(out);
    await onnxF32.release();
    await onnxInt8.release();
  }
  const head = [
    "weights",
    "read GB/s",
    "f32 GB/s",
    "int8 GB/s",
    "int4 GB/s",
    "int4 time : int8",
    "onnxruntime-web f32 time : ours",
    "onnxruntime-web int8 time : ours",
  ];
  return table(head, rows);
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function onnxContender(name: string, onnx: OnnxRun): Contender {
  return { name, run: onnx.run };
}

export function f32(
  { rows, cols, data }: { rows: number; cols: number; data: Float32Array },
  memory: Kernels["memory"],
): WeightMatrix {
  const own = memory.allocate(Float32Array, data.length);
  own.set(data);
  return { type: "f32", rows, cols, data: own };
}

function copyOf(kernels: Kernels, matrix: WeightMatrix): WeightMatrix {
  const data = kernels.memory.allocate(matrix.data.constructor as typeof Uint8Array, matrix.data.length);
  data.set(matrix.data);
  if (matrix.type === "f32") return { ...matrix, data } as unknown as WeightMatrix;
  const scales = kernels.memory.allocate(Float32Array, matrix.scales.length);
  scales.set(matrix.scales);
  return { ...matrix, data, scales } as unknown as WeightMatrix;
}

export function freeMatrix(kernels: Kernels, matrix: WeightMatrix): void {
  kernels.memory.free(matrix.data);
  if (matrix.type !== "f32") kernels.memory.free(matrix.scales);
}

/** [rows, cols] as [cols, rows]. */
export function transposed({
  rows,
  cols,
  data,
}: {
  rows: number;
  cols: number;
  data: ArrayLike<number>;
}): Float32Array {
  const result = new Float32Array(rows * cols);
  for (let r = 0; r < rows; r++) for (let c = 0; c < cols; c++) result[c * rows + r] = data[r * cols + c];
  return result;
}

const plain = createPlainKernels();

/** @throws Error when the answer is not the plain set's */
export function check(kernels: Kernels, w: WeightMatrix, x: Float32Array, out: Float32Array): void {
  const rows = x.length / w.cols;
  const expected = new Float32Array(rows * w.rows);
  plain.linear(expected, x, w, null, rows);
  kernels.linear(out, x, w, null, rows);
  const size = Math.sqrt(expected.reduce((sum, y) => sum + y * y, 0) / expected.length);
  for (let i = 0; i < out.length; i++) {
    if (Math.abs(out[i] - expected[i]) > 1e-3 * size)
      throw new Error(`${w.type}: out[${i}] is ${out[i]}, not ${expected[i]}`);
  }
}

/** Where an int8 layer's time with one row goes: reading, computing (a matrix that stays in the caches), and the call. */
export async function benchGemvParts(kernels: Kernels, streams: Streams): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const [outputs, cols] of quick ? shapes.slice(0, 1) : shapes.slice(0, 3)) {
    const random = seededRandom(outputs + cols);
    const first = quantizeInt8({ rows: outputs, cols, data: randomArray(random, outputs * cols) }, kernels.memory);
    const few = quantizeInt8({ rows: 4, cols, data: randomArray(random, 4 * cols) }, kernels.memory);
    const x = kernels.memory.allocate(Float32Array, cols);
    x.set(randomArray(random, cols));
    const out = kernels.memory.allocate(Float32Array, outputs);
    const matrices: WeightMatrix[] = [first];
    while (matrices.length * outputs * cols < megabytes * 2 ** 20) matrices.push(copyOf(kernels, first));
    let next = 0;
    const timings = await measure([
      { name: "read", run: streams.read },
      { name: "stream", run: () => kernels.linear(out, x, matrices[next++ % matrices.length], null, 1) },
      { name: "cached", run: () => kernels.linear(out, x, first, null, 1) },
      { name: "call", run: () => kernels.linear(out.subarray(0, 4), x, few, null, 1) },
    ]);
    const speed = (i: number) => (outputs * cols) / timings[i].time / 1e6;
    const read = streams.bytes / timings[0].time / 1e6;
    rows.push([
      `${outputs} × ${cols}`,
      digits(read),
      ...[1, 2].map((i) => `${digits(speed(i))} (${percent(speed(i) / read)})`),
      digits(timings[3].time * 1e6),
    ]);
    for (const matrix of [...matrices, few]) freeMatrix(kernels, matrix);
    for (const array of [x, out]) kernels.memory.free(array);
  }
  return table(["int8 weights", "read GB/s", "from memory GB/s", "from caches GB/s", "4 outputs, ns"], rows);
}
