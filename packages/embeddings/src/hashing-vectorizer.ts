/**
 * The hashing trick: no vocabulary, a term's column is its hash. Nothing to fit, nothing to keep, any number of
 * documents in a stream; the price is that columns cannot be turned back into terms and that terms can collide.
 * A sign taken from the hash makes collisions cancel on average.
 *
 * Columns and signs are scikit-learn's HashingVectorizer (MurmurHash3, seed 0, over UTF-8).
 * @see Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask Learning", https://arxiv.org/abs/0902.2206
 * @module
 */
import { checkInteger, checkOneOf, checkOptions } from "./checks.ts";
import { murmurHash3 } from "./murmur-hash.ts";
import { normalizeRowsInPlace, type SparseMatrix } from "./sparse-matrix.ts";
import { type AnalyzerOptions, analyzerOptionNames, createAnalyzer } from "./text-analyzer.ts";

export interface HashingVectorizerOptions extends AnalyzerOptions {
  /** Number of columns, at most 2^31 - 1. Default 2^20. */
  numFeatures?: number;
  /** Every value that is not 0 becomes 1. Default false. */
  binary?: boolean;
  /** Scale rows. Default "l2". */
  norm?: "l1" | "l2" | null;
  /** Let the hash choose the sign of a count. Default true. */
  alternateSign?: boolean;
}

/**
 * Texts to signed counts in hashed columns.
 *
 * @example
 * new HashingVectorizer({ numFeatures: 16, norm: null }).transform(["cat cat dog"]);
 */
export class HashingVectorizer {
  readonly #options: HashingVectorizerOptions;
  readonly #analyze: (text: string) => Iterable<string>;
  readonly #numFeatures: number;

  constructor(options: HashingVectorizerOptions = {}) {
    checkOptions("HashingVectorizer", options, [
      ...analyzerOptionNames,
      "numFeatures",
      "binary",
      "norm",
      "alternateSign",
    ]);
    checkOneOf("HashingVectorizer", "norm", options.norm ?? null, ["l1", "l2", null]);
    this.#numFeatures = options.numFeatures ?? 2 ** 20;
    checkInteger("HashingVectorizer", "numFeatures", this.#numFeatures, 1);
    if (this.#numFeatures > 2147483647) {
      throw new RangeError(
        `HashingVectorizer: numFeatures is ${this.#numFeatures} but a 32-bit hash reaches at most 2147483647 columns.`,
      );
    }
    this.#options = options;
    this.#analyze = createAnalyzer(options);
  }

  /** Shape: [documents, numFeatures]. */
  transform(documents: Iterable<string>): SparseMatrix {
    if (typeof documents === "string") {
      throw new TypeError("HashingVectorizer.transform: documents is one string. Pass an array of texts.");
    }
    const { binary = false, norm = "l2", alternateSign = true } = this.#options;
    const indptr: number[] = [0];
    const indices: number[] = [];
    const values: number[] = [];
    for (const document of documents) {
      const row = new Map<number, number>();
      for (const term of this.#analyze(document)) {
        const hash = murmurHash3(term);
        const column = this.#column(hash);
        row.set(column, (row.get(column) ?? 0) + (alternateSign && hash < 0 ? -1 : 1));
      }
      for (const column of Array.from(row.keys()).sort((a, b) => a - b)) {
        indices.push(column);
        values.push(binary ? 1 : row.get(column)!);
      }
      indptr.push(indices.length);
    }
    const matrix = {
      rows: indptr.length - 1,
      cols: this.#numFeatures,
      indptr: Uint32Array.from(indptr),
      indices: Uint32Array.from(indices),
      values: Float64Array.from(values),
    };
    return norm ? normalizeRowsInPlace(matrix, norm) : matrix;
  }

  /** |hash| modulo the columns; -2^31 has no 32-bit magnitude and goes where scikit-learn puts it. */
  #column(hash: number): number {
    if (hash === -2147483648) return (2147483647 - (this.#numFeatures - 1)) % this.#numFeatures;
    return Math.abs(hash) % this.#numFeatures;
  }
}
