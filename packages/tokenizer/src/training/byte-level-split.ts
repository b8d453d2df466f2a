/**
 * The ByteLevel pre-tokenizer as a plain function: GPT-2's word pattern, then one printable character per byte.
 * @see Radford et al. 2019 (GPT-2), section 2.2
 * @module
 */
import type { Component } from "./tokenizer-file.ts";
import type { Split } from "./word-counts.ts";

// \s of the reference is Unicode White_Space; JavaScript's also has U+FEFF and lacks U+0085.
const wordPattern =
  /'(?:s|t|re|ve|m|ll|d)| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/**
 * The 256 characters that stand for the bytes 0 … 255.
 *
 * Printable Latin-1 characters stand for themselves, the other 68 bytes get U+0100, U+0101, … in order.
 */
export function byteCharacters(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    return String.fromCharCode(printable ? byte : next++);
  });
}

/** @throws RangeError for a pre-tokenizer other than ByteLevel */
export function byteLevelSplit({ type, add_prefix_space = true, use_regex = true }: Component): Split {
  if (type !== "ByteLevel") {
    throw new RangeError(`training: cannot run the pre-tokenizer "${type}". Pass options.split: (text) => words.`);
  }
  const characters = byteCharacters();
  const utf8 = new TextEncoder();
  const words = new Map<string, string>(); // most words come again: spell each once
  const spelled = (word: string) => {
    let spelling = words.get(word);
    if (spelling === undefined) {
      spelling = "";
      for (const byte of utf8.encode(word)) spelling += characters[byte];
      if (words.size === 100_000) words.clear(); // bounds the memory, common words are back at once
      words.set(word, spelling);
    }
    return spelling;
  };
  return (text) => {
    const spaced = add_prefix_space && !text.startsWith(" ") ? ` ${text}` : text;
    return ((use_regex ? spaced.match(wordPattern) : [spaced]) ?? []).map(spelled);
  };
}
