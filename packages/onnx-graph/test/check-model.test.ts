import { describe, expect, it } from "vitest";
import {
  checkModel,
  createGraph,
  inferTypes,
  type OnnxGraph,
  type OnnxModel,
  parseModel,
  rawTensor,
  type TensorType,
  tensor,
} from "../src/index.ts";
import { fromBase64, readFixture, readJson } from "./support.ts";

/** x [batch, 4] → MatMul w → Softmax → p, with one part of the graph exchanged. */
function linear(change: (graph: OnnxGraph) => Partial<OnnxGraph>): OnnxModel {
  const graph = createGraph();
  const product = graph.node("MatMul", [
    graph.input("x", "float32", ["batch", 4]),
    graph.initializer("w", tensor("float32", [4, 3], new Float32Array(12))),
  ]);
  graph.output("p", graph.node("Softmax", [product]));
  const model = graph.toModel();
  return { ...model, graph: { ...model.graph, ...change(model.graph) } };
}

const messages = (model: OnnxModel) =>
  checkModel(model).map(({ severity, where, message }) => `${severity}: ${where}: ${message}`);

describe("checkModel", () => {
  it("checkModel(model) of a sound model is empty", () => {
    expect(checkModel(linear(() => ({})))).toEqual([]);
    expect(checkModel(parseModel(readFixture("linear.onnx")))).toEqual([]);
  });

  it("checkModel(model) reports values that are undefined, late or defined twice", () => {
    expect(
      messages(linear(({ nodes }) => ({ nodes: [{ ...nodes[0], inputs: ["x", "v"] }, ...nodes.slice(1)] }))),
    ).toMatchInlineSnapshot(`
      [
        "error: node "matMul" (MatMul): input 1 is "v", which nothing defines. Check the name.",
      ]
    `);
    expect(messages(linear(({ nodes }) => ({ nodes: [nodes[1], nodes[0], nodes[2]] })))).toMatchInlineSnapshot(`
      [
        "error: node "softmax" (Softmax): input 0 is "matMul", which only node "matMul" (MatMul) makes, after it. Order the nodes so that values are made before they are used.",
      ]
    `);
    expect(
      messages(linear(({ nodes }) => ({ nodes: [...nodes, { ...nodes[1], name: "again" }] }))),
    ).toMatchInlineSnapshot(`
      [
        "error: node "again" (Softmax): the value "softmax" is defined twice. Rename one of them.",
      ]
    `);
    expect(messages(linear(({ outputs }) => ({ outputs: [...outputs, { name: "q" }] })))).toMatchInlineSnapshot(`
      [
        "error: output "q": nothing defines the value "q". Check the name.",
      ]
    `);
  });

  it("checkModel(model) reports operators and attributes that do not exist", () => {
    const { nodes } = linear(() => ({})).graph;
    const softmax = (change: object) =>
      messages(linear(() => ({ nodes: [nodes[0], { ...nodes[1], ...change }, nodes[2]] })));
    expect(softmax({ opType: "Sofmax" })).toMatchInlineSnapshot(`
      [
        "error: node "softmax" (Sofmax): the operator does not exist in ai.onnx 21. Check its spelling.",
      ]
    `);
    expect(softmax({ domain: "com.example" })).toMatchInlineSnapshot(`
      [
        "error: node "softmax" (Softmax): the model does not import its operator set "com.example". Add it to the model's opsets.",
      ]
    `);
    expect(softmax({ attributes: new Map([["axes", { kind: "ints", value: [1] }]]) })).toMatchInlineSnapshot(`
      [
        "error: node "softmax" (Softmax): attribute "axes" is not one of its attributes in version 13: axis.",
      ]
    `);
    expect(softmax({ attributes: new Map([["axis", { kind: "float", value: 1 }]]) })).toMatchInlineSnapshot(`
      [
        "error: node "softmax" (Softmax): attribute "axis" is of kind float but has to be of kind int.",
      ]
    `);
  });

  it("checkModel(model) reports tensors whose bytes do not fit, and files outside the model's folder", () => {
    const w = rawTensor("float32", [4, 3], new Uint8Array(48), "w");
    const withWeight = (change: object) => messages(linear(() => ({ initializers: [{ ...w, ...change }] })));
    expect(withWeight({ dims: [4, 4] })).toMatchInlineSnapshot(`
      [
        "error: initializer "w": it has 48 bytes but float32 [4, 4] needs 64.",
        "error: node "matMul" (MatMul): "matMul" is declared as [batch, 3] but is [batch, 4]. Remove or correct the declared type.",
        "error: node "softmax" (Softmax): "softmax" is declared as [batch, 3] but is [batch, 4]. Remove or correct the declared type.",
        "error: output "p": "p" is declared as [batch, 3] but is [batch, 4]. Remove or correct the declared type.",
      ]
    `);
    const external = (location: string, length: number) => ({
      data: { kind: "external", file: { location, offset: 0, length } },
    });
    expect(withWeight(external("model.onnx_data", 48))).toEqual([]);
    expect(withWeight(external("../../etc/passwd", 48))).toMatchInlineSnapshot(`
      [
        "error: initializer "w": its external data are in "../../etc/passwd", but the file has to be in the model's own folder or below.",
      ]
    `);
    for (const location of ["/etc/passwd", "C:\\x", "a/../../b", "file:///etc/passwd", "a\0b"]) {
      expect(withWeight(external(location, 48)), location).toHaveLength(1);
    }
    expect(withWeight(external("weights/a.bin", 40))).toHaveLength(1);
  });

  it("checkModel(model) reports declared types that contradict what the nodes do", () => {
    const declared = (type: Partial<TensorType>) =>
      messages(linear(() => ({ outputs: [{ name: "p", type: { kind: "tensor", elementType: "float32", ...type } }] })));
    expect(declared({ shape: ["batch", 3] })).toEqual([]);
    expect(declared({ shape: [8, null] })).toEqual([]);
    expect(declared({ shape: ["batch", 4] })).toMatchInlineSnapshot(`
      [
        "error: output "p": "p" is declared as [batch, 4] but is [batch, 3]. Remove or correct the declared type.",
      ]
    `);
    expect(declared({ elementType: "int64" })).toMatchInlineSnapshot(`
      [
        "error: output "p": "p" is declared as int64 but is float32. Remove or correct the declared type.",
      ]
    `);
  });

  it("checkModel(model) goes into subgraphs and functions", () => {
    const graph = createGraph();
    const x = graph.input("x", "float32", [2]);
    const branch = graph.subgraph("branch", (inner) => inner.output("y", inner.node("Neg", [x])));
    const wrong = { ...branch, nodes: [{ ...branch.nodes[0], inputs: ["z"] }, ...branch.nodes.slice(1)] };
    const no = graph.subgraph("no", (inner) => inner.output("n", inner.node("Abs", [x])));
    const condition = graph.input("c", "bool", []);
    graph.output("out", graph.node("If", [condition], { attributes: { then_branch: branch, else_branch: no } }));
    const model = graph.toModel();
    expect(checkModel(model)).toEqual([]);
    const nodes = model.graph.nodes.map((node) =>
      node.opType === "If"
        ? { ...node, attributes: new Map(node.attributes).set("then_branch", { kind: "graph", value: wrong }) }
        : node,
    );
    expect(messages({ ...model, graph: { ...model.graph, nodes } })).toMatchInlineSnapshot(`
      [
        "error: node "if" (If).then_branch.node "branch.neg" (Neg): input 0 is "z", which nothing defines. Check the name.",
      ]
    `);
  });
});

