/**
 * Attention of a few queries over many keys: what decoding does.
 *
 * Every key and value is read once and used a few times, so memory is the limit, as in a linear layer with one row, and
 * the same reading order helps: four lines a quarter of the keys apart. The scores of all keys fit the cache, so the
 * softmax needs no tricks. The query heads that share a key/value head are done together, on one reading of it.
 * @module
 */
import { AttentionCall } from "./attention-call";
import { f32Tail, f32Tile1, f32Tile2 } from "./dot-tile-f32";
import { exp4 } from "./exp";
import { finishScores } from "./scores";
import { multiplyAdd } from "./simd";
import { divide, exponentials } from "./softmax";

/** Key/value heads [from, to). `scratch` has room for group · queryLen rows of scores, see {@link scoresRowBytes}. */
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
  for (let r = 0; r < rows; r++) softmaxRow(call, scratch + <usize>r * rowBytes, kvHead, r, first, end);
  sumValues(call, scratch, rowBytes, kvHead, first, end);
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
  const vectors = call.headDim >> 2;
  const keyBytes = <usize>call.keyStride << 2;
  const keys = call.k + ((<usize>kvHead * call.keyHead) << 2);
  const quarter = (end - first) >> 2;
  for (let j = first; j < end; j++) {
    if (j == first + quarter) {
      j = first + 4 * quarter; // the last 0 to 3 keys, each as four times the same
      if (j == end) break;
    }
    const distance = <usize>(j < first + quarter ? <usize>quarter : 0);
    const k0 = keys + <usize>j * keyBytes;
    const k1 = k0 + distance * keyBytes;
    const k2 = k1 + distance * keyBytes;
    const k3 = k2 + distance * keyBytes;
    const apart = distance << 2;
    let row = scores + (<usize>j << 2);
    let r = 0;
    for (; r + 1 < rows; r += 2) {
      f32Tile2(
        k0, k1, k2, k3, queryAt(call, kvHead, r), queryAt(call, kvHead, r + 1), vectors, row, row + rowBytes, apart, 0, 0,
      );
      row += 2 * rowBytes;
    }
    if (r < rows) f32Tile1(k0, k1, k2, k3, queryAt(call, kvHead, r), vectors, row, apart, 0, 0);
  }
  if (call.headDim & 3) {
    const whole = <usize>vectors << 4;
    for (let r = 0; r < rows; r++) {
      const at = scores + <usize>r * rowBytes + (<usize>first << 2);
      f32Tail(
        at, queryAt(call, kvHead, r) + whole, keys + <usize>first * keyBytes + whole, keyBytes, call.headDim & 3, end - first,
      );
    }
  }
}

/** Turns scores into weights; keys of [first, end) that this row does not see get 0. */
function softmaxRow(call: AttentionCall, row: usize, kvHead: i32, r: i32, first: i32, end: i32): void {
  const i = r / call.group;
  const head = kvHead * call.group + r % call.group;
  const begin = min(call.first(i), end);
  const stop = max(begin, call.end(i));
  const sink = call.sink(head);
  let largest: f32 = -Infinity;
  if (begin < stop) {
    scaleScores(row, begin, stop, call.scale);
    largest = finishScores(row, begin, stop, call.softcap, call.biasRow(head, i));
  }
  largest = max(largest, sink);
  if (largest == -Infinity) {
    memory.fill(row + (<usize>first << 2), 0, <usize>(end - first) << 2);
    call.keepSum(head, i, -Infinity, 0);
    return;
  }
  const at = row + (<usize>begin << 2);
  let sum = begin < stop ? exponentials(at, at, stop - begin, largest) : <f32>0;
  sum += f32x4.extract_lane(exp4(f32x4.splat(sink - largest)), 0);
  if (begin < stop) divide(at, stop - begin, sum);
  memory.fill(row + (<usize>first << 2), 0, <usize>(begin - first) << 2);
  memory.fill(row + (<usize>stop << 2), 0, <usize>(end - stop) << 2);
  call.keepSum(head, i, largest, sum);
}

function scaleScores(row: usize, begin: i32, end: i32, scale: f32): void {
  const factor = f32x4.splat(scale);
  for (let j = begin & ~3; j < end; j += 4) {
    const at = row + (<usize>j << 2);
    v128.store(at, f32x4.mul(v128.load(at), factor));
  }
}

