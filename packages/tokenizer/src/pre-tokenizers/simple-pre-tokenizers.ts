/** The pre-tokenizers of a few lines. @module */
import type { Builder } from "../config.ts";
import { findMatches } from "../find-matches.ts";
import { rustWordSet, whitespaceSet } from "../regex/character-sets.ts";
import { characterLength, isWhitespace } from "../unicode.ts";
import { punctuationCharacters } from "../unicode-tables.ts";
import { behaviors, matchCharacters, type PreTokenizer, slicePiece, splitAtMatches } from "./splitting.ts";

/** One pre-tokenizer after another, each on the pieces of the one before. */
export const preTokenizerSequence: Builder<PreTokenizer> = (config, build) => {
  const parts = config.array("pretokenizers").map((part, i) => build(part, `${config.path}.pretokenizers[${i}]`));
  return { split: (piece) => parts.reduce((pieces, part) => pieces.flatMap((p) => part.split(p)), [piece]) };
};

/** Words at white space, which is dropped. */
export const whitespaceSplit: Builder<PreTokenizer> = () => ({
  split: (piece) =>
    slicePiece(piece, splitAtMatches(piece.text.length, matchCharacters(piece.text, isWhitespace), "Removed")),
});

/** Words and runs of punctuation; white space is dropped. `\w` is Unicode's, as in Rust. */
export const whitespace: Builder<PreTokenizer> = () => ({
  split: (piece) => slicePiece(piece, findMatches(wordOrPunctuation, piece.text)),
});
const wordOrPunctuation = new RegExp(`${rustWordSet}+|[^${rustWordSet}${whitespaceSet}]+`, "gv");

/** Drops a delimiter character. */
export const charDelimiterSplit: Builder<PreTokenizer> = (config) => {
  const delimiter = config.character("delimiter");
  return {
    split: (piece) =>
      slicePiece(piece, splitAtMatches(piece.text.length, findMatches(delimiter, piece.text), "Removed")),
  };
};

/** Numbers apart from the rest, digit by digit if asked for. A number is any character of Unicode category N: also ½ and Ⅳ. */
export const digits: Builder<PreTokenizer> = (config) => {
  const behavior = config.boolean("individual_digits") ? "Isolated" : "Contiguous";
  return {
    split: (piece) =>
      slicePiece(piece, splitAtMatches(piece.text.length, matchCharacters(piece.text, isNumeric), behavior)),
  };
};

function isNumeric(codePoint: number): boolean {
  if (codePoint < 0x80) return codePoint >= 0x30 && codePoint <= 0x39;
  return /\p{N}/u.test(String.fromCodePoint(codePoint));
}

export function isPunctuation(codePoint: number): boolean {
  if (codePoint < 0x80) {
    return (
      (codePoint >= 0x21 && codePoint <= 0x2f) ||
      (codePoint >= 0x3a && codePoint <= 0x40) ||
      (codePoint >= 0x5b && codePoint <= 0x60) ||
      (codePoint >= 0x7b && codePoint <= 0x7e)
    );
  }
  return punctuationCharacters().test(String.fromCodePoint(codePoint));
}

/** Punctuation apart from the rest: all ASCII punctuation and symbols, and Unicode category P. */
export const punctuation: Builder<PreTokenizer> = (config) => {
  const behavior = config.oneOf("behavior", behaviors, "Isolated");
  return {
    split: (piece) =>
      slicePiece(piece, splitAtMatches(piece.text.length, matchCharacters(piece.text, isPunctuation), behavior)),
  };
};

/** BERT's: words at white space, punctuation apart. */
export const bertPreTokenizer: Builder<PreTokenizer> = () => ({
  split(piece) {
    const { text } = piece;
    const ranges: number[] = [];
    let start = 0; // of the word that is being read
    for (let at = 0; at < text.length; ) {
      const codePoint = text.codePointAt(at)!;
      const end = at + (codePoint > 0xffff ? 2 : 1);
      const isPunctuationMark = isPunctuation(codePoint);
      if (isPunctuationMark || isWhitespace(codePoint)) {
        ranges.push(start, at);
        if (isPunctuationMark) ranges.push(at, end);
        start = end;
      }
      at = end;
    }
    ranges.push(start, text.length);
    return slicePiece(piece, ranges);
  },
});

/** Pieces of `length` characters. */
export const fixedLength: Builder<PreTokenizer> = (config) => {
  const length = config.integer("length", 5);
  if (length === 0) config.fail("length", "is 0 but has to be at least 1.");
  return {
    split(piece) {
      const ranges: number[] = [];
      for (let start = 0; start < piece.text.length; ) {
        let end = start;
        for (let n = 0; n < length && end < piece.text.length; n++) end += characterLength(piece.text, end);
        ranges.push(start, end);
        start = end;
      }
      return slicePiece(piece, ranges);
    },
  };
};
