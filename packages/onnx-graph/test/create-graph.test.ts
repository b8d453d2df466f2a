import { randomArray, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { createGraph, parseModel, tensor, writeModel } from "../src/index.ts";
import { feed, ort, run } from "./support.ts";

describe("createGraph by hand", () => {
  it("graph.node(…) gives names that say where the node stands, each once", () => {
    const graph = createGraph();
    const x = graph.input("x", "float32", [2, 2]);
    const names = graph.scope("blocks.3", () =>
      graph.scope("attention", () => [
        graph.node("MatMul", [x, x], { name: "scores" }),
        graph.node("MatMul", [x, x], { name: "scores" }),
        graph.node("Softmax", [x]),
        ...graph.node("TopK", [x, graph.constant("int64", [1], [1])], { outputs: 2 }),
      ]),
    );
    expect(names).toEqual([
      "blocks.3.attention.scores",
      "blocks.3.attention.scores_2",
      "blocks.3.attention.softmax",
      "blocks.3.attention.topK",
      "blocks.3.attention.topK.Indices",
    ]);
    expect(graph.toGraph().nodes.map(({ name }) => name)).toEqual([...names.slice(0, 4)]);
  });

  it("graph.constant(…) makes one initializer per value", () => {
    const graph = createGraph();
    expect(graph.constant("int64", [2], [0, -1])).toBe("int64[0,-1]");
    expect(graph.constant("int64", [2], [0n, -1n])).toBe("int64[0,-1]");
    expect(graph.constant("float32", [], [0.5])).toBe("float32(0.5)");
    expect(graph.constant("int64", [2, 1], [0, -1])).toBe("int64[0,-1]_2");
    expect(graph.toGraph().initializers).toHaveLength(3);
  });

  it("graph.shapeOf(value) follows names of sizes through products, joins and reshapes", () => {
    const graph = createGraph();
    const x = graph.input("x", "float32", ["batch", "seq", 12]);
    const past = graph.input("past", "float32", ["batch", 3, "past", 4]);
    const heads = graph.node("Reshape", [x, graph.constant("int64", [4], [0, 0, 3, -1])]);
    expect(graph.shapeOf(heads)).toEqual(["batch", "seq", 3, 4]);
    const keys = graph.node("Transpose", [heads], { attributes: { perm: [0, 2, 1, 3] } });
    const all = graph.node("Concat", [past, keys], { attributes: { axis: 2 } });
    expect(graph.shapeOf(all)).toEqual(["batch", 3, "past + seq", 4]);
    const transposed = graph.node("Transpose", [all], { attributes: { perm: [0, 1, 3, 2] } });
    expect(graph.shapeOf(graph.node("MatMul", [keys, transposed]))).toEqual(["batch", 3, "seq", "past + seq"]);
    expect(graph.shapeOf(graph.node("Reshape", [x, graph.constant("int64", [2], [-1, 12])]))).toEqual([
      "batch * seq",
      12,
    ]);
    expect(graph.typeOf(graph.node("Cast", [x], { attributes: { to: "float16" } }))).toEqual({
      kind: "tensor",
      elementType: "float16",
      shape: ["batch", "seq", 12],
    });
  });
});

describe("createGraph in onnxruntime-web", () => {
  it("a graph of MatMul, Add and Softmax gives the numbers of the formula", async () => {
    const random = seededRandom(1);
    const [x, w, b] = [randomArray(random, 2 * 4), randomArray(random, 4 * 3), randomArray(random, 3)];
    const graph = createGraph({ name: "linear" });
    const logits = graph.node("Add", [
      graph.node("MatMul", [
        graph.input("x", "float32", ["batch", 4]),
        graph.initializer("w", tensor("float32", [4, 3], w)),
      ]),
      graph.initializer("b", tensor("float32", [3], b)),
    ]);
    graph.output("probs", graph.node("Softmax", [logits]));
    const { probs } = await run(graph, { x: feed("float32", [2, 4], x) });
    expect(probs.dims).toEqual([2, 3]);
    for (let row = 0; row < 2; row++) {
      const scores = [0, 1, 2].map((col) =>
        [0, 1, 2, 3].reduce((sum, i) => sum + x[row * 4 + i] * w[i * 3 + col], b[col]),
      );
      const sum = scores.reduce((total, score) => total + Math.exp(score), 0);
      scores.forEach((score, col) => {
        // float32 sums of five terms
        expect((probs.data as Float32Array)[row * 3 + col]).toBeCloseTo(Math.exp(score) / sum, 6);
      });
    }
  });

  it("a node with outputs, left-out inputs and a subgraph runs", async () => {
    const graph = createGraph({ opset: 21 });
    const x = graph.input("x", "float32", ["n"]);
    const clipped = graph.node("Clip", [x, null, graph.constant("float32", [], [2])]);
    const [values, ids] = graph.node("TopK", [clipped, graph.constant("int64", [1], [1])], { outputs: 2 });
    const positive = graph.node("Greater", [
      graph.node("ReduceSum", [x], { attributes: { keepdims: false } }),
      graph.constant("float32", [], [0]),
    ]);
    const signed = graph.node("If", [positive], {
      attributes: {
        then_branch: graph.subgraph("then", (inner) => inner.output("plus", inner.node("Identity", [values]))),
        else_branch: graph.subgraph("else", (inner) => inner.output("minus", inner.node("Neg", [values]))),
      },
    });
    graph.output("y", signed);
    graph.output("ids", ids);
    const up = await run(graph, { x: feed("float32", [3], [1, 5, -1]) });
    expect([...(up.y.data as Float32Array)]).toEqual([2]);
    expect([...(up.ids.data as BigInt64Array)]).toEqual([1n]);
    const down = await run(graph, { x: feed("float32", [3], [-9, 5, -1]) });
    expect([...(down.y.data as Float32Array)]).toEqual([-2]);
  });

  it("GroupQueryAttention of com.microsoft equals attention written out", async () => {
    const [heads, kvHeads, head, seq] = [4, 2, 8, 5];
    const random = seededRandom(2);
    const [q, k, v] = [heads, kvHeads, kvHeads].map((count) => randomArray(random, seq * count * head));
    const graph = createGraph({ domains: { "com.microsoft": 1 } });
    const past = ["batch", kvHeads, "past", head];
    const inputs = [
      graph.input("q", "float32", ["batch", "seq", heads * head]),
      graph.input("k", "float32", ["batch", "seq", kvHeads * head]),
      graph.input("v", "float32", ["batch", "seq", kvHeads * head]),
      graph.input("past_key", "float32", past),
      graph.input("past_value", "float32", past),
      graph.input("seqlens_k", "int32", ["batch"]),
      graph.input("total", "int32", []),
    ];
    const [out, key] = graph.node("GroupQueryAttention", inputs, {
      domain: "com.microsoft",
      attributes: { num_heads: heads, kv_num_heads: kvHeads },
      outputs: ["out", "present_key", "present_value"],
    });
    expect(graph.shapeOf(out)).toEqual(["batch", "seq", 32]);
    for (const name of [out, key, "present_value"]) graph.output(name);
    const empty = new ort.Tensor("float32", new Float32Array(0), [1, kvHeads, 0, head]);
    const got = await run(graph, {
      q: feed("float32", [1, seq, heads * head], q),
      k: feed("float32", [1, seq, kvHeads * head], k),
      v: feed("float32", [1, seq, kvHeads * head], v),
      past_key: empty,
      past_value: empty,
      seqlens_k: new ort.Tensor("int32", Int32Array.of(seq - 1), [1]),
      total: new ort.Tensor("int32", Int32Array.of(seq), []),
    });
    const output = got.out.data as Float32Array;
    for (let t = 0; t < seq; t++) {
      for (let h = 0; h < heads; h++) {
        const shared = Math.floor(h / (heads / kvHeads)); // the key head that this query head reads
        const scores = Array.from({ length: t + 1 }, (_, s) => {
          let dot = 0;
          for (let i = 0; i < head; i++) dot += q[(t * heads + h) * head + i] * k[(s * kvHeads + shared) * head + i];
          return Math.exp(dot / Math.sqrt(head));
        });
        const sum = scores.reduce((a, b) => a + b);
        for (let i = 0; i < head; i++) {
          const expected = scores.reduce((total, p, s) => total + (p / sum) * v[(s * kvHeads + shared) * head + i], 0);
          expect(output[(t * heads + h) * head + i]).toBeCloseTo(expected, 5); // float32 sums of up to eight products
        }
      }
    }
  });

  it("a function defined in the model runs", async () => {
    const graph = createGraph({ domains: { example: 1 } });
    const body = createGraph();
    const v = body.input("v", "float32");
    body.output("w", body.node("Mul", [v, v]));
    graph.defineFunction({
      name: "Square",
      domain: "example",
      overload: "",
      inputs: ["v"],
      outputs: ["w"],
      attributes: [],
      defaults: new Map(),
      nodes: body.toGraph().nodes,
      opsets: new Map([["", 21]]),
      valueInfos: [],
      documentation: "",
      metadata: new Map(),
    });
    const y = graph.node("Square", [graph.input("x", "float32", [2])], { domain: "example" });
    graph.output("y", y, { kind: "tensor", elementType: "float32", shape: [2] });
    expect([...((await run(graph, { x: feed("float32", [2], [3, -2]) })).y.data as Float32Array)]).toEqual([9, 4]);
  });
});

describe("createGraph errors", () => {
  const graph = createGraph({ domains: { "com.microsoft": 1 } });
  const x = graph.input("x", "float32", ["batch", 4]);
  const ids = graph.input("ids", "int64", ["batch"]);
  const message = (call: () => unknown): string => {
    try {
      call();
    } catch (error) {
      return String(error);
    }
    return "no error";
  };

  it("an unknown operator says where it exists", () => {
    expect(message(() => graph.node("Sofmax", [x]))).toMatchInlineSnapshot(
      `"RangeError: graph.node("Sofmax") "sofmax": operator "Sofmax" does not exist in ai.onnx 21. Check its spelling."`,
    );
    expect(message(() => graph.node("MatMulNBits", [x]))).toMatchInlineSnapshot(
      `"RangeError: graph.node("MatMulNBits") "matMulNBits": operator "MatMulNBits" does not exist in ai.onnx 21. "com.microsoft" has it: use that domain."`,
    );
    expect(message(() => graph.node("RMSNormalization", [x]))).toMatchInlineSnapshot(
      `"RangeError: graph.node("RMSNormalization") "rmsNormalization": operator "RMSNormalization" does not exist in ai.onnx 21. It is there from operator set 23 on. Use that operator set."`,
    );
    expect(message(() => graph.node("Upsample", [x]))).toMatchInlineSnapshot(
      `"RangeError: graph.node("Upsample") "upsample": operator "Upsample" is deprecated from operator set 10 on, and the graph has 21. Use its successor."`,
    );
    expect(message(() => graph.node("Scale", [x], { domain: "example" }))).toMatchInlineSnapshot(
      `"RangeError: graph.node("Scale") "scale": the graph has no operator set "example". Pass domains: { "example": 1 } to createGraph."`,
    );
  });

  it("an unknown or wrong attribute names itself and the ones there are", () => {
    expect(message(() => graph.node("Softmax", [x], { attributes: { axes: 1 } }))).toMatchInlineSnapshot(
      `"RangeError: graph.node("Softmax") "softmax": attribute "axes" is not one of its attributes in version 13: axis."`,
    );
    expect(message(() => graph.node("Softmax", [x], { attributes: { axis: 0.5 } }))).toMatchInlineSnapshot(
      `"TypeError: graph.node("Softmax") "softmax": attribute "axis" is 0.5 but the operator takes a whole number (or the name of an element type)."`,
    );
    expect(message(() => graph.node("Concat", [x, x]))).toMatchInlineSnapshot(
      `"RangeError: graph.node("Concat") "concat": the required attribute "axis" is missing."`,
    );
  });

  it("inputs that do not go together name both sides", () => {
    expect(message(() => graph.node("Add", [x, ids]))).toMatchInlineSnapshot(
      `"RangeError: graph.node("Add") "add": input 1 (B) is int64 but input 0 (A) is float32, and they have to agree. Cast one of them."`,
    );
    expect(message(() => graph.node("Softmax", [ids]))).toMatchInlineSnapshot(
      `"RangeError: graph.node("Softmax") "softmax": input 0 (input) is int64 but has to be one of float32, float16, float64, bfloat16."`,
    );
    const w = graph.constant("float32", [3, 1], [1, 2, 3]);
    expect(message(() => graph.node("MatMul", [x, w]))).toMatchInlineSnapshot(
      `"RangeError: graph.node("MatMul") "matMul": A [batch, 4] and B [3, 1] do not go together: 4 columns but 3 rows."`,
    );
    const six = graph.constant("float32", [6], [1, 2, 3, 4, 5, 6]);
    expect(message(() => graph.node("Add", [x, six]))).toMatchInlineSnapshot(
      `"RangeError: graph.node("Add") "add": input 0 [batch, 4] and input 1 [6] do not broadcast: 4 and 6 differ and neither is 1."`,
    );
    expect(message(() => graph.node("Reshape", [six, graph.constant("int64", [2], [4, -1])]))).toMatchInlineSnapshot(
      `"RangeError: graph.node("Reshape") "reshape": [6] cannot become [4, -1]: 6 is no multiple of 4."`,
    );
    expect(message(() => graph.node("Add", [x]))).toMatchInlineSnapshot(
      `"RangeError: graph.node("Add") "add": it has 1 input but takes 2: A, B."`,
    );
    expect(message(() => graph.node("Add", [x, "y"]))).toMatchInlineSnapshot(
      `"RangeError: graph.node("Add") "add": input 1 is "y", which is no value of this graph. Make it first with input, initializer or node."`,
    );
  });

  it("names in use and unknown operator sets are refused", () => {
    expect(message(() => graph.input("x", "float32", []))).toMatchInlineSnapshot(
      `"RangeError: graph.input: "x" is in use already. Choose another name."`,
    );
    expect(message(() => createGraph({ opset: 99 }))).toMatchInlineSnapshot(
      `"RangeError: createGraph: opset is 99 but has to be a whole number from 7 to 28, the sets whose operators are known here."`,
    );
    expect(message(() => createGraph().output("z"))).toMatchInlineSnapshot(
      `"RangeError: graph.output("z"): input 0 is "z", which is no value of this graph. Make it first with input, initializer or node."`,
    );
  });

  it("a refused node leaves the graph as it was", () => {
    const before = graph.toGraph().nodes.length;
    message(() => graph.node("Add", [x, ids], { name: "sum" }));
    expect(graph.toGraph().nodes).toHaveLength(before);
    expect(graph.node("Add", [x, x], { name: "sum" })).toBe("sum");
  });
});

describe("writeModel of a built graph", () => {
  it("parseModel(writeModel(graph)) is the model that the builder made", () => {
    const graph = createGraph({ metadata: { made: "by hand" }, domains: { "com.microsoft": 1 } });
    const x = graph.input("x", "float32", ["batch", null, 3]);
    graph.output("y", graph.node("QuickGelu", [x], { domain: "com.microsoft", attributes: { alpha: 1.5 } }));
    expect(parseModel(writeModel(graph))).toEqual(graph.toModel());
  });
});
