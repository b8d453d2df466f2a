/**
 * Judges the bag-of-words vectorizers against scikit-learn's numbers.
 *
 * Form: JSON files with `documents`, `new_documents` and `cases`; a case has `kind` (count, tfidf, hashing), scikit-learn's
 * `options`, and what came of them: `vocabulary`, `matrix`, `transform_new`, `idf`, `feature_names`, `inverse`, or `error`.
 * A key of a case that is not judged here makes the case a skip, never a silent pass.
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CountVectorizer,
  HashingVectorizer,
  type SparseMatrix,
  TfidfVectorizer,
  toDense,
} from "@llm-anatomy/embeddings";
import { compareArrays } from "@llm-anatomy/test-kit";
import type { Run } from "./report.ts";

/** Values agree when they are within this, absolutely: float64 on both sides, so only a different formula exceeds it. */
const atol = 1e-5;

interface Case {
  kind: string;
  options: Record<string, unknown>;
  error?: string;
  vocabulary?: Record<string, number>;
  feature_names?: string[];
  matrix?: number[][];
  transform_new?: number[][];
  idf?: number[];
  inverse?: string[][];
}

interface Fixture {
  documents: string[];
  new_documents?: string[];
  cases: Case[];
}

type Vectorizer = CountVectorizer | TfidfVectorizer | HashingVectorizer;

export const run: Run = async (folder, options, report) => {
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(".json")) continue;
    const fixture = parse(readFileSync(join(folder, file), "utf8")) as Fixture;
    if (!Array.isArray(fixture.cases) || !Array.isArray(fixture.documents)) {
      report.skip(file, "has no documents and cases");
      continue;
    }
    for (const [index, one] of fixture.cases.entries()) {
      const name = `${file}/${index} ${one.kind} ${JSON.stringify(one.options)}`;
      if (!options.only(file) && !options.only(name) && !options.only(`${file}/${index}`)) continue;
      const unjudged = Object.keys(one).filter((key) => !judged.includes(key));
      if (unjudged.length > 0) {
        report.skip(name, `does not know how to judge ${unjudged.join(", ")}`);
        continue;
      }
      let differences: string[];
      try {
        differences = judge(one, fixture);
      } catch (error) {
        if (error instanceof Unjudgeable) report.skip(name, error.message);
        else report.fail(name, `threw ${error}`);
        continue;
      }
      if (differences.length === 0) report.pass(name);
      else for (const difference of differences) report.fail(name, difference);
    }
  }
};

const judged = ["kind", "options", "error", "vocabulary", "feature_names", "matrix", "transform_new", "idf", "inverse"];

class Unjudgeable extends Error {}

function judge(one: Case, { documents, new_documents = [] }: Fixture): string[] {
  const options = translateOptions(one.options);
  if (one.error !== undefined) {
    try {
      create(one.kind, options).fitTransform(documents);
    } catch (error) {
      // Both refuse; the words are ours. A crash is not a refusal.
      if (error instanceof RangeError || (error instanceof TypeError && error.message.includes("Vectorizer")))
        return [];
      throw error;
    }
    return [`gave a matrix where scikit-learn says "${one.error}"`];
  }
  const { vectorizer, fitTransform } = create(one.kind, options);
  const matrix = fitTransform(documents);
  const differences: string[] = [];
  const check = (difference: string | null) => difference && differences.push(difference);
  const fitted = vectorizer instanceof HashingVectorizer ? null : vectorizer;

  if (one.vocabulary) check(compareVocabulary(fitted?.vocabulary ?? new Map(), one.vocabulary));
  if (one.feature_names) check(compareLists("feature_names", fitted?.featureNames ?? [], one.feature_names));
  if (one.matrix) check(compareMatrix("matrix", matrix, one.matrix));
  if (one.transform_new) check(compareMatrix("transform_new", vectorizer.transform(new_documents), one.transform_new));
  if (one.idf) check(compareNumbers("idf", (vectorizer as TfidfVectorizer).idf, one.idf));
  if (one.inverse) {
    const inverse = fitted?.inverseTransform(matrix) ?? [];
    // scikit-learn promises no order within a document: it is that of the matrix's storage
    const sorted = (terms: string[]) => JSON.stringify(terms.slice().sort());
    check(compareLists("inverse", inverse.map(sorted), one.inverse.map(sorted)));
  }
  return differences;
}

