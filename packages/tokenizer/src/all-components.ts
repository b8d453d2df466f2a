/** Every component type that a tokenizer.json may name. @module */
import {
  bpeDecoder,
  byteFallback,
  byteLevelDecoder,
  ctc,
  decoderSequence,
  fuse,
  metaspaceDecoder,
  stripDecoder,
  wordPieceDecoder,
} from "./decoders/decoders.ts";
import { replaceDecoder } from "./decoders/replace-expression.ts";
import { borderShortcut } from "./fast/border-shortcut.ts";
import { memoryShortcut } from "./fast/memory-shortcut.ts";
import { normalizedSpaceShortcut, spaceShortcut } from "./fast/space-shortcut.ts";
import { wordShortcut } from "./fast/word-shortcut.ts";
import { bpe } from "./models/byte-pair-encoding.ts";
import { unigram } from "./models/unigram.ts";
import { wordLevel } from "./models/word-level.ts";
import { wordPiece } from "./models/word-piece.ts";
import { bertNormalizer } from "./normalizers/bert-normalizer.ts";
import { precompiled } from "./normalizers/precompiled.ts";
import { replace } from "./normalizers/replace-expression.ts";
import { lowercase, nmt, normalizerSequence, prepend, strip, stripAccents } from "./normalizers/simple-normalizers.ts";
import { unicodeForm } from "./normalizers/unicode-forms.ts";
import { bertProcessing, byteLevelProcessing, robertaProcessing } from "./post-processors/classic-processing.ts";
import { postProcessorSequence } from "./post-processors/post-processor.ts";
import { templateProcessing } from "./post-processors/template-processing.ts";
import { byteLevel, byteLevelNormalizer } from "./pre-tokenizers/byte-level.ts";
import { metaspace } from "./pre-tokenizers/metaspace.ts";
import {
  bertPreTokenizer,
  charDelimiterSplit,
  digits,
  fixedLength,
  preTokenizerSequence,
  punctuation,
  whitespace,
  whitespaceSplit,
} from "./pre-tokenizers/simple-pre-tokenizers.ts";
import { split } from "./pre-tokenizers/split.ts";
import { unicodeScripts } from "./pre-tokenizers/unicode-scripts.ts";
import type { Components } from "./tokenizer.ts";

export const allComponents: Components = {
  normalizers: {
    Sequence: normalizerSequence,
    BertNormalizer: bertNormalizer,
    Precompiled: precompiled,
    Prepend: prepend,
    Replace: replace,
    Lowercase: lowercase,
    Strip: strip,
    StripAccents: stripAccents,
    Nmt: nmt,
    NFC: unicodeForm("NFC"),
    NFD: unicodeForm("NFD"),
    NFKC: unicodeForm("NFKC"),
    NFKD: unicodeForm("NFKD"),
    ByteLevel: byteLevelNormalizer,
  },
  preTokenizers: {
    Sequence: preTokenizerSequence,
    ByteLevel: byteLevel,
    Split: split,
    Metaspace: metaspace,
    Whitespace: whitespace,
    WhitespaceSplit: whitespaceSplit,
    Punctuation: punctuation,
    Digits: digits,
    BertPreTokenizer: bertPreTokenizer,
    CharDelimiterSplit: charDelimiterSplit,
    FixedLength: fixedLength,
    UnicodeScripts: unicodeScripts,
  },
  models: { BPE: bpe, WordPiece: wordPiece, Unigram: unigram, WordLevel: wordLevel },
  postProcessors: {
    Sequence: postProcessorSequence,
    TemplateProcessing: templateProcessing,
    BertProcessing: bertProcessing,
    RobertaProcessing: robertaProcessing,
    ByteLevel: byteLevelProcessing,
  },
  decoders: {
    Sequence: decoderSequence,
    ByteLevel: byteLevelDecoder,
    WordPiece: wordPieceDecoder,
    Metaspace: metaspaceDecoder,
    BPEDecoder: bpeDecoder,
    CTC: ctc,
    Replace: replaceDecoder,
    Fuse: fuse,
    Strip: stripDecoder,
    ByteFallback: byteFallback,
  },
  shortcuts: [borderShortcut, normalizedSpaceShortcut, wordShortcut, spaceShortcut, memoryShortcut],
};
