export type { TrainingProgress } from "./pacing.ts";
export type { SpecialToken, TokenizerFile } from "./tokenizer-file.ts";
export { type BPEModel, type TrainBPEOptions, trainBPE } from "./train-bpe.ts";
export type { Split, TrainingTexts } from "./word-counts.ts";
