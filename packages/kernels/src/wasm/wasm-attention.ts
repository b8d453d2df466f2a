/**
 * Attention: the call laid out in memory for assembly/attention-call.ts, and the choice between the two kernels.
 * @module
 */
import { type ResolvedAttention, resolveAttention } from "../check.ts";
import type { Kernels } from "../kernels.ts";
import type { WasmContext } from "./create-wasm-kernels.ts";

/** From so many queries on, packing the keys pays: see bench/kernels. */
const fewQueries = 4;

/**
 * Keys of a segment, see assembly/attention-few-queries.ts. Longer segments are read faster (one key/value head of 64: 17
 * GB/s for 512 keys, 24 for 2048), shorter ones can be shared by threads: as long as leaves eight to share.
 */
const segmentKeys = { least: 512, most: 2048, shares: 8 };

/** Queries of a block and keys of a tile, as in assembly/attention-tiles.ts. */
const tile = 64;

/** Fields of an attention call in memory. */
const callFields = 32;

export function createAttention({ run, memory, borrowed, scratch, threads }: WasmContext): Kernels["attention"] {
  const { input, inOut, returnAll } = borrowed;
  const resolved: Partial<ResolvedAttention> = {};
  const callAt = memory.reserve(callFields * 4);
  return function attention(out, q, k, v, call) {
    const a = resolveAttention(out, q, k, v, call, resolved);
    if (a.queryLen === 0 || a.numHeads === 0) return;
    const few = a.queryLen < fewQueries;
    const segment = few ? segmentLength(a) : 0;
    const segments = few ? Math.max(1, Math.ceil(visibleKeys(a) / segment)) : 0; // at least one, to write the result
    const sumsBytes = a.logSumExp ? roundUp(a.numHeads * a.queryLen * 4) : 0;
    const partsBytes = few ? roundUp(segments * a.numHeads * a.queryLen * (roundUp(a.valueDim * 4, 16) + 32)) : 0;
    const scratchBytes = roundUp(few ? segmentScratch(a, segment) : tilesScratch(a));
    const sums = scratch.take(sumsBytes + partsBytes + threads * scratchBytes);
    const parts = sums + sumsBytes;
    const room = parts + partsBytes;

    const outAt = inOut(out);
    const qAt = input(q);
    const kAt = input(k);
    const vAt = input(v);
    const biasAt = a.bias ? input(a.bias) + 4 * a.biasStart : 0;
    const sinksAt = input(a.sinks);
    const maximaAt = a.logSumExp ? inOut(a.logSumExp) : 0;
    const { int32, float32 } = memory;
    let field = callAt / 4;
    int32[field++] = outAt;
    int32[field++] = qAt;
    int32[field++] = kAt;
    int32[field++] = vAt;
    int32[field++] = biasAt;
    int32[field++] = sinksAt;
    int32[field++] = maximaAt;
    int32[field++] = sums;
    int32[field++] = room;
    int32[field++] = scratchBytes;
    int32[field++] = a.queryLen;
    int32[field++] = a.keyLen;
    int32[field++] = a.numHeads;
    int32[field++] = a.numHeads / a.numKvHeads;
    int32[field++] = a.headDim;
    int32[field++] = a.valueDim;
    float32[field++] = a.scale;
    float32[field++] = a.softcap;
    int32[field++] = a.causal ? 1 : 0;
    int32[field++] = a.causalOffset;
    int32[field++] = a.window;
    int32[field++] = a.biasHeadStride;
    int32[field++] = a.biasQueryStride;
    int32[field++] = a.queryStride;
    int32[field++] = a.queryHeadStride;
    int32[field++] = a.keyStride;
    int32[field++] = a.keyHeadStride;
    int32[field++] = a.valueStride;
    int32[field++] = a.valueHeadStride;
    int32[field++] = a.outStride;
    int32[field++] = a.outHeadStride;
    int32[field++] = segment;

    if (few) {
      run.attentionSegments(callAt, parts, segments, 0, 0, a.numKvHeads * segments);
      run.mergeSegments(callAt, parts, segments, 0, a.numKvHeads);
    } else run.attentionTiles(callAt, 0, 0, a.numHeads * Math.ceil(a.queryLen / tile));
    if (a.logSumExp) {
      // the kernel leaves the largest score and Σ exp(score - largest)
      const rows = a.logSumExp.length;
      for (let i = 0; i < rows; i++) float32[maximaAt / 4 + i] += Math.log(float32[sums / 4 + i]);
    }
    returnAll();
  };
}

/** Keys between the first and the last that some query sees. */
function visibleKeys({ queryLen, keyLen, causal, causalOffset, window }: ResolvedAttention): number {
  const first = window ? Math.max(0, causalOffset - window + 1) : 0;
  const end = causal ? Math.min(keyLen, queryLen + causalOffset) : keyLen;
  return Math.max(0, end - first);
}

/** The same whoever computes it: the order of sums, and so the result, does not depend on the number of threads. */
function segmentLength(a: ResolvedAttention): number {
  const { least, most, shares } = segmentKeys;
  const share = Math.ceil((visibleKeys(a) * a.numKvHeads) / shares / least) * least;
  return Math.min(most, Math.max(least, share));
}

/** A row of scores, and the query, for each query of each head that shares a key/value head. */
function segmentScratch({ numHeads, numKvHeads, queryLen, headDim }: ResolvedAttention, segment: number): number {
  return (numHeads / numKvHeads) * queryLen * (segment + 8 + headDim) * 4;
}

/** See attendBlock in assembly/attention-tiles.ts: queries, sums, keys, values, scores, state. */
function tilesScratch({ headDim, valueDim }: ResolvedAttention): number {
  const width = Math.ceil(valueDim / 8) * 8;
  return (tile * (2 * headDim + 2 * width) + 4 * tile + 2 * tile) * 4;
}

function roundUp(bytes: number, to = 64): number {
  return Math.ceil(bytes / to) * to;
}
