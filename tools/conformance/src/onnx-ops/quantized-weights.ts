/**
 * Weights of few bits: MatMulNBits, GatherBlockQuantized, DequantizeLinear.
 *
 * onnxruntime packs w = (q - zero) · scale in blocks of any size, with 2, 4 or 8 bits. Int4 in blocks of 32 around 8 is
 * what the kernels store themselves and runs as it is; other packings are unpacked to float32 first.
 * @module
 */
import { createPlainKernels, type WeightMatrix } from "@llm-anatomy/kernels";
import { type Adapter, input, readAttributes, refuseInputs, Unsupported } from "./node.ts";
import { sizeOf, type Tensor, tensorOf } from "./tensor.ts";

const kernels = createPlainKernels();

const matMulNBits: Adapter = (node) => {
  refuseInputs(node, 6);
  const { K, N, bits, block_size } = readAttributes(node, {
    K: 0,
    N: 0,
    bits: 4,
    block_size: 32,
    accuracy_level: 0, // level 4 lets an implementation round the activations too; exact products satisfy it
  });
  if (node.inputs[4]) throw new Unsupported("g_idx, a permutation of columns that current exporters no longer write");
  const A = input(node, 0);
  const rows = A.data.length / K;
  const out = new Float32Array(rows * N);
  const matrix = weightMatrix(input(node, 1), input(node, 2), node.inputs[3] ?? null, {
    K,
    N,
    bits,
    blockSize: block_size,
  });
  kernels.linear(out, A.data, matrix, node.inputs[5]?.data ?? null, rows);
  return [tensorOf(out, [...A.shape.slice(0, -1), N])];
};

/** B [N, blocks, bytes], scales [N, blocks], zero points packed [N, bytes] or float [N, blocks]. */
function weightMatrix(
  B: Tensor,
  scales: Tensor,
  zeros: Tensor | null,
  { K, N, bits, blockSize }: { K: number; N: number; bits: number; blockSize: number },
): WeightMatrix {
  if (bits === 4 && blockSize === 32 && K % 32 === 0 && !zeros) {
    return { type: "int4", rows: N, cols: K, data: Uint8Array.from(B.exact), scales: scales.data };
  }
  const blocks = Math.ceil(K / blockSize);
  const zeroBytes = zeros ? zeros.exact.length / N : 0; // bytes (or floats) per row
  const data = new Float32Array(N * K);
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < K; k++) {
      const block = Math.floor(k / blockSize);
      const q = unpack(B.exact, n * blocks * blockSize * bits, k, bits);
      const zero = !zeros
        ? 2 ** (bits - 1)
        : zeros.dtype === "uint8"
          ? unpack(zeros.exact, n * zeroBytes * 8, block, bits)
          : zeros.data[n * blocks + block];
      data[n * K + k] = (q - zero) * scales.data[n * blocks + block];
    }
  }
  return { type: "f32", rows: N, cols: K, data };
}

/** Element `index` of the packed list that begins `startBit` bits in, low bits first. */
export function unpack(bytes: ArrayLike<number>, startBit: number, index: number, bits: number): number {
  const bit = startBit + index * bits;
  return (bytes[bit >> 3] >> (bit & 7)) & (2 ** bits - 1);
}

/** Rows of a table along gather_axis, widened; blocks along quantize_axis. */
const gatherBlockQuantized: Adapter = (node) => {
  refuseInputs(node, 4);
  const attributes = readAttributes(node, { bits: 4, block_size: 128, gather_axis: 0, quantize_axis: 1 });
  const [data, indices, scales] = [0, 1, 2].map((n) => input(node, n));
  const zeros = node.inputs[3] ?? null;
  const { bits, block_size: blockSize } = attributes;
  const rank = data.shape.length;
  const quantizeAxis = (attributes.quantize_axis + rank) % rank;
  const gatherAxis = (attributes.gather_axis + rank) % rank;
  const packed = data.dtype === "uint8"; // several values a byte along the last axis
  const perByte = packed ? 8 / bits : 1;
  const shape = [...data.shape.slice(0, -1), data.shape[rank - 1] * perByte];
  const zeroOf = (at: number) => {
    if (!zeros) return packed ? 2 ** (bits - 1) : 0;
    if (!packed) return zeros.exact[at];
    const blocks = scales.shape[rank - 1];
    const rowBytes = zeros.shape[rank - 1];
    return unpack(zeros.exact, Math.floor(at / blocks) * rowBytes * 8, at % blocks, bits);
  };
  const values = new Float32Array(sizeOf(shape));
  const inner = sizeOf(shape.slice(quantizeAxis + 1));
  const length = shape[quantizeAxis];
  const blocks = scales.shape[quantizeAxis];
  for (let at = 0; at < values.length; at++) {
    const position = Math.floor(at / inner) % length;
    const block =
      (Math.floor(at / (inner * length)) * blocks + Math.floor(position / blockSize)) * inner + (at % inner);
    const q = packed ? unpack(data.exact, 0, at, bits) : data.exact[at];
    values[at] = (q - zeroOf(block)) * scales.data[block];
  }
  return [gather(values, shape, gatherAxis, indices)];
};

function gather(data: Float32Array, shape: number[], axis: number, indices: Tensor): Tensor {
  const outer = sizeOf(shape.slice(0, axis));
  const rows = shape[axis];
  const cols = sizeOf(shape.slice(axis + 1));
  const ids = Int32Array.from(indices.exact, (id) => (id < 0 ? id + rows : id));
  const out = new Float32Array(outer * ids.length * cols);
  for (let n = 0; n < outer; n++) {
    const table = { type: "f32", rows, cols, data: data.subarray(n * rows * cols, (n + 1) * rows * cols) } as const;
    kernels.gatherRows(out.subarray(n * ids.length * cols, (n + 1) * ids.length * cols), table, ids);
  }
  return tensorOf(out, [...shape.slice(0, axis), ...indices.shape, ...shape.slice(axis + 1)]);
}

/** (x - zero) · scale, one scale for all, per index of an axis, or per block along it. */
const dequantizeLinear: Adapter = (node) => {
  refuseInputs(node, 3);
  const { axis, block_size } = readAttributes(node, { axis: 1, block_size: 0, output_dtype: 0 });
  const [X, scale] = [input(node, 0), input(node, 1)];
  const zero = node.inputs[2];
  const at = axis < 0 ? axis + X.shape.length : axis;
  const inner = sizeOf(X.shape.slice(at + 1));
  const length = X.shape[at] ?? 1;
  const blocks = block_size ? Math.ceil(length / block_size) : length;
  const parameter = (element: number) => {
    if (scale.data.length === 1) return 0;
    const position = Math.floor(element / inner) % length;
    if (!block_size) return position;
    const line = Math.floor(element / (inner * length));
    return (line * blocks + Math.floor(position / block_size)) * inner + (element % inner);
  };
  const zeros = X.data.map((_, element) => -(zero?.exact[parameter(element)] ?? 0));
  const scales = X.data.map((_, element) => scale.data[parameter(element)]);
  const out = new Float32Array(X.data.length);
  kernels.add(out, X.data, zeros);
  kernels.multiply(out, out, scales);
  return [tensorOf(out, X.shape)];
};

export const quantizedWeights: Record<string, Adapter> = {
  MatMulNBits: matMulNBits,
  GatherBlockQuantized: gatherBlockQuantized,
  DequantizeLinear: dequantizeLinear,
};
