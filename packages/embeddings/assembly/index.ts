/**
 * word2vec's inner loops with vector instructions: the same steps in the same order as src/word2vec-plain.ts, four
 * numbers at a time. All arrays lie in one memory, which the page allocates and reads.
 * @module
 */

let dim: i32 = 0;
let numWords: f64 = 0;
let window: u32 = 1;
let negative: i32 = 1;
let inputs: usize = 0; // f32 [numWords, dim]
let outputs: usize = 0; // f32 [numWords, dim]
let hidden: usize = 0; // f32 [dim]
let gradient: usize = 0; // f32 [dim]
let sentence: usize = 0; // u32
let shares: usize = 0; // f32 [numWords]
let aliases: usize = 0; // u32 [numWords]
let sigmoid: usize = 0; // f32 [tableSize]
let logSigmoid: usize = 0; // f32 [tableSize]
let tableSize: i32 = 0;
let tableReach: f32 = 0;

let random: u32 = 1;
let loss: f64 = 0;
let lossCount: f64 = 0;

export function setSizes(d: i32, words: i32, reach: u32, negatives: i32, size: i32, limit: f32, seed: u32): void {
  dim = d;
  numWords = <f64>words;
  window = reach;
  negative = negatives;
  tableSize = size;
  tableReach = limit;
  random = seed;
}

export function setArrays(
  a: usize, b: usize, c: usize, d: usize, e: usize, f: usize, g: usize, h: usize, i: usize,
): void {
  inputs = a;
  outputs = b;
  hidden = c;
  gradient = d;
  sentence = e;
  shares = f;
  aliases = g;
  sigmoid = h;
  logSigmoid = i;
}

export function getLoss(): f64 {
  return loss;
}

export function getLossCount(): f64 {
  return lossCount;
}

export function clearLoss(): void {
  loss = 0;
  lossCount = 0;
}

export function nextRandom(): u32 {
  let x = random;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  random = x;
  return x;
}

export function skipGram(length: i32, rate: f32): void {
  for (let i = 0; i < length; i++) {
    const center = rowOf(inputs, load<u32>(sentence + (<usize>i << 2)));
    const reach = <i32>(1 + (nextRandom() % window));
    const last = min(length - 1, i + reach);
    for (let j = max(0, i - reach); j <= last; j++) {
      if (j == i) continue;
      memory.fill(gradient, 0, <usize>dim << 2);
      compare(center, load<u32>(sentence + (<usize>j << 2)), rate);
      addTo(center, gradient, 1);
    }
  }
}

export function cbow(length: i32, rate: f32): void {
  for (let i = 0; i < length; i++) {
    const reach = <i32>(1 + (nextRandom() % window));
    const first = max(0, i - reach);
    const last = min(length - 1, i + reach);
    if (first == last) continue;
    memory.fill(hidden, 0, <usize>dim << 2);
    for (let j = first; j <= last; j++) {
      if (j != i) addTo(hidden, rowOf(inputs, load<u32>(sentence + (<usize>j << 2))), <f32>1 / <f32>(last - first));
    }
    memory.fill(gradient, 0, <usize>dim << 2);
    compare(hidden, load<u32>(sentence + (<usize>i << 2)), rate);
    for (let j = first; j <= last; j++) {
      if (j != i) addTo(rowOf(inputs, load<u32>(sentence + (<usize>j << 2))), gradient, 1);
    }
  }
}

// @ts-ignore: decorator
@inline
function rowOf(matrix: usize, word: u32): usize {
  return matrix + <usize>word * (<usize>dim << 2);
}

/** to += scale · from */
function addTo(to: usize, from: usize, scale: f32): void {
  const factor = f32x4.splat(scale);
  let i: i32 = 0;
  for (; i + 4 <= dim; i += 4) {
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(v128.load(from), factor)));
    to += 16;
    from += 16;
  }
  for (; i < dim; i++) {
    store<f32>(to, load<f32>(to) + load<f32>(from) * scale);
    to += 4;
    from += 4;
  }
}

function compare(from: usize, word: u32, learningRate: f32): void {
  for (let n = 0; n <= negative; n++) {
    let target = word;
    if (n > 0) {
      const x = (<f64>nextRandom() / 4294967296.0) * numWords;
      const column = <u32>x;
      const share = <f64>load<f32>(shares + (<usize>column << 2));
      target = x - <f64>column < share ? column : load<u32>(aliases + (<usize>column << 2));
      if (target == word) continue;
    }
    const row = rowOf(outputs, target);
    const step = <f32>(n == 0 ? 1 : 0) - probability(dot(from, row), n == 0);
    if (step != 0) exchange(from, row, step * learningRate);
  }
}

/** Four sums of four lanes, because one would wait for each addition. */
function dot(a: usize, b: usize): f32 {
  let sum0 = f32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let i: i32 = 0;
  for (; i + 16 <= dim; i += 16) {
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load(a), v128.load(b)));
    sum1 = f32x4.add(sum1, f32x4.mul(v128.load(a, 16), v128.load(b, 16)));
    sum2 = f32x4.add(sum2, f32x4.mul(v128.load(a, 32), v128.load(b, 32)));
    sum3 = f32x4.add(sum3, f32x4.mul(v128.load(a, 48), v128.load(b, 48)));
    a += 64;
    b += 64;
  }
  for (; i + 4 <= dim; i += 4) {
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load(a), v128.load(b)));
    a += 16;
    b += 16;
  }
  const sums = f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3));
  let sum =
    f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) + f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3);
  for (; i < dim; i++) {
    sum += load<f32>(a) * load<f32>(b);
    a += 4;
    b += 4;
  }
  return sum;
}

/** gradient += rate · row; row += rate · from. One pass, because both need the row as it was. */
function exchange(from: usize, row: usize, rate: f32): void {
  const factor = f32x4.splat(rate);
  let to = gradient;
  let i: i32 = 0;
  for (; i + 4 <= dim; i += 4) {
    const output = v128.load(row);
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(factor, output)));
    v128.store(row, f32x4.add(output, f32x4.mul(factor, v128.load(from))));
    to += 16;
    row += 16;
    from += 16;
  }
  for (; i < dim; i++) {
    const output = load<f32>(row);
    store<f32>(to, load<f32>(to) + rate * output);
    store<f32>(row, output + rate * load<f32>(from));
    to += 4;
    row += 4;
    from += 4;
  }
}

/** Sigmoid of a score, from the table, and the loss on the side. */
function probability(score: f32, together: bool): f32 {
  lossCount += 1;
  if (score >= tableReach || score <= -tableReach) {
    if (together == score < 0) loss += <f64>abs(score);
    return score < 0 ? 0 : 1;
  }
  const i = <i32>((score + tableReach) * (<f32>tableSize / (2 * tableReach)));
  loss -= <f64>load<f32>(logSigmoid + (<usize>(together ? i : tableSize - 1 - i) << 2));
  return load<f32>(sigmoid + (<usize>i << 2));
}
