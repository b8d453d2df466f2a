/**
 * Attention of a few queries over many keys: what decoding does.
 *
 * Every key and value is read once and used a few times, so memory is the limit, as in a linear layer with one row, and
 * the same reading order helps: four lines a quarter of the keys apart. The query heads that share a key/value head are
 * done together, on one reading of it.
 *
 * The keys are cut into segments. Each gives a weighted sum of its values, its largest score and Σ exp(score - largest);
 * from these the whole is put together at the end. So threads can share one head, the scores of a segment stay in the
 * second-level cache, and the result does not depend on who computed what.
 * @module
 * @see Dao, Haziza, Massa and Sizov 2023, "Flash-Decoding for long-context inference"
 */
import { AttentionCall } from "./attention-call";
import { f32Tail } from "./dot-tile-f32";
import { exp4 } from "./exp";
import { finishScores } from "./scores";
import { multiplyAdd, sumLanes } from "./simd";
import { exponentials } from "./softmax";

/** Bytes of a row of scores: the keys of a segment, and room to begin anywhere in a vector. */
// @ts-ignore: decorator
@inline
function scoresRow(call: AttentionCall): usize {
  return (<usize>call.segment + 8) << 2;
}

/**
 * Keys of each line that are done at a time: the first rows of queries bring them into the first-level cache, all others
 * find them there. About half a kilobyte of each line. With more, the processor stops fetching ahead while the later
 * rows are at work: eight keys of 64 or 128 dims ran at 13 and 12 GB/s, two and one at 17 and 16, where copying ran at
 * 25 (EPYC of the Zen 4 kind, one thread).
 */
// @ts-ignore: decorator
@inline
function chunkKeys(dim: i32): i32 {
  return max(1, 128 / max(dim, 1));
}

/** Bytes of what a segment leaves for a row of queries: the sum of values, the largest score, Σ exp(score - largest). */
// @ts-ignore: decorator
@inline
function partBytes(call: AttentionCall): usize {
  return (<usize>(call.valueDim + 3) & ~3) + 4 << 2;
}

// Row r of a key/value head is query i = r / group of query head kvHead · group + r % group.

/**
 * Segments [from, to): u is segment u % segments of key/value head u / segments. `parts`: [units, rows, partBytes].
 * The scratch room of a thread holds scoresRow bytes a row.
 */
export function attentionSegments(
  call: AttentionCall, parts: usize, segments: i32, thread: i32, from: i32, to: i32,
): void {
  const scratch = call.scratchOf(thread);
  const rows = call.group * call.queryLen;
  const rowBytes = partBytes(call);
  const scoreBytes = scoresRow(call);
  const first = call.first(0);
  const last = call.end(call.queryLen - 1);
  for (let u = from; u < to; u++) {
    const kvHead = u / segments;
    const start = first + (u % segments) * call.segment;
    const end = min(last, start + call.segment);
    const part = parts + <usize>u * <usize>rows * rowBytes;
    if (start < end) scoreKeys(call, scratch, scoreBytes, kvHead, start, end);
    for (let r = 0; r < rows; r++) {
      weighRow(call, scratch + <usize>r * scoreBytes, part + <usize>r * rowBytes, kvHead, r, start, end);
    }
    if (start < end) sumValues(call, part, rowBytes, scratch, scoreBytes, kvHead, start, end);
  }
}

/** Puts the segments of key/value heads [from, to) together. */
export function mergeSegments(call: AttentionCall, parts: usize, segments: i32, from: i32, to: i32): void {
  const rows = call.group * call.queryLen;
  const rowBytes = partBytes(call);
  const dim = call.valueDim;
  const segmentBytes = <usize>rows * rowBytes;
  for (let kvHead = from; kvHead < to; kvHead++) {
    for (let r = 0; r < rows; r++) {
      const i = r / call.group;
      const head = kvHead * call.group + (r % call.group);
      const own = parts + <usize>(kvHead * segments) * segmentBytes + <usize>r * rowBytes;
      const state = own + rowBytes - 16; // largest, sum
      const sink = call.sink(head);
      let largest = sink;
      for (let s = 0; s < segments; s++) largest = max(largest, load<f32>(state + <usize>s * segmentBytes));
      const out = call.out + ((<usize>i * call.outStride + <usize>head * call.outHead) << 2);
      if (largest == -Infinity) {
        memory.fill(out, 0, <usize>dim << 2);
        call.keepSum(head, i, -Infinity, 0);
        continue;
      }
      let total = expOf(sink - largest);
      for (let s = 0; s < segments; s++) {
        const at = state + <usize>s * segmentBytes;
        const share = expOf(load<f32>(at) - largest);
        total += load<f32>(at, 4) * share;
        store<f32>(at, share);
      }
      for (let d = 0; d < dim; d++) {
        let sum: f32 = 0;
        for (let s = 0; s < segments; s++) {
          const part = own + <usize>s * segmentBytes;
          const share = load<f32>(part + rowBytes - 16);
          if (share != 0) sum += share * load<f32>(part + (<usize>d << 2));
        }
        store<f32>(out + (<usize>d << 2), sum / total);
      }
      call.keepSum(head, i, largest, total);
    }
  }
}

