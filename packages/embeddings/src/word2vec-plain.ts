/**
 * word2vec's inner loops in TypeScript: what the vector instructions of word2vec-simd.ts do, to read.
 * @module
 */
import {
  arrayBytes,
  firstState,
  layOutArrays,
  tableReach,
  tableSize,
  type Word2VecKernel,
  type Word2VecSizes,
} from "./word2vec-kernel.ts";

export function createPlainWord2Vec(sizes: Word2VecSizes): Word2VecKernel {
  const { dim, window, negative } = sizes;
  const arrays = layOutArrays(new ArrayBuffer(arrayBytes(sizes)), 0, sizes);
  const { inputs, outputs, hidden, gradient, sentence, shares, aliases, sigmoid, logSigmoid } = arrays;
  const numWords = shares.length;
  const wholeFours = dim & ~3;
  let random = firstState(sizes.seed);
  let loss = 0;
  let lossCount = 0;

  /** Xorshift: in these loops a better generator would cost more than it gives. */
  function nextRandom(): number {
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    return random >>> 0;
  }

  /** The middle word's vector is compared with each word around it, and moves after each. */
  function skipGram(length: number, learningRate: number): void {
    for (let i = 0; i < length; i++) {
      const center = sentence[i] * dim; // inputs[word, 0]
      const reach = 1 + (nextRandom() % window);
      const last = Math.min(length - 1, i + reach);
      for (let j = Math.max(0, i - reach); j <= last; j++) {
        if (j === i) continue;
        gradient.fill(0);
        compare(inputs, center, sentence[j], learningRate);
        for (let d = 0; d < dim; d++) inputs[center + d] += gradient[d];
      }
    }
  }

  /** The mean of the words around is compared with the middle word; then all of them move. */
  function cbow(length: number, learningRate: number): void {
    for (let i = 0; i < length; i++) {
      const reach = 1 + (nextRandom() % window);
      const first = Math.max(0, i - reach);
      const last = Math.min(length - 1, i + reach);
      if (first === last) continue; // nothing around
      hidden.fill(0);
      const share = 1 / (last - first);
      for (let j = first; j <= last; j++) {
        if (j === i) continue;
        const around = sentence[j] * dim; // inputs[word, 0]
        for (let d = 0; d < dim; d++) hidden[d] += share * inputs[around + d];
      }
      gradient.fill(0);
      compare(hidden, 0, sentence[i], learningRate);
      for (let j = first; j <= last; j++) {
        if (j === i) continue;
        const around = sentence[j] * dim; // inputs[word, 0]
        for (let d = 0; d < dim; d++) inputs[around + d] += gradient[d];
      }
    }
  }

  /**
   * Compares from[start …] with the output vector of `word`, which was there, and of `negative` random words, which were
   * not; moves the output vectors and adds to `gradient` how `from` should move.
   */
  function compare(from: Float32Array, start: number, word: number, learningRate: number): void {
    // #region compare
    for (let n = 0; n <= negative; n++) {
      let target = word;
      if (n > 0) {
        const x = (nextRandom() / 2 ** 32) * numWords;
        const column = Math.floor(x);
        target = x - column < shares[column] ? column : aliases[column];
        if (target === word) continue;
      }
      const row = target * dim; // outputs[target, 0]
      const step = (n === 0 ? 1 : 0) - probability(dot(from, start, row), n === 0);
      if (step === 0) continue;
      const rate = step * learningRate;
      for (let d = 0; d < dim; d++) {
        const output = outputs[row + d];
        gradient[d] += rate * output;
        outputs[row + d] = output + rate * from[start + d];
      }
    }
    // #endregion compare
  }

  /** Four sums, because one would wait for each addition: measured 1.9 times as fast. */
  function dot(from: Float32Array, start: number, row: number): number {
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let d = 0; d < wholeFours; d += 4) {
      sum0 += from[start + d] * outputs[row + d];
      sum1 += from[start + d + 1] * outputs[row + d + 1];
      sum2 += from[start + d + 2] * outputs[row + d + 2];
      sum3 += from[start + d + 3] * outputs[row + d + 3];
    }
    for (let d = wholeFours; d < dim; d++) sum0 += from[start + d] * outputs[row + d];
    return sum0 + sum1 + (sum2 + sum3);
  }

  /** Sigmoid of a score, and the loss, -ln of the right answer's probability, on the side. The table: 1.2 times as fast as Math.exp. */
  function probability(score: number, together: boolean): number {
    lossCount++;
    if (score >= tableReach || score <= -tableReach) {
      if (together === score < 0) loss += Math.abs(score);
      return score < 0 ? 0 : 1;
    }
    const i = Math.floor((score + tableReach) * (tableSize / (2 * tableReach)));
    loss -= logSigmoid[together ? i : tableSize - 1 - i];
    return sigmoid[i];
  }

  return {
    inputs,
    outputs,
    sentence,
    skipGram,
    cbow,
    nextRandom,
    takeLoss() {
      const taken = { sum: loss, count: lossCount };
      loss = 0;
      lossCount = 0;
      return taken;
    },
  };
}
