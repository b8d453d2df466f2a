/**
 * What a model did with one word: merge by merge, candidate by candidate.
 *
 * The models tell while they work (`ModelWatcher`), so a trace is not a second opinion: it is the run itself.
 * @module
 */
import { BytePlaces, type Model, type ModelOptions, type ModelToken } from "../models/model.ts";

/** Part of a word: UTF-16 units start..end of the word as the model sees it. */
interface Range {
  start: number;
  end: number;
}

/** A symbol that byte pair encoding begins with. */
export interface TracedSymbol extends Range {
  token: string;
  id: number;
}

/** Two neighbours that became one. */
export interface TracedMerge {
  /** The place of the pair in the file's list of merges: lower is earlier learnt, and goes first. */
  rank: number;
  left: string;
  right: string;
  /** What they became. */
  token: string;
  id: number;
  /** Which of the first symbols it covers, [start, end). */
  symbols: [start: number, end: number];
}

/** A pair that dropout passed over when its turn came; it may be joined later. */
export interface TracedPass {
  rank: number;
  /** The first symbol at which the pair begins. */
  symbol: number;
}

export interface BPETrace {
  type: "BPE";
  /** The word is a token as it is, and the file says that then nothing is merged (`ignore_merges`). */
  wholeWord: boolean;
  symbols: TracedSymbol[];
  /** In the order they happened. */
  merges: TracedMerge[];
  passedOver: TracedPass[];
}

/** One search for the longest token at a place. */
export interface TracedMatch extends Range {
  /** What was looked for and is no token, longest first, with the prefix of continuing subwords. */
  tried: string[];
  /** The token that was found; null if none begins here, and then the whole word is unknown. */
  token: string | null;
}

export interface WordPieceTrace {
  type: "WordPiece";
  /** Empty for a word of more characters than the model looks at. */
  matches: TracedMatch[];
}

/** A token that could stand somewhere in the word. */
export interface TracedCandidate extends Range {
  token: string;
  /** The id; an unknown character has that of the unknown token. */
  id: number;
  /** Natural logarithm of the token's probability; of an unknown character 10 less than the lowest. */
  score: number;
  /** The score of the best way to its end that has it last. */
  total: number;
  /** Whether it is on the best way through the word. */
  chosen: boolean;
}

export interface UnigramTrace {
  type: "Unigram";
  /** By where they start, shorter ones first. */
  candidates: TracedCandidate[];
  /** Of the best way through the word: the sum of its tokens' scores. */
  score: number;
}

export interface WordLevelTrace {
  type: "WordLevel";
  /** Whether the word is a token. */
  known: boolean;
}

export type ModelTrace = BPETrace | WordPieceTrace | UnigramTrace | WordLevelTrace;

/** Runs the model on a word, watching it. */
export function traceModel(model: Model, word: string, options: ModelOptions): [ModelToken[], ModelTrace] {
  switch (model.type) {
    case "BPE":
      return traceMerges(model, word, options);
    case "WordPiece":
      return traceMatches(model, word);
    case "Unigram":
      return traceCandidates(model, word);
    case "WordLevel":
      return [model.tokenize(word), { type: "WordLevel", known: model.tokenToId(word) !== undefined }];
  }
}

function traceMerges(model: Model, word: string, options: ModelOptions): [ModelToken[], BPETrace] {
  const symbols: TracedSymbol[] = [];
  const merges: TracedMerge[] = [];
  const passedOver: TracedPass[] = [];
  let began = false;
  // Of the symbol that begins at i: its token, and the first symbol behind it.
  const tokens: string[] = [];
  const ends: number[] = [];
  const watch = {
    symbols(ids: Int32Array, bytes: Int32Array) {
      began = true;
      const places = new BytePlaces(word);
      ids.forEach((id, i) => {
        const { start, end } = places.advance(bytes[i]);
        tokens.push(model.idToToken(id)!);
        ends.push(i + 1);
        symbols.push({ token: tokens[i], id, start, end });
      });
    },
    merge(at: number, rank: number, id: number) {
      const token = model.idToToken(id)!;
      merges.push({ rank, left: tokens[at], right: tokens[ends[at]], token, id, symbols: [at, ends[ends[at]]] });
      tokens[at] = token;
      ends[at] = ends[ends[at]];
    },
    passOver(symbol: number, rank: number) {
      passedOver.push({ rank, symbol });
    },
  };
  const result = model.tokenize(word, { ...options, watch });
  return [result, { type: "BPE", wholeWord: !began, symbols, merges, passedOver }];
}

/**
 * The symbols of a word at the beginning and after each merge: what a BPE trace looks like as it happens.
 *
 * @example
 * mergeStates(trace.words[0].model); // [["l", "o", "w"], ["lo", "w"], ["low"]]
 */
export function mergeStates({ symbols, merges }: BPETrace): string[][] {
  const tokens: (string | null)[] = symbols.map(({ token }) => token);
  const states = [symbols.map(({ token }) => token)];
  for (const {
    token,
    symbols: [start, end],
  } of merges) {
    tokens.fill(null, start, end);
    tokens[start] = token;
    states.push(tokens.filter((symbol) => symbol !== null));
  }
  return states;
}

function traceMatches(model: Model, word: string): [ModelToken[], WordPieceTrace] {
  const matches: TracedMatch[] = [];
  let current: TracedMatch | null = null;
  const watch = {
    candidate(start: number, end: number, id: number, token: string) {
      if (current?.start !== start) {
        current = { start, end, tried: [], token: null };
        matches.push(current);
      }
      current.end = end;
      if (id < 0) current.tried.push(token);
      else current.token = token;
    },
  };
  return [model.tokenize(word, { watch }), { type: "WordPiece", matches }];
}

function traceCandidates(model: Model, word: string): [ModelToken[], UnigramTrace] {
  const candidates: TracedCandidate[] = [];
  const best = new Map<number, TracedCandidate>(); // by where they end
  const totalAt = (place: number) => best.get(place)?.total ?? 0;
  const watch = {
    candidate(start: number, end: number, id: number, token: string, score: number) {
      const candidate = { token, id, start, end, score, total: score + totalAt(start), chosen: false };
      candidates.push(candidate);
      if (!best.has(end) || candidate.total > totalAt(end)) best.set(end, candidate);
    },
  };
  const tokens = model.tokenize(word, { watch });
  for (let last = best.get(word.length); last; last = best.get(last.start)) last.chosen = true;
  return [tokens, { type: "Unigram", candidates, score: totalAt(word.length) }];
}
