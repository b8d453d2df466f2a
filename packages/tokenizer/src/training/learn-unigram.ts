/**
 * The heart of Unigram training: start with far too many pieces, then take away those that are missed least.
 *
 * Expectation-maximisation alternates two steps: how often is each piece expected if the probabilities are right, and
 * which probabilities make these counts most likely. After each two rounds the pieces are ranked by how much the
 * corpus would lose without them, and the lower part goes, until the vocabulary has the wanted size.
 *
 * The procedure, its constants and their order follow the trainer of Hugging Face's Rust library, which follows
 * SentencePiece. Where its stopping rule "exactly so many" would miss the number and run on, ours is "at least so many".
 * @see Kudo 2018, section 3.2, https://arxiv.org/abs/1804.10959
 * @module
 */
import type { Pace } from "./pacing.ts";
import { Lattice, type PieceScores, PieceTrie, unknownPiece } from "./unigram-lattice.ts";
import { findSeeds, type SeedCounting } from "./unigram-seeds.ts";
import { spellPiece, type UnigramWords } from "./unigram-words.ts";

export interface LearnUnigramOptions {
  /** Pieces to end with, without special tokens. */
  vocabSize: number;
  /** Vocabulary size that steers pruning; the Rust library counts the special tokens here. */
  pruneTo: number;
  shrinkingFactor: number;
  subIterations: number;
  maxPieceLength: number;
  seedSize: number;
  seedCounting: SeedCounting;
  pace: Pace;
}

/** A piece that is expected less often than this in the whole corpus goes at once. */
const leastExpectedCount = 0.5;

/** An unknown character scores so much below the least probable piece. */
const unknownPenalty = 10;

/** The state of a training: pieces by number, and in `order` those that are left, the unknown piece first. */
interface Training {
  words: UnigramWords;
  offset: number[];
  length: number[];
  order: number[];
  scores: PieceScores;
  trie: PieceTrie;
  /** Pieces the trie was built with. It is built anew when half of them are gone. */
  triePieces: number;
}

export async function learnUnigram(words: UnigramWords, options: LearnUnigramOptions): Promise<[string, number][]> {
  const training = await startTraining(words, options);
  const wanted = Math.floor((options.pruneTo * 11) / 10);
  const startPieces = training.order.length;
  for (let round = 1; ; round++) {
    const stage = `round ${round}, ${training.order.length - 1} pieces`;
    for (let i = 0; i < options.subIterations; i++) {
      const expected = await expectation(training, stage, options.pace);
      maximisation(training, expected);
    }
    const left = training.order.length;
    if (left <= wanted) break;
    await prune(training, wanted, options, stage);
    if (training.order.length >= left) break; // nothing left that could go
    const share = (startPieces - training.order.length) / Math.max(1, startPieces - wanted);
    await options.pace.rest("prune", Math.min(1, share), 1);
  }
  return finalPieces(training, options.vocabSize);
}

async function startTraining(words: UnigramWords, options: LearnUnigramOptions): Promise<Training> {
  const seeds = await findSeeds(words, options);
  const logSum = Math.log(seeds.weight.reduce((sum, weight) => sum + weight, 0));
  const score = new Float64Array(seeds.weight.length + 1);
  seeds.weight.forEach((weight, i) => {
    score[i + 1] = Math.log(weight) - logSum;
  });
  const training: Training = {
    words,
    offset: [-1, ...seeds.offset],
    length: [0, ...seeds.length],
    order: [unknownPiece, ...seeds.offset.map((_, i) => i + 1)],
    scores: { score, probability: score.map(Math.exp) },
    trie: new PieceTrie(),
    triePieces: 0,
  };
  changed(training);
  return training;
}

/** To be called when scores or `order` changed. */
function changed(training: Training): void {
  const { words, order, offset, length, scores } = training;
  let least = Number.POSITIVE_INFINITY;
  for (const piece of order) if (piece !== unknownPiece) least = Math.min(least, scores.score[piece]);
  scores.score[unknownPiece] = least - unknownPenalty;
  for (let piece = 0; piece < scores.score.length; piece++) scores.probability[piece] = Math.exp(scores.score[piece]);
  if (order.length * 2 < training.triePieces || training.triePieces === 0) {
    training.trie = new PieceTrie();
    training.triePieces = order.length;
    for (const piece of order) {
      if (piece !== unknownPiece) training.trie.add(words.text, offset[piece], length[piece], piece);
    }
  }
}

/** E step: how often is each piece expected in the corpus? */
async function expectation({ words, trie, scores }: Training, stage: string, pace: Pace): Promise<Float64Array> {
  const { text, starts, counts } = words;
  const expected = new Float64Array(scores.score.length);
  const lattice = new Lattice(trie, scores);
  for (let word = 0; word < counts.length; word++) {
    lattice.build(text, starts[word], starts[word + 1] - 1 - starts[word]);
    lattice.addExpectedCounts(counts[word], expected);
    if (pace.due()) await pace.rest(stage, word, counts.length);
  }
  return expected;
}

/**
 * M step: probabilities from expected counts, with a sparse prior (digamma in place of the logarithm).
 * @see Liang and Klein 2007, Structured Bayesian nonparametric models with variational inference (ACL tutorial)
 */
