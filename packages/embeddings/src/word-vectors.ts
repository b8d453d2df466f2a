/**
 * Working with word vectors: which words are near, and "man is to king as woman is to …".
 * @module
 */
import { checkInteger, checkLength, checkOneOf } from "./checks.ts";
import { largest } from "./nearest-neighbors.ts";

/** Plain data: what trainers return and files hold. */
export interface WordVectors {
  words: string[];
  dim: number;
  /** [words, dim], row-major. */
  vectors: Float32Array;
}

export interface NearWord {
  word: string;
  /** Cosine similarity (analogies by multiplication: see {@link WordSpace.analogy}). */
  score: number;
}

/**
 * Word vectors prepared for questions: an index of the words, and directions (vectors of length 1).
 *
 * @example
 * const space = new WordSpace(vectors);
 * space.nearest("king", { k: 3 });
 * space.analogy("man", "king", "woman"); // queen comes near the top
 */
export class WordSpace {
  readonly words: readonly string[];
  readonly dim: number;
  /** [words, dim]: every vector scaled to length 1. */
  readonly directions: Float32Array;
  readonly #vectors: Float32Array;
  readonly #index: ReadonlyMap<string, number>;

  /** @throws RangeError when `vectors` does not have words × dim numbers. Of repeated words the first counts. */
  constructor({ words, dim, vectors }: WordVectors) {
    checkLength("WordSpace", "vectors", vectors, { words: words.length, dim });
    this.words = words;
    this.dim = dim;
    this.#vectors = vectors;
    const index = new Map<string, number>();
    for (const [row, word] of words.entries()) if (!index.has(word)) index.set(word, row);
    this.#index = index;
    this.directions = new Float32Array(vectors.length);
    for (let start = 0; start < vectors.length; start += dim) {
      let sum = 0;
      for (let i = start; i < start + dim; i++) sum += vectors[i] * vectors[i];
      const scale = sum === 0 ? 0 : 1 / Math.sqrt(sum);
      for (let i = start; i < start + dim; i++) this.directions[i] = vectors[i] * scale;
    }
  }

  has(word: string): boolean {
    return this.#index.has(word);
  }

  /** Row of a word. @throws RangeError when it is unknown */
  rowOf(word: string): number {
    const row = this.#index.get(word);
    if (row === undefined) {
      throw new RangeError(
        `WordSpace: "${word}" is not among the ${this.words.length} words. Check its spelling and case with has().`,
      );
    }
    return row;
  }

  /** The vector of a word, as learned: a view. @throws RangeError when it is unknown */
  vector(word: string): Float32Array {
    const start = this.rowOf(word) * this.dim;
    return this.#vectors.subarray(start, start + this.dim);
  }

  /** Cosine similarity of two words. @throws RangeError when one is unknown */
  similarity(a: string, b: string): number {
    const rowA = this.rowOf(a) * this.dim;
    const rowB = this.rowOf(b) * this.dim;
    let sum = 0;
    for (let d = 0; d < this.dim; d++) sum += this.directions[rowA + d] * this.directions[rowB + d];
    return sum;
  }

  /** The words nearest by cosine to a word (which is left out) or to a vector. */
  nearest(query: string | ArrayLike<number>, { k = 10 }: { k?: number } = {}): NearWord[] {
    checkInteger("WordSpace.nearest", "k", k, 1);
    const vector = typeof query === "string" ? this.vector(query) : query;
    checkLength("WordSpace.nearest", "query", vector, { dim: this.dim });
    let square = 0;
    for (let d = 0; d < this.dim; d++) square += vector[d] * vector[d];
    const scores = this.#cosines(Float32Array.from(vector, (value) => value / Math.sqrt(square || 1)));
    return this.#best(scores, k, typeof query === "string" ? [query] : []);
  }

  /**
   * The words d for which "a is to b as c is to d": near b and c, far from a. a, b and c are left out.
   *
   * - "add": largest cos(d, b - a + c), with vectors of length 1 (3CosAdd)
   * - "multiply": largest cos(d, b) · cos(d, c) / cos(d, a), with cosines moved to 0 … 1 (3CosMul); no single one can rule
   *
   * @see Levy & Goldberg 2014, "Linguistic Regularities in Sparse and Explicit Word Representations", equations 2 and 4
   */
  analogy(
    a: string,
    b: string,
    c: string,
    { k = 10, method = "add" }: { k?: number; method?: "add" | "multiply" } = {},
  ): NearWord[] {
    checkInteger("WordSpace.analogy", "k", k, 1);
    checkOneOf("WordSpace.analogy", "method", method, ["add", "multiply"]);
    const [directionA, directionB, directionC] = [a, b, c].map((word) => {
      const start = this.rowOf(word) * this.dim;
      return this.directions.subarray(start, start + this.dim);
    });
    if (method === "add") {
      const target = directionB.map((value, d) => value - directionA[d] + directionC[d]);
      const length = Math.hypot(...target) || 1;
      return this.#best(this.#cosines(target.map((value) => value / length)), k, [a, b, c]);
    }
    const [toA, toB, toC] = [directionA, directionB, directionC].map((direction) => this.#cosines(direction));
    const scores = toA.map((_, row) => ((1 + toB[row]) * (1 + toC[row])) / (1 + toA[row] + 2e-3) / 2);
    return this.#best(scores, k, [a, b, c]);
  }

  /** Dot product of `direction` with every word's direction. */
  #cosines(direction: Float32Array): Float32Array {
    const { dim, directions } = this;
    const tail = dim & ~3;
    const scores = new Float32Array(this.words.length);
    for (let row = 0, start = 0; row < scores.length; row++, start += dim) {
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let d = 0; d < tail; d += 4) {
        sum0 += directions[start + d] * direction[d];
        sum1 += directions[start + d + 1] * direction[d + 1];
        sum2 += directions[start + d + 2] * direction[d + 2];
        sum3 += directions[start + d + 3] * direction[d + 3];
      }
      for (let d = tail; d < dim; d++) sum0 += directions[start + d] * direction[d];
      scores[row] = sum0 + sum1 + (sum2 + sum3);
    }
    return scores;
  }

  #best(scores: Float32Array, k: number, without: string[]): NearWord[] {
    const exclude = new Set(without.map((word) => this.rowOf(word)));
    return Array.from(largest(scores, k, exclude), (row) => ({ word: this.words[row], score: scores[row] }));
  }
}
