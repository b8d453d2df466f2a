/**
 * What a Transformer is, as plain data: sizes, and which of the field's choices each part makes.
 *
 * A spec says everything about the mathematics and nothing about where weights lie or what a checkpoint calls them.
 * @module
 */
import type { RotarySpec } from "@llm-anatomy/attention";
import type { Activation } from "@llm-anatomy/kernels";
import type { AlibiSpec, DistanceBuckets, RelativeBuckets } from "./ops.ts";

/** A stack of blocks behind an embedding: the decoder of a language model, or an encoder. */
export interface StackSpec {
  vocabSize: number;
  modelDim: number;
  embedding: EmbeddingSpec;
  /** One per layer; layers may differ (windows, experts). */
  blocks: BlockSpec[];
  finalNorm?: NormSpec;
  /** Of the vectors that stand for distances (DeBERTa). */
  distanceNorm?: NormSpec;
  /** A linear map after the final norm, to the width of the head (OPT-350M). */
  outputProjected?: boolean;
  /** Longest sequence the positions are made for. */
  maxPositions: number;
}

/** A whole model: a stack and what reads its hidden states; with an encoder in front, an encoder–decoder. */
export interface ModelSpec extends StackSpec {
  /** Absent: the model ends with hidden states. */
  head?: HeadSpec;
  /** A dense layer on the first position, which stands for the sequence (BERT). */
  pooler?: { activation: Activation };
  /** What the decoder's cross attention reads. */
  encoder?: StackSpec;
}

export interface EmbeddingSpec {
  /** Multiplies token embeddings (Gemma: √modelDim, Granite: embedding_multiplier). */
  scale?: number;
  /** A vector per position, looked up in a table (learned, or sines and cosines that a checkpoint stores or leaves out). */
  learnedPositions?: boolean;
  /** Segment vectors for encoders that tell sentences apart. */
  tokenTypes?: boolean;
  norm?: NormSpec;
  /** Positions are added to what the norm gives, and not to what it takes (the decoder of Blenderbot's small model). */
  positionsAfterNorm?: boolean;
  /** The stack reads frames of numbers instead of tokens: convolutions over time make the vectors. */
  frames?: FramesSpec;
  /**
   * A linear map to modelDim: of token vectors alone (OPT), of the normalised sum with positions (ALBERT, ELECTRA), or of
   * the sum before it is normalised (DeBERTa).
   */
  projected?: "tokens" | "sum" | "sum-before-norm";
}

/** Numbers per time step (a spectrogram), and the convolutions that turn them into fewer, wider vectors. */
export interface FramesSpec {
  /** Numbers per frame. */
  features: number;
  convolutions: readonly WindowSpec[];
  /** After each convolution. */
  activation: Activation;
}

export interface WindowSpec {
  /** Frames that a window sees. */
  size: number;
  /** Frames from one window to the next. */
  stride: number;
  /** Frames of zeros before the first and after the last. */
  padding: number;
}

export type NormSpec =
  | { kind: "layer"; epsilon: number }
  /** Multiplies by weight + weightOffset: 0, or 1 where a checkpoint stores weight - 1. */
  | { kind: "rms"; epsilon: number; weightOffset?: number };

/**
 * One block. Which norms exist tells the arrangement: pre-norm has `attentionNorm` and `mlpNorm`, post-norm (2017, BERT)
 * the two `…ResidualNorm`, sandwich (Gemma 2) the `…Norm` and the `…OutputNorm`, OLMo 2 the `…OutputNorm` alone.
 */
export interface BlockSpec {
  attention: AttentionSpec;
  /** Attention over an encoder's output, between self-attention and MLP. */
  crossAttention?: AttentionSpec;
  mlp: MlpSpec;
  attentionNorm?: NormSpec;
  attentionOutputNorm?: NormSpec;
  attentionResidualNorm?: NormSpec;
  crossNorm?: NormSpec;
  crossResidualNorm?: NormSpec;
  mlpNorm?: NormSpec;
  mlpOutputNorm?: NormSpec;
  mlpResidualNorm?: NormSpec;
  /** Attention and MLP read the same residual and are added together (GPT-J, PaLM). Without `mlpNorm` they share one norm. */
  parallel?: boolean;
  /** Multiplies what attention and MLP add to the residual (Granite). */
  residualScale?: number;
  /** What a norm gives, and not what it took, goes on as the residual (an option of BLOOM). */
  normedResidual?: boolean;
  /** A convolution of the stack's embedding is added behind the block, and the sum normalised (DeBERTa V2's first block). */
  convolution?: { window: WindowSpec; activation: Activation };
  convolutionNorm?: NormSpec;
}

