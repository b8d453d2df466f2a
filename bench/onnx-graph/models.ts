/** The models that are written and parsed, and the check that both libraries see the same in them. @module */
import { readFileSync } from "node:fs";
import { createGraph, type OnnxModel, parseModel, rawTensor } from "@llm-anatomy/onnx-graph";
import { seededRandom } from "@llm-anatomy/test-kit";
import { onnx } from "../../packages/onnx-graph/test/onnx-proto.ts";

/** Square float32 weights of 4 MB each, multiplied one after another. */
export function weightsMostly(bytes: number): OnnxModel {
  const random = seededRandom(1);
  const graph = createGraph();
  let x = graph.input("x", "float32", ["batch", 1024]);
  for (let i = 0; i * 4 * 1024 * 1024 < bytes; i++) {
    const weight = new Uint8Array(4 * 1024 * 1024);
    for (let at = 0; at < weight.length; at += 4096) weight[at] = random() * 256; // every page is there, and differs
    x = graph.node("MatMul", [x, graph.initializer(`layers.${i}.weight`, rawTensor("float32", [1024, 1024], weight))]);
  }
  graph.output("y", x);
  return graph.toModel();
}

/** Many small nodes with attributes, names and types, as an exporter writes them. */
export function nodesOnly(count: number): OnnxModel {
  const graph = createGraph();
  let x = graph.input("x", "float32", ["batch", "seq", 64]);
  for (let i = 0; i * 4 < count; i++) {
    x = graph.scope(`model.layers.${i}`, () => {
      const scale = graph.constant("float32", [64], new Float32Array(64).fill(1 + i / 1024));
      const normed = graph.node("LayerNormalization", [x, scale], { attributes: { axis: -1, epsilon: 1e-5 } });
      const swapped = graph.node("Transpose", [normed], { attributes: { perm: [0, 2, 1] } });
      const back = graph.node("Transpose", [graph.node("Gelu", [swapped])], { attributes: { perm: [0, 2, 1] } });
      return graph.node("Add", [x, back]);
    });
  }
  graph.output("y", x);
  return graph.toModel();
}

/** Throws unless both libraries read the same nodes and the same weights from the file. */
export function checkAgreement(file: string): void {
  const bytes = readFileSync(file);
  const { graph } = parseModel(bytes);
  const peer = onnx.ModelProto.decode(bytes).graph!;
  const same =
    JSON.stringify(graph.nodes.map(({ name, inputs, outputs }) => [name, inputs, outputs])) ===
      JSON.stringify(peer.node!.map(({ name, input, output }) => [name, input, output])) &&
    graph.initializers.every(
      ({ data }, i) => data.kind === "raw" && Buffer.compare(data.bytes, peer.initializer![i].rawData!) === 0,
    );
  if (!same || graph.nodes.length === 0) throw new Error(`${file}: the two libraries read different models.`);
}