describe("checkModel and inferTypes on ONNX's own operator tests", () => {
  const models = Object.entries(readJson<Record<string, string>>("onnx-node-models.json"));

  it("checkModel(model) finds nothing wrong with any of them", () => {
    for (const [name, bytes] of models) expect([name, checkModel(parseModel(fromBase64(bytes)))]).toEqual([name, []]);
  });

  it("inferTypes(model) contradicts none of the declared output types, and gives most of them in full", () => {
    let whole = 0;
    let tensors = 0;
    for (const [name, bytes] of models) {
      const model = parseModel(fromBase64(bytes));
      const bare = {
        ...model,
        graph: { ...model.graph, outputs: model.graph.outputs.map((output) => ({ name: output.name })) },
      };
      const types = inferTypes(bare);
      for (const output of model.graph.outputs) {
        if (output.type?.kind !== "tensor") continue;
        tensors++;
        const got = types.get(output.name);
        if (got?.kind !== "tensor") continue;
        expect(got.elementType, name).toBe(output.type.elementType);
        const { shape = [] } = output.type;
        if (!got.shape) continue;
        expect(got.shape.length, name).toBe(shape.length);
        for (const [axis, dim] of got.shape.entries())
          if (dim !== null) expect(dim, `${name} axis ${axis}`).toBe(shape[axis]);
        if (!got.shape.includes(null)) whole++;
      }
    }
    // The others depend on the elements of inputs (Reshape's shape, Slice's ends …), which these files do not hold.
    expect([whole, tensors]).toEqual([214, 286]);
  });
});
