/**
 * From counted words to a vocabulary with merges: special tokens, alphabet, words as ids, then `learnMerges`.
 * BPE and WordPiece are both trained by it.
 * @module
 */
import { type AlphabetOptions, alphabetOf } from "./alphabet.ts";
import { learnMerges, type SymbolWords } from "./learn-merges.ts";
import type { Pace } from "./pacing.ts";

export interface LearnBPEOptions extends AlphabetOptions {
  vocabSize: number;
  minFrequency: number;
  continuingSubwordPrefix: string;
  endOfWordSuffix: string;
  maxTokenLength: number;
  pace: Pace;
}

export interface LearnedBPE {
  /** tokens[id] */
  tokens: string[];
  ids: Map<string, number>;
  /** Pairs of token ids, first learned first. */
  merges: [left: number, right: number][];
}

export async function learnBPE(
  words: ReadonlyMap<string, number>,
  specials: readonly string[],
  options: LearnBPEOptions,
): Promise<LearnedBPE> {
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
  const symbolWords = spellWords(words, ids, idOf, options);
  const merges = await learnMerges(symbolWords, tokens, ids, options);
  return { tokens, ids, merges };
}

/** Writes every word as ids of its characters, with prefix and suffix; characters outside the alphabet are left out. */
function spellWords(
  words: ReadonlyMap<string, number>,
  ids: ReadonlyMap<string, number>,
  idOf: (token: string) => number,
  { continuingSubwordPrefix: prefix, endOfWordSuffix: suffix }: LearnBPEOptions,
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
