import { expect, it, describe as suite } from "vitest";
import { createGraph, describe, externalizeInitializers, parseModel, tensor, toDot, toMermaid } from "../src/index.ts";
import { readFixture } from "./support.ts";

function example() {
  const graph = createGraph({ name: "linear", domains: { "com.microsoft": 1 } });
  const x = graph.input("x", "float32", ["batch", 4]);
  const w = graph.initializer("w", tensor("float32", [4, 3], new Float32Array(12)));
  const b = graph.initializer("b", tensor("float32", [3], [0.1, 0, -1]));
  const scores = graph.scope("head", () => {
    const product = graph.node("MatMul", [x, w], { name: "product" });
    return graph.node("BiasGelu", [product, b], { domain: "com.microsoft", name: "scores" });
  });
  graph.output("probs", graph.node("Softmax", [scores], { attributes: { axis: -1 } }));
  return graph;
}

suite("describe", () => {
  it("describe(model) lists inputs, weights, calls with types, outputs", () => {
    expect(describe(example())).toMatchInlineSnapshot(`
      "linear: IR 10, ai.onnx 21, com.microsoft 1, 4 nodes, 2 weights of 60 bytes
      input  x: float32 [batch, 4]
      weight w: float32 [4, 3]
      weight b: float32 [3] = 0.1, 0, -1
      head.product = MatMul(x, w)                            float32 [batch, 3]
      head.scores = com.microsoft.BiasGelu(head.product, b)  float32 [batch, 3]
      softmax = Softmax(head.scores, axis=-1)                float32 [batch, 3]
      probs = Identity(softmax)                              float32 [batch, 3]
      output probs: float32 [batch, 3]"
    `);
  });

  it("describe(model) shows where external weights are, and can leave weights out", () => {
    const { model } = externalizeInitializers(example(), { minBytes: 32 });
    expect(describe(model)).toContain("weight w: float32 [4, 3] in model.onnx_data at 0");
    expect(describe(model, { weights: false })).not.toContain("weight w");
  });

  it("describe(model) shows subgraphs, functions and attributes of every kind", () => {
    expect(describe(parseModel(readFixture("everything.onnx")))).toMatchInlineSnapshot(`
      "kinds: IR 10, ai.onnx 21, example 1, 3 nodes, 0 weights of 0 bytes
      input  x: float32 [n]
      input  c: bool []
      input  seq: sequence of float32 […]
      input  opt: optional of float32 [1]
      input  map: map of int64 to float32 []
      input  opaque: opaque
      input  denoted: float32 [batch, 3]
      input  sp: sparse float32 [3]
      e, _, e2 = example.Everything(x, _, a, bytes=(2 bytes), float=0.5, floats=[0.5, -1], int=1099511627777, ints=[0, -1, 1099511627776], minimum=-9223372036854775808, sparse=(sparseTensor), sparses=(sparseTensors), string="text", strings=["a", "b"], tensor={t: float32 [1] = 1}, tensors=(tensors), type=(type), types=(types), empty=[])  ?; ?
        graph:
          inner = Add(a, x)  ?
          output inner: float32 […]
        graphs:
          inner = Add(a, x)  ?
          output inner: float32 […]
        graphs:
          inner2 = Identity(x)  ?
          output inner2: float32 […]
      i = If(c)                                                     float32 [?]
        else_branch:
          inner2 = Identity(x)  ?
          output inner2: float32 […]
        then_branch:
          inner = Add(a, x)  ?
          output inner: float32 […]
      y = example.Scale(i, by=2)                                    float32 [n]
      output y: float32 [n]
      function example.Scale(v) → w
        by = Constant(value_float=@by)
        w = Mul(v, by)"
    `);
  });
});

suite("toMermaid and toDot", () => {
  it("toMermaid(model) draws nodes and the shapes between them", () => {
    expect(toMermaid(example())).toMatchInlineSnapshot(`
      "flowchart TB
        n0["MatMul<br/>head.product"]
        n1["BiasGelu<br/>head.scores"]
        n2["Softmax<br/>softmax"]
        n3["Identity<br/>output"]
        v4(["x"])
        v5(["probs"])
        v4 -->|"[batch, 4]"| n0
        n0 -->|"[batch, 3]"| n1
        n1 -->|"[batch, 3]"| n2
        n2 -->|"[batch, 3]"| n3
        n3 -->|"[batch, 3]"| v5"
    `);
  });

  it("toMermaid(model, { name }) draws a part with its loose ends", () => {
    expect(toMermaid(example(), { name: "head.*", weights: true, direction: "LR" })).toMatchInlineSnapshot(`
      "flowchart LR
        n0["MatMul<br/>head.product"]
        n1["BiasGelu<br/>head.scores"]
        v2(["x"])
        v3(["w"])
        v4(["b"])
        v5(["head.scores"])
        v2 -->|"[batch, 4]"| n0
        v3 -->|"[4, 3]"| n0
        n0 -->|"[batch, 3]"| n1
        v4 -->|"[3]"| n1
        n1 -->|"[batch, 3]"| v5"
    `);
  });

  it("toDot(model) draws the same for Graphviz", () => {
    expect(toDot(example(), { name: "head.*" })).toMatchInlineSnapshot(`
      "digraph {
        rankdir=TB; node [shape=box, fontname="sans-serif"];
        n0 [label="MatMul\\nhead.product"];
        n1 [label="BiasGelu\\nhead.scores"];
        v2 [label="x", shape=oval];
        v3 [label="head.scores", shape=oval];
        v2 -> n0 [label="[batch, 4]"];
        n0 -> n1 [label="[batch, 3]"];
        n1 -> v3 [label="[batch, 3]"];
      }"
    `);
  });

  it("names with quotes and angle brackets stay text", () => {
    const graph = createGraph();
    graph.output('a"b<c>', graph.node("Neg", [graph.input("x\\n", "float32", [])]));
    expect(toMermaid(graph)).toContain('(["a#34;b#60;c#62;"])');
    expect(toDot(graph)).toContain('label="x\\\\n"');
  });
});
