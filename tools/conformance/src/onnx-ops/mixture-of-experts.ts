/**
 * com.microsoft MoE and QMoE: each token goes to its best experts and gets the weighted sum of what they say.
 *
 * The operations are those of the eager engine; the router's logits come from outside, so the choice is made here.
 * @module
 */
import { type Activation, createPlainKernels } from "@llm-anatomy/kernels";
import { EagerOps, type EagerTensor, matrixTensor, vectorTensor } from "@llm-anatomy/transformer";
import { type Adapter, input, type Node, readAttributes, refuseInputs, Unsupported } from "./node.ts";
import { unpack } from "./quantized-weights.ts";
import { splitColumns, type Tensor, tensorOf } from "./tensor.ts";

const defaults = {
  k: 1,
  activation_type: "relu",
  normalize_routing_weights: 0,
  use_sparse_mixer: 0,
  swiglu_fusion: 0,
  activation_alpha: 1,
  activation_beta: 0,
  swiglu_limit: Number.POSITIVE_INFINITY,
  expert_weight_bits: 4,
  block_size: 0,
};

type Attributes = typeof defaults;

export const mixtureOfExperts: Adapter = (node) => {
  const attributes = readAttributes(node, defaults);
  if (attributes.use_sparse_mixer) throw new Unsupported("use_sparse_mixer, a router of one model family");
  const X = input(node, 0);
  const logits = input(node, 1);
  const [rows, modelDim] = [X.data.length / X.shape[X.shape.length - 1], X.shape[X.shape.length - 1]];
  const layers = node.op === "QMoE" ? quantizedLayers(node, attributes) : denseLayers(node);
  const numExperts = logits.shape[logits.shape.length - 1];

  const ops = new EagerOps(createPlainKernels());
  ops.begin({ batch: 1, seqLen: rows, past: 0, length: rows, asked: "all" });
  const x: EagerTensor = { shape: [1, rows, modelDim], data: X.data };
  const probs = ops.softmax({ shape: [1, rows, numExperts], data: logits.data });
  const top = ops.topK(probs, attributes.k);
  // onnxruntime's QMoE divides by the sum whatever the attribute says (its MoE does as told).
  const normalizes = attributes.normalize_routing_weights || node.op === "QMoE";
  const weights = normalizes ? ops.normalizeSum(top.values) : top.values;
  const mixed = ops.mixExperts(x, { indices: top.indices, weights }, numExperts, (index, tokens) => {
    const [fc1, fc2, fc3] = layers.map((layer) => layer?.(index));
    const linear = (of: EagerTensor, layer: NonNullable<typeof fc1>) => ops.linear(of, layer.weight, layer.bias);
    if (!fc1 || !fc2) throw new Unsupported("experts without their two layers");
    const up = linear(tokens, fc1);
    if (attributes.activation_type === "swiglu") return linear(swiglu(up, attributes), fc2);
    const kind = activationOf(attributes.activation_type);
    let hidden = kind ? ops.activation(up, kind) : up;
    if (fc3) hidden = ops.multiply(hidden, linear(tokens, fc3));
    return linear(hidden, fc2);
  });
  return [tensorOf(mixed.data.slice(), X.shape)];
};

function activationOf(type: string): Activation | null {
  if (type === "identity") return null;
  if (type === "relu" || type === "silu") return type;
  if (type === "gelu") return "gelu-tanh"; // as onnxruntime's experts approximate it
  throw new Unsupported(`the activation "${type}"`);
}

/** gpt-oss: gate · σ(α · gate) · (up + β), gate and up capped. Fusion 1 interleaves them, 2 puts one after the other. */
function swiglu(
  x: EagerTensor,
  { swiglu_fusion, activation_alpha, activation_beta, swiglu_limit }: Attributes,
): EagerTensor {
  const [, rows, width] = x.shape;
  const half = width / 2;
  if (swiglu_fusion !== 1 && swiglu_fusion !== 2) throw new Unsupported(`swiglu_fusion ${swiglu_fusion}`);
  const kernels = createPlainKernels();
  const separate = swiglu_fusion === 1 ? splitEvenOdd(x.data) : splitColumns(x.data, [half, half]);
  const gate = separate[0].map((g) => Math.min(g, swiglu_limit));
  const up = separate[1].map((u) => Math.max(-swiglu_limit, Math.min(u, swiglu_limit)) + activation_beta);
  // gate · σ(α · gate) = silu(α · gate) / α
  kernels.scale(gate, gate, activation_alpha);
  kernels.gatedActivation(gate, gate, up, "silu");
  kernels.scale(gate, gate, 1 / activation_alpha);
  return { shape: [1, rows, half], data: gate };
}

function splitEvenOdd(data: Float32Array): Float32Array[] {
  return [0, 1].map((odd) => Float32Array.from({ length: data.length / 2 }, (_, n) => data[2 * n + odd]));
}

type Layer = (expert: number) => { weight: EagerTensor; bias?: EagerTensor };

/** fc1, fc2, fc3 as weights [experts, outputs, inputs] and biases [experts, outputs], in turn. */
function denseLayers(node: Node): (Layer | null)[] {
  refuseInputs(node, 8);
  return [2, 4, 6].map((n) => {
    const weights = node.inputs[n];
    return weights ? layer(weights.data, weights.shape, node.inputs[n + 1]) : null;
  });
}

/** fc1, fc2, fc3 as packed weights, scales and biases in turn; then their zero points. */
function quantizedLayers(node: Node, { expert_weight_bits: bits, block_size }: Attributes): (Layer | null)[] {
  refuseInputs(node, 14);
  return [2, 5, 8].map((n, index) => {
    const packed = node.inputs[n];
    if (!packed) return null;
    const scales = input(node, n + 1);
    const zeros = node.inputs[11 + index];
    const [experts, outputs, bytes] = packed.shape;
    const inputs = (bytes * 8) / bits;
    const perRow = scales.data.length / (experts * outputs); // scales per row
    const blockSize = block_size || inputs;
    const zeroBytes = zeros ? zeros.exact.length / (experts * outputs) : 0;
    const data = new Float32Array(experts * outputs * inputs);
    for (let row = 0; row < experts * outputs; row++) {
      for (let i = 0; i < inputs; i++) {
        const block = Math.floor(i / blockSize);
        const q = unpack(packed.exact, row * bytes * 8, i, bits);
        const zero = zeros ? unpack(zeros.exact, row * zeroBytes * 8, block, bits) : 2 ** (bits - 1);
        data[row * inputs + i] = (q - zero) * scales.data[row * perRow + block];
      }
    }
    return layer(data, [experts, outputs, inputs], node.inputs[n + 2]);
  });
}

function layer(data: Float32Array, [, rows, cols]: number[], bias: Tensor | null | undefined): Layer {
  return (expert) => ({
    weight: matrixTensor({
      type: "f32",
      rows,
      cols,
      data: data.subarray(expert * rows * cols, (expert + 1) * rows * cols),
    }),
    bias: bias ? vectorTensor(bias.data.subarray(expert * rows, (expert + 1) * rows)) : undefined,
  });
}
