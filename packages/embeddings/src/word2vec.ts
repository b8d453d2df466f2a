/**
 * word2vec learns a vector per word from nothing but which words stand near each other.
 *
 * Every word has two vectors: one for when it is looked from (input) and one for when it is looked at (output).
 * Training slides a window over the text and asks of each pair: did they really stand together? The dot product's
 * sigmoid is the answer; pairs from the text should say yes, pairs with a word drawn at random no ("negative sampling").
 *
 * - skip-gram: the middle word's vector is compared with each word around it
 * - CBOW (continuous bag of words): the mean of the vectors around is compared with the middle word; faster, coarser
 *
 * As in the authors' program: windows have a random size up to `window`, so near words count more; very frequent words
 * are skipped at random; negatives are drawn by count^0.75; the learning rate falls linearly; and CBOW gives each word
 * around the whole gradient of their mean, not its share.
 *
 * Sentences are trained one after the other, so the result depends on the seed and not on how `step` is called.
 * @see Mikolov et al. 2013, "Distributed Representations of Words and Phrases and their Compositionality", equation 4
 *      and section 2.3, https://arxiv.org/abs/1310.4546; CBOW: https://arxiv.org/abs/1301.3781
 * @module
 */
import { type AliasTable, createAliasTable } from "./alias-table.ts";
import { checkInteger, checkOneOf, checkOptions } from "./checks.ts";
import type { WordCorpus } from "./word-corpus.ts";
import type { TrainingProgress, WordVectorTrainer } from "./word-vector-training.ts";
import type { WordVectors } from "./word-vectors.ts";

export interface Word2VecOptions {
  /** Default "skip-gram". */
  architecture?: "skip-gram" | "cbow";
  /** Length of a vector. Default 100. */
  dim?: number;
  /** Words to each side, at most. Default 5. */
  window?: number;
  /** Random words per real one. Default 5. */
  negative?: number;
  /** Times the corpus is read. Default 5. */
  epochs?: number;
  /** At the start; falls to 1 / 10000 of it. Default 0.05 for skip-gram, 0.1 for CBOW, whose steps are fewer. */
  learningRate?: number;
  /** Words more frequent than this share of the corpus are skipped at random: a word of share f stays with probability √(t/f) + t/f. 0: never. Default 1e-3. */
  subsample?: number;
  /** Same seed, same vectors. Default 1. */
  seed?: number;
}

const optionNames = [
  "architecture",
  "dim",
  "window",
  "negative",
  "epochs",
  "learningRate",
  "subsample",
  "seed",
] as const;

const maxSentence = 1000; // longer ones are cut, as in the authors' program
const tableSize = 1024;
const tableReach = 6; // beyond, the sigmoid is within 0.25 % of 0 or 1

/**
 * A training run that is advanced step by step.
 *
 * @example
 * const trainer = new Word2VecTrainer(corpus, { dim: 50 });
 * while (!trainer.progress.done) trainer.step(10_000);
 * trainer.wordVectors();
 */
export class Word2VecTrainer implements WordVectorTrainer {
  readonly corpus: WordCorpus;
  readonly dim: number;
  /** [words, dim]: the vectors one keeps. */
  readonly inputs: Float32Array;
  /** [words, dim]: what inputs are compared with. */
  readonly outputs: Float32Array;

  readonly #options: Required<Word2VecOptions>;
  readonly #keep: Float32Array;
  readonly #negatives: AliasTable;
  readonly #sigmoid = new Float32Array(tableSize);
  readonly #logSigmoid = new Float32Array(tableSize);
  readonly #hidden: Float32Array;
  readonly #gradient: Float32Array;
  readonly #sentence = new Uint32Array(maxSentence);
  #random: number;
  #epoch = 0;
  #position = 0; // in corpus.ids
  #sentenceIndex = 0;
  #loss = 0;
  #lossCount = 0;

