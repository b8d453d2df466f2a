/** The components of the four large families of tokenizers. @module */
import {
  byteFallback,
  byteLevelDecoder,
  decoderSequence,
  fuse,
  metaspaceDecoder,
  replaceDecoder,
  stripDecoder,
  wordPieceDecoder,
} from "../decoders/decoders.ts";
import { spaceShortcut } from "../fast/space-shortcut.ts";
import { wordShortcut } from "../fast/word-shortcut.ts";
import { bpe } from "../models/byte-pair-encoding.ts";
import { unigram } from "../models/unigram.ts";
import { wordPiece } from "../models/word-piece.ts";
import { bertNormalizer } from "../normalizers/bert-normalizer.ts";
import { precompiled } from "../normalizers/precompiled.ts";
import { replace } from "../normalizers/replace.ts";
import { normalizerSequence, prepend, strip } from "../normalizers/simple-normalizers.ts";
import { bertProcessing, byteLevelProcessing } from "../post-processors/classic-processing.ts";
import { postProcessorSequence } from "../post-processors/post-processor.ts";
import { templateProcessing } from "../post-processors/template-processing.ts";
import { byteLevel } from "../pre-tokenizers/byte-level.ts";
import { metaspace } from "../pre-tokenizers/metaspace.ts";
import {
  bertPreTokenizer,
  digits,
  preTokenizerSequence,
  whitespaceSplit,
} from "../pre-tokenizers/simple-pre-tokenizers.ts";
import { splitAtKnownWords } from "../pre-tokenizers/split.ts";
import type { Components } from "../tokenizer.ts";

/** GPT-2, cl100k, o200k, Llama 3, SmolLM, StarCoder … Qwen wants `unicodeForm("NFC")` as well. */
export const byteLevelBPE: Components = {
  normalizers: {},
  preTokenizers: {
    Sequence: preTokenizerSequence,
    ByteLevel: byteLevel,
    Split: splitAtKnownWords,
    Digits: digits,
  },
  models: { BPE: bpe },
  postProcessors: {
    Sequence: postProcessorSequence,
    ByteLevel: byteLevelProcessing,
    TemplateProcessing: templateProcessing,
  },
  decoders: { ByteLevel: byteLevelDecoder },
  shortcuts: [wordShortcut],
};

/** BERT and its kin. */
export const wordPieceOfBert: Components = {
  normalizers: { BertNormalizer: bertNormalizer },
  preTokenizers: { BertPreTokenizer: bertPreTokenizer },
  models: { WordPiece: wordPiece },
  postProcessors: { TemplateProcessing: templateProcessing, BertProcessing: bertProcessing },
  decoders: { WordPiece: wordPieceDecoder },
  shortcuts: [spaceShortcut],
};

/** Llama 2, Mistral, Phi-3, Gemma. Expressions in `Replace` and `Split` come with `replace` and `split`. */
export const sentencePieceBPE: Components = {
  normalizers: { Sequence: normalizerSequence, Prepend: prepend, Replace: replace },
  preTokenizers: { Metaspace: metaspace },
  models: { BPE: bpe },
  postProcessors: { TemplateProcessing: templateProcessing },
  decoders: {
    Sequence: decoderSequence,
    Replace: replaceDecoder,
    ByteFallback: byteFallback,
    Fuse: fuse,
    Strip: stripDecoder,
    Metaspace: metaspaceDecoder,
  },
  shortcuts: [spaceShortcut],
};

/** T5, XLM-R, ALBERT's later conversions. */
export const sentencePieceUnigram: Components = {
  normalizers: { Sequence: normalizerSequence, Precompiled: precompiled, Strip: strip, Replace: replace },
  preTokenizers: { Sequence: preTokenizerSequence, WhitespaceSplit: whitespaceSplit, Metaspace: metaspace },
  models: { Unigram: unigram },
  postProcessors: { TemplateProcessing: templateProcessing },
  decoders: { Metaspace: metaspaceDecoder },
  shortcuts: [spaceShortcut],
};
