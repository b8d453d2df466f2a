import { describe, expect, it } from "vitest";
import {
  addOutputs,
  checkModel,
  createGraph,
  editGraph,
  extractSubgraph,
  findNodes,
  findValues,
  globToRegExp,
  insertBetween,
  type OnnxModel,
  parseModel,
  removeDeadNodes,
  renameDims,
  renameValues,
  replaceNode,
  simplifyModel,
  sortNodes,
  tensor,
  tensorValues,
  valueToInput,
  writeModel,
} from "../src/index.ts";
import { feed, run } from "./support.ts";

/** Two blocks of x → x + tanh(x · w): names as a traced model has them; read back from bytes, as a foreign model would be. */
function blocks(): OnnxModel {
  const graph = createGraph({ name: "blocks" });
  let x = graph.input("x", "float32", ["batch", 2]);
  for (const block of [0, 1]) {
    x = graph.scope(`blocks.${block}`, () => {
      const w = graph.initializer(`w${block}`, tensor("float32", [2, 2], block === 0 ? [1, 0, 0, 2] : [0, 1, 1, 0]));
      const hidden = graph.node("MatMul", [x, w], { name: "hidden" });
      const activated = graph.node("Tanh", [hidden], { name: "activated" });
      return graph.node("Add", [x, activated], { name: "residual" });
    });
  }
  graph.output("y", x);
  return parseModel(writeModel(graph));
}

const input = [0.5, -1, 2, 0.25];
const feeds = { x: feed("float32", [2, 2], input) };
const w = [
  [1, 0, 0, 2],
  [0, 1, 1, 0],
];

/** The same in plain TypeScript; `change` may exchange what a block's tanh gives. */
function expected(change: (block: number, activated: number[]) => number[] = (_, activated) => activated): number[] {
  let x = input;
  for (const block of [0, 1]) {
    const activated = x.map((_, i) => {
      const [row, col] = [Math.floor(i / 2), i % 2];
      return Math.tanh(x[row * 2] * w[block][col] + x[row * 2 + 1] * w[block][2 + col]);
    });
    const changed = change(block, activated);
    x = x.map((value, i) => value + changed[i]);
  }
  return x;
}

function expectClose(got: ArrayLike<number>, wanted: readonly number[]): void {
  expect(got.length).toBe(wanted.length);
  for (const [i, value] of wanted.entries()) expect(got[i]).toBeCloseTo(value, 5); // float32 tanh
}

const data = (value: { data: unknown }) => value.data as Float32Array;

