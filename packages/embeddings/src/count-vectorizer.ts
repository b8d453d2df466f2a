/**
 * Bag of words: a text as the number of times each known term occurs in it. Word order is thrown away;
 * n-grams keep a little of it.
 *
 * `fit` learns which terms there are and gives each a column, in code point order. Terms can be pruned by how many
 * documents hold them (`minDf`, `maxDf`) and by how often they occur in all (`maxFeatures`).
 * Options, order of columns and corner cases are scikit-learn's CountVectorizer.
 * @see https://scikit-learn.org/stable/modules/feature_extraction.html#the-bag-of-words-representation
 * @module
 */
import { checkInteger, checkOptions } from "./checks.ts";
import { compareCodePoints } from "./code-point-order.ts";
import { type SparseMatrix, transpose } from "./sparse-matrix.ts";
import { type AnalyzerOptions, analyzerOptionNames, createAnalyzer } from "./text-analyzer.ts";
import { unstableArgsort } from "./unstable-argsort.ts";

/** A number of documents, or a share of all documents. */
export type DocumentFrequency = number | { count: number } | { proportion: number };

export interface CountVectorizerOptions extends AnalyzerOptions {
  /**
   * Leave out terms that fewer documents hold: a fraction below 1 is a share of the documents, an integer a count,
   * so 1 is one document. Default 1. Say `{ proportion: 1 }` for all documents.
   */
  minDf?: DocumentFrequency;
  /**
   * Leave out terms that more documents hold: a fraction is a share of the documents, an integer above 1 a count,
   * and 1 is *all* documents (as Python's default 1.0). Default 1. Say `{ count: 1 }` for one document.
   */
  maxDf?: DocumentFrequency;
  /**
   * Keep only so many terms, the most frequent. Default null: all. Between equals the choice is scikit-learn's: see
   * unstable-argsort.ts.
   */
  maxFeatures?: number | null;
  /** Learn nothing, use these terms: a list in column order, a set (sorted), or a map from term to column. */
  vocabulary?: readonly string[] | ReadonlySet<string> | ReadonlyMap<string, number> | Record<string, number> | null;
  /** Count a term at most once per document. Default false. */
  binary?: boolean;
}

export const countOptionNames = [
  ...analyzerOptionNames,
  "minDf",
  "maxDf",
  "maxFeatures",
  "vocabulary",
  "binary",
] as const;

/**
 * Texts to term counts.
 *
 * @example
 * const vectorizer = new CountVectorizer();
 * toDense(vectorizer.fitTransform(["my cat is my cat", "a dog"])); // => [2, 0, 1, 2, 0, 1, 0, 0]
 * vectorizer.featureNames; // => ["cat", "dog", "is", "my"]
 */
export class CountVectorizer {
  readonly #options: CountVectorizerOptions;
  readonly #analyze: (text: string) => Iterable<string>;
  readonly #fixed: boolean;
  #vocabulary: Map<string, number> | null = null;

  /** @throws TypeError for an unknown option, RangeError for a value out of range */
  constructor(options: CountVectorizerOptions = {}) {
    checkOptions("CountVectorizer", options, countOptionNames);
    this.#options = options;
    this.#analyze = createAnalyzer(options);
    this.#fixed = (options.vocabulary ?? null) !== null;
    if (options.vocabulary) this.#vocabulary = readVocabulary(options.vocabulary);
    const maxFeatures = options.maxFeatures ?? null;
    if (maxFeatures !== null) checkInteger("CountVectorizer", "maxFeatures", maxFeatures, 1);
    documentCount("minDf", options.minDf ?? 1, 1);
    documentCount("maxDf", options.maxDf ?? 1, 1);
  }

