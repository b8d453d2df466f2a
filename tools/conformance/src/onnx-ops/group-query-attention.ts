/**
 * com.microsoft GroupQueryAttention.
 *
 * Every batch row has its own past length, so rows are run one by one. `seqlens_k` is a row's valid total less one; a
 * call whose queries are the whole sequence is a prompt and ignores what the past holds. `local_window_size` counts the
 * current key. Masked entries of the score output are 0, not -Infinity.
 * @module
 */
import {
  andMasks,
  attentionStages,
  causalMask,
  fullMask,
  normalizeHeadsInPlace,
  prefixMask,
  type RotaryAngles,
  rotaryEmbeddingInPlace,
  type ScoreBias,
  scaledDotProductAttention,
  slidingWindowMask,
} from "@llm-anatomy/attention";
import { createStaticCache } from "@llm-anatomy/kv-cache";
import { readMask } from "./attention.ts";
import { type Adapter, input, type Node, readAttributes, refuseInputs, Unsupported } from "./node.ts";
import { type CacheFormat, cacheFormat } from "./quantized-cache.ts";
import { splitColumns, swapMiddleAxes, type Tensor, tensorOf } from "./tensor.ts";

const defaults = {
  num_heads: 0,
  kv_num_heads: 0,
  scale: 0,
  softcap: 0,
  do_rotary: 0,
  rotary_interleaved: 0,
  local_window_size: -1,
  smooth_softmax: 0,
  causal: 1,
  qk_output: 0,
  k_quant_type: "NONE",
  v_quant_type: "NONE",
  kv_cache_bit_width: 0,
  qk_norm_epsilon: 1e-6,
};

export const groupQueryAttention: Adapter = (node) => {
  const attributes = readAttributes(node, defaults);
  refuseInputs(node, 16);
  const { num_heads: numHeads, kv_num_heads: numKvHeads } = attributes;
  const { q, k, v, batch, queryLen, newLen, headDim, valueDim } = projections(node, numHeads, numKvHeads);
  const totals = Array.from(input(node, 5).exact, (lastKey) => lastKey + 1);
  const longest = input(node, 6).exact[0];
  const prompt = queryLen === longest;
  const pastKeys = node.inputs[3] ?? null;
  const pastValues = node.inputs[4] ?? null;
  const presentLen = Math.max(pastKeys?.shape[2] ?? 0, longest);
  const keyFormat = cacheFormat(
    attributes.k_quant_type,
    attributes.kv_cache_bit_width,
    node.inputs[12],
    numKvHeads,
    headDim,
  );
  const valueFormat = cacheFormat(
    attributes.v_quant_type,
    attributes.kv_cache_bit_width,
    node.inputs[13],
    numKvHeads,
    valueDim,
  );
  const norm = (x: Float32Array, weight: Tensor | null | undefined) =>
    weight &&
    normalizeHeadsInPlace(x, {
      ...{ rows: x.length / headDim, headDim, weight: weight.data, epsilon: attributes.qk_norm_epsilon },
    });
  norm(q, node.inputs[14]);
  norm(k, node.inputs[15]);

  const out = new Float32Array(batch * queryLen * numHeads * valueDim);
  const qk = new Float32Array(batch * numHeads * queryLen * longest);
  const presentKeys = new Float32Array(batch * numKvHeads * presentLen * headDim);
  const presentValues = new Float32Array(batch * numKvHeads * presentLen * valueDim);
  const filled: number[] = [];
  for (let b = 0; b < batch; b++) {
    const total = totals[b];
    // With no new keys the past already holds everything (layers that share a cache).
    const pastLen = newLen === 0 ? total : prompt ? 0 : total - queryLen;
    const firstPosition = newLen === 0 ? total - queryLen : pastLen;
    const row = (x: Float32Array) => x.slice((b * x.length) / batch, ((b + 1) * x.length) / batch);
    const [rowQ, rowK, rowV] = [row(q), row(k), row(v)];
    if (attributes.do_rotary) {
      const angles = rotaryAnglesOf(node, b, queryLen, prompt, firstPosition);
      const turn = {
        seqLen: queryLen,
        headDim,
        layout: "tokens-first",
        interleaved: attributes.rotary_interleaved === 1,
      } as const;
      rotaryEmbeddingInPlace(rowQ, angles, { ...turn, numHeads });
      if (newLen > 0) rotaryEmbeddingInPlace(rowK, angles, { ...turn, numHeads: numKvHeads });
    }
    const cache = createStaticCache(
      { numLayers: 1, batch: 1, numKvHeads, headDim, valueDim },
      { capacity: Math.max(presentLen, pastLen + newLen) },
    );
    if (pastLen > 0) {
      const past = (tensor: Tensor | null, dim: number, format: CacheFormat) => {
        if (!tensor) throw new RangeError(`row ${b} has ${pastLen} past positions but there is no past`);
        const stored = row(format.decode(tensor));
        return swapMiddleAxes(stored, [1, numKvHeads, tensor.shape[2], dim]).subarray(0, pastLen * numKvHeads * dim);
      };
      cache.append(0, past(pastKeys, headDim, keyFormat), past(pastValues, valueDim, valueFormat), pastLen);
    }
    // What the cache holds is what attention reads: a quantised cache rounds the new keys as well.
    cache.append(0, keyFormat.round(rowK), valueFormat.round(rowV), newLen);
    filled.push(pastLen + newLen);
    const view = cache.view(0);
    const keyLen = Math.min(view.length, total);
    presentKeys.set(view.keys.subarray(0, numKvHeads * presentLen * headDim), b * numKvHeads * presentLen * headDim);
    presentValues.set(
      view.values.subarray(0, numKvHeads * presentLen * valueDim),
      b * numKvHeads * presentLen * valueDim,
    );

    // Queries behind a row's valid total stand at its last key, for causality as for the window.
    const queryPositions = Int32Array.from({ length: queryLen }, (_, s) => Math.min(firstPosition + s, total - 1));
    const keyPositions = Int32Array.from({ length: keyLen }, (_, j) => j);
    const window = attributes.local_window_size;
    const options = {
      ...{ numHeads, numKvHeads, queryLen, keyLen, keyCapacity: view.capacity, headDim, valueDim },
      queryLayout: "tokens-first" as const,
      scale: attributes.scale || undefined,
      softcap: attributes.softcap || undefined,
      sinks: sinksOf(node, attributes.smooth_softmax, numHeads),
      bias: biasOf(node, b, { batch, numHeads, queryLen, keyLen }),
      mask: andMasks(
        attributes.causal ? causalMask() : fullMask(),
        window > 0 ? slidingWindowMask(window) : fullMask(),
        prefixMask(keyLen),
      ),
      queryPositions,
      keyPositions,
    };
    out.set(scaledDotProductAttention(rowQ, view.keys, view.values, options), b * queryLen * numHeads * valueDim);
    if (attributes.qk_output) {
      const { masked, weights } = attentionStages(rowQ, view.keys, view.values, options);
      const stage = attributes.qk_output === 1 ? masked : weights;
      for (let line = 0; line < numHeads * queryLen; line++) {
        const visible = stage.subarray(line * keyLen, (line + 1) * keyLen).map((x) => (Number.isFinite(x) ? x : 0));
        qk.set(visible, (b * numHeads * queryLen + line) * longest);
      }
    }
  }
  return [
    tensorOf(out, [batch, queryLen, numHeads * valueDim]),
    keyFormat.encode(presentKeys, [batch, numKvHeads, presentLen, headDim], filled),
    valueFormat.encode(presentValues, [batch, numKvHeads, presentLen, valueDim], filled),
    tensorOf(qk, [batch, numHeads, queryLen, longest]),
  ];
};

