/** Counting, TF-IDF and BM25 beside natural and wink; exact search and quantization. @module */
import {
  Bm25Index,
  createWordCorpus,
  HashingVectorizer,
  nearestNeighbors,
  normalizeInPlace,
  quantizeBinary,
  quantizeInt8,
  recall,
  searchBinary,
  searchInt8,
  sparseRow,
  TfidfVectorizer,
  train,
  truncateDimensions,
  type VectorSet,
  Word2VecTrainer,
} from "@llm-anatomy/embeddings";
import type { Corpus } from "./corpus.ts";
import { createWinkBm25, okapiBm25, TfIdf, type WinkBm25 } from "./peers.ts";
import { interleaved, ms, percent, table } from "./timing.ts";

const queries = [
  "blessed are the meek",
  "the king of babylon",
  "gold and silver and brass",
  "a time to be born",
  "the voice of one crying in the wilderness",
];

const tokenize = (text: string): string[] => text.toLowerCase().match(/[a-z0-9_]{2,}/g) ?? [];

export async function benchLexicalSearch({ verses }: Corpus, rounds: number): Promise<string> {
  const buildWink = (): WinkBm25 => {
    const wink = createWinkBm25();
    wink.defineConfig({ fldWeights: { body: 1 }, bm25Params: { k1: 1.2, b: 0.75, k: 1 } });
    wink.definePrepTasks([tokenize]);
    for (const [i, body] of verses.entries()) wink.addDoc({ body }, i);
    wink.consolidate(9);
    return wink;
  };
  const buildNatural = () => {
    const tfidf = new TfIdf();
    for (const verse of verses) tfidf.addDocument(tokenize(verse));
    return tfidf;
  };
  const index = new Bm25Index(verses);
  const wink = buildWink();
  const tfidf = buildNatural();

  // The answers first: the same documents as wink, whose formula is ours times k1 + 1.
  for (const query of queries) {
    const ours = index.search(query, { k: 10 });
    const theirs = wink.search(query, 10);
    for (const [i, [, score]] of theirs.entries()) {
      if (Math.abs(score - ours[i].score * 2.2) > 1e-3 * score) {
        throw new Error(`"${query}": hit ${i} scores ${ours[i].score * 2.2} here and ${score} in wink`);
      }
    }
  }

  const build = await interleaved(
    {
      bm25: () => new Bm25Index(verses),
      wink: buildWink,
      tfidf: () => new TfidfVectorizer().fitTransform(verses),
      natural: buildNatural,
      hashing: () => new HashingVectorizer().transform(verses),
    },
    rounds,
  );
  const search = await interleaved(
    {
      bm25: () => queries.map((query) => index.search(query, { k: 10 })),
      wink: () => queries.map((query) => wink.search(query, 10)),
      natural: () => queries.map((query) => tfidf.tfidfs(tokenize(query))),
      okapi: () => okapiBm25(verses, tokenize(queries[0])),
    },
    rounds,
  );
  const vectors = new TfidfVectorizer().fitTransform(verses);
  if (sparseRow(vectors, 0).values.length === 0) throw new Error("the first verse has no weights");
  return table(
    [`${verses.length} verses`, "index, ms", "one query, ms"],
    [
      ["BM25, this package", ms(build.bm25.min), ms(search.bm25.min / queries.length)],
      ["BM25, wink-bm25-text-search", ms(build.wink.min), ms(search.wink.min / queries.length)],
      ["BM25, okapibm25 (no index)", "-", ms(search.okapi.min)],
      ["TF-IDF, this package (normalised matrix)", ms(build.tfidf.min), "-"],
      [
        "TF-IDF, natural (counts; weights at query time)",
        ms(build.natural.min),
        ms(search.natural.min / queries.length),
      ],
      ["hashed counts, this package", ms(build.hashing.min), "-"],
    ],
  );
}

/** Word vectors of the corpus: real ones, whose dimensions are not independent. */
export async function trainVectors({ sentences }: Corpus, epochs: number): Promise<VectorSet> {
  const { words, dim, vectors } = await train(new Word2VecTrainer(createWordCorpus(sentences), { epochs }));
  return { vectors: normalizeInPlace(vectors, { count: words.length, dim }), count: words.length, dim };
}

export async function benchVectorSearch(set: VectorSet, rounds: number): Promise<string> {
  const { count, dim, vectors } = set;
  const k = 10;
  const queryRows = Array.from({ length: 200 }, (_, i) => Math.floor((i * count) / 200));
  const queryOf = (row: number) => vectors.subarray(row * dim, (row + 1) * dim);
  const exact = queryRows.map((row) => nearestNeighbors(set, queryOf(row), { k, metric: "dot" }).indices);

  const half = truncateDimensions(set, dim / 2);
  const int8 = quantizeInt8(set);
  const binary = quantizeBinary(set);
  const methods: Record<string, { bytes: number; search: (query: Float32Array) => Uint32Array }> = {
    "exact, float32": { bytes: 4 * dim, search: (query) => nearestNeighbors(set, query, { k, metric: "dot" }).indices },
    [`first ${dim / 2} dimensions (not trained for it)`]: {
      bytes: 2 * dim,
      search: (query) => nearestNeighbors(half, query.subarray(0, dim / 2), { k, metric: "dot" }).indices,
    },
    int8: { bytes: dim, search: (query) => searchInt8(int8, query, { k }).indices },
    "int8, 4k looked at again": { bytes: dim, search: (query) => searchInt8(int8, query, { k, rescore: set }).indices },
    binary: { bytes: dim / 8, search: (query) => searchBinary(binary, query, { k }).indices },
    "binary, 4k looked at again": {
      bytes: dim / 8,
      search: (query) => searchBinary(binary, query, { k, rescore: set }).indices,
    },
    "binary, 20k looked at again": {
      bytes: dim / 8,
      search: (query) => searchBinary(binary, query, { k, rescore: set, oversample: 20 }).indices,
    },
  };
  const times = await interleaved(
    Object.fromEntries(
      Object.entries(methods).map(([name, { search }]) => [name, () => queryRows.map((row) => search(queryOf(row)))]),
    ),
    rounds,
  );
  const rows = Object.entries(methods).map(([name, { bytes, search }]) => [
    name,
    bytes,
    percent(
      recall(
        exact,
        queryRows.map((row) => search(queryOf(row))),
      ),
    ),
    ms(times[name].min / queryRows.length),
  ]);
  return table(
    [`${count} word vectors of ${dim} dimensions, k = ${k}`, "bytes searched per vector", "recall", "one query, ms"],
    rows,
  );
}
