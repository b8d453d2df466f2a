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
import { addOne, addThree, addTwo, addValue, scoreOne, scoreThree, scoreTwo } from "./few-queries-tiles";
import { finishScores } from "./scores";
import { multiplyAdd, storePart, sumLanes } from "./simd";
import { exponentials } from "./softmax";

/** Bytes of a row of scores: the keys of a segment, and room to begin anywhere in a vector. */
// @ts-ignore: decorator
@inline
function scoresRow(call: AttentionCall): usize {
  return (<usize>call.segment + 8) << 2;
}

/**
 * In how many lines keys are read: three where rows come by three, since nine sums fit in the registers and twelve do
 * not, else four.
 */
// @ts-ignore: decorator
@inline
function linesFor(rows: i32): i32 {
  return rows % 3 == 0 ? 3 : 4;
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
  return dim > 64 ? 1 : dim > 32 ? 2 : 4;
}

/** Bytes of a query, scaled: so that the rows of one key/value head lie side by side. */
// @ts-ignore: decorator
@inline
function queryBytes(call: AttentionCall): usize {
  return <usize>call.headDim << 2;
}

/** Bytes of what a segment leaves for a row of queries: the sum of values, then {@link State}. */
// @ts-ignore: decorator
@inline
function partBytes(call: AttentionCall): usize {
  return ((<usize>(call.valueDim + 3) & ~3) << 2) + State.bytes;
}

/** Behind the sum of values. */
namespace State {
  /** Σ exp(score - shift), four sums until the segment is done, then one. */
  export const sum: usize = 0;
  /** The largest score. */
  export const largest: usize = 16;
  /** What scores are lowered by before exp: the largest one, or 0 where there is none. In the end, the segment's share. */
  export const shift: usize = 20;
  export const bytes: usize = 32;
}

// Row r of a key/value head is query i = r / group of query head kvHead · group + r % group.

/**
 * Segments [from, to): u is segment u % segments of key/value head u / segments. `parts`: [units, rows, partBytes].
 * The scratch room of a thread holds scoresRow and queryBytes bytes a row.
 */
export function attentionSegments(
  call: AttentionCall, parts: usize, segments: i32, thread: i32, from: i32, to: i32,
): void {
  const scratch = call.scratchOf(thread);
  const rows = call.group * call.queryLen;
  const rowBytes = partBytes(call);
  const scoreBytes = scoresRow(call);
  const queries = scratch + <usize>rows * scoreBytes;
  const first = call.first(0);
  const last = call.end(call.queryLen - 1);
  for (let u = from; u < to; u++) {
    const kvHead = u / segments;
    const start = first + (u % segments) * call.segment;
    const end = min(last, start + call.segment);
    const part = parts + <usize>u * <usize>rows * rowBytes;
    if (start < end) {
      packQueries(call, queries, kvHead);
      scoreKeys(call, scratch, scoreBytes, queries, kvHead, start, end);
    }
    let seen = false; // a segment that nobody sees is not read further: what lies in it does not count
    for (let r = 0; r < rows; r++) {
      const largest = finishRow(call, scratch + <usize>r * scoreBytes, part + <usize>r * rowBytes, kvHead, r, start, end);
      seen = seen || largest != -Infinity;
    }
    if (seen) sumValues(call, part, rowBytes, scratch, scoreBytes, kvHead, start, end);
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
      const state = own + rowBytes - State.bytes;
      const sink = call.sink(head);
      let largest = sink;
      for (let s = 0; s < segments; s++) largest = max(largest, load<f32>(state + <usize>s * segmentBytes, State.largest));
      const out = call.out + ((<usize>i * call.outStride + <usize>head * call.outHead) << 2);
      if (largest == -Infinity) {
        memory.fill(out, 0, <usize>dim << 2);
        call.keepSum(head, i, -Infinity, 0);
        continue;
      }
      let total = expOf(sink - largest);
      for (let s = 0; s < segments; s++) {
        const at = state + <usize>s * segmentBytes;
        const share = expOf(load<f32>(at, State.largest) - largest);
        total += load<f32>(at, State.sum) * share;
        store<f32>(at, share, State.shift);
      }
      const whole = f32x4.splat(total);
      for (let d = 0; d < dim; d += 4) {
        const at = own + (<usize>d << 2);
        let sum = f32x4.splat(0);
        for (let s = 0; s < segments; s++) {
          const share = v128.load_splat<f32>(state + <usize>s * segmentBytes, State.shift);
          sum = multiplyAdd(share, v128.load(at + <usize>s * segmentBytes), sum);
        }
        sum = f32x4.div(sum, whole);
        if (d + 4 <= dim) v128.store(out + (<usize>d << 2), sum);
        else storePart(out + (<usize>d << 2), sum, dim - d);
      }
      call.keepSum(head, i, largest, total);
    }
  }
}