/** out[r] = Σ weights[r, j] · v[j] */
function sumValues(call: AttentionCall, weights: usize, rowBytes: usize, kvHead: i32, first: i32, end: i32): void {
  const rows = call.group * call.queryLen;
  const valueBytes = <usize>call.valueStride << 2;
  const values = call.v + ((<usize>kvHead * call.valueHead) << 2);
  const dim = call.valueDim;
  for (let r = 0; r < rows; r++) memory.fill(outAt(call, kvHead, r), 0, <usize>dim << 2);
  const quarter = (end - first) >> 2;
  for (let j = first; j < first + quarter; j++) {
    const apart = <usize>quarter * valueBytes;
    const v0 = values + <usize>j * valueBytes;
    let weight = weights + (<usize>j << 2);
    let r = 0;
    for (; r + 1 < rows; r += 2) {
      addFour2(
        outAt(call, kvHead, r), outAt(call, kvHead, r + 1), v0, v0 + apart, v0 + 2 * apart, v0 + 3 * apart, dim,
        weight, weight + rowBytes, <usize>quarter << 2,
      );
      weight += 2 * rowBytes;
    }
    if (r < rows) {
      addFour1(
        outAt(call, kvHead, r), v0, v0 + apart, v0 + 2 * apart, v0 + 3 * apart, dim, weight, <usize>quarter << 2,
      );
    }
  }
  for (let j = first + 4 * quarter; j < end; j++) {
    for (let r = 0; r < rows; r++) {
      const weight = load<f32>(weights + <usize>r * rowBytes + (<usize>j << 2));
      addOne(outAt(call, kvHead, r), values + <usize>j * valueBytes, dim, weight);
    }
  }
}

/** out += Σ weight · value of four values; their weights lie `apart` bytes from each other. */
function addFour1(out: usize, v0: usize, v1: usize, v2: usize, v3: usize, dim: i32, weights: usize, apart: usize): void {
  const p0 = v128.load_splat<f32>(weights);
  const p1 = v128.load_splat<f32>(weights + apart);
  const p2 = v128.load_splat<f32>(weights + 2 * apart);
  const p3 = v128.load_splat<f32>(weights + 3 * apart);
  const whole = out + (<usize>(dim & ~3) << 2);
  while (out < whole) {
    let sum = multiplyAdd(p0, v128.load(v0), v128.load(out));
    sum = multiplyAdd(p1, v128.load(v1), sum);
    sum = multiplyAdd(p2, v128.load(v2), sum);
    sum = multiplyAdd(p3, v128.load(v3), sum);
    v128.store(out, sum);
    out += 16;
    v0 += 16;
    v1 += 16;
    v2 += 16;
    v3 += 16;
  }
  for (let d = 0; d < (dim & 3); d++) {
    const at = <usize>d << 2;
    let sum = load<f32>(out + at) + f32x4.extract_lane(p0, 0) * load<f32>(v0 + at);
    sum += f32x4.extract_lane(p1, 0) * load<f32>(v1 + at);
    sum += f32x4.extract_lane(p2, 0) * load<f32>(v2 + at);
    sum += f32x4.extract_lane(p3, 0) * load<f32>(v3 + at);
    store<f32>(out + at, sum);
  }
}

/** The same for two rows: each value is loaded once for both. */
function addFour2(
  outA: usize, outB: usize, v0: usize, v1: usize, v2: usize, v3: usize, dim: i32,
  weightsA: usize, weightsB: usize, apart: usize,
): void {
  const a0 = v128.load_splat<f32>(weightsA);
  const a1 = v128.load_splat<f32>(weightsA + apart);
  const a2 = v128.load_splat<f32>(weightsA + 2 * apart);
  const a3 = v128.load_splat<f32>(weightsA + 3 * apart);
  const b0 = v128.load_splat<f32>(weightsB);
  const b1 = v128.load_splat<f32>(weightsB + apart);
  const b2 = v128.load_splat<f32>(weightsB + 2 * apart);
  const b3 = v128.load_splat<f32>(weightsB + 3 * apart);
  const whole = outA + (<usize>(dim & ~3) << 2);
  while (outA < whole) {
    let v = v128.load(v0);
    let sumA = multiplyAdd(a0, v, v128.load(outA));
    let sumB = multiplyAdd(b0, v, v128.load(outB));
    v = v128.load(v1);
    sumA = multiplyAdd(a1, v, sumA);
    sumB = multiplyAdd(b1, v, sumB);
    v = v128.load(v2);
    sumA = multiplyAdd(a2, v, sumA);
    sumB = multiplyAdd(b2, v, sumB);
    v = v128.load(v3);
    sumA = multiplyAdd(a3, v, sumA);
    sumB = multiplyAdd(b3, v, sumB);
    v128.store(outA, sumA);
    v128.store(outB, sumB);
    outA += 16;
    outB += 16;
    v0 += 16;
    v1 += 16;
    v2 += 16;
    v3 += 16;
  }
  for (let d = 0; d < (dim & 3); d++) {
    const at = <usize>d << 2;
    let sumA = load<f32>(outA + at) + f32x4.extract_lane(a0, 0) * load<f32>(v0 + at);
    let sumB = load<f32>(outB + at) + f32x4.extract_lane(b0, 0) * load<f32>(v0 + at);
    sumA += f32x4.extract_lane(a1, 0) * load<f32>(v1 + at);
    sumB += f32x4.extract_lane(b1, 0) * load<f32>(v1 + at);
    sumA += f32x4.extract_lane(a2, 0) * load<f32>(v2 + at);
    sumB += f32x4.extract_lane(b2, 0) * load<f32>(v2 + at);
    sumA += f32x4.extract_lane(a3, 0) * load<f32>(v3 + at);
    sumB += f32x4.extract_lane(b3, 0) * load<f32>(v3 + at);
    store<f32>(outA + at, sumA);
    store<f32>(outB + at, sumB);
  }
}

function addOne(out: usize, v: usize, dim: i32, weight: f32): void {
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
