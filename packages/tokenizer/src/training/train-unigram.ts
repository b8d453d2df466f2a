/**
 * Training a Unigram model: words to candidate pieces, pieces to probabilities, both to a tokenizer.json.
 * @module
 */
import { learnUnigram } from "./learn-unigram.ts";
import { type Component, type TokenizerFile, tokenizerFile } from "./tokenizer-file.ts";
import { checkTrainingOptions, startTraining, type TrainingOptions } from "./training-options.ts";
import type { SeedCounting } from "./unigram-seeds.ts";
import { numberCharacters } from "./unigram-words.ts";
import type { TrainingTexts } from "./word-counts.ts";

export interface TrainUnigramOptions extends TrainingOptions {
  /** Tokens in all: special tokens, characters and pieces. Default 8000. */
  vocabSize?: number;
  /** The token for unknown characters, put first if it is not among specialTokens. Default "<unk>"; null for none. */
  unkToken?: string | null;
  /** Share of the pieces that stays in each pruning, 0 < share < 1. Default 0.75. */
  shrinkingFactor?: number;
  /** Rounds of expectation-maximisation between two prunings. Default 2. */
  subIterations?: number;
  /** Longest piece in characters. Default 16. */
  maxPieceLength?: number;
  /** Pieces to start with. Default 1,000,000. */
  seedSize?: number;
  /** How the pieces to start with are counted; "distinctWords" gives the Rust library's vocabulary. Default "corpus". */
  seedCounting?: SeedCounting;
}

export interface UnigramModel extends Component {
  type: "Unigram";
  unk_id: number | null;
  /** [piece, natural logarithm of its probability][], index = id */
  vocab: [string, number][];
  byte_fallback: boolean;
}

const ranges = {
  subIterations: [1, 100],
  maxPieceLength: [1, 256],
  seedSize: [1, 2 ** 24],
} as const;

/** SentencePiece's: spaces become ▁, and each word begins with one. */
const metaspace: Component = { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true };

/**
 * Trains a Unigram model on `texts` and returns it as a tokenizer.json object.
 *
 * With the Metaspace pre-tokenizer unless `preTokenizer` or `split` say otherwise. Not normalized unless `normalizer`
 * says so. With seedCounting "distinctWords" the vocabulary is that of the Rust library's UnigramTrainer.
 *
 * @throws RangeError if the alphabet alone does not fit in vocabSize, or for an option out of range; TypeError for an
 *   option that does not exist; the abort reason if `signal` is aborted
 * @see Kudo 2018, https://arxiv.org/abs/1804.10959
 */
export async function trainUnigram(
  texts: TrainingTexts,
  options: TrainUnigramOptions = {},
): Promise<TokenizerFile<UnigramModel>> {
  checkTrainingOptions("trainUnigram", options, ranges, ["unkToken", "shrinkingFactor", "seedCounting"]);
  const { vocabSize = 8000, unkToken = "<unk>", shrinkingFactor = 0.75, seedCounting = "corpus" } = options;
  if (!(shrinkingFactor > 0 && shrinkingFactor < 1)) {
    throw new RangeError(`trainUnigram: shrinkingFactor is ${shrinkingFactor} but has to satisfy 0 < factor < 1.`);
  }
  if (seedCounting !== "corpus" && seedCounting !== "distinctWords") {
    throw new TypeError(`trainUnigram: seedCounting is ${seedCounting} but has to be "corpus" or "distinctWords".`);
  }
  const isByDefault = options.preTokenizer === undefined && options.split === undefined;
  const pipeline = isByDefault ? { decoder: metaspace, ...options, preTokenizer: metaspace } : options;
  const training = await startTraining(texts, pipeline, unkToken);
  const { pace, specialTokens, specials } = training;
  const words = numberCharacters(training.words);
  const room = vocabSize - specials.length;
  if (words.alphabet.length > room) {
    throw new RangeError(
      `trainUnigram: the texts have ${words.alphabet.length} different characters but vocabSize=${vocabSize} leaves ` +
        `room for ${room} besides ${specials.length} special tokens. Pass a larger vocabSize.`,
    );
  }
  const pieces = await learnUnigram(words, {
    vocabSize: room,
    pruneTo: vocabSize,
    shrinkingFactor,
    subIterations: options.subIterations ?? 2,
    maxPieceLength: options.maxPieceLength ?? 16,
    seedSize: options.seedSize ?? 1_000_000,
    seedCounting,
    pace,
  });
  const isSpecial = new Set(specials);
  const learned = pieces.filter(([piece]) => !isSpecial.has(piece));
  const model: UnigramModel = {
    type: "Unigram",
    unk_id: unkToken === null ? null : specials.indexOf(unkToken),
    vocab: [...specials.map((token): [string, number] => [token, 0]), ...learned],
    byte_fallback: false,
  };
  return tokenizerFile(model, new Map(specials.map((token, id) => [token, id])), specialTokens, pipeline);
}