function maximisation(training: Training, expected: Float64Array): void {
  const { score } = training.scores;
  let sum = 0;
  training.order = training.order.filter((piece) => {
    if (piece === unknownPiece) return true;
    if (expected[piece] < leastExpectedCount) {
      score[piece] = Number.NEGATIVE_INFINITY;
      return false;
    }
    sum += expected[piece];
    return true;
  });
  const logSum = digamma(sum);
  for (const piece of training.order) if (piece !== unknownPiece) score[piece] = digamma(expected[piece]) - logSum;
  changed(training);
}

/** Takes away the pieces whose loss would change the likelihood of the corpus least. */
async function prune(training: Training, wanted: number, options: LearnUnigramOptions, stage: string): Promise<void> {
  const { words, order, offset, length, scores, trie } = training;
  const { text, starts, counts } = words;
  const { score } = scores;
  const { pace } = options;
  const lattice = new Lattice(trie, scores);

  // What would stand in a piece's place? The second best way to write it.
  const alternatives: (number[] | undefined)[] = [];
  const isBest = new Uint8Array(score.length); // is a piece the best way to write itself?
  for (const piece of order) {
    if (piece === unknownPiece) continue;
    lattice.build(text, offset[piece], length[piece]);
    isBest[piece] = lattice.bestPath()!.length === 1 ? 1 : 0;
    if (isBest[piece]) alternatives[piece] = lattice.bestPath({ without: true });
    if (pace.due()) await pace.rest(stage, 0);
  }

  // How often is each piece on the best path of a word?
  const frequency = new Float64Array(score.length);
  let corpusSize = 0;
  for (let word = 0; word < counts.length; word++) {
    lattice.build(text, starts[word], starts[word + 1] - 1 - starts[word]);
    corpusSize += counts[word];
    for (const piece of lattice.bestPath()!) frequency[piece] += counts[word];
    if (pace.due()) await pace.rest(stage, word, counts.length);
  }
  let sum = 0;
  for (const piece of order) sum += frequency[piece];
  const logSum = Math.log(sum);

  const kept = [unknownPiece];
  const candidates: { piece: number; loss: number }[] = [];
  for (const piece of order) {
    if (piece === unknownPiece) continue;
    const instead = alternatives[piece];
    if (frequency[piece] === 0 && !isBest[piece]) continue; // on no best path, and never will be
    if (instead === undefined) kept.push(piece);
    else if (frequency[piece] > 0) {
      // Its occurrences would go to the alternatives, and the total would grow by what they are more than one. Kudo's
      // derivation has `instead.length` here; SentencePiece and the Rust library have the number of all pieces, and
      // their vocabularies need fewer tokens (1.6 % on documentation), because rare pieces are worth less that way.
      const logSumInstead = Math.log(sum + frequency[piece] * (order.length - 1));
      let logInstead = 0;
      for (const other of instead) logInstead += Math.log(frequency[other] + frequency[piece]) - logSumInstead;
      const share = frequency[piece] / corpusSize;
      candidates.push({ piece, loss: share * (Math.log(frequency[piece]) - logSum - logInstead) });
    }
  }
  candidates.sort((a, b) => b.loss - a.loss);
  const room = Math.max(wanted, Math.floor(order.length * options.shrinkingFactor)) - kept.length;
  for (const { piece } of candidates.slice(0, Math.max(0, room))) kept.push(piece);

  const stays = new Uint8Array(score.length);
  for (const piece of kept) stays[piece] = 1;
  for (const piece of order) if (!stays[piece]) score[piece] = Number.NEGATIVE_INFINITY;
  training.order = kept;
  changed(training);
}

/** All characters, then the best of the rest, by falling score. A lost character is a little above the worst piece. */
function finalPieces({ words, order, offset, length, scores }: Training, vocabSize: number): [string, number][] {
  const pieces = new Map<string, number>();
  const scoreOf = new Map<string, number>();
  let least = Number.POSITIVE_INFINITY;
  for (const piece of order) {
    if (piece === unknownPiece) continue;
    scoreOf.set(spellPiece(words, offset[piece], length[piece]), scores.score[piece]);
    least = Math.min(least, scores.score[piece]);
  }
  let penalty = 0;
  for (const character of words.alphabet) {
    const known = scoreOf.get(character);
    pieces.set(character, known ?? least + penalty);
    if (known === undefined) penalty += 0.0001;
  }
  for (const [piece, score] of scoreOf) {
    if (pieces.size >= vocabSize) break;
    if (!pieces.has(piece)) pieces.set(piece, score);
  }
  return [...pieces].sort(([, a], [, b]) => b - a);
}

/** The derivative of the logarithm of the gamma function, for x > 0, by recurrence up to 7 and an asymptotic series. */
export function digamma(x: number): number {
  let result = 0;
  for (; x < 7; x++) result -= 1 / x;
  const shifted = x - 1 / 2;
  const inverse = 1 / (shifted * shifted);
  // Stirling series at x - 1/2: only even powers remain.
  return (
    result +
    Math.log(shifted) +
    inverse * (1 / 24 - inverse * (7 / 960 - inverse * (31 / 8064 - inverse * (127 / 30720))))
  );
}
