import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  checkModel,
  createExternalLayout,
  createGraph,
  dequantizeBlocks,
  externalFiles,
  externalizeInitializers,
  externalTensor,
  inlineExternalData,
  modelParts,
  type OnnxModel,
  parseModel,
  quantizeBlocks,
  quantizeInt8Columns,
  rawTensor,
  tensor,
  tensorValues,
  writeModel,
} from "../src/index.ts";
import { feed, run } from "./support.ts";

const [rows, cols] = [48, 40];
const weights = randomArray(seededRandom(3), rows * cols);
const x = randomArray(seededRandom(4), 2 * rows);

function matMul(w: ArrayLike<number>): number[] {
  return Array.from({ length: 2 * cols }, (_, i) => {
    const [row, col] = [Math.floor(i / cols), i % cols];
    let sum = 0;
    for (let k = 0; k < rows; k++) sum += x[row * rows + k] * w[k * cols + col];
    return sum;
  });
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);
}

function linear(): OnnxModel {
  const graph = createGraph();
  const input = graph.input("x", "float32", ["batch", rows]);
  const product = graph.node("MatMul", [input, graph.initializer("w", tensor("float32", [rows, cols], weights))]);
  graph.output(
    "y",
    graph.node("Add", [product, graph.initializer("b", tensor("float32", [cols], new Float32Array(cols)))]),
  );
  return graph.toModel();
}

const feeds = { x: feed("float32", [2, rows], x) };
const data = (value: { data: unknown }) => value.data as Float32Array;

describe("tensor", () => {
  it("tensor(type, dims, values) and tensorValues(tensor) are inverse for every type that has numbers", () => {
    const samples = {
      float32: [1.5, -0.25],
      float64: [0.1, -1e300],
      float16: [0.5, -2],
      bfloat16: [1, -256],
      int8: [-128, 127],
      uint8: [0, 255],
      int16: [-32768, 5],
      uint16: [65535, 1],
      int32: [-(2 ** 31), 7],
      uint32: [2 ** 32 - 1, 0],
      bool: [1, 0],
      int4: [-8, 7],
      uint4: [15, 1],
      int2: [-2, 1],
      uint2: [3, 0],
      float4e2m1: [6, -0.5],
      float6e2m3: [7.5, -0.125],
      float8e4m3fn: [448, -1],
    } as const;
    for (const [type, values] of Object.entries(samples)) {
      const made = tensor(type as keyof typeof samples, [2], values);
      expect([type, ...(tensorValues(made) as Iterable<number>)]).toEqual([type, ...values]);
    }
    expect([...tensorValues({ ...tensor("int64", [2], [-1, 2n ** 62n]), dataType: "int64" as const })]).toEqual([
      -1n,
      2n ** 62n,
    ]);
  });

  it("tensor(…) uses a typed array of its own kind as it is", () => {
    const { data: held } = tensor("float32", [4], weights.subarray(0, 4));
    expect(held.kind === "raw" && held.bytes.buffer).toBe(weights.buffer);
  });

  it("tensor(…) refuses wrong sizes and numbers that do not fit", () => {
    expect(() => tensor("float32", [2, 2], [1, 2, 3])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: tensor: 3 values were given but dims [2, 2] need 4. Check the dims.]`,
    );
    expect(() => tensor("int8", [1], [200])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: tensor: value 0 is 200 but int8 holds whole numbers from -128 to 127.]`,
    );
    expect(() => tensor("int64", [1], [0.5])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: tensor: value 0 is 0.5, which is not an int64 (pass large ones as bigint).]`,
    );
    expect(() => tensor("uint64", [1], [-1])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: tensor: value 0 is -1, which is not an uint64 (pass large ones as bigint).]`,
    );
    expect(() => tensor("float32", [-1], [])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: tensor: dims [-1] have -1, but each has to be a whole number from 0 on.]`,
    );
    expect(() => rawTensor("float16", [3], new Uint8Array(4))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: rawTensor: 4 bytes were given but float16 [3] needs 6. Check the type and dims.]`,
    );
    const file = { location: "w.bin", offset: 0, length: 4 };
    expect(() => externalTensor("float32", [3], file)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: externalTensor: w.bin gives 4 bytes but float32 [3] needs 12.]`,
    );
    expect(() => tensorValues(externalTensor("float32", [1], file, "w"))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: tensorValues: "w" is in the file w.bin. Bring it in with inlineExternalData first.]`,
    );
  });
});

