/**
 * Training WordPiece: the vocabulary of a byte pair encoding whose inner pieces carry a prefix, without its merges.
 *
 * (Schuster and Nakajima 2012 choose pairs by likelihood. The Rust library chooses by frequency, and so do we.)
 * @module
 */
import { learnBPE } from "./learn-bpe.ts";
import { type Component, type TokenizerFile, tokenizerFile } from "./tokenizer-file.ts";
import { checkTrainingOptions, startTraining, type TrainingOptions } from "./training-options.ts";
import type { TrainingTexts } from "./word-counts.ts";

export interface TrainWordPieceOptions extends TrainingOptions {
  /** Tokens in all: special tokens, alphabet and pieces. Default 30000. */
  vocabSize?: number;
  /** A pair that is rarer is not joined. Default 0, which means 1. */
  minFrequency?: number;
  /** Characters to have in any case. */
  initialAlphabet?: Iterable<string>;
  /** Keep only so many characters, the most frequent. The others are left out of the words. */
  limitAlphabet?: number;
  /** Marks a piece inside a word. Default "##". */
  continuingSubwordPrefix?: string;
  /** The token for a word that cannot be written with the pieces, put first if not among specialTokens. Default "[UNK]". */
  unkToken?: string;
  /** Longer words become `unkToken` at once. Default 100. */
  maxInputCharsPerWord?: number;
}

export interface WordPieceModel extends Component {
  type: "WordPiece";
  unk_token: string;
  continuing_subword_prefix: string;
  max_input_chars_per_word: number;
  vocab: Record<string, number>;
}

const ranges = {
  minFrequency: [0, Number.MAX_SAFE_INTEGER],
  limitAlphabet: [0, 0x110000],
  maxInputCharsPerWord: [1, Number.MAX_SAFE_INTEGER],
} as const;
const otherOptions = ["initialAlphabet", "continuingSubwordPrefix", "unkToken"];

/** BERT's pipeline: clean, lowercase and without accents, split at white space and punctuation. */
const bertNormalizer: Component = {
  type: "BertNormalizer",
  clean_text: true,
  handle_chinese_chars: true,
  strip_accents: null,
  lowercase: true,
};

/**
 * Trains WordPiece on `texts` and returns it as a tokenizer.json object.
 *
 * With BERT's normalizer and pre-tokenizer unless `preTokenizer` or `split` say otherwise.
 *
 * @throws TypeError, RangeError for an option that does not exist or is out of range; the abort reason if `signal` is aborted
 */
export async function trainWordPiece(
  texts: TrainingTexts,
  options: TrainWordPieceOptions = {},
): Promise<TokenizerFile<WordPieceModel>> {
  checkTrainingOptions("trainWordPiece", options, ranges, otherOptions);
  const { continuingSubwordPrefix: prefix = "##", unkToken = "[UNK]" } = options;
  const isByDefault = options.preTokenizer === undefined && options.split === undefined;
  const pipeline = {
    decoder: { type: "WordPiece", prefix, cleanup: true },
    ...(isByDefault ? { normalizer: bertNormalizer } : {}),
    ...options,
    ...(isByDefault ? { preTokenizer: { type: "BertPreTokenizer" } } : {}),
  };
  const { pace, words, specialTokens, specials } = await startTraining(texts, pipeline, unkToken);
  const { ids } = await learnBPE(words, specials, {
    vocabSize: options.vocabSize ?? 30_000,
    minFrequency: Math.max(1, options.minFrequency ?? 0),
    initialAlphabet: options.initialAlphabet ?? [],
    limitAlphabet: options.limitAlphabet,
    continuingSubwordPrefix: prefix,
    endOfWordSuffix: "",
    maxTokenLength: Number.POSITIVE_INFINITY,
    pace,
  });
  const model: WordPieceModel = {
    type: "WordPiece",
    unk_token: unkToken,
    continuing_subword_prefix: prefix,
    max_input_chars_per_word: options.maxInputCharsPerWord ?? 100,
    vocab: Object.fromEntries(ids),
  };
  return tokenizerFile(model, ids, specialTokens, pipeline);
}
