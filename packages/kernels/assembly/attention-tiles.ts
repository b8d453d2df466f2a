/**
 * Attention of many queries: tiles of 64 queries by 64 keys, with the softmax kept up to date from tile to tile.
 *
 * A row remembers the largest score so far and the sum of exp(score - largest). When a later tile has a larger one, what
 * was summed before shrinks by exp(old - new). So no row of queryLen · keyLen scores ever exists, and tiles that no
 * query of the block sees are not computed: a causal mask costs half, a sliding window only its own length.
 *
 * Keys and values are packed, tile by tile, into panels of eight columns, and both products are those of mat-mul.ts.
 * @module
 * @see Dao et al. 2022, section 3.1, https://arxiv.org/abs/2205.14135
 * @see Milakov and Gimelshein 2018, section 3, https://arxiv.org/abs/1805.02867
 */
import { AttentionCall } from "./attention-call";
import { exp4 } from "./exp";
import { tile4 } from "./mat-mul";
import { finishScores } from "./scores";
import { exponentials, multiplyRow } from "./softmax";

/** Queries of a block, and keys of a tile. */
const TILE: i32 = 64;

/** Blocks [from, to) of TILE queries of a head: block b is the b % blocks-th of head b / blocks, the last one first. */
export function attentionTiles(call: AttentionCall, thread: i32, from: i32, to: i32): void {
  const scratch = call.scratchOf(thread);
  const blocks = (call.queryLen + TILE - 1) / TILE;
  for (let b = from; b < to; b++) {
    // Late queries see most keys. Threads take blocks in this order, so the small ones fill the gaps at the end.
    const head = b % call.numHeads;
    const block = blocks - 1 - b / call.numHeads;
    attendBlock(call, scratch, head, block * TILE, min(TILE, call.queryLen - block * TILE));
  }
}

/** Queries [i0, i0 + rows) of a head. */
function attendBlock(call: AttentionCall, scratch: usize, head: i32, i0: i32, rows: i32): void {
  const dim = call.headDim;
  const width = (call.valueDim + 7) & ~7; // of a row of sums
  const rowsUp = (rows + 3) & ~3;
  const queries = scratch; // [TILE, dim]
  const sums = queries + ((<usize>TILE * dim) << 2); // [TILE, width]
  const keys = sums + ((<usize>TILE * width) << 2); // [TILE / 8, dim, 8]
  const values = keys + ((<usize>TILE * dim) << 2); // [width / 8, TILE, 8]
  const scores = values + ((<usize>TILE * width) << 2); // [4, TILE]
  const state = scores + ((<usize>4 * TILE) << 2); // [TILE, 2]: largest score, Σ exp(score - largest)

  packQueries(call, queries, head, i0, rows, rowsUp);
  memory.fill(sums, 0, <usize>(rowsUp * width) << 2);
  for (let r = 0; r < rowsUp; r++) {
    store<f32>(state + (<usize>r << 3), -Infinity);
    store<f32>(state + (<usize>r << 3), 0, 4);
  }

  const kvHead = head / call.group;
  const first = call.first(i0);
  const end = call.end(i0 + rows - 1);
  for (let k0 = first; k0 < end; k0 += TILE) {
    const count = min(TILE, end - k0);
    packKeys(call, keys, kvHead, k0, count);
    packValues(call, values, kvHead, k0, count, width);
    for (let r = 0; r < rowsUp; r += 4) {
      const last = i0 + min(r + 3, rows - 1);
      if (call.end(last) <= k0 || call.first(i0 + r) >= k0 + count) continue; // none of the four sees this tile
      const q = queries + ((<usize>r * dim) << 2);
      for (let j = 0; j < count; j += 8) {
        tile4(scores + (<usize>j << 2), q, keys + ((<usize>j * dim) << 2), dim, <usize>dim << 2, TILE << 2, 8, 0);
      }
      for (let n = r; n < r + 4; n++) {
        weighRow(call, scores + ((<usize>(n - r) * TILE) << 2), state + (<usize>n << 3), sums + ((<usize>n * width) << 2),
          width, head, i0 + n, n < rows, k0, count);
      }
      const s = sums + ((<usize>r * width) << 2);
      for (let d = 0; d < width; d += 8) {
        tile4(s + (<usize>d << 2), scores, values + ((<usize>d * TILE) << 2), count, TILE << 2, <usize>width << 2, 8, 1);
      }
    }
  }
  for (let r = 0; r < rows; r++) {
    finishRow(call, state + (<usize>r << 3), sums + ((<usize>r * width) << 2), head, i0 + r);
  }
}