  /** Terms to columns. @throws Error before `fit`, unless a vocabulary was given */
  get vocabulary(): ReadonlyMap<string, number> {
    if (!this.#vocabulary) throw new Error("CountVectorizer: no vocabulary yet. Call fit first, or pass one.");
    return this.#vocabulary;
  }

  /** The terms in column order. */
  get featureNames(): string[] {
    const names = new Array<string>(this.vocabulary.size);
    for (const [term, column] of this.vocabulary) names[column] = term;
    return names;
  }

  /** Learns the vocabulary of `documents`. */
  fit(documents: Iterable<string>): this {
    this.fitTransform(documents);
    return this;
  }

  /**
   * Learns the vocabulary and returns the counts. Shape: [documents, terms].
   *
   * @throws RangeError when no term is found, or none is left after pruning
   */
  fitTransform(documents: Iterable<string>): SparseMatrix {
    if (this.#fixed) return this.transform(documents);
    const found = new Map<string, number>();
    let counts = countTerms("fit", documents, this.#analyze, found, true);
    if (found.size === 0) {
      throw new RangeError(
        "CountVectorizer.fit: empty vocabulary: no document holds a term. Check tokenPattern and stopWords.",
      );
    }
    if (this.#options.binary) counts.values.fill(1);

    // Columns were numbered by appearance; number them again, in code point order and without the pruned.
    const terms = Array.from(found.keys()).sort(compareCodePoints);
    const order = Uint32Array.from(terms, (term) => found.get(term)!);
    const kept = this.#prune(counts, order);
    const renumbered = new Int32Array(found.size).fill(-1);
    this.#vocabulary = new Map();
    for (const rank of kept) {
      renumbered[order[rank]] = this.#vocabulary.size;
      this.#vocabulary.set(terms[rank], this.#vocabulary.size);
    }
    counts = renumberColumns(counts, renumbered, kept.length);
    return transpose(transpose(counts)); // sorts every row
  }

  /** Counts known terms; others are ignored. Shape: [documents, terms]. @throws Error before `fit` */
  transform(documents: Iterable<string>): SparseMatrix {
    const vocabulary = this.vocabulary as Map<string, number>;
    const counts = countTerms("transform", documents, this.#analyze, vocabulary, false);
    if (this.#options.binary) counts.values.fill(1);
    return transpose(transpose(counts));
  }

  /** The terms each row has a value for, in column order. @throws RangeError when the matrix has other columns */
  inverseTransform(matrix: SparseMatrix): string[][] {
    const names = this.featureNames;
    if (matrix.cols !== names.length) {
      throw new RangeError(
        `CountVectorizer.inverseTransform: the matrix has ${matrix.cols} columns but the vocabulary ${names.length} terms. Pass a matrix made by this vectorizer.`,
      );
    }
    return Array.from({ length: matrix.rows }, (_, row) => {
      const terms: string[] = [];
      for (let i = matrix.indptr[row]; i < matrix.indptr[row + 1]; i++) {
        if (matrix.values[i] !== 0) terms.push(names[matrix.indices[i]]);
      }
      return terms;
    });
  }

  /** Ranks (places in `order`) of the terms that stay, ascending. */
  #prune(counts: SparseMatrix, order: Uint32Array): number[] {
    const { minDf = 1, maxDf = 1, maxFeatures = null } = this.#options;
    const least = documentCount("minDf", minDf, counts.rows);
    const most = documentCount("maxDf", maxDf, counts.rows);
    if (most < least) {
      throw new RangeError(
        `CountVectorizer.fit: maxDf allows at most ${most} documents but minDf asks for at least ${least}. Raise maxDf or lower minDf.`,
      );
    }
    const documents = new Uint32Array(counts.cols);
    const occurrences = new Float64Array(counts.cols);
    for (let i = 0; i < counts.indices.length; i++) {
      documents[counts.indices[i]]++;
      occurrences[counts.indices[i]] += counts.values[i];
    }
    let kept = Array.from(order.keys()).filter((rank) => {
      const count = documents[order[rank]];
      return count >= least && count <= most;
    });
    if (maxFeatures !== null && kept.length > maxFeatures) {
      const rarity = kept.map((rank) => -occurrences[order[rank]]);
      const mostFrequent = unstableArgsort(rarity).subarray(0, maxFeatures).sort();
      kept = Array.from(mostFrequent, (i) => kept[i]);
    }
    if (kept.length === 0) {
      throw new RangeError(
        `CountVectorizer.fit: after pruning no terms remain: none of ${counts.cols} is in at least ${least} and at most ${most} documents. Lower minDf or raise maxDf.`,
      );
    }
    return kept;
  }
}

/** Python tells 1 from 1.0; here a plain 1 is what the option's default means. */
function documentCount(name: "minDf" | "maxDf", value: DocumentFrequency, numDocuments: number): number {
  const asProportion = typeof value === "number" ? (name === "maxDf" ? value <= 1 : value < 1) : "proportion" in value;
  const number = typeof value === "number" ? value : "proportion" in value ? value.proportion : value.count;
  const valid = asProportion ? number >= 0 && number <= 1 : Number.isInteger(number) && number >= 1;
  if (!valid) {
    throw new RangeError(
      `CountVectorizer: ${name} is ${number} but has to be a share from 0 to 1 or a count of documents from 1 up.`,
    );
  }
  return asProportion ? number * numDocuments : number;
}

/** Counts terms per document. Columns in order of appearance; `grow` adds unseen terms to `vocabulary`. */
function countTerms(
  where: string,
  documents: Iterable<string>,
  analyze: (text: string) => Iterable<string>,
  vocabulary: Map<string, number>,
  grow: boolean,
): SparseMatrix {
  if (typeof documents === "string") {
    throw new TypeError(`CountVectorizer.${where}: documents is one string. Pass an array of texts.`);
  }
  const indptr: number[] = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const slots: number[] = []; // where the current document keeps the count of a column, if at or after its start
  for (const document of documents) {
    if (typeof document !== "string") {
      throw new TypeError(
        `CountVectorizer.${where}: document ${indptr.length - 1} is ${typeof document}, not a string.`,
      );
    }
    const start = indices.length;
    for (const term of analyze(document)) {
      let column = vocabulary.get(term);
      if (column === undefined) {
        if (!grow) continue;
        column = vocabulary.size;
        vocabulary.set(term, column);
      }
      const slot = slots[column];
      if (slot >= start) values[slot]++;
      else {
        slots[column] = indices.length;
        indices.push(column);
        values.push(1);
      }
    }
    indptr.push(indices.length);
  }
  return {
    rows: indptr.length - 1,
    cols: vocabulary.size,
    indptr: Uint32Array.from(indptr),
    indices: Uint32Array.from(indices),
    values: Float64Array.from(values),
  };
}

/** Gives columns new numbers; those numbered -1 are dropped. */
function renumberColumns(matrix: SparseMatrix, renumbered: Int32Array, cols: number): SparseMatrix {
  const indptr = new Uint32Array(matrix.rows + 1);
  const indices = new Uint32Array(matrix.indices.length);
  const values = new Float64Array(matrix.values.length);
  let length = 0;
  for (let row = 0; row < matrix.rows; row++) {
    for (let i = matrix.indptr[row]; i < matrix.indptr[row + 1]; i++) {
      const column = renumbered[matrix.indices[i]];
      if (column < 0) continue;
      indices[length] = column;
      values[length++] = matrix.values[i];
    }
    indptr[row + 1] = length;
  }
  return { rows: matrix.rows, cols, indptr, indices: indices.slice(0, length), values: values.slice(0, length) };
}

function readVocabulary(vocabulary: NonNullable<CountVectorizerOptions["vocabulary"]>): Map<string, number> {
  const fail = (reason: string): never => {
    throw new RangeError(`CountVectorizer: vocabulary ${reason}.`);
  };
  let terms: Map<string, number>;
  if (vocabulary instanceof Map) terms = new Map(vocabulary);
  else if (Array.isArray(vocabulary) || vocabulary instanceof Set) {
    const list = Array.isArray(vocabulary) ? vocabulary : Array.from(vocabulary).sort(compareCodePoints);
    terms = new Map(list.map((term, column) => [term, column]));
    if (terms.size !== list.length)
      fail(`has ${list.length} terms but only ${terms.size} different ones; drop the repeats`);
  } else terms = new Map(Object.entries(vocabulary));
  if (terms.size === 0) fail("is empty; pass at least one term");
  const columns = new Set(terms.values());
  if (columns.size !== terms.size) fail("gives two terms the same column; number them from 0");
  for (let column = 0; column < terms.size; column++) {
    if (!columns.has(column)) fail(`has ${terms.size} terms but none for column ${column}; number them from 0`);
  }
  return terms;
}
