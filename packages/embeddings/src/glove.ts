/**
 * GloVe: word vectors whose dot products say how often two words stand together.
 *
 * word2vec meets each pair as it reads; GloVe counts all pairs first and then fits, by least squares,
 *
 *     wᵢ · w̃ⱼ + bᵢ + b̃ⱼ = ln Xᵢⱼ        weighted by min(1, (Xᵢⱼ / xMax)^α)
 *
 * so that rare pairs, whose counts are noise, and very frequent ones do not rule. Steps are AdaGrad's: each number's rate
 * falls with the squares of its own gradients. A word's vector is wᵢ + w̃ᵢ.
 * @see Pennington et al. 2014, "GloVe: Global Vectors for Word Representation", section 3, https://nlp.stanford.edu/pubs/glove.pdf
 * @module
 */
import { checkInteger, checkOptions } from "./checks.ts";
import { countCoOccurrences } from "./co-occurrence.ts";
import type { WordCorpus } from "./word-corpus.ts";
import type { TrainingProgress, WordVectorTrainer } from "./word-vector-training.ts";
import type { WordVectors } from "./word-vectors.ts";

export interface GloveOptions {
  /** Length of a vector. Default 100. */
  dim?: number;
  /** Words to each side that count. Default 10. */
  window?: number;
  /** Times all pairs are visited, each time in another order. Default 25. */
  epochs?: number;
  /** AdaGrad's. Default 0.05. */
  learningRate?: number;
  /** Pairs counted more often weigh 1. Default 100 is for billions of words; about 10 suits a small corpus. */
  xMax?: number;
  /** How fast weights grow up to there. Default 0.75. */
  alpha?: number;
  /** Same seed, same vectors. Default 1. */
  seed?: number;
}

/**
 * A GloVe run that is advanced step by step; a step sees that many cells of the co-occurrence matrix.
 *
 * @example
 * await train(new GloveTrainer(corpus, { dim: 50, xMax: 10 }));
 */
export class GloveTrainer implements WordVectorTrainer {
  readonly corpus: WordCorpus;
  readonly dim: number;
  /** Number of pairs that occur. */
  readonly numCells: number;

  readonly #options: Required<GloveOptions>;
  readonly #rows: Uint32Array;
  readonly #cols: Uint32Array;
  readonly #logs: Float32Array;
  readonly #weights: Float32Array;
  readonly #order: Uint32Array;
  /** Two vectors per word, then the biases: [2, words, dim + 1]; the last of each row is the bias. */
  readonly #parameters: Float32Array;
  readonly #squares: Float32Array;
  #random: number;
  #epoch = 0;
  #position = 0; // in #order
  #loss = 0;
  #lossCount = 0;

