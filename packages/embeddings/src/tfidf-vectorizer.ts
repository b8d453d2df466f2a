/**
 * TF-IDF: counts weighted by how telling a term is. A term's inverse document frequency is high when few
 * documents hold it, so "the" fades and "cat" stays.
 *
 *     idf(t) = ln((1 + n) / (1 + df(t))) + 1     n documents, df(t) of them hold t (smoothed, the default)
 *     idf(t) = ln(n / df(t)) + 1                 `smoothIdf: false`
 *     weight = tf · idf, then each row is scaled to length 1
 *
 * The "+ 1" keeps terms that every document holds; textbooks leave it out. Definitions are scikit-learn's.
 * @see https://scikit-learn.org/stable/modules/feature_extraction.html#tfidf-term-weighting
 * @module
 */
import { checkOneOf, checkOptions } from "./checks.ts";
import { CountVectorizer, type CountVectorizerOptions, countOptionNames } from "./count-vectorizer.ts";
import { normalizeRowsInPlace, type SparseMatrix } from "./sparse-matrix.ts";

export interface TfidfOptions {
  /** Scale rows: "l2" (then a dot product is a cosine), "l1" (values sum to 1) or null. Default "l2". */
  norm?: "l1" | "l2" | null;
  /** Weight by idf. Default true. */
  useIdf?: boolean;
  /** Add one document that holds every term: no division by 0. Default true. */
  smoothIdf?: boolean;
  /** Use 1 + ln(tf) in place of tf: the tenth "repeat" says less than the first. Default false. */
  sublinearTf?: boolean;
  /** Weights learned before, in column order: makes `fit` unnecessary. */
  idf?: ArrayLike<number>;
}

const tfidfOptionNames = ["norm", "useIdf", "smoothIdf", "sublinearTf", "idf"] as const;

/** Counts to TF-IDF weights. */
export class TfidfTransformer {
  readonly #options: TfidfOptions;
  #idf: Float64Array | null;

  constructor(options: TfidfOptions = {}) {
    checkOptions("TfidfTransformer", options, tfidfOptionNames);
    checkOneOf("TfidfTransformer", "norm", options.norm ?? null, ["l1", "l2", null]);
    this.#options = options;
    this.#idf = options.idf ? Float64Array.from(options.idf) : null;
  }

  /** One weight per column. @throws Error before `fit` */
  get idf(): Float64Array {
    if (!this.#idf) throw new Error("TfidfTransformer: no idf weights yet. Call fit first.");
    return this.#idf;
  }

  /** Learns the idf weights of `counts` [documents, terms]. */
  fit(counts: SparseMatrix): this {
    const { useIdf = true, smoothIdf = true } = this.#options;
    if (!useIdf) return this;
    // #region inverse-document-frequency
    const smooth = smoothIdf ? 1 : 0;
    const documents = new Float64Array(counts.cols).fill(smooth);
    for (const column of counts.indices) documents[column]++;
    this.#idf = documents.map((df) => Math.log((counts.rows + smooth) / df) + 1);
    // #endregion inverse-document-frequency
    return this;
  }

  /**
   * Returns the weights; `counts` is left alone. Shape: [documents, terms].
   *
   * @throws RangeError when the columns are not those that were fitted
   */
  transform(counts: SparseMatrix): SparseMatrix {
    const { norm = "l2", useIdf = true, sublinearTf = false } = this.#options;
    const values = counts.values.slice();
    if (sublinearTf) for (let i = 0; i < values.length; i++) values[i] = Math.log(values[i]) + 1;
    if (useIdf) {
      const { idf } = this;
      if (idf.length !== counts.cols) {
        throw new RangeError(
          `TfidfTransformer.transform: counts has ${counts.cols} columns but there are ${idf.length} idf weights. Pass counts of the same vocabulary.`,
        );
      }
      for (let i = 0; i < values.length; i++) values[i] *= idf[counts.indices[i]];
    }
    const weights = { ...counts, values };
    return norm ? normalizeRowsInPlace(weights, norm) : weights;
  }
}

export interface TfidfVectorizerOptions extends CountVectorizerOptions, TfidfOptions {}

/**
 * Texts to TF-IDF weights: {@link CountVectorizer}, then {@link TfidfTransformer}.
 *
 * To keep a fitted one, keep `featureNames` and `idf` and pass them back as `vocabulary` and `idf`.
 *
 * @example
 * const vectorizer = new TfidfVectorizer();
 * const weights = vectorizer.fitTransform(["the cat", "the dog"]);
 * vectorizer.idf; // => [1.405, 1.405, 1]: cat, dog, the
 */
export class TfidfVectorizer {
  readonly #counter: CountVectorizer;
  readonly #weighter: TfidfTransformer;

  constructor(options: TfidfVectorizerOptions = {}) {
    checkOptions("TfidfVectorizer", options, [...countOptionNames, ...tfidfOptionNames]);
    const { norm, useIdf, smoothIdf, sublinearTf, idf, ...count } = options;
    this.#counter = new CountVectorizer(count);
    this.#weighter = new TfidfTransformer({ norm, useIdf, smoothIdf, sublinearTf, idf });
  }

  get vocabulary(): ReadonlyMap<string, number> {
    return this.#counter.vocabulary;
  }

  get featureNames(): string[] {
    return this.#counter.featureNames;
  }

  /** One weight per column. @throws Error before `fit`, and with `useIdf: false` */
  get idf(): Float64Array {
    return this.#weighter.idf;
  }

  /** Learns the vocabulary and the idf weights. */
  fit(documents: Iterable<string>): this {
    this.#weighter.fit(this.#counter.fitTransform(documents));
    return this;
  }

  /** Learns both and returns the weights. Shape: [documents, terms]. */
  fitTransform(documents: Iterable<string>): SparseMatrix {
    const counts = this.#counter.fitTransform(documents);
    return this.#weighter.fit(counts).transform(counts);
  }

  /** Weights of new documents; unknown terms are ignored. Shape: [documents, terms]. */
  transform(documents: Iterable<string>): SparseMatrix {
    return this.#weighter.transform(this.#counter.transform(documents));
  }

  /** The terms each row has a weight for. */
  inverseTransform(matrix: SparseMatrix): string[][] {
    return this.#counter.inverseTransform(matrix);
  }
}