/** Scores of a row become weights relative to the row's largest score so far; what was summed before is brought in line. */
function weighRow(
  call: AttentionCall, row: usize, state: usize, sums: usize, width: i32, head: i32, i: i32, real: bool, k0: i32, count: i32,
): void {
  const begin = max(call.first(i) - k0, 0);
  const end = min(call.end(i) - k0, count);
  let tileMax: f32 = -Infinity;
  if (real && begin < end) {
    const bias = call.biasRow(head, i);
    tileMax = finishScores(row, begin, end, call.softcap, bias ? bias + (<usize>k0 << 2) : 0);
  }
  if (tileMax == -Infinity) {
    memory.fill(row, 0, TILE << 2);
    return;
  }
  const before = load<f32>(state);
  const largest = max(before, tileMax);
  if (largest != before) {
    store<f32>(state, largest);
    if (before != -Infinity) {
      const shrink = f32x4.extract_lane(exp4(f32x4.splat(before - largest)), 0);
      store<f32>(state, load<f32>(state, 4) * shrink, 4);
      const factor = f32x4.splat(shrink);
      for (let d = 0; d < width; d += 4) {
        const at = sums + (<usize>d << 2);
        v128.store(at, f32x4.mul(v128.load(at), factor));
      }
    }
  }
  const at = row + (<usize>begin << 2);
  store<f32>(state, load<f32>(state, 4) + exponentials(at, at, end - begin, largest), 4);
  if (begin > 0) memory.fill(row, 0, <usize>begin << 2);
  if (end < count) memory.fill(row + (<usize>end << 2), 0, <usize>(count - end) << 2);
}

/** Adds the sink, divides, and writes the row. */
function finishRow(call: AttentionCall, state: usize, sums: usize, head: i32, i: i32): void {
  const out = call.out + ((<usize>i * call.outStride + <usize>head * call.outHead) << 2);
  const before = load<f32>(state);
  const sink = call.sink(head);
  const largest = max(before, sink);
  if (largest == -Infinity) {
    memory.fill(out, 0, <usize>call.valueDim << 2);
    call.keepSum(head, i, -Infinity, 0);
    return;
  }
  const shrink = before == -Infinity ? <f32>0 : f32x4.extract_lane(exp4(f32x4.splat(before - largest)), 0);
  const sum = load<f32>(state, 4) * shrink + f32x4.extract_lane(exp4(f32x4.splat(sink - largest)), 0);
  multiplyRow(sums, call.valueDim, shrink / sum);
  memory.copy(out, sums, <usize>call.valueDim << 2);
  call.keepSum(head, i, largest, sum);
}

/** [rowsUp, dim], scaled; rows that are not there are 0. */
function packQueries(call: AttentionCall, to: usize, head: i32, i0: i32, rows: i32, rowsUp: i32): void {
  const dim = call.headDim;
  for (let r = 0; r < rows; r++) {
    const q = call.q + ((<usize>(i0 + r) * call.queryStride + <usize>head * call.queryHead) << 2);
    const at = to + ((<usize>r * dim) << 2);
    for (let d = 0; d < dim; d++) store<f32>(at + (<usize>d << 2), load<f32>(q + (<usize>d << 2)) * call.scale);
  }
  memory.fill(to + ((<usize>rows * dim) << 2), 0, (<usize>(rowsUp - rows) * dim) << 2);
}

