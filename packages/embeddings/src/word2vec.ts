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
 * This file walks through the corpus; what happens to a sentence is in word2vec-plain.ts, and the formula, literally, in
 * word2vec.reference.ts. Sentences are trained one after the other, so the result depends on the seed and not on how `step` is called.
 * @see Mikolov et al. 2013, "Distributed Representations of Words and Phrases and their Compositionality", equation 4
 *      and section 2.3, https://arxiv.org/abs/1310.4546; CBOW: https://arxiv.org/abs/1301.3781
 * @module
 */
import { checkInteger, checkOneOf, checkOptions } from "./checks.ts";
import { checkWordCorpus, type WordCorpus } from "./word-corpus.ts";
import type { TrainingProgress, WordVectorTrainer } from "./word-vector-training.ts";
import type { WordVectors } from "./word-vectors.ts";
import { maxSentence, type Word2VecKernel } from "./word2vec-kernel.ts";
import { createPlainWord2Vec } from "./word2vec-plain.ts";
import { createSimdWord2Vec } from "./word2vec-simd.ts";

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
  /** At the start; falls to 1 / 10000 of it. Default 0.05. */
  learningRate?: number;
  /** Words more frequent than this share of the corpus are skipped at random: a word of share f stays with probability √(t/f) + t/f. 0: never. Default 1e-3. */
  subsample?: number;
  /** Same seed, same vectors (up to rounding between engines). Default 1. */
  seed?: number;
  /** "simd": WebAssembly's vector instructions; "plain": TypeScript. Default "auto": simd where there is. */
  engine?: "auto" | "simd" | "plain";
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
  "engine",
] as const;

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
  readonly inputs: Float32Array<ArrayBuffer>;
  /** [words, dim]: what inputs are compared with. */
  readonly outputs: Float32Array<ArrayBuffer>;
  readonly engine: "simd" | "plain";

  readonly #options: Required<Word2VecOptions>;
  readonly #kernel: Word2VecKernel;
  readonly #keep: Float64Array;
  #epoch = 0;
  #position = 0; // in corpus.ids
  #sentenceIndex = 0;
  #loss = Number.NaN;

  /** @throws RangeError when an option is out of range */
  constructor(corpus: WordCorpus, options: Word2VecOptions = {}) {
    checkOptions("Word2VecTrainer", options, optionNames);
    checkWordCorpus("Word2VecTrainer", corpus);
    const architecture = options.architecture ?? "skip-gram";
    checkOneOf("Word2VecTrainer", "architecture", architecture, ["skip-gram", "cbow"]);
    this.#options = {
      dim: 100,
      window: 5,
      negative: 5,
      epochs: 5,
      learningRate: 0.05,
      subsample: 1e-3,
      seed: 1,
      engine: "auto",
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
    const { dim, window, negative, seed, subsample, engine } = this.#options;
    checkOneOf("Word2VecTrainer", "engine", engine, ["auto", "simd", "plain"]);
    this.corpus = corpus;
    this.dim = dim;
    const sizes = { dim, window, negative, counts: corpus.counts, seed };
    const simd = engine === "plain" ? null : createSimdWord2Vec(sizes);
    if (engine === "simd" && !simd) {
      throw new Error(
        'Word2VecTrainer: WebAssembly\'s vector instructions are not to be had here. Pass engine: "plain".',
      );
    }
    this.engine = simd ? "simd" : "plain";
    this.#kernel = simd ?? createPlainWord2Vec(sizes);
    this.inputs = this.#kernel.inputs;
    this.outputs = this.#kernel.outputs;
    for (let i = 0; i < this.inputs.length; i++) this.inputs[i] = (this.#kernel.nextRandom() / 2 ** 32 - 0.5) / dim;
    this.#keep = Float64Array.from(corpus.counts, (count) => {
      const share = count / corpus.ids.length;
      return subsample === 0 ? 1 : Math.sqrt(subsample / share) + subsample / share;
    });
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
      loss: this.#loss,
    };
  }

  /** Trains on the next sentences, at least `numWords` words unless the corpus ends. `progress.loss` starts anew. */
  step(numWords: number): void {
    const { corpus } = this;
    const { skipGram, cbow, takeLoss } = this.#kernel;
    const train = this.#options.architecture === "skip-gram" ? skipGram : cbow;
    for (let words = 0; words < numWords && !this.progress.done; ) {
      const end = Math.min(corpus.sentenceStarts[this.#sentenceIndex + 1], this.#position + maxSentence);
      const { learningRate } = this.progress;
      words += end - this.#position;
      train(this.#subsampleTo(end), learningRate);
      if (end < corpus.sentenceStarts[this.#sentenceIndex + 1]) continue; // the rest of a long sentence
      if (++this.#sentenceIndex < corpus.sentenceStarts.length - 1) continue;
      this.#sentenceIndex = 0;
      this.#position = 0;
      this.#epoch++;
    }
    const { sum, count } = takeLoss();
    this.#loss = count === 0 ? Number.NaN : sum / count;
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

  /** Copies the words up to `end` that are not skipped to the kernel, and returns how many. */
  #subsampleTo(end: number): number {
    const { sentence, nextRandom } = this.#kernel;
    let length = 0;
    for (; this.#position < end; this.#position++) {
      const word = this.corpus.ids[this.#position];
      if (nextRandom() < this.#keep[word] * 2 ** 32) sentence[length++] = word;
    }
    return length;
  }
}