function expOf(x: f32): f32 {
  return f32x4.extract_lane(exp4(f32x4.splat(x)), 0);
}

// @ts-ignore: decorator
@inline
function queryAt(call: AttentionCall, kvHead: i32, r: i32): usize {
  const head = kvHead * call.group + (r % call.group);
  return call.q + ((<usize>(r / call.group) * call.queryStride + <usize>head * call.queryHead) << 2);
}

/** scores[r, j - first] = q[r] · k[j] for the keys [first, end). */
function scoreKeys(call: AttentionCall, scores: usize, rowBytes: usize, kvHead: i32, first: i32, end: i32): void {
  const rows = call.group * call.queryLen;
  const keyBytes = <usize>call.keyStride << 2;
  const keys = call.k + ((<usize>kvHead * call.keyHead) << 2);
  const quarter = (end - first) >> 2;
  const rest = first + 4 * quarter;
  const chunk = chunkKeys(call.headDim);
  for (let j = first; j < first + quarter; j += chunk) {
    const count = min(chunk, first + quarter - j);
    scoreChunk(call, scores + (<usize>(j - first) << 2), rowBytes, keys + <usize>j * keyBytes, keyBytes, quarter, count, kvHead);
  }
  // the last 0 to 3 keys, each as four times the same
  if (rest < end) {
    scoreChunk(call, scores + (<usize>(rest - first) << 2), rowBytes, keys + <usize>rest * keyBytes, keyBytes, 0, end - rest, kvHead);
  }
  if (call.headDim & 3) {
    const whole = <usize>(call.headDim & ~3) << 2;
    for (let r = 0; r < rows; r++) {
      const at = scores + <usize>r * rowBytes;
      f32Tail(
        at, queryAt(call, kvHead, r) + whole, keys + <usize>first * keyBytes + whole, keyBytes, call.headDim & 3, end - first,
      );
    }
  }
}

/** `count` keys from `keys` on, and those `distance`, 2 · distance and 3 · distance behind them, with all queries. */
function scoreChunk(
  call: AttentionCall, scores: usize, rowBytes: usize, keys: usize, keyBytes: usize, distance: usize, count: i32, kvHead: i32,
): void {
  const rows = call.group * call.queryLen;
  const bytes = <usize>(call.headDim & ~3) << 2;
  let r = 0;
  for (; r + 1 < rows; r += 2) {
    const row = scores + <usize>r * rowBytes;
    scoreTwo(row, row + rowBytes, queryAt(call, kvHead, r), queryAt(call, kvHead, r + 1), keys, bytes, keyBytes, distance, count);
  }
  if (r < rows) scoreOne(scores + <usize>r * rowBytes, queryAt(call, kvHead, r), keys, bytes, keyBytes, distance, count);
}

function scoreOne(row: usize, q: usize, keys: usize, bytes: usize, keyBytes: usize, distance: usize, count: i32): void {
  const apart = distance << 2;
  for (let n = 0; n < count; n++) {
    let k0 = keys;
    let k1 = k0 + distance * keyBytes;
    let k2 = k1 + distance * keyBytes;
    let k3 = k2 + distance * keyBytes;
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let at = q;
    const end = k0 + bytes;
    while (k0 < end) {
      const x = v128.load(at);
      s0 = multiplyAdd(x, v128.load(k0), s0);
      s1 = multiplyAdd(x, v128.load(k1), s1);
      s2 = multiplyAdd(x, v128.load(k2), s2);
      s3 = multiplyAdd(x, v128.load(k3), s3);
      k0 += 16;
      k1 += 16;
      k2 += 16;
      k3 += 16;
      at += 16;
    }
    storeScores(row, apart, s0, s1, s2, s3);
    row += 4;
    keys += keyBytes;
  }
}