  /** @throws RangeError when an option is out of range */
  constructor(corpus: WordCorpus, options: Word2VecOptions = {}) {
    checkOptions("Word2VecTrainer", options, optionNames);
    const architecture = options.architecture ?? "skip-gram";
    checkOneOf("Word2VecTrainer", "architecture", architecture, ["skip-gram", "cbow"]);
    this.#options = {
      dim: 100,
      window: 5,
      negative: 5,
      epochs: 5,
      learningRate: architecture === "skip-gram" ? 0.05 : 0.1,
      subsample: 1e-3,
      seed: 1,
      ...options,
      architecture,
    };
    for (const name of ["dim", "window", "negative", "epochs"] as const) {
      checkInteger("Word2VecTrainer", name, this.#options[name], 1);
    }
    if (!(this.#options.learningRate > 0 && this.#options.subsample >= 0)) {
      const { learningRate, subsample } = this.#options;
      throw new RangeError(
        `Word2VecTrainer: learningRate is ${learningRate} and subsample ${subsample} but they have to be above 0 and at least 0.`,
      );
    }
    const { dim, seed, subsample } = this.#options;
    this.corpus = corpus;
    this.dim = dim;
    this.#random = Math.imul(seed | 0, 0x9e3779b1) || 1; // xorshift never leaves 0
    this.inputs = new Float32Array(corpus.words.length * dim);
    for (let i = 0; i < this.inputs.length; i++) this.inputs[i] = (this.#nextRandom() / 2 ** 32 - 0.5) / dim;
    this.outputs = new Float32Array(corpus.words.length * dim);
    this.#hidden = new Float32Array(dim);
    this.#gradient = new Float32Array(dim);
    this.#negatives = createAliasTable(Array.from(corpus.counts, (count) => count ** 0.75));
    this.#keep = Float32Array.from(corpus.counts, (count) => {
      const share = count / corpus.ids.length;
      return subsample === 0 ? 1 : Math.sqrt(subsample / share) + subsample / share;
    });
    for (let i = 0; i < tableSize; i++) {
      const x = ((i + 0.5) / tableSize) * 2 * tableReach - tableReach;
      this.#sigmoid[i] = 1 / (1 + Math.exp(-x));
      this.#logSigmoid[i] = Math.log(this.#sigmoid[i]);
    }
  }

  get progress(): TrainingProgress {
    const { epochs, learningRate } = this.#options;
    const total = epochs * this.corpus.ids.length;
    const step = this.#epoch * this.corpus.ids.length + this.#position;
    return {
      step,
      total,
      done: this.#epoch >= epochs,
      learningRate: learningRate * Math.max(1e-4, 1 - step / total),
      loss: this.#lossCount === 0 ? Number.NaN : this.#loss / this.#lossCount,
    };
  }

