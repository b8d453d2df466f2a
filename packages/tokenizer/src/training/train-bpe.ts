/**
 * Training a byte pair encoding: words to characters, characters to merges, merges to a tokenizer.json.
 * @module
 */
import { type AlphabetOptions, alphabetOf } from "./alphabet.ts";
import { byteCharacters, byteLevelSplit } from "./byte-level-split.ts";
import { learnMerges, type SymbolWords } from "./learn-merges.ts";
import { Pace, type PacingOptions } from "./pacing.ts";
import {
  type Component,
  type PipelineOptions,
  type SpecialToken,
  specialTokenText,
  type TokenizerFile,
  tokenizerFile,
} from "./tokenizer-file.ts";
import { countWords, type Split, type TrainingTexts } from "./word-counts.ts";

export interface TrainBPEOptions extends PipelineOptions, PacingOptions {
  /** Tokens in all: special tokens, alphabet and merges. Default 30000. The alphabet is kept even if it is larger. */
  vocabSize?: number;
  /** A pair that is rarer is not merged. Default 0, which means 1. */
  minFrequency?: number;
  /** They get the first ids, in this order, and are never the result of a merge. */
  specialTokens?: readonly SpecialToken[];
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
  /** The token for characters outside the alphabet; one of specialTokens. */
  unkToken?: string;
  /** Cuts a text into words; by default what `normalizer` and `preTokenizer` do. */
  split?: Split;
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

/** The byte-level pipeline of GPT-2, without its habit of adding a space before the text. */
const byteLevel: Component = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };

/**
 * Trains a byte pair encoding on `texts` and returns it as a tokenizer.json object.
 *
 * Byte-level as GPT-2's unless `preTokenizer` or `split` say otherwise. The same texts and options give the same
 * vocabulary and merges as the Rust library's BpeTrainer; with a prefix or suffix that library numbers the prefixed
 * characters in a different order in each run, we in the order of the sorted words.
 *
 * @throws RangeError for an option out of range; the abort reason if `signal` is aborted
 * @example
 * const file = await trainBPE(["low low lower lowest"], { vocabSize: 260 });
 * file.model.merges; // => [["l", "o"], ["lo", "w"], ["Ġ", "low"], ["Ġlow", "e"]]
 */
export async function trainBPE(texts: TrainingTexts, options: TrainBPEOptions = {}): Promise<TokenizerFile<BPEModel>> {
  const isDefaultPipeline = options.preTokenizer === undefined && options.split === undefined;
  const pipeline: PipelineOptions = isDefaultPipeline
    ? { decoder: byteLevel, postProcessor: { ...byteLevel, trim_offsets: false }, ...options, preTokenizer: byteLevel }
    : options;
  const pace = new Pace(options);
  const split = options.split ?? (pipeline.preTokenizer ? byteLevelSplit(pipeline.preTokenizer) : wholeText);
  const words = await countWords(texts, split, pace);

  const specials = (options.specialTokens ?? []).map(specialTokenText);
  const isByteLevel = options.initialAlphabet === "bytes" || pipeline.preTokenizer?.type === "ByteLevel";
  const { tokens, ids, merges } = await learnBPE(words, specials, {
    ...options,
    initialAlphabet: [
      ...(isByteLevel ? byteCharacters() : []),
      ...(options.initialAlphabet === "bytes" ? [] : (options.initialAlphabet ?? [])),
    ],
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
  return tokenizerFile(model, (token) => ids.get(token), options.specialTokens ?? [], pipeline);
}

/** Without a pre-tokenizer a text is one word. */
const wholeText: Split = (text) => [text];

export interface LearnBPEOptions extends AlphabetOptions {
  vocabSize?: number;
  minFrequency?: number;
  continuingSubwordPrefix?: string;
  endOfWordSuffix?: string;
  maxTokenLength?: number;
  pace: Pace;
}

/** Special tokens, alphabet and merges of counted words; WordPiece is trained by it too. */
export async function learnBPE(words: ReadonlyMap<string, number>, specials: string[], options: LearnBPEOptions) {
  const tokens: string[] = [];
  const ids = new Map<string, number>();
  const idOf = (token: string) => {
    let id = ids.get(token);
    if (id === undefined) {
      id = tokens.push(token) - 1;
      ids.set(token, id);
    }
    return id;
  };
  for (const token of specials) idOf(token);
  for (const character of alphabetOf(words, options)) idOf(character);

  const symbolWords = spell(words, ids, idOf, options);
  const merges = await learnMerges(symbolWords, tokens, ids, {
    vocabSize: options.vocabSize ?? 30_000,
    minFrequency: Math.max(1, options.minFrequency ?? 0),
    maxTokenLength: options.maxTokenLength ?? Number.POSITIVE_INFINITY,
    continuingSubwordPrefix: options.continuingSubwordPrefix ?? "",
    pace: options.pace,
  });
  return { tokens, ids, merges };
}

/** Writes every word as ids of its characters, with prefix and suffix; characters outside the alphabet are left out. */
function spell(
  words: ReadonlyMap<string, number>,
  ids: ReadonlyMap<string, number>,
  idOf: (token: string) => number,
  { continuingSubwordPrefix: prefix = "", endOfWordSuffix: suffix = "" }: LearnBPEOptions,
): SymbolWords {
  let characters = 0;
  for (const word of words.keys()) characters += word.length;
  const symbols = new Int32Array(characters);
  const starts = new Int32Array(words.size + 1);
  const counts = new Float64Array(words.size);
  // Only prefixed and suffixed characters get ids here, so only for them the order of the words matters.
  const ordered = prefix || suffix ? [...words].sort(([a], [b]) => (a < b ? -1 : 1)) : words;
  let at = 0;
  let index = 0;
  for (const [word, count] of ordered) {
    starts[index] = at;
    counts[index++] = count;
    let position = 0;
    for (const character of word) {
      const before = position === 0 ? "" : prefix;
      position += character.length;
      if (!ids.has(character)) continue;
      symbols[at++] = idOf(before + character + (position === word.length ? suffix : ""));
    }
  }
  starts[index] = at;
  return { symbols: symbols.subarray(0, at), starts, counts };
}
