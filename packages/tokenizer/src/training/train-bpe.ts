/**
 * Training a byte pair encoding: words to characters, characters to merges, merges to a tokenizer.json.
 * @module
 */
import { byteToCharacter } from "../byte-characters.ts";
import { learnBPE } from "./learn-bpe.ts";
import { type Component, type TokenizerFile, tokenizerFile } from "./tokenizer-file.ts";
import { checkTrainingOptions, startTraining, type TrainingOptions } from "./training-options.ts";
import type { TrainingTexts } from "./word-counts.ts";

export interface TrainBPEOptions extends TrainingOptions {
  /** Tokens in all: special tokens, alphabet and merges. Default 30000. The alphabet is kept even if it is larger. */
  vocabSize?: number;
  /** A pair that is rarer is not merged. Default 0, which means 1. */
  minFrequency?: number;
  /** Characters to have in any case; "bytes" for the 256 of a byte-level tokenizer, the default with ByteLevel. */
  initialAlphabet?: "bytes" | Iterable<string>;
  /** Keep only so many characters, the most frequent. The others are left out of the words. */
  limitAlphabet?: number;
  /** Put before every character but a word's first, for example "##". */
  continuingSubwordPrefix?: string;
  /** Put after the last character of a word, for example "</w>". */
  endOfWordSuffix?: string;
  /** Tokens of more than two characters stay shorter than this (as in the Rust library). */
  maxTokenLength?: number;
  /** The token for characters outside the alphabet, put first if it is not among specialTokens. Default none. */
  unkToken?: string;
}

export interface BPEModel extends Component {
  type: "BPE";
  dropout: null;
  unk_token: string | null;
  continuing_subword_prefix: string | null;
  end_of_word_suffix: string | null;
  fuse_unk: boolean;
  byte_fallback: boolean;
  ignore_merges: boolean;
  vocab: Record<string, number>;
  merges: [string, string][];
}

const ranges = {
  minFrequency: [0, Number.MAX_SAFE_INTEGER],
  limitAlphabet: [0, 0x110000],
  maxTokenLength: [1, Number.MAX_SAFE_INTEGER],
} as const;
const otherOptions = ["initialAlphabet", "continuingSubwordPrefix", "endOfWordSuffix", "unkToken"];

/** The byte-level pipeline of GPT-2, without its habit of adding a space before the text. */
const byteLevel: Component = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
const byteLevelPipeline = {
  preTokenizer: byteLevel,
  postProcessor: { ...byteLevel, trim_offsets: false },
  decoder: byteLevel,
};

/**
 * Trains a byte pair encoding on `texts` and returns it as a tokenizer.json object.
 *
 * Byte-level as GPT-2's unless `preTokenizer` or `split` say otherwise. The same texts and options give the same
 * vocabulary and merges as the Rust library's BpeTrainer; with a prefix or suffix that library numbers the prefixed
 * characters in a different order in each run, we in the order of the sorted words.
 *
 * @throws TypeError, RangeError for an option that does not exist or is out of range; the abort reason if `signal` is aborted
 * @example
 * const file = await trainBPE(["low low lower lowest"], { vocabSize: 260 });
 * file.model.merges; // => [["l", "o"], ["lo", "w"], ["Ġ", "low"], ["Ġlow", "e"]]
 */
export async function trainBPE(texts: TrainingTexts, options: TrainBPEOptions = {}): Promise<TokenizerFile<BPEModel>> {
  checkTrainingOptions("trainBPE", options, ranges, otherOptions);
  const isByDefault = options.preTokenizer === undefined && options.split === undefined;
  const pipeline = isByDefault ? { ...byteLevelPipeline, ...options } : options;
  const { pace, words, specialTokens, specials } = await startTraining(texts, pipeline, options.unkToken ?? null);

  const { initialAlphabet = pipeline.preTokenizer?.type === "ByteLevel" ? "bytes" : [] } = options;
  const { tokens, ids, merges } = await learnBPE(words, specials, {
    vocabSize: options.vocabSize ?? 30_000,
    minFrequency: Math.max(1, options.minFrequency ?? 0),
    initialAlphabet: initialAlphabet === "bytes" ? byteToCharacter : initialAlphabet,
    limitAlphabet: options.limitAlphabet,
    continuingSubwordPrefix: options.continuingSubwordPrefix ?? "",
    endOfWordSuffix: options.endOfWordSuffix ?? "",
    maxTokenLength: options.maxTokenLength ?? Number.POSITIVE_INFINITY,
    pace,
  });
  const model: BPEModel = {
    type: "BPE",
    dropout: null,
    unk_token: options.unkToken ?? null,
    continuing_subword_prefix: options.continuingSubwordPrefix ?? null,
    end_of_word_suffix: options.endOfWordSuffix ?? null,
    fuse_unk: false,
    byte_fallback: false,
    ignore_merges: false,
    vocab: Object.fromEntries(ids),
    merges: merges.map(([left, right]) => [tokens[left], tokens[right]]),
  };
  return tokenizerFile(model, ids, specialTokens, pipeline);
}
