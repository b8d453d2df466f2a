export type { CheckpointFiles } from "./checkpoint-files.ts";
export { tokenizerFromFiles, tokenizerJsonFromFiles } from "./from-files.ts";
export { fromSentencePiece, tokenizerJsonOfPieces } from "./sentencepiece.ts";
export { type PieceType, parseSentencePieceModel, pieceTypes, type SentencePieceModel } from "./sentencepiece-model.ts";
export { fromTiktoken } from "./tiktoken.ts";
export { type TiktokenEncoding, type TiktokenName, tiktokenEncodings } from "./tiktoken-encodings.ts";
