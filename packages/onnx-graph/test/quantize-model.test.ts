import { expectClose } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  checkModel,
  convertTensor,
  decodeSmallFloats,
  dequantizeBlocks,
  encodeSmallFloats,
  findNodes,
  type OnnxModel,
  parseModel,
  type QuantizeOptions,
  quantizeBlocks,
  quantizeInt8Columns,
  quantizeMatMuls,
  storeWeightsAs,
  tensor,
  tensorValues,
  writeModel,
} from "../src/index.ts";
import { ort, readFixture, readJson, run } from "./support.ts";

const model = parseModel(readFixture("exported-llama.onnx"));
const { ids, logits } = readJson<{ ids: number[]; logits: number[] }>("exported-llama.json");
const int64 = (values: readonly number[]) =>
  new ort.Tensor("int64", BigInt64Array.from(values, BigInt), [1, values.length]);
const feeds = { input_ids: int64(ids), attention_mask: int64(ids.map(() => 1)) };
const products = findNodes(model, { opType: "MatMul", name: "**_proj/MatMul" });

async function logitsOf(changed: OnnxModel): Promise<Float32Array> {
  expect(checkModel(changed)).toEqual([]);
  return (await run(writeModel(changed), feeds)).logits.data as Float32Array;
}

/** The model with float32 weights that have been through `change`: what a quantised model computes, in plain float32. */
function withWeights(change: (values: Float32Array, rows: number, cols: number) => Float32Array): OnnxModel {
  const quantized = new Set(products.map(({ inputs }) => inputs[1]));
  const initializers = model.graph.initializers.map((weight) => {
    if (!quantized.has(weight.name)) return weight;
    const [rows, cols] = weight.dims;
    return tensor(
      "float32",
      weight.dims,
      change(tensorValues({ ...weight, dataType: "float32" }), rows, cols),
      weight.name,
    );
  });
  return { ...model, graph: { ...model.graph, initializers } };
}

const only = { name: "**_proj/MatMul", minElements: 1 };

describe("quantizeMatMuls", () => {
  it.each([
    { bits: 4, blockSize: 16 },
    { bits: 8, blockSize: 32 },
    { bits: 4, blockSize: 16, asymmetric: true },
  ] as const)("quantizeMatMuls(model, blocks %o) computes with the restored weights", async (choice) => {
    const small = quantizeMatMuls(model, { to: "blocks", ...only, ...choice });
    expect(findNodes(small, { opType: "MatMulNBits" }).map(({ name, outputs }) => [name, outputs])).toEqual(
      products.map(({ name, outputs }) => [name, outputs]),
    );
    expect(small.graph.initializers.some(({ name }) => name === products[0].inputs[1])).toBe(false);
    const restored = withWeights((values, rows, cols) => {
      const options = { rows, cols, ...choice };
      return dequantizeBlocks(quantizeBlocks(values, options), options);
    });
    // The same products in another order of float32 sums.
    expectClose(await logitsOf(small), await logitsOf(restored), { atol: 1e-5 });
  });

  it("quantizeMatMuls(model, int8) stays as close as 8-bit activations let it", async () => {
    const small = quantizeMatMuls(model, { to: "int8", ...only });
    expect(findNodes(small, { opType: "DynamicQuantizeMatMul" })).toHaveLength(products.length);
    const restored = withWeights((values, rows, cols) => {
      const { values: int8, scales } = quantizeInt8Columns(values, { rows, cols });
      return values.map((_, i) => int8[i] * scales[i % cols]);
    });
    // Activations are rounded to 256 levels, seven times in a row: about a percent of the logits' size (0.2).
    expectClose(await logitsOf(small), await logitsOf(restored), { atol: 5e-3 });
  });

  it("quantizeMatMuls(model, …) quantises a weight that two products read once", () => {
    const [first, second] = products;
    const nodes = model.graph.nodes.map((node) =>
      node === second ? { ...node, inputs: [node.inputs[0], first.inputs[1]] } : node,
    );
    const shared: OnnxModel = { ...model, graph: { ...model.graph, nodes, valueInfos: [] } };
    const small = quantizeMatMuls(shared, { to: "blocks", minElements: 1, name: "**{q,k}_proj/MatMul" });
    const [a, b] = findNodes(small, { opType: "MatMulNBits" });
    expect(a.inputs.slice(1)).toEqual(b.inputs.slice(1));
  });

  it("quantizeMatMuls(model, …) says when nothing matches", () => {
    const call = (options: QuantizeOptions) => () => quantizeMatMuls(model, options);
    expect(call({ to: "int8", name: "nothing" })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: quantizeMatMuls: no MatMul by a constant float32 matrix matches. Check name and minElements.]`,
    );
  });
});

describe("weights in 16 bits", () => {
  it("storeWeightsAs(model, float16) computes with rounded weights and halves their bytes", async () => {
    const small = storeWeightsAs(model, "float16", { minElements: 1 });
    const halved = small.graph.initializers.filter(({ dataType }) => dataType === "float16");
    expect(halved).toHaveLength(model.graph.initializers.filter(({ dataType }) => dataType === "float32").length);
    const rounded: OnnxModel = {
      ...model,
      graph: {
        ...model.graph,
        initializers: model.graph.initializers.map((weight) =>
          weight.dataType === "float32"
            ? tensor(
                "float32",
                weight.dims,
                decodeSmallFloats(
                  "float16",
                  encodeSmallFloats("float16", tensorValues({ ...weight, dataType: "float32" })) as Uint16Array,
                ),
                weight.name,
              )
            : weight,
        ),
      },
    };
    expect([...(await logitsOf(small))]).toEqual([...(await logitsOf(rounded))]);
    expectClose(await logitsOf(small), logits, { atol: 1e-3 }); // weights are off by up to 2^-12 of their size
  });

  it("convertTensor(tensor, type) keeps name and dims, and refuses what does not fit", () => {
    const half = convertTensor(tensor("float32", [2], [1, 1 / 3], "w"), "float16");
    expect([half.name, half.dataType, half.dims]).toEqual(["w", "float16", [2]]);
    expect([...tensorValues({ ...half, dataType: "float16" as const })]).toEqual([1, 0.333251953125]);
    expect([
      ...tensorValues({ ...convertTensor(tensor("int64", [2], [1n, -2n]), "int32"), dataType: "int32" as const }),
    ]).toEqual([1, -2]);
    expect(() => convertTensor(tensor("int32", [1], [300]), "uint8")).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: tensor: value 0 is 300 but uint8 holds whole numbers from 0 to 255.]`,
    );
  });
});
