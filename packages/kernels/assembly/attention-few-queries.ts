/**
 * Attention of a few queries over many keys: what decoding does.
 *
 * Every key and value is read once and used a few times, so memory is the limit, as in a linear layer with one row, and
 * the same reading order helps: four lines a quarter of the keys apart. The scores of all keys fit the cache, so the
 * softmax needs no tricks. The query heads that share a key/value head are done together, on one reading of it.
 * @module
 */
import { AttentionCall } from "./attention-call";
import { f32Tail } from "./dot-tile-f32";
import { exp4 } from "./exp";
import { finishScores } from "./scores";
import { multiplyAdd, sumLanes } from "./simd";
import { exponentials, multiplyRow } from "./softmax";

/** Keys of each line that are done at a time: all rows of queries use them while they are in the first-level cache. */
const CHUNK: i32 = 8;

/** Key/value heads [from, to). `scratch` has room for group · queryLen rows of scores, see {@link scoresRowBytes}, and their sums. */
export function attentionFewQueries(call: AttentionCall, scratch: usize, from: i32, to: i32): void {
  for (let kvHead = from; kvHead < to; kvHead++) {
    const first = call.first(0);
    const end = call.end(call.queryLen - 1);
    if (end <= first) nothingSeen(call, kvHead);
    else attend(call, scratch, kvHead, first, end);
  }
}

/** Bytes of a row of scores: whole vectors, and one more in front so that rows can begin anywhere. */
// @ts-ignore: decorator
@inline
function scoresRowBytes(keyLen: i32): usize {
  return (<usize>keyLen + 7 & ~3) << 2;
}

// Row r of a key/value head is query i = r / group of query head kvHead · group + r % group.

function attend(call: AttentionCall, scratch: usize, kvHead: i32, first: i32, end: i32): void {
  const rows = call.group * call.queryLen;
  const rowBytes = scoresRowBytes(call.keyLen);
  scoreKeys(call, scratch, rowBytes, kvHead, first, end);
  const sums = scratch + <usize>rows * rowBytes; // [rows]
  for (let r = 0; r < rows; r++) {
    const sum = softmaxRow(call, scratch + <usize>r * rowBytes, kvHead, r, first, end);
    store<f32>(sums + (<usize>r << 2), sum);
  }
  sumValues(call, scratch, rowBytes, kvHead, first, end);
  // dividing the few outputs is less work than dividing the many weights
  for (let r = 0; r < rows; r++) multiplyRow(outAt(call, kvHead, r), call.valueDim, 1 / load<f32>(sums + (<usize>r << 2)));
}

// @ts-ignore: decorator
@inline
function queryAt(call: AttentionCall, kvHead: i32, r: i32): usize {
  const head = kvHead * call.group + r % call.group;
  return call.q + ((<usize>(r / call.group) * call.queryStride + <usize>head * call.queryHead) << 2);
}

// @ts-ignore: decorator
@inline
function outAt(call: AttentionCall, kvHead: i32, r: i32): usize {
  const head = kvHead * call.group + r % call.group;
  return call.out + ((<usize>(r / call.group) * call.outStride + <usize>head * call.outHead) << 2);
}

/** scores[r, j] = q[r] · k[j] for the keys [first, end). */
function scoreKeys(call: AttentionCall, scores: usize, rowBytes: usize, kvHead: i32, first: i32, end: i32): void {
  const rows = call.group * call.queryLen;
  const keyBytes = <usize>call.keyStride << 2;
  const keys = call.k + ((<usize>kvHead * call.keyHead) << 2);
  const quarter = (end - first) >> 2;
  const rest = first + 4 * quarter;
  for (let j = first; j < first + quarter; j += CHUNK) {
    const count = min(CHUNK, first + quarter - j);
    scoreChunk(call, scores + (<usize>j << 2), rowBytes, keys + <usize>j * keyBytes, keyBytes, quarter, count, kvHead);
  }
  // the last 0 to 3 keys, each as four times the same
  if (rest < end) {
    scoreChunk(call, scores + (<usize>rest << 2), rowBytes, keys + <usize>rest * keyBytes, keyBytes, 0, end - rest, kvHead);
  }
  if (call.headDim & 3) {
    const whole = <usize>(call.headDim & ~3) << 2;
    for (let r = 0; r < rows; r++) {
      const at = scores + <usize>r * rowBytes + (<usize>first << 2);
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

/** Turns scores into weights, and returns what they add up to; keys of [first, end) that this row does not see get 0. */
function softmaxRow(call: AttentionCall, row: usize, kvHead: i32, r: i32, first: i32, end: i32): f32 {
  const i = r / call.group;
  const head = kvHead * call.group + (r % call.group);
  const begin = min(call.first(i), end);
  const stop = max(begin, call.end(i));
  const sink = call.sink(head);
  let largest: f32 = -Infinity;
  if (begin < stop) largest = finishScores(row, begin, stop, call.scale, call.softcap, call.biasRow(head, i));
  largest = max(largest, sink);
  if (largest == -Infinity) {
    memory.fill(row + (<usize>first << 2), 0, <usize>(end - first) << 2);
    call.keepSum(head, i, -Infinity, 0);
    return Infinity; // 0 / Infinity: a row of 0
  }
  const at = row + (<usize>begin << 2);
  let sum = begin < stop ? exponentials(at, at, stop - begin, largest) : <f32>0;
  sum += f32x4.extract_lane(exp4(f32x4.splat(sink - largest)), 0);
  memory.fill(row + (<usize>first << 2), 0, <usize>(begin - first) << 2);
  memory.fill(row + (<usize>stop << 2), 0, <usize>(end - stop) << 2);
  call.keepSum(head, i, largest, sum);
  return sum;
}

/** out[r] = Σ weights[r, j] · v[j] */
function sumValues(call: AttentionCall, weights: usize, rowBytes: usize, kvHead: i32, first: i32, end: i32): void {
  const rows = call.group * call.queryLen;
  const valueBytes = <usize>call.valueStride << 2;
  const values = call.v + ((<usize>kvHead * call.valueHead) << 2);
  const dim = call.valueDim;
  for (let r = 0; r < rows; r++) memory.fill(outAt(call, kvHead, r), 0, <usize>dim << 2);
  const quarter = (end - first) >> 2;
  for (let j = first; j < first + quarter; j += CHUNK) {
    const count = min(CHUNK, first + quarter - j);
    const v = values + <usize>j * valueBytes;
    let weight = weights + (<usize>j << 2);
    let r = 0;
    for (; r + 1 < rows; r += 2) {
      const outA = outAt(call, kvHead, r);
      const outB = outAt(call, kvHead, r + 1);
      addTwo(outA, outB, v, valueBytes, quarter, dim, weight, weight + rowBytes, count);
      weight += 2 * rowBytes;
    }
    if (r < rows) addOne(outAt(call, kvHead, r), v, valueBytes, quarter, dim, weight, count);
  }
  for (let j = first + 4 * quarter; j < end; j++) {
    for (let r = 0; r < rows; r++) {
      const weight = load<f32>(weights + <usize>r * rowBytes + (<usize>j << 2));
      addValue(outAt(call, kvHead, r), values + <usize>j * valueBytes, dim, weight);
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

function nothingSeen(call: AttentionCall, kvHead: i32): void {
  const rows = call.group * call.queryLen;
  for (let r = 0; r < rows; r++) {
    const head = kvHead * call.group + r % call.group;
    memory.fill(outAt(call, kvHead, r), 0, <usize>call.valueDim << 2);
    const sink = call.sink(head);
    call.keepSum(head, r / call.group, sink, sink == -Infinity ? 0 : 1);
  }
}
