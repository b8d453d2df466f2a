/** Embeddings: how text becomes vectors, from counting words to pooled model outputs. @module */

// Bag of words
export { stripAccents } from "./accents.ts";
export { CountVectorizer, type CountVectorizerOptions, type DocumentFrequency } from "./count-vectorizer.ts";
// Into a Transformer
export { type EmbeddingTable, lookUp } from "./embedding-table.ts";
export { englishStopWords } from "./english-stop-words.ts";
export { HashingVectorizer, type HashingVectorizerOptions } from "./hashing-vectorizer.ts";
export { murmurHash3 } from "./murmur-hash.ts";
export { type Pooling, type PoolingShape, pool } from "./pooling.ts";
export {
  addPositionsInPlace,
  positionIds,
  type SinusoidalVariant,
  sinusoidalPositions,
} from "./position-embeddings.ts";

// Dense vectors
export { cosineSimilarity, dotProduct, euclideanDistance, type Metric, normalizeInPlace } from "./similarity.ts";
export {
  fromDense,
  normalizeRowsInPlace,
  type SparseMatrix,
  type SparseVector,
  sparseCosine,
  sparseDot,
  sparseRow,
  toDense,
  transpose,
} from "./sparse-matrix.ts";
export { type AnalyzerOptions, createAnalyzer, wordNgrams } from "./text-analyzer.ts";
export {
  type TfidfOptions,
  TfidfTransformer,
  TfidfVectorizer,
  type TfidfVectorizerOptions,
} from "./tfidf-vectorizer.ts";
