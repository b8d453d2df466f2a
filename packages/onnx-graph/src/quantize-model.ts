/**
 * Smaller weights in a whole model: matrix products exchanged for quantised ones, or weights stored in 16 bits.
 *
 * Quantising exchanges operators, so that the runtime computes with few bits. Storing only changes what lies in the file: a
 * Cast in front of the old operator gives float32 back, which onnxruntime does once, when it loads the model.
 * @module
 */
import { editGraph } from "./create-graph.ts";
import { elementCount } from "./data-types.ts";
import { removeDeadNodes } from "./extract-subgraph.ts";
import { globToRegExp } from "./find-nodes.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import type { OnnxModel, OnnxNode, OnnxTensor } from "./model.ts";
import { quantizeBlocks, quantizeInt8Columns } from "./quantize.ts";
import { rawTensor, tensor, tensorValues } from "./tensor.ts";
import { asModel, type ModelSource } from "./write-model.ts";

export interface QuantizeOptions {
  /**
   * `int8`: DynamicQuantizeMatMul, one scale per output channel, activations in 8 bits as well. `blocks`: MatMulNBits, `bits` bits
   * in blocks with a scale each, activations in float32.
   */
  to: "int8" | "blocks";
  /** For blocks: 2, 4 or 8. Default 4. */
  bits?: 2 | 4 | 8;
  /** For blocks: elements that share a scale. Default 32. */
  blockSize?: number;
  /** For blocks: a zero point for each. Default false. */
  asymmetric?: boolean;
  /** Only nodes whose name this pattern describes; all otherwise. Keep the first and last layers in full if it matters. */
  name?: string;
  /** Smaller weights stay as they are. Default 1024 elements. */
  minElements?: number;
}

/**
 * The model with matrix products by constant float32 matrices exchanged for quantised ones. Values keep their names.
 *
 * Products by weights that are transposed in the graph, or by more than two dimensions, stay as they are. A weight that others
 * read too (a tied embedding) stays beside its quantised form.
 * @throws RangeError if no product could be exchanged, or a weight is in another file (`inlineExternalData` brings it in)
 * @example
 * const small = quantizeMatMuls(model, { to: "blocks", bits: 4, name: "blocks.*.mlp.**" });
 */
export function quantizeMatMuls(source: ModelSource, options: QuantizeOptions): OnnxModel {
  const model = asModel(source);
  const { minElements = 1024, name } = options;
  const weights = new Map(model.graph.initializers.map((initializer) => [initializer.name, initializer]));
  const pattern = name === undefined ? undefined : globToRegExp(name);
  const chosen = model.graph.nodes.filter((node) => {
    const weight = weights.get(node.inputs[1]);
    return (
      node.opType === "MatMul" &&
      node.domain === "" &&
      weight?.dataType === "float32" &&
      weight.dims.length === 2 &&
      elementCount(weight.dims) >= minElements &&
      (!pattern || pattern.test(node.name))
    );
  });
  if (chosen.length === 0) {
    throw new RangeError(
      "quantizeMatMuls: no MatMul by a constant float32 matrix matches. Check name and minElements.",
    );
  }
  const graph = editGraph({ ...model, opsets: new Map([...model.opsets, ["com.microsoft", 1]]) });
  const packed = new Map<string, PackedWeight>();
  for (const node of chosen) {
    const weight = weights.get(node.inputs[1])!;
    let made = packed.get(weight.name);
    if (!made) packed.set(weight.name, (made = packWeight(graph, weight, options)));
    replaceProduct(graph, node, made);
  }
  return removeDeadNodes(graph);
}

/** What takes the weight's place: the operator, its inputs after the first, its attributes. */
interface PackedWeight {
  opType: string;
  inputs: string[];
  attributes: Record<string, number>;
}

function packWeight(graph: GraphBuilder, weight: OnnxTensor, options: QuantizeOptions): PackedWeight {
  const [rows, cols] = weight.dims;
  const values = tensorValues({ ...weight, dataType: "float32" });
  const add = (part: string, data: OnnxTensor) => graph.initializer(`${weight.name}.${part}`, data);
  if (options.to === "int8") {
    const { values: quantized, scales } = quantizeInt8Columns(values, { rows, cols });
    const inputs = [
      add("int8", tensor("int8", [rows, cols], quantized)),
      add("scale", tensor("float32", [cols], scales)),
      add("zero_point", tensor("int8", [cols], new Int8Array(cols))),
    ];
    return { opType: "DynamicQuantizeMatMul", inputs, attributes: {} };
  }
  const { bits = 4, blockSize = 32, asymmetric = false } = options;
  const blocks = quantizeBlocks(values, { rows, cols, bits, blockSize, asymmetric });
  const inputs = [
    add(`int${bits}`, rawTensor("uint8", [cols, blocks.blocks, (blockSize * bits) / 8], blocks.packed)),
    add("scales", tensor("float32", [cols * blocks.blocks], blocks.scales)),
  ];
  const { zeroPoints } = blocks;
  if (zeroPoints) inputs.push(add("zero_points", rawTensor("uint8", [zeroPoints.length], zeroPoints)));
  return { opType: "MatMulNBits", inputs, attributes: { K: rows, N: cols, bits, block_size: blockSize } };
}

function replaceProduct(graph: GraphBuilder, node: OnnxNode, { opType, inputs, attributes }: PackedWeight): void {
  graph.removeNode(node.outputs[0]);
  graph.node(opType, [node.inputs[0], ...inputs], {
    domain: "com.microsoft",
    name: node.name || node.outputs[0],
    attributes,
    outputs: node.outputs,
  });
}

/**
 * The model with its float32 weights stored in 16 bits: half the file, and after loading the same operators on rounded weights.
 *
 * @param options.minElements smaller weights stay as they are. Default 1024
 * @throws RangeError if a weight is in another file (`inlineExternalData` brings it in)
 */
export function storeWeightsAs(
  source: ModelSource,
  dataType: "float16" | "bfloat16",
  { minElements = 1024 }: { minElements?: number } = {},
): OnnxModel {
  const model = asModel(source);
  const casts: OnnxNode[] = [];
  const initializers = model.graph.initializers.map((weight) => {
    if (weight.dataType !== "float32" || elementCount(weight.dims) < minElements) return weight;
    const stored = convertTensor({ ...weight, name: `${weight.name}.${dataType}` }, dataType);
    casts.push({
      name: `${weight.name}.cast`,
      opType: "Cast",
      domain: "",
      inputs: [stored.name],
      outputs: [weight.name],
      attributes: new Map([["to", { kind: "int", value: 1 }]]), // float32
      overload: "",
      documentation: "",
      metadata: new Map(),
    });
    return stored;
  });
  return { ...model, graph: { ...model.graph, initializers, nodes: [...casts, ...model.graph.nodes] } };
}

/**
 * A tensor of numbers in another element type, rounded to it.
 *
 * @throws RangeError if a number does not fit an integer type, or the elements are in another file
 * @example
 * convertTensor(tensor("float32", [2], [1, 1 / 3]), "float16");
 */
export function convertTensor(source: OnnxTensor, dataType: OnnxTensor["dataType"]): OnnxTensor {
  const values = tensorValues(source) as unknown as ArrayLike<number | bigint>;
  return { ...source, ...tensor(dataType, source.dims, values, source.name) };
}
