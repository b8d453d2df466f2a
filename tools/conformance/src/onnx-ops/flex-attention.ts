/**
 * FlexAttention: attention whose scores and weights pass through graphs of the caller's.
 *
 * The graphs become the edits of attentionStages; their few operators are evaluated here.
 * @module
 */
import { attentionStages, type StageEdit } from "@llm-anatomy/attention";
import { type Adapter, input, readAttributes, refuseInputs, Unsupported } from "./node.ts";
import { decodeTensor, type StoredTensor, sizeOf, tensorOf } from "./tensor.ts";

interface Graph {
  inputs: string[];
  outputs: string[];
  initializers: StoredTensor[];
  nodes: { op: string; inputs: string[]; outputs: string[]; attributes: Record<string, unknown> }[];
}

export const flexAttention: Adapter = (node) => {
  refuseInputs(node, 3);
  const attributes = readAttributes(node, {
    scale: 0,
    softmax_precision: 1,
    score_mod: null as { graph: Graph } | null,
    prob_mod: null as { graph: Graph } | null,
  });
  const [Q, K, V] = [0, 1, 2].map((n) => input(node, n));
  const [batch, numHeads, queryLen, headDim] = Q.shape;
  const [, numKvHeads, keyLen, valueDim] = V.shape;
  const edit = (stored: { graph: Graph } | null): StageEdit | undefined =>
    stored ? (values, dims) => values.set(runGraph(stored.graph, values, dims)) : undefined;
  const { output } = attentionStages(Q.data, K.data, V.data, {
    ...{ batch, numHeads, numKvHeads, queryLen, keyLen, headDim, valueDim },
    scale: attributes.scale || undefined,
    modifyScores: edit(attributes.score_mod),
    modifyWeights: edit(attributes.prob_mod),
  });
  return [tensorOf(output, [batch, numHeads, queryLen, valueDim])];
};

interface Value {
  shape: number[];
  data: Float64Array;
}

/** Evaluates a graph of one input and one output. */
function runGraph(
  { inputs, outputs, initializers, nodes }: Graph,
  scores: Float64Array,
  { batch, numHeads, queryLen, keyLen }: Parameters<StageEdit>[1],
): Float64Array {
  const values = new Map<string, Value>();
  values.set(inputs[0], { shape: [batch, numHeads, queryLen, keyLen], data: scores });
  for (const stored of initializers) {
    values.set(stored.name, { shape: stored.shape, data: Float64Array.from(decodeTensor(stored).exact) });
  }
  for (const node of nodes) {
    const operands = node.inputs.map((name) => values.get(name)!);
    values.set(node.outputs[0], evaluate(node.op, operands, node.attributes));
  }
  const result = values.get(outputs[0])!;
  return broadcast([result, values.get(inputs[0])!], (x) => x).data;
}

const elementwise: Record<string, (...x: number[]) => number> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Pow: (a, b) => a ** b,
  Mod: (a, b) => ((a % b) + b) % b,
  Max: (...x) => Math.max(...x),
  Min: (...x) => Math.min(...x),
  Neg: (a) => -a,
  Abs: (a) => Math.abs(a),
  Exp: (a) => Math.exp(a),
  Log: (a) => Math.log(a),
  Sqrt: (a) => Math.sqrt(a),
  Tanh: (a) => Math.tanh(a),
  Sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  Relu: (a) => Math.max(a, 0),
  Floor: (a) => Math.floor(a),
  Identity: (a) => a,
  Cast: (a) => a, // between numbers that are exact in float64
  Not: (a) => (a ? 0 : 1),
  And: (a, b) => (a && b ? 1 : 0),
  Or: (a, b) => (a || b ? 1 : 0),
  Equal: (a, b) => (a === b ? 1 : 0),
  Less: (a, b) => (a < b ? 1 : 0),
  LessOrEqual: (a, b) => (a <= b ? 1 : 0),
  Greater: (a, b) => (a > b ? 1 : 0),
  GreaterOrEqual: (a, b) => (a >= b ? 1 : 0),
  Where: (condition, a, b) => (condition ? a : b),
};

function evaluate(op: string, x: Value[], attributes: Record<string, unknown>): Value {
  if (elementwise[op]) return broadcast(x, elementwise[op]);
  switch (op) {
    case "Shape":
      return { shape: [x[0].shape.length], data: Float64Array.from(x[0].shape) };
    case "Gather": {
      if (x[0].shape.length !== 1) throw new Unsupported("a graph that gathers from more than a list");
      return { shape: x[1].shape, data: x[1].data.map((n) => x[0].data[n < 0 ? n + x[0].data.length : n]) };
    }
    case "Range": {
      const [start, limit, step] = x.map((value) => value.data[0]);
      const length = Math.max(Math.ceil((limit - start) / step), 0);
      return { shape: [length], data: Float64Array.from({ length }, (_, n) => start + n * step) };
    }
    case "Reshape": {
      const shape = Array.from(x[1].data, (size, n) => (size === 0 ? x[0].shape[n] : size));
      const known = sizeOf(shape.filter((size) => size > 0));
      return { shape: shape.map((size) => (size === -1 ? x[0].data.length / known : size)), data: x[0].data };
    }
    case "Unsqueeze": {
      const axes = Array.from(x[1].data);
      const rank = x[0].shape.length + axes.length;
      const added = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)));
      const sizes = [...x[0].shape];
      return { shape: Array.from({ length: rank }, (_, n) => (added.has(n) ? 1 : sizes.shift()!)), data: x[0].data };
    }
    case "Constant": {
      const value = attributes.value as StoredTensor | undefined;
      if (!value) throw new Unsupported("a constant that is not a tensor");
      return { shape: value.shape, data: Float64Array.from(decodeTensor(value).exact) };
    }
    default:
      throw new Unsupported(`a graph with the operator ${op}`);
  }
}

function broadcast(x: Value[], of: (...x: number[]) => number): Value {
  const rank = Math.max(...x.map((value) => value.shape.length));
  const shapes = x.map(({ shape }) => [...new Array<number>(rank - shape.length).fill(1), ...shape]);
  const shape = Array.from({ length: rank }, (_, n) => Math.max(...shapes.map((s) => s[n])));
  const data = new Float64Array(sizeOf(shape));
  for (let at = 0; at < data.length; at++) {
    let rest = at;
    const index = new Array<number>(rank);
    for (let n = rank - 1; n >= 0; n--) {
      index[n] = rest % shape[n];
      rest = Math.floor(rest / shape[n]);
    }
    const operand = (value: Value, sizes: number[]) =>
      value.data[index.reduce((offset, i, n) => offset * sizes[n] + (sizes[n] === 1 ? 0 : i), 0)];
    data[at] = of(...x.map((value, n) => operand(value, shapes[n])));
  }
  return { shape, data };
}
