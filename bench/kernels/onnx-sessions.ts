/** One-operator models for onnxruntime-web (WASM), built with onnx-graph. @module */
import { createGraph, tensor, writeModel } from "@llm-anatomy/onnx-graph";
import * as ort from "onnxruntime-web";

/** Sets how many threads onnxruntime-web uses. Works once, before the first session. */
export function useThreads(threads: number): void {
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "error";
}

/** A session with its feeds: `run` returns the first output. */
export interface OnnxRun {
  run(): Promise<Float32Array | Int32Array>;
  release(): Promise<void>;
}

async function open(model: Uint8Array, feeds: Record<string, ort.Tensor>): Promise<OnnxRun> {
  const session = await ort.InferenceSession.create(model, { executionProviders: ["wasm"] });
  const [output] = session.outputNames;
  return {
    run: async () => (await session.run(feeds))[output].data as Float32Array | Int32Array,
    release: () => session.release(),
  };
}

/**
 * x [rows, cols] · w [cols, outputs], float32; the weights are a constant, so that they can be packed. With `copies`,
 * that many products with a copy of w each, in one run.
 */
export function onnxMatMul(
  x: Float32Array,
  w: Float32Array,
  [rows, cols, outputs]: number[],
  copies = 1,
): Promise<OnnxRun> {
  const graph = createGraph();
  const input = graph.input("x", "float32", [rows, cols]);
  for (let i = 0; i < copies; i++) {
    const weights = graph.initializer(`w${i}`, tensor("float32", [cols, outputs], different(w, i)));
    graph.output(`y${i}`, graph.node("MatMul", [input, weights]));
  }
  return open(writeModel(graph), { x: new ort.Tensor("float32", x, [rows, cols]) });
}

/** A copy that differs in one element: equal constants might be kept once. */
function different<A extends Float32Array | Int8Array>(array: A, i: number): A {
  const copy = array.slice() as A;
  copy[i % copy.length] += 1;
  return copy;
}

/** DynamicQuantizeLinear and MatMulInteger: int8 weights [cols, outputs], uint8 activations; gives the int32 sums. */
export function onnxMatMulInteger(
  x: Float32Array,
  w: Int8Array,
  [rows, cols, outputs]: number[],
  copies = 1,
): Promise<OnnxRun> {
  const graph = createGraph();
  const input = graph.input("x", "float32", [rows, cols]);
  const [quantised, , zero] = graph.node("DynamicQuantizeLinear", [input], { outputs: 3 });
  for (let i = 0; i < copies; i++) {
    const weights = graph.initializer(`w${i}`, tensor("int8", [cols, outputs], different(w, i)));
    graph.output(`y${i}`, graph.node("MatMulInteger", [quantised, weights, zero]));
  }
  return open(writeModel(graph), { x: new ort.Tensor("float32", x, [rows, cols]) });
}

export interface GroupQueryAttention {
  queryLen: number;
  /** Positions in the cache before the queries. */
  pastLen: number;
  numHeads: number;
  numKvHeads: number;
  headDim: number;
}

/** GroupQueryAttention: q [queryLen, numHeads, headDim], new k and v [queryLen, numKvHeads, headDim], past [numKvHeads, pastLen, headDim]. */
export function onnxGroupQueryAttention(
  arrays: { q: Float32Array; k: Float32Array; v: Float32Array; pastK: Float32Array; pastV: Float32Array },
  { queryLen, pastLen, numHeads, numKvHeads, headDim }: GroupQueryAttention,
): Promise<OnnxRun> {
  const graph = createGraph({ domains: { "com.microsoft": 1 } });
  const total = pastLen + queryLen;
  const past = [1, numKvHeads, pastLen, headDim];
  const inputs = [
    graph.input("q", "float32", [1, queryLen, numHeads * headDim]),
    graph.input("k", "float32", [1, queryLen, numKvHeads * headDim]),
    graph.input("v", "float32", [1, queryLen, numKvHeads * headDim]),
    graph.input("past_key", "float32", past),
    graph.input("past_value", "float32", past),
    graph.constant("int32", [1], [total - 1]),
    graph.constant("int32", [], [total]),
  ];
  const outputs = graph.node("GroupQueryAttention", inputs, {
    domain: "com.microsoft",
    attributes: { num_heads: numHeads, kv_num_heads: numKvHeads },
    outputs: ["y", "present_key", "present_value"],
  });
  graph.output("y", outputs[0]);
  const kvShape = [1, queryLen, numKvHeads * headDim];
  return open(writeModel(graph), {
    q: new ort.Tensor("float32", arrays.q, [1, queryLen, numHeads * headDim]),
    k: new ort.Tensor("float32", arrays.k, kvShape),
    v: new ort.Tensor("float32", arrays.v, kvShape),
    past_key: new ort.Tensor("float32", arrays.pastK, past),
    past_value: new ort.Tensor("float32", arrays.pastV, past),
  });
}
