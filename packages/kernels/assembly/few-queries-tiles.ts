/**
 * The inner loops of attention with few queries: scores of a few keys, and sums of a few values.
 *
 * Each takes one, two or three rows of queries, which share every load, and reads three or four lines of keys or values,
 * `distance` rows apart. `count`: how many of each line.
 * @module
 */
import { multiplyAdd, sumFour, sumLanes } from "./simd";

/** One query, `count` keys from `keys` on, and those `distance`, 2 · distance and 3 · distance behind them. */
export function scoreOne(row: usize, q: usize, bytes: usize, keys: usize, keyBytes: usize, distance: usize, count: i32): void {
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
    storeScores(row, apart, sumFour(s0, s1, s2, s3));
    row += 4;
    keys += keyBytes;
  }
}

/** Two queries: each key is loaded once for both. */
export function scoreTwo(
  rowA: usize, rowB: usize, qA: usize, qB: usize, bytes: usize, keys: usize, keyBytes: usize, distance: usize, count: i32,
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
    storeScores(rowA, apart, sumFour(a0, a1, a2, a3));
    storeScores(rowB, apart, sumFour(b0, b1, b2, b3));
    rowA += 4;
    rowB += 4;
    keys += keyBytes;
  }
}

/** Three queries and three lines of keys: nine sums are as many as registers hold beside what they are made of. */
export function scoreThree(
  rowA: usize, rowBytes: usize, qA: usize, qBytes: usize, bytes: usize, keys: usize, keyBytes: usize, distance: usize, count: i32,
): void {
  const apart = distance << 2;
  for (let n = 0; n < count; n++) {
    let k0 = keys;
    let k1 = k0 + distance * keyBytes;
    let k2 = k1 + distance * keyBytes;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let c0 = a0;
    let c1 = a0;
    let c2 = a0;
    let atA = qA;
    let atB = atA + qBytes;
    let atC = atB + qBytes;
    const end = k0 + bytes;
    while (k0 < end) {
      const xA = v128.load(atA);
      const xB = v128.load(atB);
      const xC = v128.load(atC);
      let k = v128.load(k0);
      a0 = multiplyAdd(xA, k, a0);
      b0 = multiplyAdd(xB, k, b0);
      c0 = multiplyAdd(xC, k, c0);
      k = v128.load(k1);
      a1 = multiplyAdd(xA, k, a1);
      b1 = multiplyAdd(xB, k, b1);
      c1 = multiplyAdd(xC, k, c1);
      k = v128.load(k2);
      a2 = multiplyAdd(xA, k, a2);
      b2 = multiplyAdd(xB, k, b2);
      c2 = multiplyAdd(xC, k, c2);
      k0 += 16;
      k1 += 16;
      k2 += 16;
      atA += 16;
      atB += 16;
      atC += 16;
    }
    let sums = sumFour(a0, a1, a2, b0);
    v128.store_lane<f32>(rowA, sums, 0);
    v128.store_lane<f32>(rowA + apart, sums, 1);
    v128.store_lane<f32>(rowA + 2 * apart, sums, 2);
    const rowB = rowA + rowBytes;
    v128.store_lane<f32>(rowB, sums, 3);
    sums = sumFour(b1, b2, c0, c1);
    v128.store_lane<f32>(rowB + apart, sums, 0);
    v128.store_lane<f32>(rowB + 2 * apart, sums, 1);
    const rowC = rowB + rowBytes;
    v128.store_lane<f32>(rowC, sums, 2);
    v128.store_lane<f32>(rowC + apart, sums, 3);
    store<f32>(rowC + 2 * apart, sumLanes(c2));
    rowA += 4;
    keys += keyBytes;
  }
}

// @ts-ignore: decorator
@inline
function storeScores(row: usize, apart: usize, sums: v128): void {
  v128.store_lane<f32>(row, sums, 0);
  v128.store_lane<f32>(row + apart, sums, 1);
  v128.store_lane<f32>(row + 2 * apart, sums, 2);
  v128.store_lane<f32>(row + 3 * apart, sums, 3);
}

/** out += Σ weight · value for `count` values from v on, and those `distance`, 2 · distance and 3 · distance behind them. */
export function addOne(out: usize, v: usize, valueBytes: usize, distance: usize, dim: i32, weights: usize, count: i32): void {
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
export function addTwo(
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

/** Three rows and three lines of values, as in {@link scoreThree}. */
export function addThree(
  outA: usize, outRow: usize, v: usize, valueBytes: usize, distance: usize, dim: i32, weights: usize, rowBytes: usize, count: i32,
): void {
  const apart = distance << 2;
  const bytes = <usize>(dim & ~3) << 2;
  for (let n = 0; n < count; n++) {
    let v0 = v;
    let v1 = v0 + distance * valueBytes;
    let v2 = v1 + distance * valueBytes;
    const a0 = v128.load_splat<f32>(weights);
    const a1 = v128.load_splat<f32>(weights + apart);
    const a2 = v128.load_splat<f32>(weights + 2 * apart);
    const weightsB = weights + rowBytes;
    const b0 = v128.load_splat<f32>(weightsB);
    const b1 = v128.load_splat<f32>(weightsB + apart);
    const b2 = v128.load_splat<f32>(weightsB + 2 * apart);
    const weightsC = weightsB + rowBytes;
    const c0 = v128.load_splat<f32>(weightsC);
    const c1 = v128.load_splat<f32>(weightsC + apart);
    const c2 = v128.load_splat<f32>(weightsC + 2 * apart);
    let atA = outA;
    let atB = atA + outRow;
    let atC = atB + outRow;
    const end = v0 + bytes;
    while (v0 < end) {
      let value = v128.load(v0);
      let sumA = multiplyAdd(a0, value, v128.load(atA));
      let sumB = multiplyAdd(b0, value, v128.load(atB));
      let sumC = multiplyAdd(c0, value, v128.load(atC));
      value = v128.load(v1);
      sumA = multiplyAdd(a1, value, sumA);
      sumB = multiplyAdd(b1, value, sumB);
      sumC = multiplyAdd(c1, value, sumC);
      value = v128.load(v2);
      v128.store(atA, multiplyAdd(a2, value, sumA));
      v128.store(atB, multiplyAdd(b2, value, sumB));
      v128.store(atC, multiplyAdd(c2, value, sumC));
      atA += 16;
      atB += 16;
      atC += 16;
      v0 += 16;
      v1 += 16;
      v2 += 16;
    }
    const zero = f32x4.splat(0);
    if (dim & 3) {
      addRest(atA, v0, v1, v2, v0, dim & 3, a0, a1, a2, zero);
      addRest(atB, v0, v1, v2, v0, dim & 3, b0, b1, b2, zero);
      addRest(atC, v0, v1, v2, v0, dim & 3, c0, c1, c2, zero);
    }
    v += valueBytes;
    weights += 4;
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

export function addValue(out: usize, v: usize, dim: i32, weight: f32): void {
  const weights = f32x4.splat(weight);
  let d = 0;
  for (; d + 4 <= dim; d += 4) {
    const at = <usize>d << 2;
    v128.store(out + at, multiplyAdd(weights, v128.load(v + at), v128.load(out + at)));
  }
  for (; d < dim; d++) {
    const at = <usize>d << 2;
    store<f32>(out + at, load<f32>(out + at) + weight * load<f32>(v + at));
  }
}
