/** Embeddings: how text becomes vectors, from counting words to pooled model outputs. @module */

// Bag of words
export { stripAccents } from "./accents.ts";
export { type Bm25Hit, Bm25Index, type Bm25Options, type Bm25Variant } from "./bm25.ts";
// Word vectors
export { countCoOccurrences } from "./co-occurrence.ts";
export { CountVectorizer, type CountVectorizerOptions, type DocumentFrequency } from "./count-vectorizer.ts";
// Into a Transformer
export { type EmbeddingTable, lookUp } from "./embedding-table.ts";
export { englishStopWords } from "./english-stop-words.ts";
export { type GloveOptions, GloveTrainer } from "./glove.ts";
export { HashingVectorizer, type HashingVectorizerOptions } from "./hashing-vectorizer.ts";
// Search
export { createHnswSearch, type HnswlibIndex, type HnswOptions, type HnswSearch } from "./hnsw.ts";
// Pictures
export {
  type LibraryProjectionOptions,
  projectWithTsne,
  projectWithUmap,
  type TsneLibrary,
  type TsneOptions,
  type UmapLibrary,
  type UmapOptions,
} from "./library-projections.ts";
export { alignInPlace, createLiveProjection, type LiveProjection } from "./live-projection.ts";
export { murmurHash3 } from "./murmur-hash.ts";
export { type Neighbors, nearestNeighbors, recall, type VectorSet } from "./nearest-neighbors.ts";
export { type Pooling, type PoolingShape, pool } from "./pooling.ts";
export {
  addPositionsInPlace,
  positionIds,
  type SinusoidalVariant,
  sinusoidalPositions,
} from "./position-embeddings.ts";
export { type PcaOptions, type PrincipalComponents, principalComponents, project } from "./principal-components.ts";
export {
  type BinaryVectors,
  dequantizeInt8,
  dimensionRanges,
  type Int8Vectors,
  type QuantizedSearchOptions,
  quantizeBinary,
  quantizeInt8,
  searchBinary,
  searchInt8,
  truncateDimensions,
} from "./quantization.ts";
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
export { type TrainInWorkerOptions, trainInWorker, type WorkerLike } from "./train-in-worker.ts";
export { createWordCorpus, type WordCorpus } from "./word-corpus.ts";
export {
  type AnalogyResult,
  evaluateAnalogies,
  evaluateSimilarity,
  type SimilarityResult,
  spearman,
} from "./word-vector-evaluation.ts";
export { type TrainingProgress, type TrainOptions, train, type WordVectorTrainer } from "./word-vector-training.ts";
export { type NearWord, WordSpace, type WordVectors } from "./word-vectors.ts";
export {
  formatWord2VecBinary,
  formatWordVectorsText,
  type ParseOptions,
  parseWord2VecBinary,
  parseWordVectorsText,
} from "./word-vectors-file.ts";
export { type Word2VecOptions, Word2VecTrainer } from "./word2vec.ts";
