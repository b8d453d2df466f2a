export {
  bpeDecoder,
  byteFallback,
  byteLevelDecoder,
  ctc,
  decoderSequence,
  fuse,
  metaspaceDecoder,
  replaceLiteralDecoder,
  stripDecoder,
  wordPieceDecoder,
} from "../decoders/decoders.ts";
export { replaceDecoder } from "../decoders/replace-expression.ts";
export { borderShortcut } from "../fast/border-shortcut.ts";
export { memoryShortcut } from "../fast/memory-shortcut.ts";
export { spaceShortcut } from "../fast/space-shortcut.ts";
export { wordShortcut } from "../fast/word-shortcut.ts";
export { bpe } from "../models/byte-pair-encoding.ts";
export { unigram } from "../models/unigram.ts";
export { wordLevel } from "../models/word-level.ts";
export { wordPiece } from "../models/word-piece.ts";
export { bertNormalizer } from "../normalizers/bert-normalizer.ts";
export { precompiled } from "../normalizers/precompiled.ts";
export { replaceLiteral } from "../normalizers/replace.ts";
export { replace } from "../normalizers/replace-expression.ts";
export {
  lowercase,
  nmt,
  normalizerSequence,
  prepend,
  strip,
  stripAccents,
} from "../normalizers/simple-normalizers.ts";
export { unicodeForm } from "../normalizers/unicode-forms.ts";
export { bertProcessing, byteLevelProcessing, robertaProcessing } from "../post-processors/classic-processing.ts";
export { postProcessorSequence } from "../post-processors/post-processor.ts";
export { templateProcessing } from "../post-processors/template-processing.ts";
export { byteLevel, byteLevelNormalizer } from "../pre-tokenizers/byte-level.ts";
export { metaspace } from "../pre-tokenizers/metaspace.ts";
export {
  bertPreTokenizer,
  charDelimiterSplit,
  digits,
  fixedLength,
  preTokenizerSequence,
  punctuation,
  whitespace,
  whitespaceSplit,
} from "../pre-tokenizers/simple-pre-tokenizers.ts";
export { split, splitAtKnownWords } from "../pre-tokenizers/split.ts";
export { unicodeScripts } from "../pre-tokenizers/unicode-scripts.ts";
export type { Components, Tokenizer } from "../tokenizer.ts";
export { type Trace, type TraceOptions, trace } from "../trace/trace.ts";
export { combine, createTokenizer } from "./create-tokenizer.ts";
export { byteLevelBPE, sentencePieceBPE, sentencePieceUnigram, wordPieceOfBert } from "./families.ts";
