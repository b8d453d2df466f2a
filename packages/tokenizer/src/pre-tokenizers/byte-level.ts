/** GPT-2's pre-tokenizer: split into words, spell each word in byte characters. @module */
import { byteToCharacter, toByteCharacters } from "../byte-characters.ts";
import type { Builder } from "../config.ts";
import { findMatches } from "../pattern.ts";
import { mapCharacters, type Sources } from "../piece.ts";
import { translateRegex } from "../regex/translate.ts";
import { type PreTokenizer, slicePiece, splitAtMatches } from "./splitting.ts";

export const gpt2Pattern = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

export const byteLevel: Builder<PreTokenizer> = (config) => {
  const addPrefixSpace = config.boolean("add_prefix_space");
  config.boolean("trim_offsets", true); // matters to the post-processor of the same name only
  const pattern = config.boolean("use_regex", true) ? translateRegex(gpt2Pattern, config.path) : null;
  return {
    split(piece) {
      const spaced = addPrefixSpace && !piece.text.startsWith(" ") ? piece.rewritten(prependSpace) : piece;
      const words = pattern
        ? slicePiece(spaced, splitAtMatches(spaced.text.length, findMatches(pattern, spaced.text), "Isolated"))
        : [spaced];
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

/** Every byte of a character becomes a character that stands for the same place in the text. */
export function spellBytes(text: string, sources: Sources | null): string {
  return mapCharacters(text, sources, (character) => {
    const unit = character.charCodeAt(0);
    return unit < 0x80 ? byteToCharacter[unit] : toByteCharacters(character);
  });
}