/** Two queries: each key is loaded once for both. */
function scoreTwo(
  rowA: usize, rowB: usize, qA: usize, qB: usize, keys: usize, bytes: usize, keyBytes: usize, distance: usize, count: i32,
): void {
  const apart = distance << 2;
  for (let n = 0; n < count; n++) {
    let k0 = keys;
    let k1 = k0 + distance * keyBytes;
    let k2 = k1 + distance * keyBytes;
    let k3 = k2 + distance * keyBytes;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    let atA = qA;
    let atB = qB;
    const end = k0 + bytes;
    while (k0 < end) {
      const xA = v128.load(atA);
      const xB = v128.load(atB);
      let k = v128.load(k0);
      a0 = multiplyAdd(xA, k, a0);
      b0 = multiplyAdd(xB, k, b0);
      k = v128.load(k1);
      a1 = multiplyAdd(xA, k, a1);
      b1 = multiplyAdd(xB, k, b1);
      k = v128.load(k2);
      a2 = multiplyAdd(xA, k, a2);
      b2 = multiplyAdd(xB, k, b2);
      k = v128.load(k3);
      a3 = multiplyAdd(xA, k, a3);
      b3 = multiplyAdd(xB, k, b3);
      k0 += 16;
      k1 += 16;
      k2 += 16;
      k3 += 16;
      atA += 16;
      atB += 16;
    }
    storeScores(rowA, apart, a0, a1, a2, a3);
    storeScores(rowB, apart, b0, b1, b2, b3);
    rowA += 4;
    rowB += 4;
    keys += keyBytes;
  }
}

// @ts-ignore: decorator
@inline
function storeScores(row: usize, apart: usize, s0: v128, s1: v128, s2: v128, s3: v128): void {
  store<f32>(row, sumLanes(s0));
  store<f32>(row + apart, sumLanes(s1));
  store<f32>(row + 2 * apart, sumLanes(s2));
  store<f32>(row + 3 * apart, sumLanes(s3));
}

/** Turns scores into weights relative to the largest; keys of [first, end) that this row does not see get 0. */
function weighRow(call: AttentionCall, row: usize, part: usize, kvHead: i32, r: i32, first: i32, end: i32): void {
  const i = r / call.group;
  const head = kvHead * call.group + (r % call.group);
  const count = end - first;
  const begin = min(max(call.first(i) - first, 0), count);
  const stop = max(begin, min(call.end(i) - first, count));
  let largest: f32 = -Infinity;
  let sum: f32 = 0;
  if (begin < stop) {
    const bias = call.biasRow(head, i);
    largest = finishScores(row, begin, stop, call.scale, call.softcap, bias ? bias + (<usize>first << 2) : 0);
  }
  if (largest == -Infinity) {
    if (count > 0) memory.fill(row, 0, <usize>count << 2);
  } else {
    const at = row + (<usize>begin << 2);
    sum = exponentials(at, at, stop - begin, largest);
    memory.fill(row, 0, <usize>begin << 2);
    memory.fill(row + (<usize>stop << 2), 0, <usize>(count - stop) << 2);
  }
  const rowBytes = partBytes(call);
  memory.fill(part, 0, rowBytes - 16);
  store<f32>(part + rowBytes - 16, largest);
  store<f32>(part + rowBytes - 16, sum, 4);
}

/** part[r] += Σ weights[r, j - first] · v[j] */
function sumValues(
  call: AttentionCall, part: usize, partRow: usize, weights: usize, rowBytes: usize, kvHead: i32, first: i32, end: i32,
): void {
  const rows = call.group * call.queryLen;
  const valueBytes = <usize>call.valueStride << 2;
  const values = call.v + ((<usize>kvHead * call.valueHead) << 2);
  const dim = call.valueDim;
  const quarter = (end - first) >> 2;
  const chunk = chunkKeys(dim);
  for (let j = first; j < first + quarter; j += chunk) {
    const count = min(chunk, first + quarter - j);
    const v = values + <usize>j * valueBytes;
    let weight = weights + (<usize>(j - first) << 2);
    let r = 0;
    for (; r + 1 < rows; r += 2) {
      const sums = part + <usize>r * partRow;
      addTwo(sums, sums + partRow, v, valueBytes, quarter, dim, weight, weight + rowBytes, count);
      weight += 2 * rowBytes;
    }
    if (r < rows) addOne(part + <usize>r * partRow, v, valueBytes, quarter, dim, weight, count);
  }
  for (let j = first + 4 * quarter; j < end; j++) {
    for (let r = 0; r < rows; r++) {
      const weight = load<f32>(weights + <usize>r * rowBytes + (<usize>(j - first) << 2));
      addValue(part + <usize>r * partRow, values + <usize>j * valueBytes, dim, weight);
    }
  }
}