  /** Trains on the next sentences, at least `numWords` words unless the corpus ends. `progress.loss` starts anew. */
  step(numWords: number): void {
    const { corpus } = this;
    const train = this.#options.architecture === "skip-gram" ? this.#skipGram : this.#cbow;
    this.#loss = 0;
    this.#lossCount = 0;
    for (let words = 0; words < numWords && !this.progress.done; ) {
      const end = Math.min(corpus.sentenceStarts[this.#sentenceIndex + 1], this.#position + maxSentence);
      const { learningRate } = this.progress;
      words += end - this.#position;
      train.call(this, this.#subsampleTo(end), learningRate);
      if (end < corpus.sentenceStarts[this.#sentenceIndex + 1]) continue; // the rest of a long sentence
      if (++this.#sentenceIndex < corpus.sentenceStarts.length - 1) continue;
      this.#sentenceIndex = 0;
      this.#position = 0;
      this.#epoch++;
    }
  }

  /** The vectors learned so far, a copy. */
  wordVectors(): WordVectors {
    return { words: this.corpus.words, dim: this.dim, vectors: this.inputs.slice() };
  }

  vectorsOf(rows: ArrayLike<number>): Float32Array<ArrayBuffer> {
    const { dim, inputs } = this;
    const vectors = new Float32Array(rows.length * dim);
    for (let i = 0; i < rows.length; i++) vectors.set(inputs.subarray(rows[i] * dim, (rows[i] + 1) * dim), i * dim);
    return vectors;
  }

  /** Xorshift: 32 random bits. In the loops a closure or a better generator would cost more than it gives. */
  #nextRandom(): number {
    let x = this.#random;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#random = x;
    return x >>> 0;
  }

  /** Copies the words up to `end` that are not skipped to #sentence, and returns how many. */
  #subsampleTo(end: number): number {
    let length = 0;
    for (; this.#position < end; this.#position++) {
      const word = this.corpus.ids[this.#position];
      if (this.#nextRandom() < this.#keep[word] * 2 ** 32) this.#sentence[length++] = word;
    }
    return length;
  }

  #skipGram(length: number, learningRate: number): void {
    const { dim, inputs } = this;
    const gradient = this.#gradient;
    for (let i = 0; i < length; i++) {
      const center = this.#sentence[i] * dim; // inputs[word, 0]
      const reach = 1 + (this.#nextRandom() % this.#options.window);
      const last = Math.min(length - 1, i + reach);
      for (let j = Math.max(0, i - reach); j <= last; j++) {
        if (j === i) continue;
        gradient.fill(0);
        this.#compare(inputs, center, this.#sentence[j], learningRate);
        for (let d = 0; d < dim; d++) inputs[center + d] += gradient[d];
      }
    }
  }

  #cbow(length: number, learningRate: number): void {
    const { dim, inputs } = this;
    const hidden = this.#hidden;
    const gradient = this.#gradient;
    for (let i = 0; i < length; i++) {
      const reach = 1 + (this.#nextRandom() % this.#options.window);
      const first = Math.max(0, i - reach);
      const last = Math.min(length - 1, i + reach);
      if (first === last) continue; // nothing around
      hidden.fill(0);
      for (let j = first; j <= last; j++) {
        if (j === i) continue;
        const around = this.#sentence[j] * dim; // inputs[word, 0]
        for (let d = 0; d < dim; d++) hidden[d] += inputs[around + d];
      }
      const scale = 1 / (last - first);
      for (let d = 0; d < dim; d++) hidden[d] *= scale;
      gradient.fill(0);
      this.#compare(hidden, 0, this.#sentence[i], learningRate);
      for (let j = first; j <= last; j++) {
        if (j === i) continue;
        const around = this.#sentence[j] * dim; // inputs[word, 0]
        for (let d = 0; d < dim; d++) inputs[around + d] += gradient[d];
      }
    }
  }

  /**
   * Compares from[start …] with the output vector of `word`, which was there, and of `negative` random words, which were
   * not; moves the output vectors and adds to #gradient how `from` should move.
   *
   * The dot product has four sums because one would wait for each addition: measured 1.9 times as fast. A table for the
   * sigmoid in place of Math.exp: 1.2 times.
   */
  #compare(from: Float32Array, start: number, word: number, learningRate: number): void {
    const { dim, outputs } = this;
    const { shares, aliases } = this.#negatives;
    const { negative } = this.#options;
    const gradient = this.#gradient;
    const numWords = shares.length;
    const tail = dim & ~3;
    for (let n = 0; n <= negative; n++) {
      let target = word;
      if (n > 0) {
        const x = (this.#nextRandom() / 2 ** 32) * numWords;
        const column = x | 0;
        target = x - column < shares[column] ? column : aliases[column];
        if (target === word) continue;
      }
      const row = target * dim; // outputs[target, 0]
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let d = 0; d < tail; d += 4) {
        sum0 += from[start + d] * outputs[row + d];
        sum1 += from[start + d + 1] * outputs[row + d + 1];
        sum2 += from[start + d + 2] * outputs[row + d + 2];
        sum3 += from[start + d + 3] * outputs[row + d + 3];
      }
      for (let d = tail; d < dim; d++) sum0 += from[start + d] * outputs[row + d];
      const score = sum0 + sum1 + (sum2 + sum3);
      const step = (n === 0 ? 1 : 0) - this.#probability(score, n === 0);
      if (step === 0) continue;
      const rate = step * learningRate;
      for (let d = 0; d < dim; d++) {
        const output = outputs[row + d];
        gradient[d] += rate * output;
        outputs[row + d] = output + rate * from[start + d];
      }
    }
  }

  /** Sigmoid of a score, and the loss -ln of the right answer's probability on the side. */
  #probability(score: number, together: boolean): number {
    this.#lossCount++;
    if (score >= tableReach || score <= -tableReach) {
      if (together === score < 0) this.#loss += Math.abs(score);
      return score < 0 ? 0 : 1;
    }
    const i = ((score + tableReach) * (tableSize / (2 * tableReach))) | 0;
    this.#loss -= this.#logSigmoid[together ? i : tableSize - 1 - i];
    return this.#sigmoid[i];
  }
}
