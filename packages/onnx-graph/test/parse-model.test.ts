import { describe, expect, it } from "vitest";
import { type OnnxModel, parseModel, tensorValues, writeModel } from "../src/index.ts";
import { fromBase64, readFixture, readJson } from "./support.ts";

describe("parseModel", () => {
  it("parseModel(bytes) gives names, types and attributes as the file has them", () => {
    const model = parseModel(readFixture("linear.onnx"));
    expect(model.irVersion).toBe(10);
    expect(model.opsets).toEqual(new Map([["", 21]]));
    expect(model.metadata).toEqual(
      new Map([
        ["author", "nobody"],
        ["licence", "MIT"],
      ]),
    );
    expect(model.modelVersion).toBe(3);
    const { graph } = model;
    expect(graph.documentation).toBe("a linear layer");
    expect(graph.nodes.map((node) => [node.name, node.opType, node.inputs, node.outputs])).toEqual([
      ["product", "MatMul", ["x", "w"], ["xw"]],
      ["bias", "Add", ["xw", "b"], ["y"]],
      ["softmax", "Softmax", ["y"], ["p"]],
    ]);
    expect(graph.nodes[2].attributes.get("axis")).toEqual({ kind: "int", value: -1 });
    expect(graph.inputs).toEqual([
      { name: "x", type: { kind: "tensor", elementType: "float32", shape: ["batch", 4] } },
    ]);
    expect(graph.initializers.map(({ name, dataType, dims }) => ({ name, dataType, dims }))).toEqual([
      { name: "w", dataType: "float32", dims: [4, 3] },
      { name: "b", dataType: "float32", dims: [3] },
    ]);
  });

  it("parseModel(bytes) does not copy weights", () => {
    const bytes = readFixture("linear.onnx");
    const { data } = parseModel(bytes).graph.initializers[0];
    expect(data.kind === "raw" && data.bytes.buffer).toBe(bytes.buffer);
  });

  it("parseModel(bytes) brings typed lists into the same bytes as raw data, for every element type", () => {
    const raw = readJson<Record<string, string>>("element-types.json");
    const { initializers } = parseModel(readFixture("element-types.onnx")).graph;
    expect(initializers).toHaveLength(55); // 28 types as lists, 27 as raw bytes (strings have none)
    for (const { name, data } of initializers) {
      if (name === "STRING.list") expect(data).toEqual({ kind: "strings", values: ["a", "ü", ""] });
      else {
        const expected = fromBase64(raw[name.split(".")[0]]);
        expect(data.kind === "raw" && [...data.bytes], name).toEqual([...expected]);
      }
    }
  });

  it("tensorValues(tensor) reads every element type", () => {
    const { initializers } = parseModel(readFixture("element-types.onnx")).graph;
    const values = (name: string) => [
      ...(tensorValues(initializers.find((t) => t.name === `${name}.raw`)!) as never[]),
    ];
    expect(values("INT64")).toEqual([-(2n ** 63n), -1n, 0n, 2n ** 53n + 1n, 2n ** 63n - 1n]);
    expect(values("UINT64")).toEqual([0n, 2n ** 64n - 1n]);
    expect(values("FLOAT16")).toEqual([0, 1, -65504, 2 ** -24, Infinity]);
    expect(values("BFLOAT16")).toEqual([0, 1, -3, -Infinity]);
    expect(values("FLOAT8E4M3FN")).toEqual([0, 1, -448]);
    expect(values("FLOAT8E5M2FNUZ")).toEqual([0, 1, -57344]);
    expect(values("FLOAT4E2M1")).toEqual([0, 6, -0.5]);
    expect(values("FLOAT6E2M3")).toEqual([0, 1, 7.5, -0.125, -7.5]);
    expect(values("FLOAT6E3M2")).toEqual([0, 28, -0.0625]);
    expect(values("FLOAT8E8M0")).toEqual([1, 2, 0.5]);
    expect(values("INT4")).toEqual([-8, 7, -1]);
    expect(values("UINT4")).toEqual([0, 15, 7]);
    expect(values("INT2")).toEqual([-2, 1, -1, 0, 1]);
    expect(values("UINT2")).toEqual([0, 3, 2, 1, 3]);
    expect(values("COMPLEX64")).toEqual([1, 2, -0, -3]);
    expect(values("INT32")).toEqual([-(2 ** 31), -1, 0, 2 ** 31 - 1]);
  });

  it("parseModel(bytes) reads attributes of every kind, subgraphs, references, sparse weights and types", () => {
    const { graph, functions } = parseModel(readFixture("everything.onnx"));
    const { attributes, overload, metadata, outputs } = graph.nodes[0];
    expect(overload).toBe("v2");
    expect(outputs).toEqual(["e", "", "e2"]);
    expect(metadata.get("pkg")).toBe("fixture");
    expect([...attributes].map(([name, { kind }]) => `${name}: ${kind}`).sort()).toEqual([
      "bytes: string",
      "empty: ints",
      "float: float",
      "floats: floats",
      "graph: graph",
      "graphs: graphs",
      "int: int",
      "ints: ints",
      "minimum: int",
      "sparse: sparseTensor",
      "sparses: sparseTensors",
      "string: string",
      "strings: strings",
      "tensor: tensor",
      "tensors: tensors",
      "type: type",
      "types: types",
    ]);
    const value = (name: string) => (attributes.get(name) as { value: unknown }).value;
    expect(value("int")).toBe(2 ** 40 + 1);
    expect(value("minimum")).toBe(-(2n ** 63n));
    expect(value("bytes")).toEqual(Uint8Array.of(0xff, 0xfe));
    expect(value("ints")).toEqual([0, -1, 2 ** 40]);
    expect(value("floats")).toEqual([0.5, -1]);
    expect(value("type")).toEqual({ kind: "tensor", elementType: "float32", shape: ["n", 2, null] });
    expect(value("types")).toEqual([
      { kind: "sequence", element: { kind: "tensor", elementType: "int64", shape: [] } },
    ]);
    expect((value("graph") as OnnxModel["graph"]).nodes[0].outputs).toEqual(["inner"]);
    expect(functions[0].nodes[0].attributes.get("value_float")).toEqual({ kind: "reference", to: "by", of: "float" });
    expect(functions[0].defaults.get("by")).toEqual({ kind: "float", value: 3 });
    expect(graph.sparseInitializers[0].values.name).toBe("a");
    expect(graph.inputs.map(({ type }) => type?.kind)).toEqual([
      "tensor",
      "tensor",
      "sequence",
      "optional",
      "map",
      "opaque",
      "tensor",
      "sparseTensor",
    ]);
    expect(graph.inputs[6].type).toEqual({
      kind: "tensor",
      elementType: "float32",
      shape: ["batch", 3],
      denotation: "IMAGE",
      dimDenotations: ["DATA_BATCH", ""],
    });
  });
});