/** Queries, keys and values tokens-first, from three inputs or from one packed. */
function projections(node: Node, numHeads: number, numKvHeads: number) {
  const query = input(node, 0);
  const [batch, queryLen, width] = query.shape;
  if (!node.inputs[1] || !node.inputs[2]) {
    const headDim = width / (numHeads + 2 * numKvHeads);
    const [q, k, v] = splitColumns(
      query.data,
      [numHeads, numKvHeads, numKvHeads].map((heads) => heads * headDim),
    );
    return { q, k, v, batch, queryLen, newLen: queryLen, headDim, valueDim: headDim };
  }
  const [key, value] = [input(node, 1), input(node, 2)];
  const headDim = width / numHeads;
  const newLen = key.shape.length === 4 ? key.shape[2] : key.shape[1];
  const tokens = (x: Tensor) => (x.shape.length === 4 ? swapMiddleAxes(x.data, x.shape) : x.data.slice());
  return {
    ...{ q: query.data.slice(), k: tokens(key), v: tokens(value), batch, queryLen, newLen, headDim },
    valueDim: value.shape.length === 4 ? value.shape[3] : value.shape[2] / numKvHeads,
  };
}

/** The rows of the cos and sin tables that the queries of batch row b stand at. */
function rotaryAnglesOf(node: Node, b: number, queryLen: number, prompt: boolean, firstPosition: number): RotaryAngles {
  const [cosTable, sinTable] = [input(node, 7), input(node, 8)];
  const half = cosTable.shape[1];
  const given = node.inputs[9]?.exact;
  const positions = Array.from({ length: queryLen }, (_, s) =>
    prompt ? (given?.[0] ?? 0) + s : (given?.[b * queryLen + s] ?? firstPosition + s),
  );
  const pick = (table: Tensor) => {
    const rows = new Float32Array(queryLen * half);
    positions.forEach((p, s) => {
      if (p < 0 || p >= table.shape[0])
        throw new RangeError(`position ${p} is outside the table of ${table.shape[0]} rows`);
      rows.set(table.data.subarray(p * half, (p + 1) * half), s * half);
    });
    return rows;
  };
  return { cos: pick(cosTable), sin: pick(sinTable) };
}

function sinksOf(node: Node, smooth: number, numHeads: number): Float32Array | undefined {
  const sink = node.inputs[11];
  return sink ? sink.data : smooth ? new Float32Array(numHeads) : undefined; // smooth: an extra logit of 0
}

/** The bias of batch row b, cut to the keys that the row has. */
function biasOf(
  node: Node,
  b: number,
  { batch, numHeads, queryLen, keyLen }: { batch: number; numHeads: number; queryLen: number; keyLen: number },
): ScoreBias | undefined {
  const tensor = node.inputs[10];
  if (!tensor) return undefined;
  const [batches, heads, queries, cols] = tensor.shape;
  if (batches !== 1 && batches !== batch) throw new Unsupported(`an attention_bias for ${batches} batch rows`);
  const rows = heads * queries;
  const values = new Float32Array(rows * keyLen);
  for (let line = 0; line < rows; line++) {
    const from = ((batches === 1 ? 0 : b) * rows + line) * cols;
    values.set(tensor.data.subarray(from, from + keyLen), line * keyLen);
  }
  return readMask(tensorOf(values, [1, heads, queries, keyLen]), { batch: 1, numHeads, queryLen, keyLen }).bias;
}
