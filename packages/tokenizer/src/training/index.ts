export type { TrainingProgress } from "./pacing.ts";
export type { Split } from "./pipeline-split.ts";
export type { Component, SpecialToken, TokenizerFile } from "./tokenizer-file.ts";
export { type BPEModel, type TrainBPEOptions, trainBPE } from "./train-bpe.ts";
export { type TrainUnigramOptions, trainUnigram, type UnigramModel } from "./train-unigram.ts";
export { type TrainWordLevelOptions, trainWordLevel, type WordLevelModel } from "./train-word-level.ts";
export { type TrainWordPieceOptions, trainWordPiece, type WordPieceModel } from "./train-word-piece.ts";
export type { SeedCounting } from "./unigram-seeds.ts";
export type { TrainingTexts } from "./word-counts.ts";