export interface AttentionSpec {
  numHeads: number;
  /** Heads of keys and values; each serves numHeads / numKvHeads query heads. */
  numKvHeads: number;
  headDim: number;
  /** Width of a value. Default headDim. */
  valueDim?: number;
  /** Multiplies q · k, usually 1 / √headDim. */
  scale: number;
  causal: boolean;
  rotary?: RotarySpec;
  /** Keys further back than this many positions, the current one included, are not seen. */
  window?: number;
  chunk?: number;
  softcap?: number;
  /** A learned logit per head that takes weight and gives nothing (GPT-OSS). */
  sinks?: boolean;
  alibi?: AlibiSpec;
  /** T5: a learned bias per head and distance. The table is in the first block, shared by the others. */
  relativeBias?: RelativeBuckets;
  /**
   * Queries and keys are normalised before rotation, or after it (`rotated`, by head only): each head by itself with
   * weights that all heads share ("head"), or with its own ("each-head"), or all heads of a position together ("position").
   */
  queryKeyNorm?: { norm: NormSpec; over: "head" | "each-head" | "position"; rotated?: boolean };
  /** Keys and values come out of one narrow vector per position (DeepSeek's multi-head latent attention). */
  latent?: LatentSpec;
  /** Content also meets positions. Distances have vectors: DeBERTa's are shared by all layers and projected like tokens. */
  disentangled?: DisentangledSpec;
  /** Projections are limited to ± this number (MPT, OLMo). */
  clip?: number;
}

/**
 * The last `ropeDim` dims of queries and keys are rotated, and that part of the key is shared by all heads; the others
 * and the values are made from the latent vector.
 */
export interface LatentSpec {
  ropeDim: number;
  /** Of the latent vector, and of the queries' where they have one. */
  norm: NormSpec;
}

export interface DisentangledSpec {
  distances: DistanceBuckets;
  /** The layer has vectors of its own, which are not projected (BERT's relative keys). */
  ownVectors?: boolean;
  /** What content and position say to each other is added to the scores as it is, and not scaled as they are (ALBERT). */
  unscaled?: boolean;
  /** A query's content asks for a distance. */
  contentToPosition: boolean;
  /** A key's content is asked for by a distance. */
  positionToContent: boolean;
}

export type MlpSpec =
  | { kind: "plain"; activation: Activation }
  /** down(activation(gate(x)) · up(x)) */
  | GatedSpec
  | MixtureSpec;

export interface GatedSpec {
  kind: "gated";
  activation: Activation;
  /** GPT-OSS: gate at most `limit`, up within ± `limit`, and 1 added to up. */
  clamp?: { limit: number };
}

/** Mixture of experts: a router picks `expertsPerToken` of `numExperts` small MLPs for each position. */
export interface MixtureSpec {
  kind: "mixture";
  numExperts: number;
  expertsPerToken: number;
  expert: { kind: "plain"; activation: Activation } | GatedSpec;
  /** How the router's logits become weights, before or after the choice. */
  router: {
    scores: "softmax" | "sigmoid" | "softmax-after-choice";
    /** Divide the chosen weights by their sum. */
    normalize: boolean;
    /** A learned number per expert is added for the choice, but not for the weight (DeepSeek V3). */
    correction?: boolean;
    /** Experts stand in groups; only those of the best groups can be chosen. */
    groups?: { count: number; keep: number; rankBy: "best" | "two-best" };
    /** Multiplies the weights. */
    scale?: number;
  };
  /** An expert that every position goes through; `gated` weighs it by a sigmoid (Qwen-MoE). */
  shared?: { gated: boolean };
}

/** What a model computes from its hidden states. */
export type HeadSpec = VocabularyHead | SequenceHead | TokensHead | SpansHead;

/** A score for every token of the vocabulary, at every asked position. */
export interface VocabularyHead {
  kind: "vocabulary";
  /** Limits logits to ± cap, smoothly (Gemma 2). */
  softcap?: number;
  /** Multiplies logits (Cohere, Granite), or hidden states before (T5): the same thing. */
  scale?: number;
  /** A dense layer, activation and norm before the vocabulary (BERT). */
  transform?: DenseSpec;
  /** BERT's second task: does the second sentence follow the first? Two scores from the pooler. */
  nextSentence?: boolean;
}

/** A score per label for the whole sequence. */
export interface SequenceHead {
  kind: "sequence";
  /** What stands for the sequence. */
  pool: "first" | "last" | "mean" | "pooler";
  dense?: DenseSpec;
}

/** A score per label for every position. */
export interface TokensHead {
  kind: "tokens";
  dense?: DenseSpec;
  /** There is one score, and no axis of labels: was this token replaced (ELECTRA)? */
  single?: boolean;
}

/** Two scores per position: an answer begins here, ends here. */
export interface SpansHead {
  kind: "spans";
  dense?: DenseSpec;
}

export interface DenseSpec {
  activation: Activation;
  norm?: NormSpec;
}