describe("findNodes and findValues", () => {
  it("globToRegExp(glob) lets * stop at separators and ** cross them", () => {
    const matches = (glob: string, name: string) => globToRegExp(glob).test(name);
    expect(matches("blocks.*.hidden", "blocks.11.hidden")).toBe(true);
    expect(matches("blocks.*", "blocks.1.hidden")).toBe(false);
    expect(matches("blocks.**", "blocks.1.hidden")).toBe(true);
    expect(matches("/model/*/MatMul_?", "/model/layers/MatMul_1")).toBe(true);
    expect(matches("a.{q,k}", "a.k")).toBe(true);
    expect(matches("a+b(c)", "a+b(c)")).toBe(true);
    expect(matches("a.b", "aXb")).toBe(false);
    expect(() => globToRegExp("a{b")).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: globToRegExp: the pattern "a{b" has "{" without "}".]`,
    );
  });

  it("findNodes(model, query) takes operator, name, input and output", () => {
    const model = blocks();
    const names = (query: Parameters<typeof findNodes>[1]) => findNodes(model, query).map(({ name }) => name);
    expect(names({ opType: "Tanh" })).toEqual(["blocks.0.activated", "blocks.1.activated"]);
    expect(names({ opType: ["Tanh", "MatMul"], name: "blocks.1.*" })).toEqual([
      "blocks.1.hidden",
      "blocks.1.activated",
    ]);
    expect(names({ input: "blocks.0.residual" })).toEqual(["blocks.1.hidden", "blocks.1.residual"]);
    expect(names({ output: "y" })).toEqual(["output"]);
    expect(names({ name: /hidden$/g })).toEqual(["blocks.0.hidden", "blocks.1.hidden"]);
    expect(findValues(model, "{x,w*}")).toEqual(["x", "w0", "w1"]);
  });
});

describe("taps and patches in onnxruntime-web", () => {
  it("addOutputs(model, patterns) makes values in between readable and changes nothing else", async () => {
    const tapped = addOutputs(blocks(), ["blocks.*.activated"]);
    expect(checkModel(tapped)).toEqual([]);
    const got = await run(tapped, feeds);
    expectClose(data(got.y), expected());
    const seen: number[][] = [];
    expected((_, activated) => {
      seen.push(activated);
      return activated;
    });
    expectClose(data(got["blocks.0.activated"]), seen[0]);
    expectClose(data(got["blocks.1.activated"]), seen[1]);
  });

  it("addOutputs(model, …) works where the types of values are not known", async () => {
    const model = blocks();
    const bare = { ...model, opsets: new Map([["", 21]]), graph: { ...model.graph, valueInfos: [] } };
    const foreign = addOutputs(bare, ["blocks.0.hidden"]);
    const untyped = {
      ...foreign,
      graph: { ...foreign.graph, outputs: foreign.graph.outputs.map(({ name }) => ({ name })) },
    };
    expectClose(data((await run(untyped, feeds))["blocks.0.hidden"]), [0.5, -2, 2, 0.5]);
  });

  it("valueToInput(model, value) lets the caller give a value, and drops what made it", async () => {
    const patched = valueToInput(blocks(), "blocks.0.residual");
    expect(checkModel(patched)).toEqual([]);
    expect(patched.graph.nodes.map(({ name }) => name)).toEqual([
      "blocks.1.hidden",
      "blocks.1.activated",
      "blocks.1.residual",
      "output",
    ]);
    expect(patched.graph.initializers.map(({ name }) => name)).toEqual(["w1"]);
    const { y } = await run(patched, { x: feeds.x, "blocks.0.residual": feed("float32", [1, 2], [1, 3]) });
    expectClose(data(y), [1 + Math.tanh(3), 3 + Math.tanh(1)]);
  });

  it("valueToInput(model, value) keeps a node whose other outputs are needed", async () => {
    const graph = createGraph();
    const [values, ids] = graph.node("TopK", [graph.input("x", "float32", [4]), graph.constant("int64", [1], [2])], {
      outputs: 2,
    });
    graph.output("values", graph.node("Neg", [values]));
    graph.output("ids", ids);
    const patched = valueToInput(graph, values);
    expect(checkModel(patched)).toEqual([]);
    const got = await run(patched, { x: feed("float32", [4], [1, 4, 2, 3]), [values]: feed("float32", [2], [7, 8]) });
    expectClose(data(got.values), [-7, -8]);
    expect([...(got.ids.data as BigInt64Array)]).toEqual([1n, 3n]);
  });

  it("insertBetween(model, value, build) changes what all readers see", async () => {
    const scaled = insertBetween(blocks(), "blocks.0.activated", (graph, value) =>
      graph.node("Mul", [value, graph.input("keep", "float32", [])], { name: "blocks.0.ablated" }),
    );
    expect(checkModel(scaled)).toEqual([]);
    const off = await run(scaled, { ...feeds, keep: feed("float32", [], [0]) });
    expectClose(
      data(off.y),
      expected((block, activated) => (block === 0 ? activated.map(() => 0) : activated)),
    );
    const on = await run(scaled, { ...feeds, keep: feed("float32", [], [1]) });
    expectClose(data(on.y), expected());
  });

  it("insertBetween(model, …) on an output keeps the output's name, on an input the input's", async () => {
    const double = insertBetween(blocks(), "y", (graph, value) => graph.node("Add", [value, value]));
    expect(checkModel(double)).toEqual([]);
    expectClose(
      data((await run(double, feeds)).y),
      expected().map((value) => 2 * value),
    );
    const half = insertBetween(blocks(), "x", (graph, value) =>
      graph.node("Mul", [value, graph.constant("float32", [], [2])]),
    );
    expectClose(
      data(
        (
          await run(half, {
            x: feed(
              "float32",
              [2, 2],
              input.map((value) => value / 2),
            ),
          })
        ).y,
      ),
      expected(),
    );
  });

  it("insertBetween(model, …) reaches readers inside subgraphs", async () => {
    const graph = createGraph();
    const x = graph.node("Neg", [graph.input("x", "float32", [2])], { name: "negated" });
    const attributes = {
      then_branch: graph.subgraph("then", (inner) => inner.output("plus", inner.node("Abs", [x]))),
      else_branch: graph.subgraph("else", (inner) => inner.output("same", inner.node("Identity", [x]))),
    };
    graph.output("y", graph.node("If", [graph.input("c", "bool", [])], { attributes }));
    const changed = insertBetween(graph, "negated", (inner, value) =>
      inner.node("Add", [value, inner.constant("float32", [], [10])]),
    );
    expect(checkModel(changed)).toEqual([]);
    const { ort } = await import("./support.ts");
    const { y } = await run(changed, { x: feed("float32", [2], [1, 2]), c: new ort.Tensor("bool", [false], []) });
    expectClose(data(y), [9, 8]);
  });

  it("replaceNode(model, output, build) exchanges an operator", async () => {
    const replaced = replaceNode(blocks(), "blocks.1.activated", (graph, [x]) => [graph.node("Relu", [x])]);
    expect(checkModel(replaced)).toEqual([]);
    expect(findNodes(replaced, { opType: "Tanh" })).toHaveLength(1);
    const { y } = await run(replaced, feeds);
    expectClose(
      data(y),
      expected((block, activated) =>
        block === 1 ? activated.map((value) => Math.max(0, Math.atanh(value))) : activated,
      ),
    );
    const bypassed = replaceNode(blocks(), "blocks.1.activated", (_, [x]) => [x]);
    expectClose(
      data((await run(bypassed, feeds)).y),
      expected((block, a) => (block === 1 ? a.map(Math.atanh) : a)),
    );
  });

  it("extractSubgraph(model, …) runs one block alone", async () => {
    const block = extractSubgraph(blocks(), { inputs: ["blocks.0.residual"], outputs: ["blocks.1.residual"] });
    expect(checkModel(block)).toEqual([]);
    expect(block.graph.nodes).toHaveLength(3);
    expect(block.graph.inputs[0].type).toEqual({ kind: "tensor", elementType: "float32", shape: ["batch", 2] });
    const got = await run(block, { "blocks.0.residual": feed("float32", [1, 2], [1, 3]) });
    expectClose(data(got["blocks.1.residual"]), [1 + Math.tanh(3), 3 + Math.tanh(1)]);
  });
});

describe("other edits", () => {
  it("removeDeadNodes(model) drops what no output needs, and is the same model when there is nothing", () => {
    const model = blocks();
    expect(removeDeadNodes(model)).toBe(model);
    const short = { ...model, graph: { ...model.graph, outputs: [{ name: "blocks.0.hidden" }] } };
    const { graph } = removeDeadNodes(short);
    expect(graph.nodes.map(({ name }) => name)).toEqual(["blocks.0.hidden"]);
    expect(graph.initializers.map(({ name }) => name)).toEqual(["w0"]);
    expect(graph.inputs).toHaveLength(1);
  });

  it("renameValues(model, names) renames inputs, weights and values everywhere", async () => {
    const renamed = renameValues(blocks(), { x: "hidden_states", y: "x", w0: "weight", "blocks.0.residual": "r" });
    expect(checkModel(renamed)).toEqual([]);
    const { x } = await run(renamed, { hidden_states: feeds.x });
    expectClose(data(x), expected());
    expect(() => renameValues(blocks(), { x: "y" })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: renameValues: "y" is in use already, so "x" cannot be called that. Choose another name.]`,
    );
    expect(() => renameValues(blocks(), { z: "q" })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: renameValues: no value is called "z". Check the name.]`,
    );
  });

  it("renameDims(model, dims) renames and fixes sizes in all types", () => {
    const shape = (model: OnnxModel, i: number) => {
      const { type } = model.graph.valueInfos[i];
      return type?.kind === "tensor" ? type.shape : undefined;
    };
    expect(shape(renameDims(blocks(), { batch: "n" }), 0)).toEqual(["n", 2]);
    expect(checkModel(renameDims(blocks(), { batch: 3 }))).toEqual([]);
    expect(() => renameDims(blocks(), { seq: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: renameDims: no dimension is called "seq". The model has: batch.]`,
    );
  });

  it("sortNodes(nodes) puts makers before readers, keeps a good order, and refuses circles", () => {
    const { nodes } = blocks().graph;
    expect(sortNodes(nodes)).toEqual(nodes);
    const sorted = sortNodes([...nodes].reverse());
    expect(sorted).toHaveLength(nodes.length);
    const model = blocks();
    expect(checkModel({ ...model, graph: { ...model.graph, nodes: sorted } })).toEqual([]);
    const circle = nodes.map((node) =>
      node.name === "blocks.0.hidden" ? { ...node, inputs: ["blocks.1.hidden", "w0"] } : node,
    );
    expect(() => sortNodes(circle)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: sortNodes: node "blocks.0.hidden" (MatMul) needs, through other nodes, its own output. Break the circle.]`,
    );
  });

  it("sortNodes(nodes) takes chains longer than the stack is deep", () => {
    const node = blocks().graph.nodes[1];
    const chain = Array.from({ length: 50_000 }, (_, i) => ({ ...node, inputs: [`${i}`], outputs: [`${i + 1}`] }));
    expect(sortNodes([...chain].reverse())).toEqual(chain);
  });

  it("simplifyModel(model) removes constant nodes, casts to the same type and computed shapes", async () => {
    const graph = createGraph();
    const x = graph.input("x", "float32", ["batch", 6]);
    const value = (values: readonly number[]) => ({ attributes: { value: tensor("int64", [values.length], values) } });
    const batch = graph.node("Gather", [graph.node("Shape", [x]), graph.node("Constant", [], value([0]))]);
    const shape = graph.node(
      "Concat",
      [graph.node("Constant", [], value([-1])), graph.node("Constant", [], value([3]))],
      {
        attributes: { axis: 0 },
      },
    );
    const noise = graph.node("Cast", [graph.node("Identity", [x])], { attributes: { to: "float32" } });
    graph.output("y", graph.node("Reshape", [noise, shape]));
    graph.output("batch", batch);
    const simple = simplifyModel(graph);
    expect(checkModel(simple)).toEqual([]);
    expect(simple.graph.nodes.map(({ opType }) => opType)).toEqual([
      "Shape",
      "Gather",
      "Reshape",
      "Identity",
      "Identity",
    ]);
    const concat = simple.graph.initializers.find(({ name }) => name === "concat")!;
    expect([...(tensorValues(concat) as unknown as BigInt64Array)]).toEqual([-1n, 3n]);
    const numbers = Float32Array.from({ length: 12 }, (_, i) => i);
    const got = await run(simple, { x: feed("float32", [2, 6], numbers) });
    expect(got.y.dims).toEqual([4, 3]);
    expect([...data(got.y)]).toEqual([...numbers]);
    expect([...(got.batch.data as BigInt64Array)]).toEqual([2n]);
  });

  it("editGraph(model) adds to a model and leaves the given one as it was", async () => {
    const model = blocks();
    const before = writeModel(model);
    const graph = editGraph(model);
    graph.output("norm", graph.node("ReduceL2", ["blocks.1.residual"], { attributes: { keepdims: 0 } }));
    const got = await run(graph, feeds);
    expectClose(data(got.norm), [Math.hypot(...expected())]);
    expect(writeModel(model)).toEqual(before);
  });

  it("edits of values that do not exist say what there is", () => {
    expect(() => addOutputs(blocks(), ["blocks.2.*"])).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: addOutputs: no value of the graph is called "blocks.2.*". It has 7 values, such as "blocks.0.hidden", "blocks.0.activated", "blocks.0.residual", "blocks.1.hidden"; findValues lists them.]`,
    );
    expect(() => valueToInput(blocks(), "x")).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: valueToInput: no node makes "x". It has 7 values, such as "blocks.0.hidden", "blocks.0.activated", "blocks.0.residual", "blocks.1.hidden"; findValues lists them.]`,
    );
    expect(() => insertBetween(blocks(), "z", (_, value) => value)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: insertBetween: no value of the graph is called "z". It has 7 values, such as "blocks.0.hidden", "blocks.0.activated", "blocks.0.residual", "blocks.1.hidden"; findValues lists them.]`,
    );
    expect(() =>
      extractSubgraph(blocks(), { inputs: [], outputs: ["blocks.0.hidden"] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: extractSubgraph: the outputs need the model's input "x" (read by "blocks.0.hidden"). List it, or a value after it, among the inputs.]`,
    );
    expect(() =>
      extractSubgraph(blocks(), { inputs: ["x", "y"], outputs: ["blocks.0.hidden"] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: extractSubgraph: no output needs the input "y". Remove it from the inputs.]`,
    );
  });
});
