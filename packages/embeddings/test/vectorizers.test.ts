import { readFileSync } from "node:fs";
import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  CountVectorizer,
  createAnalyzer,
  fromDense,
  HashingVectorizer,
  murmurHash3,
  type SparseMatrix,
  sparseCosine,
  sparseRow,
  stripAccents,
  TfidfTransformer,
  TfidfVectorizer,
  toDense,
  transpose,
} from "../src/index.ts";
import { unstableArgsort } from "../src/unstable-argsort.ts";

const rowsOf = (matrix: SparseMatrix): number[][] =>
  Array.from({ length: matrix.rows }, (_, row) =>
    Array.from(toDense(matrix).subarray(row * matrix.cols, (row + 1) * matrix.cols)),
  );

describe("by hand", () => {
  it("CountVectorizer.fitTransform(texts) counts each term, columns in alphabetical order", () => {
    const vectorizer = new CountVectorizer();
    expect(rowsOf(vectorizer.fitTransform(["That is a cute dog", "My cat is cute", "dog dog"]))).toEqual([
      [0, 1, 1, 1, 0, 1],
      [1, 1, 0, 1, 1, 0],
      [0, 0, 2, 0, 0, 0],
    ]);
    expect(vectorizer.featureNames).toEqual(["cat", "cute", "dog", "is", "my", "that"]);
    expect(rowsOf(vectorizer.transform(["a cat, a zebra"]))).toEqual([[1, 0, 0, 0, 0, 0]]);
    expect(vectorizer.inverseTransform(vectorizer.transform(["my cat"]))).toEqual([["cat", "my"]]);
  });

  it("TfidfTransformer.fit(counts) weighs a term by 1 + ln((1 + n) / (1 + df))", () => {
    const counts = fromDense([1, 1, 1, 0], { rows: 2, cols: 2 });
    const { idf } = new TfidfTransformer().fit(counts);
    expect(Array.from(idf)).toEqual([1 + Math.log(3 / 3), 1 + Math.log(3 / 2)]);
  });

  it("TfidfVectorizer.fitTransform(texts) gives rows of length 1, so that the dot product is the cosine", () => {
    const weights = new TfidfVectorizer().fitTransform(["the cat", "the dog", "the cat"]);
    expect(sparseCosine(sparseRow(weights, 0), sparseRow(weights, 2))).toBeCloseTo(1, 12);
    const idf = 1 + Math.log(4 / 3);
    const other = 1 + Math.log(4 / 2);
    expect(sparseCosine(sparseRow(weights, 0), sparseRow(weights, 1))).toBeCloseTo(
      1 / Math.sqrt((1 + idf ** 2) * (1 + other ** 2)),
      12,
    );
  });

  it("TfidfVectorizer({ vocabulary, idf }) works without fit", () => {
    const fitted = new TfidfVectorizer().fit(["the cat", "the dog"]);
    const restored = new TfidfVectorizer({ vocabulary: fitted.featureNames, idf: fitted.idf });
    expect(rowsOf(restored.transform(["cat dog"]))).toEqual(rowsOf(fitted.transform(["cat dog"])));
  });

  it("createAnalyzer({ analyzer: 'char_wb' }) counts a short padded word once", () => {
    expect(Array.from(createAnalyzer({ analyzer: "char_wb", ngramRange: [3, 5] })("a bc"))).toEqual([
      " a ",
      " bc",
      "bc ",
      " bc ",
    ]);
  });

  it("createAnalyzer({ analyzer: 'char' }) cuts between code points", () => {
    expect(Array.from(createAnalyzer({ analyzer: "char", ngramRange: [2, 2] })("a👍b"))).toEqual(["a👍", "👍b"]);
  });

  it("stripAccents(text) keeps marks whose combining class is 0", () => {
    expect(stripAccents("naïve Ångström ø ﬁ", "unicode")).toBe("naive Angstrom ø fi");
    expect(stripAccents("naïve Ångström ø ﬁ", "ascii")).toBe("naive Angstrom  fi");
    expect(stripAccents("कि", "unicode")).toBe("कि"); // vowel sign I: a mark of class 0
    expect(stripAccents("क्", "unicode")).toBe("क"); // virama: class 9
  });

  it("murmurHash3(text) is the published hash", () => {
    expect([murmurHash3(""), murmurHash3("hello"), murmurHash3("hello, world")]).toEqual([0, 613153351, 345750399]);
    expect(murmurHash3("The quick brown fox jumps over the lazy dog", 0x9747b28c) >>> 0).toBe(0x2fa826cd);
  });

  it("transpose(transpose(matrix)) is the matrix with ascending columns", () => {
    const unsorted: SparseMatrix = {
      rows: 1,
      cols: 3,
      indptr: Uint32Array.of(0, 2),
      indices: Uint32Array.of(2, 0),
      values: Float64Array.of(5, 7),
    };
    const sorted = transpose(transpose(unsorted));
    expect([Array.from(sorted.indices), Array.from(sorted.values)]).toEqual([
      [0, 2],
      [7, 5],
    ]);
  });
});

