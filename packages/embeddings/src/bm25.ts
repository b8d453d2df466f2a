/**
 * BM25 ranks documents for a query: TF-IDF for search, with two corrections. A term's tenth occurrence adds little
 * (k1 says how soon it saturates), and long documents are not better for being long (b says how much length counts).
 *
 * The score of a document is a sum over the query's terms, so each (term, document) share is computed once when
 * indexing. What is left at query time is a sparse dot product: query counts times a matrix of weights.
 *
 * With n documents, df of them holding the term, tf occurrences in this one, and K = 1 - b + b · length / mean length:
 *
 * | `variant`   | idf                                | weight / idf                        | from |
 * | ----------- | ---------------------------------- | ----------------------------------- | ---- |
 * | "okapi"     | ln((n - df + ½) / (df + ½))        | (k1 + 1) tf / (tf + k1 K)           | Robertson et al. 1994; negative for terms in over half the documents |
 * | "lucene"    | ln(1 + (n - df + ½) / (df + ½))    | tf / (tf + k1 K)                    | Lucene since 8; never negative |
 * | "atire"     | ln(n / df)                         | (k1 + 1) tf / (tf + k1 K)           | Trotman et al. 2014 |
 * | "plus"      | ln((n + 1) / df)                   | δ + (k1 + 1) tf / (tf + k1 K)       | BM25+, Lv & Zhai 2011 (CIKM): long documents that match keep at least δ |
 * | "l"         | ln((n + 1) / (df + ½))             | (k1 + 1)(c + δ) / (k1 + c + δ), c = tf / K | BM25L, Lv & Zhai 2011 (SIGIR) |
 *
 * @see Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond", section 3
 * @see Kamphuis et al. 2020, "Which BM25 Do You Mean?", table 1, https://doi.org/10.1007/978-3-030-45442-5_4
 * @module
 */
import { checkInteger, checkOneOf, checkOptions } from "./checks.ts";
import { CountVectorizer } from "./count-vectorizer.ts";
import { largest } from "./nearest-neighbors.ts";
import { type SparseMatrix, transpose } from "./sparse-matrix.ts";
import { type AnalyzerOptions, analyzerOptionNames } from "./text-analyzer.ts";

const variants = ["okapi", "lucene", "atire", "plus", "l"] as const;

/** Which formula: see the table at the top of this file. */
export type Bm25Variant = (typeof variants)[number];

export interface Bm25Options extends AnalyzerOptions {
  /** Default "lucene". */
  variant?: Bm25Variant;
  /** How late repeats stop counting: 0 is at once. Default 1.2. */
  k1?: number;
  /** How much length counts: 0 not at all, 1 fully. Default 0.75. */
  b?: number;
  /** Of "plus" (default 1) and "l" (default 0.5). */
  delta?: number;
}

export interface Bm25Hit {
  /** Number of the document, counted from 0. */
  document: number;
  score: number;
}

/**
 * An index of documents.
 *
 * @example
 * const index = new Bm25Index(["my cat", "a dog and a cat", "a dog"], { stopWords: "english" });
 * index.search("cat"); // => documents 0 and 1, the shorter first
 */
export class Bm25Index {
  readonly numDocuments: number;
  /** ln-scaled rarity of each term, in column order. */
  readonly idf: Float64Array;
  /** Number of terms of each document. */
  readonly documentLengths: Float64Array;
  readonly #counter: CountVectorizer;
  /** [terms, documents]: what one occurrence of a term in a query adds to each document's score. */
  readonly #postings: SparseMatrix;

