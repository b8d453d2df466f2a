/**
 * Training WordLevel: the most frequent words are the vocabulary.
 * @module
 */
import { type Component, type TokenizerFile, tokenizerFile } from "./tokenizer-file.ts";
import { checkTrainingOptions, startTraining, type TrainingOptions } from "./training-options.ts";
import type { TrainingTexts } from "./word-counts.ts";

export interface TrainWordLevelOptions extends TrainingOptions {
  /** Tokens in all: special tokens and words. Default 30000. */
  vocabSize?: number;
  /** A word that is rarer is left out. Default 0. */
  minFrequency?: number;
  /** The token for other words, put first if it is not among specialTokens. Default "<unk>". */
  unkToken?: string;
}

export interface WordLevelModel extends Component {
  type: "WordLevel";
  unk_token: string;
  vocab: Record<string, number>;
}

/**
 * Takes the `vocabSize` most frequent words of `texts` and returns them as a tokenizer.json object.
 *
 * Ids follow the frequency, words of equal frequency the code points. Words are what the Whitespace pre-tokenizer
 * finds unless `preTokenizer` or `split` say otherwise.
 *
 * @throws TypeError, RangeError for an option that does not exist or is out of range; the abort reason if `signal` is aborted
 */
export async function trainWordLevel(
  texts: TrainingTexts,
  options: TrainWordLevelOptions = {},
): Promise<TokenizerFile<WordLevelModel>> {
  checkTrainingOptions("trainWordLevel", options, { minFrequency: [0, Number.MAX_SAFE_INTEGER] }, ["unkToken"]);
  const { vocabSize = 30_000, minFrequency = 0, unkToken = "<unk>" } = options;
  const isByDefault = options.preTokenizer === undefined && options.split === undefined;
  const pipeline = isByDefault ? { ...options, preTokenizer: { type: "Whitespace" } } : options;
  const { words, specialTokens, specials } = await startTraining(texts, pipeline, unkToken);

  const ordered = [...words].sort(([a, aCount], [b, bCount]) => bCount - aCount || compareCodePoints(a, b));
  const ids = new Map(specials.map((token, id) => [token, id]));
  for (const [word, count] of ordered) {
    if (ids.size >= vocabSize) break;
    if (count >= minFrequency && !ids.has(word)) ids.set(word, ids.size);
  }
  const model: WordLevelModel = { type: "WordLevel", unk_token: unkToken, vocab: Object.fromEntries(ids) };
  return tokenizerFile(model, ids, specialTokens, pipeline);
}

/** Like the comparison of UTF-8 bytes; JavaScript's `<` puts emoji before U+E000 … U+FFFF. */
function compareCodePoints(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.codePointAt(i)! - b.codePointAt(i)!;
  }
  return a.length - b.length;
}