describe("external data", () => {
  it("externalizeInitializers(model) moves weights out without copying, and onnxruntime reads them from there", async () => {
    const { model, files } = externalizeInitializers(linear(), { location: "weights/model.onnx_data" });
    expect(checkModel(model)).toEqual([]);
    expect(files.map(({ location, byteLength }) => [location, byteLength])).toEqual([
      ["weights/model.onnx_data", rows * cols * 4],
    ]);
    expect(files[0].parts[0].buffer).toBe(weights.buffer);
    expect(externalFiles(model)).toEqual([{ location: "weights/model.onnx_data", byteLength: rows * cols * 4 }]);
    const bytes = new Uint8Array(await new Blob(files[0].parts).arrayBuffer());
    const read = parseModel(writeModel(model));
    expect(read).toEqual(model);
    const { y } = await run(read, feeds, { externalData: [{ path: "weights/model.onnx_data", data: bytes }] });
    expect(largestDifference(data(y), matMul(weights))).toBeLessThan(1e-5); // float32 sums of 48 products
    expect(inlineExternalData(read, { "weights/model.onnx_data": bytes })).toEqual(linear());
  });

  it("externalizeInitializers(model, { maxFileBytes }) begins further files, and aligns every tensor", () => {
    const graph = createGraph();
    for (const name of ["a", "b", "c"])
      graph.initializer(name, rawTensor("uint8", [100], new Uint8Array(100).fill(name.charCodeAt(0))));
    const { model, files } = externalizeInitializers(graph, { location: "d", minBytes: 1, maxFileBytes: 250 });
    expect(files.map(({ location, byteLength }) => [location, byteLength])).toEqual([
      ["d", 228], // a, 28 zeros, b
      ["d_1", 100],
    ]);
    expect(files[0].parts.map((part) => part.length)).toEqual([100, 28, 100]);
    expect(model.graph.initializers.map(({ data: held }) => held.kind === "external" && held.file)).toEqual([
      { location: "d", offset: 0, length: 100 },
      { location: "d", offset: 128, length: 100 },
      { location: "d_1", offset: 0, length: 100 },
    ]);
  });

  it("createExternalLayout() gives pages to large tensors", () => {
    const layout = createExternalLayout();
    expect(layout.place(10).offset).toBe(0);
    expect(layout.place(1 << 20).offset).toBe(4096);
    expect(layout.place(1).offset).toBe(4096 + (1 << 20));
    expect(layout.files).toEqual([{ location: "model.onnx_data", byteLength: 4096 + (1 << 20) + 1 }]);
  });

  it("external data that are missing, too short or elsewhere are refused", () => {
    const { model } = externalizeInitializers(linear());
    expect(() => inlineExternalData(model, {})).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: inlineExternalData: tensor "w" is in "model.onnx_data", but the files given are: none.]`,
    );
    expect(() =>
      inlineExternalData(model, { "model.onnx_data": new Uint8Array(100) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: inlineExternalData: tensor "w" ends at byte 7680 of "model.onnx_data", which has 100. The file is cut off, or belongs to another model.]`,
    );
    expect(() => createExternalLayout({ location: "../w" })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: createExternalLayout: "../w" is not a path below the model's folder. Pass a relative path.]`,
    );
    expect(() => createExternalLayout({ maxFileBytes: 10 }).place(11)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: createExternalLayout: a tensor has 11 bytes but a file may have 10. Pass a larger maxFileBytes.]`,
    );
  });

  it("modelParts(model) holds large weights as they are, and joins to writeModel(model)", async () => {
    const parts = modelParts(linear());
    expect(parts.some((part) => part.buffer === weights.buffer)).toBe(true);
    expect(new Uint8Array(await new Blob(parts).arrayBuffer())).toEqual(writeModel(linear()));
  });

  it("writeModel(model) of 2 GiB and more is refused with the remedy, before anything is allocated", () => {
    const block = new Uint8Array(2 ** 20);
    const graph = createGraph();
    for (let i = 0; i < 2048; i++) graph.initializer(`w${i}`, rawTensor("uint8", [block.length], block));
    expect(() => modelParts(graph)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: writeModel: the file would have 2147525592 bytes but Protocol Buffers allow fewer than 2147483648. Move the weights to a file of their own with externalizeInitializers.]`,
    );
  });
});