function create(kind: string, options: Record<string, unknown>) {
  if (kind === "hashing") {
    const vectorizer = new HashingVectorizer(options);
    return { vectorizer: vectorizer as Vectorizer, fitTransform: (texts: string[]) => vectorizer.transform(texts) };
  }
  if (kind !== "count" && kind !== "tfidf") throw new Unjudgeable(`unknown kind "${kind}"`);
  const vectorizer = kind === "count" ? new CountVectorizer(options) : new TfidfVectorizer(options);
  return { vectorizer: vectorizer as Vectorizer, fitTransform: (texts: string[]) => vectorizer.fitTransform(texts) };
}

/** scikit-learn's names become ours; its neutral settings, which say nothing about texts, are dropped. */
function translateOptions(options: Record<string, unknown>): Record<string, unknown> {
  const translated: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(options)) {
    if (["input", "encoding", "decode_error", "dtype"].includes(key)) continue;
    const name = key.replace(/_[a-z]/g, (match) => match[1].toUpperCase()).replace("nFeatures", "numFeatures");
    const isFrequency = key === "min_df" || key === "max_df";
    translated[name] = value instanceof PythonFloat && !isFrequency ? value.value : value;
    // Python tells the count 1 from the share 1.0
    if (isFrequency) translated[name] = value instanceof PythonFloat ? { proportion: value.value } : { count: value };
    if ((key === "preprocessor" || key === "tokenizer") && value === null) delete translated[name];
    if ((key === "preprocessor" || key === "tokenizer") && value !== null)
      throw new Unjudgeable(`${key} is a function`);
  }
  return translated;
}

class PythonFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  toJSON() {
    return this.value;
  }
}

/** JSON as Python writes it: `NaN` and `Infinity` are numbers, and in options 1.0 is not 1. */
function parse(text: string): unknown {
  const json = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (part) =>
    part.startsWith('"') ? part : `{"#":"${part}"}`,
  );
  const reviver = (key: string, value: unknown, context?: { source?: string }) => {
    if (value !== null && typeof value === "object" && "#" in value) return Number(value["#"]);
    if ((key === "min_df" || key === "max_df") && /[.e]/i.test(context?.source ?? ""))
      return new PythonFloat(value as number);
    return value;
  };
  return JSON.parse(json, reviver);
}

function compareVocabulary(got: ReadonlyMap<string, number>, expected: Record<string, number>): string | null {
  for (const [term, column] of Object.entries(expected)) {
    if (got.get(term) !== column) return `vocabulary["${term}"] is ${got.get(term)} but ${column} was expected`;
  }
  const size = Object.keys(expected).length;
  return got.size === size ? null : `vocabulary has ${got.size} terms but ${size} were expected`;
}

function compareLists(what: string, got: string[], expected: string[]): string | null {
  if (got.length !== expected.length) return `${what} has ${got.length} entries but ${expected.length} were expected`;
  const at = expected.findIndex((value, index) => got[index] !== value);
  return at < 0 ? null : `${what}[${at}] is "${got[at]}" but "${expected[at]}" was expected`;
}

function compareMatrix(what: string, got: SparseMatrix, expected: number[][]): string | null {
  const cols = expected[0]?.length ?? got.cols;
  if (got.rows !== expected.length || got.cols !== cols) {
    return `${what} is [${got.rows}, ${got.cols}] but [${expected.length}, ${cols}] was expected`;
  }
  return compareNumbers(what, toDense(got), expected.flat());
}

function compareNumbers(what: string, got: ArrayLike<number>, expected: number[]): string | null {
  if (got.length !== expected.length) return `${what} has ${got.length} values but ${expected.length} were expected`;
  const worst = compareArrays(got, expected, { atol });
  return worst ? `${what}[${worst.index}] is ${worst.got} but ${worst.expected} was expected` : null;
}