interface Fixture {
  documents: string[];
  new_documents: string[];
  cases: {
    kind: "count" | "tfidf" | "hashing";
    options: Record<string, unknown>;
    error?: string;
    feature_names?: string[];
    matrix?: number[][];
    transform_new?: number[][];
    idf?: number[];
    inverse?: string[][];
  }[];
}

describe("parity with scikit-learn", () => {
  const python = readFileSync(new URL("./fixtures/vectorizers.json", import.meta.url), "utf8");
  const text = python.replace(/\bInfinity\b/g, "1e999"); // the same number, in JSON
  // Python tells the share 1.0 from the count 1
  const { documents, new_documents, cases } = JSON.parse(text.replace(/: 1\.0([,}])/g, ': "all"$1')) as Fixture;
  const names: Record<string, string> = {
    ngram_range: "ngramRange",
    max_features: "maxFeatures",
    token_pattern: "tokenPattern",
    stop_words: "stopWords",
    strip_accents: "stripAccents",
    min_df: "minDf",
    max_df: "maxDf",
    use_idf: "useIdf",
    smooth_idf: "smoothIdf",
    sublinear_tf: "sublinearTf",
    n_features: "numFeatures",
    alternate_sign: "alternateSign",
  };
  const translate = (options: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(options).map(([key, value]) => {
        if (key !== "min_df" && key !== "max_df") return [names[key] ?? key, value];
        const share = value === "all" ? 1 : (value as number);
        return [names[key], value === "all" || share < 1 ? { proportion: share } : { count: share }];
      }),
    );

  for (const one of cases) {
    const make = () => {
      const options = translate(one.options);
      if (one.kind === "hashing") return new HashingVectorizer(options);
      return one.kind === "count" ? new CountVectorizer(options) : new TfidfVectorizer(options);
    };
    const fitTransform = (vectorizer: ReturnType<typeof make>) =>
      vectorizer instanceof HashingVectorizer ? vectorizer.transform(documents) : vectorizer.fitTransform(documents);

    it(`${one.kind} ${JSON.stringify(one.options)} gives scikit-learn's ${one.error ? "refusal" : "numbers"}`, () => {
      if (one.error) {
        expect(() => fitTransform(make())).toThrow(RangeError);
        return;
      }
      const vectorizer = make();
      const matrix = fitTransform(vectorizer);
      expectRows(matrix, one.matrix!);
      expectRows(vectorizer.transform(new_documents), one.transform_new!);
      if (vectorizer instanceof HashingVectorizer) return;
      expect(vectorizer.featureNames).toEqual(one.feature_names);
      expect(vectorizer.inverseTransform(matrix).map((terms) => terms.sort())).toEqual(
        one.inverse!.map((terms) => terms.sort()),
      );
      if (one.idf && vectorizer instanceof TfidfVectorizer) {
        for (const [column, idf] of one.idf.entries()) expect(vectorizer.idf[column]).toBeCloseTo(idf, 12);
      }
    });
  }

  function expectRows(matrix: SparseMatrix, expected: number[][]) {
    expect([matrix.rows, matrix.cols]).toEqual([expected.length, expected[0].length]);
    const dense = toDense(matrix);
    // float64 on both sides; only the order of additions in a norm differs
    for (const [i, value] of expected.flat().entries()) expect(Math.abs(dense[i] - value)).toBeLessThan(1e-12);
  }
});

