/**
 * The components of the four large families of tokenizers, without the translator of regular expressions: `replace`,
 * `replaceDecoder` and `split` bring it. They encode like all others, without the shortcuts to ids alone: `combine(family,
 * { shortcuts: [wordShortcut] })` or `[spaceShortcut]` adds those.
 * @module
 */
import {
  byteFallback,
  byteLevelDecoder,
  decoderSequence,
  fuse,
  metaspaceDecoder,
  replaceLiteralDecoder,
  stripDecoder,
  wordPieceDecoder,
} from "../decoders/decoders.ts";
import { bpe } from "../models/byte-pair-encoding.ts";
import { unigram } from "../models/unigram.ts";
import { wordPiece } from "../models/word-piece.ts";
import { bertNormalizer } from "../normalizers/bert-normalizer.ts";
import { precompiled } from "../normalizers/precompiled.ts";
import { replaceLiteral } from "../normalizers/replace.ts";
import { normalizerSequence, prepend, strip } from "../normalizers/simple-normalizers.ts";
import { bertProcessing, byteLevelProcessing } from "../post-processors/classic-processing.ts";
import { postProcessorSequence } from "../post-processors/post-processor.ts";
import { templateProcessing } from "../post-processors/template-processing.ts";
import { byteLevel } from "../pre-tokenizers/byte-level.ts";
import { metaspace } from "../pre-tokenizers/metaspace.ts";
import { bertPreTokenizer, preTokenizerSequence, whitespaceSplit } from "../pre-tokenizers/simple-pre-tokenizers.ts";
import { splitAtKnownWords } from "../pre-tokenizers/split.ts";
import type { Components } from "../tokenizer.ts";

/** GPT-2, cl100k, o200k, Llama 3. Qwen wants `unicodeForm("NFC")` as well, SmolLM and StarCoder `digits`. */
export const byteLevelBPE: Components = {
  normalizers: {},
  preTokenizers: {
    Sequence: preTokenizerSequence,
    ByteLevel: byteLevel,
    Split: splitAtKnownWords,
  },
  models: { BPE: bpe },
  postProcessors: {
    Sequence: postProcessorSequence,
    ByteLevel: byteLevelProcessing,
    TemplateProcessing: templateProcessing,
  },
  decoders: { ByteLevel: byteLevelDecoder },
};

/** BERT and its kin. */
export const wordPieceOfBert: Components = {
  normalizers: { BertNormalizer: bertNormalizer },
  preTokenizers: { BertPreTokenizer: bertPreTokenizer },
  models: { WordPiece: wordPiece },
  postProcessors: { TemplateProcessing: templateProcessing, BertProcessing: bertProcessing },
  decoders: { WordPiece: wordPieceDecoder },
};

/** Llama 2, Mistral, Phi-3, Gemma. */
export const sentencePieceBPE: Components = {
  normalizers: { Sequence: normalizerSequence, Prepend: prepend, Replace: replaceLiteral },
  preTokenizers: { Metaspace: metaspace },
  models: { BPE: bpe },
  postProcessors: { TemplateProcessing: templateProcessing },
  decoders: {
    Sequence: decoderSequence,
    Replace: replaceLiteralDecoder,
    ByteFallback: byteFallback,
    Fuse: fuse,
    Strip: stripDecoder,
    Metaspace: metaspaceDecoder,
  },
};

/** T5, XLM-R, ALBERT's later conversions. */
export const sentencePieceUnigram: Components = {
  normalizers: { Sequence: normalizerSequence, Precompiled: precompiled, Strip: strip, Replace: replaceLiteral },
  preTokenizers: { Sequence: preTokenizerSequence, WhitespaceSplit: whitespaceSplit, Metaspace: metaspace },
  models: { Unigram: unigram },
  postProcessors: { TemplateProcessing: templateProcessing },
  decoders: { Metaspace: metaspaceDecoder },
};
