/** A model that PyTorch's exporter wrote (see fixtures/make_exported.py): names, shape computations and all. @module */
import { expectClose } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  addOutputs,
  checkModel,
  dataTypeOfCode,
  externalizeInitializers,
  extractSubgraph,
  findNodes,
  inferTypes,
  insertBetween,
  parseModel,
  simplifyModel,
  valueToInput,
  writeModel,
} from "../src/index.ts";
import { ort, readFixture, readJson, run } from "./support.ts";

interface Exported {
  ids: number[];
  /** [1, 5, 16], by PyTorch */
  logits: number[];
  /** [1, 4, 5, 5], by PyTorch */
  attention: number[];
  /** By onnx.shape_inference: code of the element type, shape; null where onnx made up a name. */
  types: Record<string, [number, (number | string | null)[] | null]>;
}

const exported = readJson<Exported>("exported-llama.json");
const model = parseModel(readFixture("exported-llama.onnx"));
const int64 = (values: readonly number[]) =>
  new ort.Tensor("int64", BigInt64Array.from(values, BigInt), [1, values.length]);
const feeds = { input_ids: int64(exported.ids), attention_mask: int64(exported.ids.map(() => 1)) };
const softmax = "/model/model/layers.*/self_attn/Softmax_output_0";
// PyTorch and onnxruntime sum float32 in different orders.
const tolerance = { atol: 1e-6, rtol: 1e-5 };
const data = (value: { data: unknown }) => value.data as Float32Array;

describe("an exported Llama", () => {
  it("checkModel(model) finds nothing wrong", () => {
    expect(checkModel(model)).toEqual([]);
  });

  it("inferTypes(model) knows every shape that onnx.shape_inference knows", () => {
    const { graph } = model;
    const bare = { ...graph, valueInfos: [], outputs: graph.outputs.map(({ name }) => ({ name })) };
    const types = inferTypes({ ...model, graph: bare });
    for (const [name, [code, shape]] of Object.entries(exported.types)) {
      const type = types.get(name);
      if (type?.kind !== "tensor") throw new Error(`${name} has no type`);
      expect(type.elementType, name).toBe(dataTypeOfCode(code));
      for (const [axis, dim] of (shape ?? []).entries()) if (dim !== null) expect(type.shape?.[axis], name).toBe(dim);
    }
    expect(types.get("logits")).toEqual({ kind: "tensor", elementType: "float32", shape: ["batch", "seq", 16] });
  });

  it("addOutputs(model, pattern) shows the attention weights that PyTorch computes", async () => {
    const tapped = addOutputs(model, [softmax]);
    const got = await run(writeModel(tapped), feeds);
    expectClose(data(got.logits), exported.logits, tolerance);
    const name = "/model/model/layers.0/self_attn/Softmax_output_0";
    expect(got[name].dims).toEqual([1, 4, 5, 5]);
    expectClose(data(got[name]), exported.attention, tolerance);
  });

  it("simplifyModel(model) halves the nodes and changes no number", async () => {
    const simple = simplifyModel(model);
    expect(checkModel(simple)).toEqual([]);
    expect([model.graph.nodes.length, simple.graph.nodes.length]).toEqual([356, 165]);
    expectClose(data((await run(simple, feeds)).logits), exported.logits, tolerance);
  });

  it("valueToInput and insertBetween patch it: attention to the first token alone gives its value everywhere", async () => {
    const [{ outputs }] = findNodes(model, { opType: "Softmax" });
    const patched = addOutputs(valueToInput(model, outputs[0]), ["/model/model/layers.0/self_attn/MatMul_1_output_0"]);
    expect(checkModel(patched)).toEqual([]);
    const weights = new Float32Array(4 * 5 * 5);
    for (let row = 0; row < 20; row++) weights[row * 5] = 1; // weights[0, head, query, 0]
    const got = await run(patched, { ...feeds, [outputs[0]]: new ort.Tensor("float32", weights, [1, 4, 5, 5]) });
    const attended = data(got["/model/model/layers.0/self_attn/MatMul_1_output_0"]); // [1, 4, 5, 2]
    for (let i = 0; i < attended.length; i++) expect(attended[i]).toBe(attended[Math.floor(i / 10) * 10 + (i % 2)]);

    const ablated = insertBetween(model, outputs[0], (graph, value) =>
      graph.node("Mul", [value, graph.input("keep", "float32", [])]),
    );
    const on = await run(ablated, { ...feeds, keep: new ort.Tensor("float32", [1], []) });
    expectClose(data(on.logits), exported.logits, tolerance);
  });

  it("extractSubgraph and externalizeInitializers take one layer out, with its weights beside it", async () => {
    const layer = extractSubgraph(model, {
      inputs: ["/model/model/layers.0/Add_output_0"],
      outputs: ["/model/model/layers.0/Add_1_output_0"],
    });
    const { model: small, files } = externalizeInitializers(layer, { minBytes: 1, location: "layer.bin" });
    const weights = new Uint8Array(await new Blob(files[0].parts).arrayBuffer());
    const x = new ort.Tensor(
      "float32",
      Float32Array.from({ length: 8 }, (_, i) => i / 4 - 1),
      [1, 1, 8],
    );
    const name = "/model/model/layers.0/Add_1_output_0";
    const whole = await run(layer, { "/model/model/layers.0/Add_output_0": x });
    const apart = await run(
      small,
      { "/model/model/layers.0/Add_output_0": x },
      { externalData: [{ path: "layer.bin", data: weights }] },
    );
    expect([...data(apart[name])]).toEqual([...data(whole[name])]);
  });
});