function expOf(x: f32): f32 {
  return f32x4.extract_lane(exp4(f32x4.splat(x)), 0);
}

/** [rows, headDim], scaled. */
function packQueries(call: AttentionCall, to: usize, kvHead: i32): void {
  const bytes = queryBytes(call);
  for (let i = 0; i < call.queryLen; i++) {
    for (let g = 0; g < call.group; g++) {
      const q = call.q + ((<usize>i * call.queryStride + <usize>(kvHead * call.group + g) * call.queryHead) << 2);
      for (let at: usize = 0; at < bytes; at += 4) store<f32>(to + at, load<f32>(q + at) * call.scale);
      to += bytes;
    }
  }
}

/** scores[r, j - first] = q[r] · k[j] for the keys [first, end). */
function scoreKeys(
  call: AttentionCall, scores: usize, rowBytes: usize, queries: usize, kvHead: i32, first: i32, end: i32,
): void {
  const rows = call.group * call.queryLen;
  const keyBytes = <usize>call.keyStride << 2;
  const keys = call.k + ((<usize>kvHead * call.keyHead + <usize>first * call.keyStride) << 2);
  const whole = queryBytes(call) & ~15;
  const lines = linesFor(rows);
  const line = (end - first) / lines;
  const chunk = chunkKeys(call.headDim);
  for (let j = 0; j < line; j += chunk) {
    const count = min(chunk, line - j);
    let row = scores + (<usize>j << 2);
    let q = queries;
    const k = keys + <usize>j * keyBytes;
    let r = 0;
    if (lines == 3) {
      for (; r < rows; r += 3) {
        scoreThree(row, rowBytes, q, queryBytes(call), whole, k, keyBytes, line, count);
        row += 3 * rowBytes;
        q += 3 * queryBytes(call);
      }
      continue;
    }
    for (; r + 1 < rows; r += 2) {
      scoreTwo(row, row + rowBytes, q, q + queryBytes(call), whole, k, keyBytes, line, count);
      row += 2 * rowBytes;
      q += 2 * queryBytes(call);
    }
    if (r < rows) scoreOne(row, q, whole, k, keyBytes, line, count);
  }
  // the keys that are left over, at most three, each as four times the same
  const rest = lines * line;
  if (rest < end - first) {
    for (let r = 0; r < rows; r++) {
      const row = scores + <usize>r * rowBytes + (<usize>rest << 2);
      scoreOne(row, queries + <usize>r * queryBytes(call), whole, keys + <usize>rest * keyBytes, keyBytes, 0, end - first - rest);
    }
  }
  if (call.headDim & 3) {
    for (let r = 0; r < rows; r++) {
      const q = queries + <usize>r * queryBytes(call) + whole;
      f32Tail(scores + <usize>r * rowBytes, q, keys + whole, keyBytes, call.headDim & 3, end - first);
    }
  }
}

/** Finishes the scores of a row, and begins its part; keys of [first, end) that it does not see get -Infinity. Returns the largest. */
function finishRow(call: AttentionCall, row: usize, part: usize, kvHead: i32, r: i32, first: i32, end: i32): f32 {
  const i = r / call.group;
  const head = kvHead * call.group + (r % call.group);
  const count = end - first;
  const begin = min(max(call.first(i) - first, 0), count);
  const stop = max(begin, min(call.end(i) - first, count));
  let largest: f32 = -Infinity;
  if (begin < stop) {
    const bias = call.biasRow(head, i);
    largest = finishScores(row, begin, stop, call.softcap, bias ? bias + (<usize>first << 2) : 0);
  }
  for (let j = 0; j < begin; j++) store<f32>(row + (<usize>j << 2), -Infinity);
  for (let j = stop; j < count; j++) store<f32>(row + (<usize>j << 2), -Infinity);
  const state = part + partBytes(call) - State.bytes;
  for (let at = part; at < state + State.bytes; at += 16) v128.store(at, f32x4.splat(0));
  store<f32>(state, largest, State.largest);
  store<f32>(state, largest == -Infinity ? 0 : largest, State.shift);
  return largest;
}