describe("quantizeInt8Columns", () => {
  it("quantizeInt8Columns(weights) by hand", () => {
    const { values, scales } = quantizeInt8Columns(Float32Array.of(1, -3, 0.25, 12.7), { rows: 2, cols: 2 });
    expect([...scales]).toEqual([1 / 127, 12.7 / 127].map(Math.fround));
    expect([...values]).toEqual([127, -30, 32, 127]); // 0.25 · 127 = 31.75
  });

  it("quantizeInt8Columns(weights) is within half a step, and DynamicQuantizeMatMul computes with it", async () => {
    const { values, scales } = quantizeInt8Columns(weights, { rows, cols });
    const restored = weights.map((_, i) => values[i] * scales[i % cols]);
    for (const [i, weight] of weights.entries()) {
      expect(Math.abs(weight - restored[i])).toBeLessThanOrEqual(scales[i % cols] * 0.5000001);
    }
    const graph = createGraph({ domains: { "com.microsoft": 1 } });
    const inputs = [
      graph.input("x", "float32", ["batch", rows]),
      graph.initializer("w", tensor("int8", [rows, cols], values)),
      graph.initializer("scale", tensor("float32", [cols], scales)),
      graph.initializer("zero", tensor("int8", [cols], new Int8Array(cols))),
    ];
    graph.output("y", graph.node("DynamicQuantizeMatMul", inputs, { domain: "com.microsoft" }));
    const { y } = await run(graph, feeds);
    // x is rounded to 8 bits as well: 48 products, each off by up to half of x's step (range / 255) times |w|.
    const step = (Math.max(...x, 0) - Math.min(...x, 0)) / 255;
    const bound = (step / 2) * rows * Math.max(...weights.map(Math.abs));
    expect(largestDifference(data(y), matMul(restored))).toBeLessThan(bound);
  });

  it("quantizeInt8Columns(weights) refuses wrong sizes and infinite weights", () => {
    expect(() => quantizeInt8Columns(weights, { rows: 3, cols: 3 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: quantizeInt8Columns: weights have 1920 elements but [rows=3, cols=3] needs 9.]`,
    );
    expect(() =>
      quantizeInt8Columns(Float32Array.of(Infinity), { rows: 1, cols: 1 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: quantizeInt8Columns: weight 0 is Infinity, which no scale can stand for.]`,
    );
  });
});

describe("quantizeBlocks", () => {
  it("quantizeBlocks(weights) by hand: the largest weight becomes -8, the lowest nibble is the first row", () => {
    // 4 and -2 in a block of 16: scale 4 / -8 = -0.5, so 4 → -8 + 8 = 0, -2 → 4 + 8 = 12, 0 → 8.
    const column = new Float32Array(16);
    column.set([4, -2]);
    const { packed, scales, blocks } = quantizeBlocks(column, { rows: 16, cols: 1, blockSize: 16 });
    expect(blocks).toBe(1);
    expect([...scales]).toEqual([-0.5]);
    expect([...packed]).toEqual([0xc0, 0x88, 0x88, 0x88, 0x88, 0x88, 0x88, 0x88]);
  });

  const cases = [2, 4, 8].flatMap((bits) =>
    [false, true].flatMap((asymmetric) => [16, 32].map((blockSize) => ({ bits, asymmetric, blockSize }))),
  );

  it.each(cases)("quantizeBlocks(weights, %o) is within one step, and MatMulNBits computes with it", async (choice) => {
    const options = { rows, cols, ...choice } as Parameters<typeof quantizeBlocks>[1];
    const quantized = quantizeBlocks(weights, options);
    const restored = dequantizeBlocks(quantized, options);
    const { blockSize = 32, bits = 4 } = options;
    for (const [i, weight] of weights.entries()) {
      const scale = Math.abs(quantized.scales[(i % cols) * quantized.blocks + Math.floor(i / cols / blockSize)]);
      // Half a step is rounding; the other half is the end of the range that -2^(bits-1) … 2^(bits-1) - 1 lacks, or a rounded zero.
      expect(Math.abs(weight - restored[i])).toBeLessThanOrEqual(scale * 1.0001);
    }
    const transposed = Float32Array.from(
      { length: rows * cols },
      (_, i) => weights[(i % rows) * cols + Math.floor(i / rows)],
    );
    expect(quantizeBlocks(transposed, { ...options, transposed: true })).toEqual(quantized);

    const graph = createGraph({ domains: { "com.microsoft": 1 } });
    const { packed, scales, zeroPoints, blocks } = quantized;
    const inputs = [
      graph.input("x", "float32", ["batch", rows]),
      graph.initializer("w", rawTensor("uint8", [cols, blocks, (blockSize * bits) / 8], packed)),
      graph.initializer("scales", tensor("float32", [cols * blocks], scales)),
      zeroPoints && graph.initializer("zeros", rawTensor("uint8", [zeroPoints.length], zeroPoints)),
    ];
    const attributes = { K: rows, N: cols, bits, block_size: blockSize };
    const y = graph.node("MatMulNBits", inputs, { domain: "com.microsoft", attributes });
    expect(graph.shapeOf(y)).toEqual(["batch", cols]);
    graph.output("y", y);
    const got = await run(graph, feeds);
    expect(largestDifference(data(got.y), matMul(restored))).toBeLessThan(1e-4); // float32 sums of 48 products
  });

  it("quantizeBlocks(weights) refuses options that MatMulNBits has no kernel for", () => {
    expect(() => quantizeBlocks(weights, { rows, cols, bits: 3 as never })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: quantizeBlocks: bits is 3 but has to be 2, 4 or 8.]`,
    );
    expect(() => quantizeBlocks(weights, { rows, cols, blockSize: 24 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: quantizeBlocks: blockSize is 24 but has to be 16, 32, 64, 128 or 256.]`,
    );
  });
});
