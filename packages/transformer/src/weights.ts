/** Where each learned array goes, by the part of the model that reads it. @module */

export interface LinearWeights<T> {
  /** [out, in] */
  weight: T;
  /** [out] */
  bias?: T;
}

/** RMSNorm has a weight, LayerNorm mostly both; some models (OLMo) have neither. */
export interface NormWeights<T> {
  weight?: T;
  bias?: T;
}

export interface AttentionWeights<T> {
  q: LinearWeights<T>;
  /** Absent where keys and values come from a latent vector. */
  k?: LinearWeights<T>;
  v?: LinearWeights<T>;
  latent?: LatentWeights<T>;
  output: LinearWeights<T>;
  queryNorm?: NormWeights<T>;
  keyNorm?: NormWeights<T>;
  /** [heads] */
  sinks?: T;
  /** [buckets, heads] */
  relativeBias?: T;
  /** [2 · span, heads · headDim]: the layer's own vectors of distances. */
  distances?: T;
  /** Of the vectors of distances, where they are not projected like tokens. */
  distanceKey?: LinearWeights<T>;
  distanceQuery?: LinearWeights<T>;
}

export interface LatentWeights<T> {
  /** Queries through a narrow vector of their own; `q` then reads that. */
  queryDown?: LinearWeights<T>;
  queryNorm?: NormWeights<T>;
  /** [latentDim, modelDim] */
  down: LinearWeights<T>;
  norm: NormWeights<T>;
  /** [heads · (headDim - ropeDim), latentDim] */
  keyUp: LinearWeights<T>;
  /** [heads · valueDim, latentDim] */
  valueUp: LinearWeights<T>;
  /** [ropeDim, modelDim] */
  rope: LinearWeights<T>;
}

/** `gate` only where the MLP is gated. */
export interface MlpWeights<T> {
  gate?: LinearWeights<T>;
  up: LinearWeights<T>;
  down: LinearWeights<T>;
}

export interface MixtureWeights<T> {
  router: LinearWeights<T>;
  /** [numExperts] */
  correction?: T;
  experts: MlpWeights<T>[];
  shared?: MlpWeights<T>;
  sharedGate?: LinearWeights<T>;
}

export interface BlockWeights<T> {
  attention: AttentionWeights<T>;
  crossAttention?: AttentionWeights<T>;
  mlp: MlpWeights<T> | MixtureWeights<T>;
  attentionNorm?: NormWeights<T>;
  attentionOutputNorm?: NormWeights<T>;
  attentionResidualNorm?: NormWeights<T>;
  crossNorm?: NormWeights<T>;
  crossResidualNorm?: NormWeights<T>;
  mlpNorm?: NormWeights<T>;
  mlpOutputNorm?: NormWeights<T>;
  mlpResidualNorm?: NormWeights<T>;
  /** [modelDim, size · modelDim], a window's vectors one after another. */
  convolution?: LinearWeights<T>;
  convolutionNorm?: NormWeights<T>;
}

export interface EmbeddingWeights<T> {
  /** [vocabSize, width]; absent where a stack reads frames. */
  tokens?: T;
  /** Of each convolution: [out, size · in], a window's frames one after another. */
  convolutions?: LinearWeights<T>[];
  /** [positions, width] */
  positions?: T;
  /** [types, width] */
  tokenTypes?: T;
  norm?: NormWeights<T>;
  projection?: LinearWeights<T>;
}

export interface StackWeights<T> {
  embedding: EmbeddingWeights<T>;
  blocks: BlockWeights<T>[];
  finalNorm?: NormWeights<T>;
  /** [2 · span, modelDim] */
  distances?: T;
  distanceNorm?: NormWeights<T>;
  outputProjection?: LinearWeights<T>;
}

export interface HeadWeights<T> {
  dense?: LinearWeights<T>;
  denseNorm?: NormWeights<T>;
  /** [vocabSize or labels, modelDim]; where a vocabulary is tied, the embedding's own table. */
  output: LinearWeights<T>;
  nextSentence?: LinearWeights<T>;
}

export interface ModelWeights<T> extends StackWeights<T> {
  head?: HeadWeights<T>;
  pooler?: LinearWeights<T>;
  encoder?: StackWeights<T>;
}