  /** @throws RangeError when an option is out of range or no two words stand together */
  constructor(corpus: WordCorpus, options: GloveOptions = {}) {
    checkOptions("GloveTrainer", options, ["dim", "window", "epochs", "learningRate", "xMax", "alpha", "seed"]);
    this.#options = {
      dim: 100,
      window: 10,
      epochs: 25,
      learningRate: 0.05,
      xMax: 100,
      alpha: 0.75,
      seed: 1,
      ...options,
    };
    const { dim, epochs, learningRate, xMax, alpha, seed } = this.#options;
    checkInteger("GloveTrainer", "dim", dim, 1);
    checkInteger("GloveTrainer", "epochs", epochs, 1);
    if (!(learningRate > 0 && xMax > 0 && alpha >= 0)) {
      throw new RangeError(
        `GloveTrainer: learningRate is ${learningRate}, xMax ${xMax} and alpha ${alpha} but they have to be above 0, above 0 and at least 0.`,
      );
    }
    const pairs = countCoOccurrences(corpus, { window: this.#options.window });
    if (pairs.values.length === 0) {
      throw new RangeError(
        "GloveTrainer: no two words of the corpus stand together. Pass longer sentences or lower minCount.",
      );
    }
    this.corpus = corpus;
    this.dim = dim;
    this.numCells = pairs.values.length;
    this.#rows = new Uint32Array(this.numCells);
    for (let row = 0; row < pairs.rows; row++) this.#rows.fill(row, pairs.indptr[row], pairs.indptr[row + 1]);
    this.#cols = pairs.indices;
    this.#logs = Float32Array.from(pairs.values, Math.log);
    this.#weights = Float32Array.from(pairs.values, (count) => Math.min(1, (count / xMax) ** alpha));
    this.#order = Uint32Array.from({ length: this.numCells }, (_, i) => i);
    this.#random = Math.imul(seed | 0, 0x9e3779b1) || 1; // xorshift never leaves 0
    this.#parameters = Float32Array.from(
      { length: 2 * corpus.words.length * (dim + 1) },
      () => (this.#nextRandom() / 2 ** 32 - 0.5) / (dim + 1),
    );
    this.#squares = new Float32Array(this.#parameters.length).fill(1);
    this.#shuffle();
  }

  get progress(): TrainingProgress {
    const { epochs, learningRate } = this.#options;
    return {
      step: this.#epoch * this.numCells + this.#position,
      total: epochs * this.numCells,
      done: this.#epoch >= epochs,
      learningRate,
      loss: this.#lossCount === 0 ? Number.NaN : this.#loss / this.#lossCount,
    };
  }

  /** Fits the next `numCells` cells. `progress.loss` starts anew. */
  step(numCells: number): void {
    this.#loss = 0;
    this.#lossCount = 0;
    for (let i = 0; i < numCells && this.#epoch < this.#options.epochs; i++) {
      this.#fit(this.#order[this.#position++]);
      if (this.#position < this.numCells) continue;
      this.#position = 0;
      this.#epoch++;
      this.#shuffle();
    }
  }

  /** The sum of each word's two vectors. */
  wordVectors(): WordVectors {
    const { words } = this.corpus;
    return { words, dim: this.dim, vectors: this.vectorsOf(Uint32Array.from(words.keys())) };
  }

  vectorsOf(rows: ArrayLike<number>): Float32Array<ArrayBuffer> {
    const { dim } = this;
    const vectors = new Float32Array(rows.length * dim);
    for (let i = 0; i < rows.length; i++) {
      const own = rows[i] * (dim + 1); // parameters[0, word, 0]
      const other = (this.corpus.words.length + rows[i]) * (dim + 1); // parameters[1, word, 0]
      for (let d = 0; d < dim; d++) vectors[i * dim + d] = this.#parameters[own + d] + this.#parameters[other + d];
    }
    return vectors;
  }

  /** Moves the two vectors and biases of one cell. */
  #fit(cell: number): void {
    const { dim } = this;
    const parameters = this.#parameters;
    const squares = this.#squares;
    const { learningRate } = this.#options;
    const own = this.#rows[cell] * (dim + 1); // parameters[0, i, 0]
    const other = (this.corpus.words.length + this.#cols[cell]) * (dim + 1); // parameters[1, j, 0]
    let difference = parameters[own + dim] + parameters[other + dim] - this.#logs[cell];
    for (let d = 0; d < dim; d++) difference += parameters[own + d] * parameters[other + d];
    const pull = this.#weights[cell] * difference;
    this.#loss += 0.5 * pull * difference;
    this.#lossCount++;
    for (let d = 0; d <= dim; d++) {
      const gradientOwn = d === dim ? pull : pull * parameters[other + d];
      const gradientOther = d === dim ? pull : pull * parameters[own + d];
      parameters[own + d] -= (learningRate * gradientOwn) / Math.sqrt(squares[own + d]);
      parameters[other + d] -= (learningRate * gradientOther) / Math.sqrt(squares[other + d]);
      squares[own + d] += gradientOwn * gradientOwn;
      squares[other + d] += gradientOther * gradientOther;
    }
  }

  /** Fisher and Yates. */
  #shuffle(): void {
    const order = this.#order;
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor((this.#nextRandom() / 2 ** 32) * (i + 1));
      const swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  #nextRandom(): number {
    let x = this.#random;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#random = x;
    return x >>> 0;
  }
}