/** Keys as columns, [count / 8, dim, 8]: panel p holds keys 8p … 8p + 7, dim by dim. Keys that are not there are 0. */
function packKeys(call: AttentionCall, to: usize, kvHead: i32, k0: i32, count: i32): void {
  const dim = call.headDim;
  const keyBytes = <usize>call.keyStride << 2;
  let k = call.k + ((<usize>kvHead * call.keyHead + <usize>k0 * call.keyStride) << 2);
  for (let j = 0; j < count; j += 4) {
    const at = to + ((<usize>(j & ~7) * dim + <usize>(j & 4)) << 2);
    if (j + 4 <= count) transposeFour(at, k, k + keyBytes, k + 2 * keyBytes, k + 3 * keyBytes, dim);
    else {
      for (let c = 0; c < 4; c++) {
        for (let d = 0; d < dim; d++) {
          const value: f32 = j + c < count ? load<f32>(k + <usize>c * keyBytes + (<usize>d << 2)) : 0;
          store<f32>(at + ((<usize>d * 8 + c) << 2), value);
        }
      }
    }
    k += 4 * keyBytes;
  }
  if ((count - 1) & 4) return;
  // the keys end in the first half of the last panel: its second half
  const at = to + ((<usize>((count - 1) & ~7) * dim + 4) << 2);
  for (let d = 0; d < dim; d++) v128.store(at + (<usize>d << 5), f32x4.splat(0));
}

/** Writes four rows as four columns of a panel: to[d, 0 … 3] = k0[d], k1[d], k2[d], k3[d]. */
function transposeFour(to: usize, k0: usize, k1: usize, k2: usize, k3: usize, dim: i32): void {
  const whole = dim & ~3;
  let d = 0;
  for (; d < whole; d += 4) {
    const at = <usize>d << 2;
    const a = v128.load(k0 + at);
    const b = v128.load(k1 + at);
    const c = v128.load(k2 + at);
    const e = v128.load(k3 + at);
    const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const ceLow = v128.shuffle<f32>(c, e, 0, 4, 1, 5);
    const ceHigh = v128.shuffle<f32>(c, e, 2, 6, 3, 7);
    const column = to + (<usize>d << 5);
    v128.store(column, v128.shuffle<f32>(abLow, ceLow, 0, 1, 4, 5));
    v128.store(column, v128.shuffle<f32>(abLow, ceLow, 2, 3, 6, 7), 32);
    v128.store(column, v128.shuffle<f32>(abHigh, ceHigh, 0, 1, 4, 5), 64);
    v128.store(column, v128.shuffle<f32>(abHigh, ceHigh, 2, 3, 6, 7), 96);
  }
  for (; d < dim; d++) {
    const at = <usize>d << 2;
    const column = to + (<usize>d << 5);
    store<f32>(column, load<f32>(k0 + at));
    store<f32>(column, load<f32>(k1 + at), 4);
    store<f32>(column, load<f32>(k2 + at), 8);
    store<f32>(column, load<f32>(k3 + at), 12);
  }
}

/** Values in panels of eight dims, [width / 8, TILE, 8]; dims that are not there are 0. */
function packValues(call: AttentionCall, to: usize, kvHead: i32, k0: i32, count: i32, width: i32): void {
  const dim = call.valueDim;
  let v = call.v + ((<usize>kvHead * call.valueHead + <usize>k0 * call.valueStride) << 2);
  for (let j = 0; j < count; j++) {
    const at = to + (<usize>j << 5);
    let d = 0;
    for (; d + 8 <= dim; d += 8) {
      const panel = at + ((<usize>d * TILE) << 2);
      v128.store(panel, v128.load(v + (<usize>d << 2)));
      v128.store(panel, v128.load(v + (<usize>d << 2), 16), 16);
    }
    for (; d < width; d++) {
      const value: f32 = d < dim ? load<f32>(v + (<usize>d << 2)) : 0;
      store<f32>(at + ((<usize>(d & ~7) * TILE + (d & 7)) << 2), value);
    }
    v += <usize>call.valueStride << 2;
  }
}
