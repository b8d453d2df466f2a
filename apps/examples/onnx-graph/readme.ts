import { addOutputs, createGraph, describe, writeModel } from "@llm-anatomy/onnx-graph";
import * as ort from "onnxruntime-web";

const graph = createGraph({ name: "attention", opset: 21 });
const [q, k, v] = ["q", "k", "v"].map((name) => graph.input(name, "float32", ["seq", 2]));
const scores = graph.node("MatMul", [q, graph.node("Transpose", [k])], { name: "scores" });
const scaled = graph.node("Div", [scores, graph.constant("float32", [], [Math.SQRT2])]);
const weights = graph.node("Softmax", [scaled], { name: "weights", attributes: { axis: -1 } });
graph.output("output", graph.node("MatMul", [weights, v]));
console.log(describe(graph)); // every value with its type and shape: weights = Softmax(…)  float32 [seq, seq]

const tapped = addOutputs(graph, ["weights"]); // look inside: a value in the middle becomes an output
const session = await ort.InferenceSession.create(writeModel(tapped));
const x = new ort.Tensor("float32", [1, 0, 0, 1], [2, 2]);
const result = await session.run({ q: x, k: x, v: x });
console.log(result.weights.data, result.output.data); // each token looks at itself with weight 0.67
