/** Tokens with their places for byte-level tokenizers: each word once, from then on from a memory. @module */
import { IdBuffer } from "../id-buffer.ts";
import type { BytePairEncoding } from "../models/byte-pair-encoding.ts";
import type { ModelToken } from "../models/model.ts";
import { Piece } from "../piece.ts";
import { type Pipeline, tokenRange } from "../pipeline.ts";
import { spellBytes } from "../pre-tokenizers/byte-level.ts";
import type { PreTokenizer } from "../pre-tokenizers/splitting.ts";
import type { TokenSink } from "../token-sink.ts";
import type { ByteWords } from "./byte-words.ts";
import { type PlacedTokens, PlaceMemory } from "./place-memory.ts";
import { Spelling } from "./spelling.ts";
import { forEachPiece, UnitWindow } from "./unit-window.ts";
import { createWordScanner } from "./word-scanner.ts";

/** Adds the tokens of parts that have been normalized; true: it always can. */
export type LocateWords = (parts: readonly Piece[], out: TokenSink) => true;

/** Null where what a piece begins with may not be in the text (`add_prefix_space`). */
export function createWordLocator(pipeline: Pipeline, { bytes, plan, splitter }: ByteWords): LocateWords | null {
  if (plan.addPrefixSpace) return null;
  const words = plan.style ?? splitter!;
  const scanner = "split" in words ? null : createWordScanner(words);
  const memory = new PlaceMemory();
  const window = new UnitWindow();
  const ids = new IdBuffer();
  let spelling: Spelling | null = null;

  function locateWord(word: string): PlacedTokens {
    spelling ??= new Spelling(pipeline.model as BytePairEncoding, true);
    const units = new Uint16Array(word.length);
    for (let i = 0; i < word.length; i++) units[i] = word.charCodeAt(i);
    ids.length = 0;
    bytes.encode(units, 0, units.length, ids);
    return inOneWord(spelling.locate(word, ids) ?? locateLong(word));
  }

  /** As the pre-tokenizer and the model do it. */
  function locateLong(word: string): ModelToken[] {
    const spelt = new Piece(word, 0, true).rewritten(spellBytes);
    return pipeline.tokenize(spelt).map((token) => {
      const [start, end] = tokenRange(word, spelt, token);
      return { ...token, start, end };
    });
  }

  /** Adds the tokens of a word that begins at `base` of a piece. */
  function add(word: string, piece: Piece, base: number, out: TokenSink): void {
    const found = memory.get(word, 0, () => locateWord(word));
    for (let i = 0; i < found.ids.length; i++) {
      const [start, end] = piece.originalRange(base + found.starts[i], base + found.ends[i]);
      out.add(found.ids[i], found.tokens[i], start, end);
    }
    out.word++;
  }

  return (parts, out) => {
    for (const piece of parts) {
      const { text } = piece;
      if (piece.addedId >= 0) {
        out.add(piece.addedId, text, ...piece.originalRange(0, text.length));
        out.word++;
      } else if (scanner) {
        forEachPiece(window, text, 0, text.length, scanner, (_units, start, end, textStart) => {
          add(text.slice(textStart, textStart + end - start), piece, textStart, out);
        });
      } else for (const word of (words as PreTokenizer).split(piece)) add(word.text, word, 0, out);
    }
    return true;
  };
}

function inOneWord(found: readonly ModelToken[]): PlacedTokens {
  return {
    ids: found.map(({ id }) => id),
    tokens: found.map(({ value }) => value),
    starts: found.map(({ start }) => start),
    ends: found.map(({ end }) => end),
    words: found.map(() => 0),
    wordCount: 1,
  };
}
