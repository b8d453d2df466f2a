/**
 * Prints the tables of the embeddings README. `--quick` checks that everything runs; `--rounds N` repeats (default 3).
 * @module
 */
import { cpus } from "node:os";
import { loadCorpus } from "./corpus.ts";
import { benchHnsw } from "./hnsw.ts";
import { benchProjections } from "./projections.ts";
import { benchLexicalSearch, benchVectorSearch, trainVectors } from "./search.ts";
import { benchWordVectors } from "./word-vectors.ts";

const quick = process.argv.includes("--quick");
const at = process.argv.indexOf("--rounds");
const rounds = at > 0 ? Number(process.argv[at + 1]) : quick ? 1 : 3;
const only = ["word-vectors", "lexical", "vectors", "hnsw", "projections"].filter((part) =>
  process.argv.includes(part),
);
const wants = (part: string) => only.length === 0 || only.includes(part);

console.log(
  `${cpus()[0].model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, pnpm bench embeddings; fastest runs\n`,
);
const corpus = loadCorpus();
if (wants("lexical")) console.log(`${await benchLexicalSearch(corpus, quick ? 1 : 2 * rounds + 1)}\n`);
if (wants("vectors") || wants("projections")) {
  const vectors = await trainVectors(corpus, quick ? 1 : 5);
  if (wants("vectors")) console.log(`${await benchVectorSearch(vectors, 2 * rounds + 1)}\n`);
  if (wants("projections")) console.log(`${await benchProjections(vectors, 2 * rounds + 1)}\n`);
}
if (wants("hnsw")) console.log(`${await benchHnsw({ count: quick ? 2000 : 20_000, dim: 64 })}\n`);
if (wants("word-vectors")) console.log(benchWordVectors(corpus, { epochs: quick ? 1 : 5, rounds }));
