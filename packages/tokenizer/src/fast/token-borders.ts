/**
 * Where no token of a Unigram model ever reaches across, all ways to cut a word meet, and each part can be cut alone.
 *
 * A token reaches across the border between two characters if they stand side by side in it: so all borders that matter are known
 * from the vocabulary. Several unknown characters in a row become one token, however: between those is none.
 * @module
 */
import type { Unigram } from "../models/unigram.ts";
import { WordBorders } from "./word-borders.ts";

export function createTokenBorders(model: Unigram): WordBorders {
  // Spelled out in a text, the unknown token is as any unknown character.
  const unknown = [...(model.unkToken ?? "")];
  const ends = [unknown[0], unknown.at(-1)];
  let count = 0;
  for (const [token] of model.vocabulary) count += token.length;
  const isKnown = (character: string) => !ends.includes(character) && model.tokenToId(character) !== undefined;
  const borders = new WordBorders(count >> 1, 1, isKnown);
  for (const [token] of model.vocabulary) joinCharacters(token, borders);
  return borders;
}

/** Joins the neighbours in a token. */
function joinCharacters(token: string, borders: WordBorders): void {
  let before = -1;
  for (let at = 0; at < token.length; ) {
    const after = token.codePointAt(at)!;
    if (before >= 0) borders.join(before, after);
    before = after;
    at += after > 0xffff ? 2 : 1;
  }
}