/** out += Σ weight · value for `count` values from v on, and those `distance`, 2 · distance and 3 · distance behind them. */
function addOne(out: usize, v: usize, valueBytes: usize, distance: usize, dim: i32, weights: usize, count: i32): void {
  const apart = distance << 2;
  const bytes = <usize>(dim & ~3) << 2;
  for (let n = 0; n < count; n++) {
    let v0 = v;
    let v1 = v0 + distance * valueBytes;
    let v2 = v1 + distance * valueBytes;
    let v3 = v2 + distance * valueBytes;
    const p0 = v128.load_splat<f32>(weights);
    const p1 = v128.load_splat<f32>(weights + apart);
    const p2 = v128.load_splat<f32>(weights + 2 * apart);
    const p3 = v128.load_splat<f32>(weights + 3 * apart);
    let at = out;
    const end = v0 + bytes;
    while (v0 < end) {
      let sum = multiplyAdd(p0, v128.load(v0), v128.load(at));
      sum = multiplyAdd(p1, v128.load(v1), sum);
      sum = multiplyAdd(p2, v128.load(v2), sum);
      sum = multiplyAdd(p3, v128.load(v3), sum);
      v128.store(at, sum);
      at += 16;
      v0 += 16;
      v1 += 16;
      v2 += 16;
      v3 += 16;
    }
    if (dim & 3) addRest(at, v0, v1, v2, v3, dim & 3, p0, p1, p2, p3);
    v += valueBytes;
    weights += 4;
  }
}

/** Two rows: each value is loaded once for both. */
function addTwo(
  outA: usize, outB: usize, v: usize, valueBytes: usize, distance: usize, dim: i32,
  weightsA: usize, weightsB: usize, count: i32,
): void {
  const apart = distance << 2;
  const bytes = <usize>(dim & ~3) << 2;
  for (let n = 0; n < count; n++) {
    let v0 = v;
    let v1 = v0 + distance * valueBytes;
    let v2 = v1 + distance * valueBytes;
    let v3 = v2 + distance * valueBytes;
    const a0 = v128.load_splat<f32>(weightsA);
    const a1 = v128.load_splat<f32>(weightsA + apart);
    const a2 = v128.load_splat<f32>(weightsA + 2 * apart);
    const a3 = v128.load_splat<f32>(weightsA + 3 * apart);
    const b0 = v128.load_splat<f32>(weightsB);
    const b1 = v128.load_splat<f32>(weightsB + apart);
    const b2 = v128.load_splat<f32>(weightsB + 2 * apart);
    const b3 = v128.load_splat<f32>(weightsB + 3 * apart);
    let atA = outA;
    let atB = outB;
    const end = v0 + bytes;
    while (v0 < end) {
      let value = v128.load(v0);
      let sumA = multiplyAdd(a0, value, v128.load(atA));
      let sumB = multiplyAdd(b0, value, v128.load(atB));
      value = v128.load(v1);
      sumA = multiplyAdd(a1, value, sumA);
      sumB = multiplyAdd(b1, value, sumB);
      value = v128.load(v2);
      sumA = multiplyAdd(a2, value, sumA);
      sumB = multiplyAdd(b2, value, sumB);
      value = v128.load(v3);
      sumA = multiplyAdd(a3, value, sumA);
      sumB = multiplyAdd(b3, value, sumB);
      v128.store(atA, sumA);
      v128.store(atB, sumB);
      atA += 16;
      atB += 16;
      v0 += 16;
      v1 += 16;
      v2 += 16;
      v3 += 16;
    }
    if (dim & 3) {
      addRest(atA, v0, v1, v2, v3, dim & 3, a0, a1, a2, a3);
      addRest(atB, v0, v1, v2, v3, dim & 3, b0, b1, b2, b3);
    }
    v += valueBytes;
    weightsA += 4;
    weightsB += 4;
  }
}

/** The dims behind the last whole vector. */
function addRest(
  out: usize, v0: usize, v1: usize, v2: usize, v3: usize, count: i32, p0: v128, p1: v128, p2: v128, p3: v128,
): void {
  for (let d = 0; d < count; d++) {
    const at = <usize>d << 2;
    let sum = load<f32>(out + at) + f32x4.extract_lane(p0, 0) * load<f32>(v0 + at);
    sum += f32x4.extract_lane(p1, 0) * load<f32>(v1 + at);
    sum += f32x4.extract_lane(p2, 0) * load<f32>(v2 + at);
    sum += f32x4.extract_lane(p3, 0) * load<f32>(v3 + at);
    store<f32>(out + at, sum);
  }
}

function addValue(out: usize, v: usize, dim: i32, weight: f32): void {
  for (let d = 0; d < dim; d++) {
    const at = <usize>d << 2;
    store<f32>(out + at, load<f32>(out + at) + weight * load<f32>(v + at));
  }
}