describe("writeModel of a parsed model", () => {
  it("writeModel(parseModel(bytes)) gives the same bytes for a file with raw weights", () => {
    const bytes = readFixture("linear.onnx");
    expect(writeModel(parseModel(bytes))).toEqual(bytes);
  });

  it("writeModel(parseModel(bytes)) keeps every field, known to this package or not", () => {
    const bytes = readFixture("everything.onnx");
    const model = parseModel(bytes);
    expect(model.unknown).toHaveLength(2); // training_info, configuration
    expect(model.graph.unknown).toHaveLength(1); // quantization_annotation
    expect(parseModel(writeModel(model))).toEqual(model);
  });
});

describe("parseModel of damaged files", () => {
  it("parseModel(bytes) refuses a file that is cut anywhere but between two fields of the model", () => {
    const bytes = readFixture("everything.onnx");
    let accepted = 0;
    for (let length = 0; length < bytes.length; length++) {
      try {
        parseModel(bytes.subarray(0, length));
        accepted++;
      } catch (error) {
        expect(String(error), `${length} bytes`).toMatch(/^RangeError: parseModel: .*(cut off|damaged)/);
      }
    }
    expect(accepted).toBe(5); // after the graph come opset_import twice, training_info, functions, configuration
  });

  it("parseModel(bytes) of an empty file and of a web page say that they are not models", () => {
    expect(() => parseModel(new Uint8Array(0))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: parseModel: no graph in 0 bytes. The file is not an ONNX model, or it is cut off.]`,
    );
    const page = new TextEncoder().encode("<!doctype html><html></html>");
    expect(() => parseModel(page)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: parseModel: model, field 7 at byte 0: wire type 4 stands where a byte string or message needs wire type 2. The file is damaged, or is not an ONNX model.]`,
    );
  });
});
