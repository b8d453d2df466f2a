/**
 * Attention for the eager engine: one call of a kernel per sequence, or the same in stages when somebody looks inside.
 * @module
 */
import type { AlibiSpec, AttentionCall } from "../ops.ts";
import type { EagerOps, EagerRun } from "./eager-ops.ts";
import type { EagerMemory, EagerTensor } from "./tensor.ts";

/** q [batch, seq, heads, headDim] → [batch, seq, heads · valueDim]. */
export function attend(
  ops: EagerOps,
  q: EagerTensor,
  memory: EagerMemory,
  call: AttentionCall<EagerTensor>,
  run: EagerRun,
): EagerTensor {
  const [batch, seq, numHeads, headDim] = q.shape;
  const { valueDim } = call;
  const out = ops.arena.take(batch, seq, numHeads * valueDim);
  const queries = seq * numHeads * headDim;
  const outputs = seq * numHeads * valueDim;
  for (let b = 0; b < batch; b++) {
    const bias = keyBias(ops, call, run, b, memory.length);
    ops.kernels.attention(
      batch === 1 ? out.data : out.data.subarray(b * outputs, (b + 1) * outputs),
      batch === 1 ? q.data : q.data.subarray(b * queries, (b + 1) * queries),
      memory.keys.data.subarray(b * memory.key.batch, (b + 1) * memory.key.batch),
      memory.values.data.subarray(b * memory.value.batch, (b + 1) * memory.value.batch),
      {
        queryLen: seq,
        keyLen: memory.length,
        numHeads,
        numKvHeads: call.numKvHeads,
        headDim,
        valueDim,
        scale: call.scale,
        causalOffset: call.causal ? memory.length - seq : undefined,
        window: call.causal ? call.window : undefined,
        softcap: call.softcap,
        sinks: call.sinks?.data,
        bias: bias?.data,
        biasHeadStride: bias && bias.shape[1] > 1 ? bias.shape[2] * bias.shape[3] : 0,
        biasQueryStride: bias && bias.shape[2] > 1 ? bias.shape[3] : 0,
        keyStride: memory.key.position,
        keyHeadStride: memory.key.head,
        valueStride: memory.value.position,
        valueHeadStride: memory.value.head,
      },
    );
  }
  return out;
}

/** q · kᵀ · scale, softcapped: [batch, heads, seq, keys]. */
export function scoreKeys(
  ops: EagerOps,
  q: EagerTensor,
  memory: EagerMemory,
  call: AttentionCall<EagerTensor>,
): EagerTensor {
  const [batch, seq, numHeads, headDim] = q.shape;
  const scores = ops.arena.take(batch, numHeads, seq, memory.length);
  const group = numHeads / call.numKvHeads;
  let at = 0;
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < numHeads; h++) {
      for (let i = 0; i < seq; i++) {
        const qRow = ((b * seq + i) * numHeads + h) * headDim; // q[b, i, h, 0]
        for (let j = 0; j < memory.length; j++) {
          const kRow = b * memory.key.batch + Math.floor(h / group) * memory.key.head + j * memory.key.position;
          let dot = 0;
          for (let d = 0; d < headDim; d++) dot += q.data[qRow + d] * memory.keys.data[kRow + d];
          dot *= call.scale;
          scores.data[at++] = call.softcap === undefined ? dot : call.softcap * Math.tanh(dot / call.softcap);
        }
      }
    }
  }
  return scores;
}

/** out[b, h, i, j] = the query i's or the key j's content · the vector that stands for the distance between the two. */
export function scoreDistances(
  out: Float32Array,
  x: EagerTensor,
  vectors: EagerTensor,
  index: (i: number, j: number) => number,
  of: "query" | "key",
): void {
  const [batch, seq, heads, dim] = x.shape;
  let at = 0;
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      for (let i = 0; i < seq; i++) {
        for (let j = 0; j < seq; j++) {
          const content = ((b * seq + (of === "query" ? i : j)) * heads + h) * dim;
          const vector = (index(i, j) * heads + h) * dim;
          let dot = 0;
          for (let d = 0; d < dim; d++) dot += x.data[content + d] * vectors.data[vector + d];
          out[at++] = dot;
        }
      }
    }
  }
}

/** Scores with biases added and -Infinity where a query must not look. */
export function hideScores(
  ops: EagerOps,
  scores: EagerTensor,
  call: AttentionCall<EagerTensor>,
  run: EagerRun,
): EagerTensor {
  const [batch, numHeads, seq, keyLen] = scores.shape;
  const masked = ops.arena.like(scores);
  for (let b = 0; b < batch; b++) {
    const bias = keyBias(ops, call, run, b, keyLen);
    for (let h = 0; h < numHeads; h++) {
      for (let i = 0; i < seq; i++) {
        const row = ((b * numHeads + h) * seq + i) * keyLen;
        for (let j = 0; j < keyLen; j++) {
          const hidden = call.causal && outsideCausalWindow(keyLen - seq + i, j, call.window);
          masked.data[row + j] = hidden ? -Infinity : scores.data[row + j] + (bias ? biasAt(bias, h, i, j) : 0);
        }
      }
    }
  }
  return masked;
}

