/**
 * All ways to cut one word into pieces, as a graph: positions are the gaps between characters, edges are pieces.
 *
 * Two questions are asked of it. Which path is the most probable one (Viterbi)? And, over all paths weighted by
 * their probability, how often is each piece expected (forward-backward)? Both visit every edge once or twice.
 * @see Kudo 2018, section 3.2 and 3.3, https://arxiv.org/abs/1804.10959
 * @module
 */
import { PairTable } from "./pair-table.ts";

/** The unknown piece: an edge over one character that no piece covers alone. */
export const unknownPiece = 0;

/** Pieces with their log probabilities; a removed piece has the score -Infinity. Index 0 is the unknown piece. */
export interface PieceScores {
  score: Float64Array;
  /** exp(score), kept because it is asked for at every edge. */
  probability: Float64Array;
}

/** Below this the linear forward-backward nears the end of float64's range (1e-308) and the logarithmic one is used. */
const smallestLikelihood = 1e-250;

/** Finds the pieces that start at a position. Edges of the trie live in a pair table: (node, character) → node. */
export class PieceTrie {
  readonly #edges = new PairTable();
  #pieces = new Int32Array(1024).fill(-1); // edge → the piece that ends there, or -1

  add(text: Int32Array, offset: number, length: number, piece: number): void {
    let edge = -1;
    for (let i = offset; i < offset + length; i++) edge = this.#edges.indexOf(edge + 1, text[i]);
    if (edge >= this.#pieces.length) {
      const larger = new Int32Array(Math.max(edge + 1, this.#pieces.length * 2)).fill(-1);
      larger.set(this.#pieces);
      this.#pieces = larger;
    }
    this.#pieces[edge] = piece;
  }

  /** The trie's step from `edge` (-1 is the root) over `symbol`: the next edge, or -1. */
  step(edge: number, symbol: number): number {
    return this.#edges.find(edge + 1, symbol);
  }

  /** The piece that ends at `edge`, or -1. */
  pieceAt(edge: number): number {
    return edge < this.#pieces.length ? this.#pieces[edge] : -1;
  }
}

/** One lattice, reused for word after word: `build`, then ask. */
export class Lattice {
  readonly #trie: PieceTrie;
  readonly #scores: PieceScores;
  #length = 0;
  // Edges in order of their start; those of position p are first[p] … first[p + 1] - 1.
  #first = new Int32Array(65);
  #end: number[] = [];
  #piece: number[] = [];

  constructor(trie: PieceTrie, scores: PieceScores) {
    this.#trie = trie;
    this.#scores = scores;
  }

  /** The lattice of the word text[start … start + length). */
  build(text: Int32Array, start: number, length: number): void {
    const { score } = this.#scores;
    if (length >= this.#first.length) this.#first = new Int32Array(length * 2);
    this.#length = length;
    let edges = 0;
    for (let position = 0; position < length; position++) {
      this.#first[position] = edges;
      let coversOne = false;
      let edge = -1;
      for (let end = position; end < length; end++) {
        edge = this.#trie.step(edge, text[start + end]);
        if (edge === -1) break;
        const piece = this.#trie.pieceAt(edge);
        if (piece === -1 || score[piece] === Number.NEGATIVE_INFINITY) continue;
        this.#end[edges] = end + 1;
        this.#piece[edges++] = piece;
        if (end === position) coversOne = true;
      }
      if (coversOne) continue;
      this.#end[edges] = position + 1;
      this.#piece[edges++] = unknownPiece;
    }
    this.#first[length] = edges;
  }

  /**
   * The pieces of the best path, in order. Ties go to the longer last piece.
   *
   * `without` forbids the edge that covers the whole word: what the word falls apart to if it is no piece any more.
   * Returns undefined when no path is left.
   */
  bestPath({ without = false } = {}): number[] | undefined {
    const length = this.#length;
    const scores = this.#scores.score;
    const best = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY);
    const cameBy = new Int32Array(length + 1).fill(-1);
    const cameFrom = new Int32Array(length + 1);
    best[0] = 0;
    for (let position = 0; position < length; position++) {
      for (let edge = this.#first[position]; edge < this.#first[position + 1]; edge++) {
        const end = this.#end[edge];
        if (without && position === 0 && end === length) continue;
        const score = best[position] + scores[this.#piece[edge]];
        if (score <= best[end]) continue;
        best[end] = score;
        cameBy[end] = edge;
        cameFrom[end] = position;
      }
    }
    if (cameBy[length] === -1) return undefined;
    const path: number[] = [];
    for (let position = length; position > 0; position = cameFrom[position]) path.push(this.#piece[cameBy[position]]);
    return path.reverse();
  }

  /**
   * Adds `count` × (expected number of times each piece is on a path) to `expected`.
   *
   * With a(p) the summed probability of all paths from the start to p, b(p) of those from p to the end, an edge of
   * probability q from p to r is on the path with probability a(p) × q × b(r) / a(end).
   */
  addExpectedCounts(count: number, expected: Float64Array): void {
    const length = this.#length;
    const { probability } = this.#scores;
    const before = new Float64Array(length + 1);
    const after = new Float64Array(length + 1);
    before[0] = after[length] = 1;
    for (let position = 0; position < length; position++) {
      for (let edge = this.#first[position]; edge < this.#first[position + 1]; edge++) {
        before[this.#end[edge]] += before[position] * probability[this.#piece[edge]];
      }
    }
    if (!(before[length] > smallestLikelihood)) {
      this.addExpectedCountsInLogs(count, expected);
      return;
    }
    const share = count / before[length];
    for (let position = length - 1; position >= 0; position--) {
      for (let edge = this.#first[position]; edge < this.#first[position + 1]; edge++) {
        const piece = this.#piece[edge];
        const rest = probability[piece] * after[this.#end[edge]];
        after[position] += rest;
        expected[piece] += share * before[position] * rest;
      }
    }
  }

  /** The same with logarithms, which never underflow: for long words, and the reference for the tests. */
  addExpectedCountsInLogs(count: number, expected: Float64Array): void {
    const length = this.#length;
    const { score } = this.#scores;
    const before = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY);
    const after = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY);
    before[0] = after[length] = 0;
    for (let position = 0; position < length; position++) {
      for (let edge = this.#first[position]; edge < this.#first[position + 1]; edge++) {
        const end = this.#end[edge];
        before[end] = logSumExp(before[end], before[position] + score[this.#piece[edge]]);
      }
    }
    for (let position = length - 1; position >= 0; position--) {
      for (let edge = this.#first[position]; edge < this.#first[position + 1]; edge++) {
        const rest = score[this.#piece[edge]] + after[this.#end[edge]];
        after[position] = logSumExp(after[position], rest);
        expected[this.#piece[edge]] += count * Math.exp(before[position] + rest - before[length]);
      }
    }
  }
}

/** log(exp(a) + exp(b)) */
function logSumExp(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  return small === Number.NEGATIVE_INFINITY ? large : large + Math.log1p(Math.exp(small - large));
}
