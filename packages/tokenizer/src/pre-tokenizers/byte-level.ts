/** GPT-2's pre-tokenizer: split into words, spell each word in byte characters. @module */
import { byteToCharacter, toByteCharacters } from "../byte-characters.ts";
import type { Builder } from "../config.ts";
import { createWordScanner, gpt2Expression, knownExpressions, wordRanges } from "../fast/word-scanner.ts";
import type { Normalizer } from "../normalizers/simple-normalizers.ts";
import { mapCharacters, type Sources } from "../piece.ts";
import { type PreTokenizer, slicePiece } from "./splitting.ts";

export const byteLevel: Builder<PreTokenizer> = (config) => {
  const addPrefixSpace = config.boolean("add_prefix_space");
  config.boolean("trim_offsets", true); // matters to the post-processor of the same name only
  const scanner = config.boolean("use_regex", true) ? createWordScanner(knownExpressions.get(gpt2Expression)!) : null;
  return {
    split(piece) {
      const spaced = addPrefixSpace && !piece.text.startsWith(" ") ? piece.rewritten(prependSpace) : piece;
      const words = scanner ? slicePiece(spaced, wordRanges(spaced.text, scanner)) : [spaced];
      return words.map((word) => word.rewritten(spellBytes));
    },
  };
};

function prependSpace(text: string, sources: Sources | null): string {
  if (sources) {
    sources.push(0);
    for (let i = 0; i < text.length; i++) sources.push(i);
  }
  return ` ${text}`;
}

/** The spelling alone, as a normalizer. */
export const byteLevelNormalizer: Builder<Normalizer> = () => ({ normalize: spellBytes });

/** Every byte of a character becomes a character that stands for the same place in the text. */
export function spellBytes(text: string, sources: Sources | null): string {
  return mapCharacters(text, sources, (character) => {
    const unit = character.charCodeAt(0);
    return unit < 0x80 ? byteToCharacter[unit] : toByteCharacters(character);
  });
}