/**
 * Scores of four keys of each line become weights, in place, for all rows.
 *
 * Weights are made where they are used, a few at a time: exp in a pass of its own took a fifth of the time of three rows,
 * with memory at rest. Here it is done while the next values come.
 */
function weighFour(scores: usize, rowBytes: usize, state: usize, partRow: usize, rows: i32, lines: i32, apart: usize): void {
  for (let r = 0; r < rows; r++) {
    const shift = v128.load_splat<f32>(state, State.shift);
    let sum = v128.load(state, State.sum);
    let at = scores;
    for (let n = 0; n < lines; n++) {
      const e = exp4(f32x4.sub(v128.load(at), shift));
      v128.store(at, e);
      sum = f32x4.add(sum, e);
      at += apart;
    }
    v128.store(state, sum, State.sum);
    scores += rowBytes;
    state += partRow;
  }
}

/** part[r] += Σ exp(scores[r, j - first] - shift) · v[j], and the sums of the weights. */
function sumValues(
  call: AttentionCall, part: usize, partRow: usize, scores: usize, rowBytes: usize, kvHead: i32, first: i32, end: i32,
): void {
  const rows = call.group * call.queryLen;
  const valueBytes = <usize>call.valueStride << 2;
  const values = call.v + ((<usize>kvHead * call.valueHead + <usize>first * call.valueStride) << 2);
  const dim = call.valueDim;
  const state = part + partRow - State.bytes;
  const lines = linesFor(rows);
  const line = ((end - first) / lines) & ~3;
  const chunk = rows <= 3 ? 4 : chunkKeys(dim);
  const done = lines * line;
  if (rows > 3) {
    // Here memory rests anyway, while the later rows compute, and weights made bit by bit cost more than they save: 46
    // instead of 36 ns a key for four rows of 128.
    for (let r = 0; r < rows; r++) {
      const weights = scores + <usize>r * rowBytes;
      const at = state + <usize>r * partRow;
      store<f32>(at, exponentials(weights, weights, done, load<f32>(at, State.shift)), State.sum);
    }
  }
  for (let j = 0; j < line; j += chunk) {
    let weights = scores + (<usize>j << 2);
    if ((j & 3) == 0 && rows <= 3) weighFour(weights, rowBytes, state, partRow, rows, lines, <usize>line << 2);
    const v = values + <usize>j * valueBytes;
    let sums = part;
    let r = 0;
    if (lines == 3) {
      for (; r < rows; r += 3) {
        addThree(sums, partRow, v, valueBytes, line, dim, weights, rowBytes, chunk);
        weights += 3 * rowBytes;
        sums += 3 * partRow;
      }
      continue;
    }
    for (; r + 1 < rows; r += 2) {
      addTwo(sums, sums + partRow, v, valueBytes, line, dim, weights, weights + rowBytes, chunk);
      weights += 2 * rowBytes;
      sums += 2 * partRow;
    }
    if (r < rows) addOne(sums, v, valueBytes, line, dim, weights, chunk);
  }
  // the keys that are left over, at most fifteen
  const rest = end - first - done;
  for (let r = 0; r < rows; r++) {
    const weights = scores + <usize>r * rowBytes + (<usize>done << 2);
    const sums = part + <usize>r * partRow;
    const state = sums + partRow - State.bytes;
    const restSum = exponentials(weights, weights, rest, load<f32>(state, State.shift));
    store<f32>(state, sumLanes(v128.load(state, State.sum)) + restSum, State.sum);
    for (let j = 0; j < rest; j++) {
      addValue(sums, values + <usize>(done + j) * valueBytes, dim, load<f32>(weights + (<usize>j << 2)));
    }
  }
}