/** Softmax over the keys; a sink is one more column, whose weight is dropped. */
export function softmaxWithSinks(
  ops: EagerOps,
  masked: EagerTensor,
  { sinks }: AttentionCall<EagerTensor>,
): EagerTensor {
  if (!sinks) return ops.softmax(masked);
  const [batch, numHeads, seq, keyLen] = masked.shape;
  const weights = ops.arena.like(masked);
  for (let row = 0; row < batch * numHeads * seq; row++) {
    const sink = sinks.data[Math.floor(row / seq) % numHeads];
    let max = sink;
    for (let j = 0; j < keyLen; j++) max = Math.max(max, masked.data[row * keyLen + j]);
    let sum = Math.exp(sink - max);
    for (let j = 0; j < keyLen; j++) sum += Math.exp(masked.data[row * keyLen + j] - max);
    for (let j = 0; j < keyLen; j++)
      weights.data[row * keyLen + j] = Math.exp(masked.data[row * keyLen + j] - max) / sum;
  }
  return weights;
}

/** weights [batch, heads, seq, keys] · v → [batch, seq, heads · valueDim]. */
export function mixValues(
  ops: EagerOps,
  weights: EagerTensor,
  memory: EagerMemory,
  { numKvHeads, valueDim }: AttentionCall<EagerTensor>,
): EagerTensor {
  const [batch, numHeads, seq, keyLen] = weights.shape;
  const out = ops.arena.take(batch, seq, numHeads * valueDim);
  const group = numHeads / numKvHeads;
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < numHeads; h++) {
      const head = b * memory.value.batch + Math.floor(h / group) * memory.value.head;
      for (let i = 0; i < seq; i++) {
        const row = ((b * numHeads + h) * seq + i) * keyLen; // weights[b, h, i, 0]
        const to = (b * seq + i) * numHeads * valueDim + h * valueDim; // out[b, i, h · valueDim]
        for (let d = 0; d < valueDim; d++) {
          let sum = 0;
          for (let j = 0; j < keyLen; j++) {
            const weight = weights.data[row + j];
            if (weight !== 0) sum += weight * memory.values.data[head + j * memory.value.position + d];
          }
          out.data[to + d] = sum;
        }
      }
    }
  }
  return out;
}

/**
 * What is added to the scores of one sequence besides causality: padding, chunks, two-sided windows, ALiBi, a learned
 * bias. [1, heads or 1, seq or 1, keys], as small as its parts allow; null when there is none.
 */
function keyBias(
  ops: EagerOps,
  call: AttentionCall<EagerTensor>,
  run: EagerRun,
  b: number,
  keyLen: number,
): EagerTensor | null {
  const { alibi, bias, causal, chunk, cross } = call;
  const padding = cross ? run.sourcePadding : run.padding;
  const twoSided = !causal && call.window !== undefined;
  if (!padding && !alibi && !bias && chunk === undefined && !twoSided) return null;
  const heads = alibi || bias ? call.numHeads : 1;
  const queries = bias || chunk !== undefined || twoSided ? run.seqLen : 1;
  const out = ops.arena.take(1, heads, queries, keyLen);
  const firstQuery = cross ? 0 : keyLen - run.seqLen;
  const positions = alibi ? keyPositions(keyLen, alibi.positions === "unpadded" ? padding : undefined, b) : null;
  let at = 0;
  for (let h = 0; h < heads; h++) {
    for (let i = 0; i < queries; i++) {
      for (let j = 0; j < keyLen; j++) {
        let value = 0;
        if (padding && !padding[b * keyLen + j]) value = -Infinity;
        if (twoSided && Math.abs(firstQuery + i - j) >= call.window!) value = -Infinity;
        if (chunk !== undefined && Math.floor((firstQuery + i) / chunk) !== Math.floor(j / chunk)) value = -Infinity;
        if (positions) value += alibiAt(alibi!, h, positions[j]);
        if (bias) value += biasAt(bias, h, i, j, b);
        out.data[at++] = value;
      }
    }
  }
  return out;
}

/**
 * Positions that ALiBi multiplies by a head's slope. A constant per query does not change its softmax, so key positions
 * do for distances: counted from the last key (index), or from the first token that is not padding.
 */
function keyPositions(keyLen: number, padding: Uint8Array | undefined, b: number): Float32Array {
  const positions = new Float32Array(keyLen);
  let tokens = 0;
  for (let j = 0; j < keyLen; j++) {
    if (!padding) positions[j] = j - (keyLen - 1);
    else if (padding[b * keyLen + j]) positions[j] = tokens++;
  }
  return positions;
}

function alibiAt({ slopes, rounding, scale = 1 }: AlibiSpec, h: number, position: number): number {
  if (rounding !== "bfloat16") return slopes[h] * position * scale;
  return toBfloat16(toBfloat16(slopes[h]) * position) * scale;
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The nearest number with 8 significant bits; of two equally near ones the even. */
function toBfloat16(value: number): number {
  float[0] = value;
  bits[0] = (bits[0] + 0x7fff + ((bits[0] >>> 16) & 1)) & 0xffff0000;
  return float[0];
}

/** bias[b, h, i, j], where axes of size 1 are shared. */
function biasAt(bias: EagerTensor, h: number, i: number, j: number, b = 0): number {
  const [batch, heads, queries, keys] = bias.shape;
  return bias.data[(((batch > 1 ? b : 0) * heads + (heads > 1 ? h : 0)) * queries + (queries > 1 ? i : 0)) * keys + j];
}

function outsideCausalWindow(query: number, key: number, window: number | undefined): boolean {
  return key > query || (window !== undefined && key <= query - window);
}