describe("unstableArgsort", () => {
  const { cases } = JSON.parse(readFileSync(new URL("./fixtures/argsort.json", import.meta.url), "utf8")) as {
    cases: { values: number[]; order: number[] }[];
  };
  for (const { values, order } of cases) {
    it(`unstableArgsort(${values.length} values) leaves equals where NumPy leaves them`, () => {
      expect(Array.from(unstableArgsort(values))).toEqual(order);
    });
  }
  it("unstableArgsort(values) sorts, also when more than half share the least value", () => {
    const random = seededRandom(1);
    for (const length of [0, 1, 300, 1000]) {
      const values = Float64Array.from({ length }, () => (random() < 0.7 ? 0 : Math.floor(random() * 5)));
      const order = Array.from(unstableArgsort(values));
      expect(order.map((i) => values[i])).toEqual(Array.from(values).sort((a, b) => a - b));
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from(values.keys()));
    }
  });
});

describe("errors", () => {
  const texts = ["a cat", "a dog"];
  it("CountVectorizer(options) names an unknown option", () => {
    expect(() => new CountVectorizer({ stop_words: "english" } as object)).toThrow(
      'CountVectorizer: there is no option "stop_words". The options are analyzer, ngramRange, lowercase, stripAccents, preprocessor, tokenPattern, tokenizer, stopWords, minDf, maxDf, maxFeatures, vocabulary, binary.',
    );
  });
  it("CountVectorizer.fit(texts) says when nothing is left", () => {
    expect(() => new CountVectorizer({ minDf: 2 }).fit(texts)).toThrow(
      "CountVectorizer.fit: after pruning no terms remain: none of 2 is in at least 2 and at most 2 documents. Lower minDf or raise maxDf.",
    );
    expect(() => new CountVectorizer().fit(["a", "b"])).toThrow(
      "CountVectorizer.fit: empty vocabulary: no document holds a term. Check tokenPattern and stopWords.",
    );
  });
  it("CountVectorizer.fit(text) refuses one string", () => {
    expect(() => new CountVectorizer().fit("a cat")).toThrow(
      "CountVectorizer.fit: documents is one string. Pass an array of texts.",
    );
  });
  it("CountVectorizer(options) refuses values out of range", () => {
    expect(() => new CountVectorizer({ minDf: 1.5 })).toThrow(
      "CountVectorizer: minDf is 1.5 but has to be a share from 0 to 1 or a count of documents from 1 up.",
    );
    expect(() => new CountVectorizer({ ngramRange: [2, 1] })).toThrow(
      "createAnalyzer: ngramRange is [2, 1] but has to be two integers, 1 <= least <= most. Pass for example [1, 2].",
    );
    expect(() => new CountVectorizer({ tokenPattern: "(a)(b)" })).toThrow(
      "createAnalyzer: tokenPattern has 2 capturing groups but at most 1 is allowed. Write (?:…) for the others.",
    );
    expect(() => new CountVectorizer({ stopWords: "french" as "english" })).toThrow(
      'createAnalyzer: stopWords is "french" but has to be one of "english".',
    );
    expect(() => new CountVectorizer({ vocabulary: { cat: 0, dog: 2 } })).toThrow(
      "CountVectorizer: vocabulary has 2 terms but none for column 1; number them from 0.",
    );
  });
  it("TfidfVectorizer.transform(texts) before fit says so", () => {
    expect(() => new TfidfVectorizer().transform(texts)).toThrow(
      "CountVectorizer: no vocabulary yet. Call fit first, or pass one.",
    );
    expect(() => new TfidfVectorizer({ vocabulary: ["cat"] }).transform(texts)).toThrow(
      "TfidfTransformer: no idf weights yet. Call fit first.",
    );
  });
});
