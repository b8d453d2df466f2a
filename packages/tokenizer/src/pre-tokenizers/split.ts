/** Splits at a literal or a regular expression: by hand-written scanners where the expression is one of the usual ones. @module */
import { type Builder, type Config, show } from "../config.ts";
import { knownSplit } from "../fast/word-plan.ts";
import { createWordScanner, wordRanges } from "../fast/word-scanner.ts";
import { findMatches } from "../find-matches.ts";
import { readPattern } from "../pattern.ts";
import { behaviors, type PreTokenizer, slicePiece, splitAtMatches } from "./splitting.ts";

/** Any literal, any expression. */
export const split: Builder<PreTokenizer> = (config) => {
  const known = readKnown(config);
  if (known) return known;
  const pattern = readPattern(config, "pattern");
  const behavior = config.oneOf("behavior", behaviors);
  const invert = config.boolean("invert");
  return {
    split: (piece) =>
      slicePiece(piece, splitAtMatches(piece.text.length, findMatches(pattern, piece.text), behavior, invert)),
  };
};

/**
 * Only the expressions of GPT-2, cl100k, Llama 3, Qwen, o200k and their like: for pages that do without the translator of
 * regular expressions.
 */
export const splitAtKnownWords: Builder<PreTokenizer> = (config) => {
  const known = readKnown(config);
  if (known) return known;
  return config.fail(
    "pattern",
    `is ${show(config.raw("pattern"))}, which is not one of the usual word patterns. Use the component "split".`,
  );
};

/** The scanner of a known expression whose matches are all kept; null for anything else. */
function readKnown(config: Config): PreTokenizer | null {
  const style = knownSplit(config.value);
  if (!style) return null;
  const scanner = createWordScanner(style);
  return { split: (piece) => slicePiece(piece, wordRanges(piece.text, scanner)) };
}