  /** @throws RangeError when an option is out of range or no document holds a term */
  constructor(documents: Iterable<string>, options: Bm25Options = {}) {
    const own = ["variant", "k1", "b", "delta"];
    checkOptions("Bm25Index", options, [...analyzerOptionNames, ...own]);
    const { variant = "lucene", k1 = 1.2, b = 0.75, delta = variant === "plus" ? 1 : 0.5, ...analyzer } = options;
    checkOneOf("Bm25Index", "variant", variant, variants);
    if (!(k1 >= 0 && k1 < Infinity && b >= 0 && b <= 1 && delta >= 0)) {
      throw new RangeError(
        `Bm25Index: k1 is ${k1}, b ${b} and delta ${delta} but k1 and delta have to be at least 0 and b from 0 to 1.`,
      );
    }
    this.#counter = new CountVectorizer(analyzer);
    const counts = this.#counter.fitTransform(documents);
    const n = counts.rows;
    this.numDocuments = n;
    this.documentLengths = new Float64Array(n);
    for (let document = 0; document < n; document++) {
      for (let i = counts.indptr[document]; i < counts.indptr[document + 1]; i++) {
        this.documentLengths[document] += counts.values[i];
      }
    }
    const meanLength = this.documentLengths.reduce((sum, length) => sum + length, 0) / n;
    const postings = transpose(counts);
    this.idf = Float64Array.from({ length: postings.rows }, (_, term) =>
      inverseDocumentFrequency(variant, n, postings.indptr[term + 1] - postings.indptr[term]),
    );
    // #region weights
    for (let term = 0; term < postings.rows; term++) {
      for (let i = postings.indptr[term]; i < postings.indptr[term + 1]; i++) {
        const lengthFactor = 1 - b + (b * this.documentLengths[postings.indices[i]]) / meanLength;
        postings.values[i] = this.idf[term] * saturation(variant, postings.values[i], lengthFactor, k1, delta);
      }
    }
    // #endregion weights
    this.#postings = postings;
  }

  get vocabulary(): ReadonlyMap<string, number> {
    return this.#counter.vocabulary;
  }

  get featureNames(): string[] {
    return this.#counter.featureNames;
  }

  /** The weights as sparse vectors: a document's score is its row times the query's counts. Shape: [documents, terms]. */
  get documentVectors(): SparseMatrix {
    return transpose(this.#postings);
  }

  /** How often each known term occurs in each query. Shape: [queries, terms]. */
  queryVectors(queries: Iterable<string>): SparseMatrix {
    return this.#counter.transform(queries);
  }

  /** The score of every document. Shape: [documents]; 0 where no term of the query occurs. */
  scores(query: string): Float64Array {
    const scores = new Float64Array(this.numDocuments);
    const { indices, values } = this.queryVectors([query]);
    const { indptr, indices: documents, values: weights } = this.#postings;
    for (let q = 0; q < indices.length; q++) {
      const term = indices[q];
      for (let i = indptr[term]; i < indptr[term + 1]; i++) scores[documents[i]] += values[q] * weights[i];
    }
    return scores;
  }

  /** The best documents, best first. Those that share no term with the query, or score 0 or less, are left out. */
  search(query: string, { k = 10 }: { k?: number } = {}): Bm25Hit[] {
    checkInteger("Bm25Index.search", "k", k, 1);
    const scores = this.scores(query);
    return Array.from(largest(scores, k), (document) => ({ document, score: scores[document] })).filter(
      ({ score }) => score > 0,
    );
  }
}

function inverseDocumentFrequency(variant: Bm25Variant, n: number, df: number): number {
  switch (variant) {
    case "okapi":
      return Math.log((n - df + 0.5) / (df + 0.5));
    case "lucene":
      return Math.log(1 + (n - df + 0.5) / (df + 0.5));
    case "atire":
      return Math.log(n / df);
    case "plus":
      return Math.log((n + 1) / df);
    case "l":
      return Math.log((n + 1) / (df + 0.5));
  }
}

function saturation(variant: Bm25Variant, tf: number, lengthFactor: number, k1: number, delta: number): number {
  if (variant === "l") {
    const c = tf / lengthFactor + delta;
    return ((k1 + 1) * c) / (k1 + c);
  }
  const saturated = tf / (tf + k1 * lengthFactor);
  if (variant === "lucene") return saturated;
  return (variant === "plus" ? delta : 0) + (k1 + 1) * saturated;
}
