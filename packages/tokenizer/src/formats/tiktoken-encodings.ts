/**
 * What a rank file does not say: how its encoding splits words, and which special tokens it has.
 * @see https://github.com/openai/tiktoken/blob/0.9.0/tiktoken_ext/openai_public.py
 * @module
 */

export interface TiktokenEncoding {
  /** Matches every word; a regular expression in the syntax of tokenizer.json (Oniguruma). */
  pattern: string;
  /** Text → id. */
  specialTokens: Record<string, number>;
}

const gpt2Words = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

// tiktoken writes possessive quantifiers ("\p{N}{1,3}+"), which Oniguruma reads differently; these match the same words.
const contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const cl100kWords = `${contractions}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+`;

const upper = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
const lower = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
const o200kWords = [
  `[^\\r\\n\\p{L}\\p{N}]?${upper}*${lower}+${contractions}?`,
  `[^\\r\\n\\p{L}\\p{N}]?${upper}+${lower}*${contractions}?`,
  "\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
].join("|");

export const tiktokenEncodings = {
  gpt2: { pattern: gpt2Words, specialTokens: { "<|endoftext|>": 50256 } },
  r50k_base: { pattern: gpt2Words, specialTokens: { "<|endoftext|>": 50256 } },
  p50k_base: { pattern: gpt2Words, specialTokens: { "<|endoftext|>": 50256 } },
  p50k_edit: {
    pattern: gpt2Words,
    specialTokens: {
      "<|endoftext|>": 50256,
      "<|fim_prefix|>": 50281,
      "<|fim_middle|>": 50282,
      "<|fim_suffix|>": 50283,
    },
  },
  cl100k_base: {
    pattern: cl100kWords,
    specialTokens: {
      "<|endoftext|>": 100257,
      "<|fim_prefix|>": 100258,
      "<|fim_middle|>": 100259,
      "<|fim_suffix|>": 100260,
      "<|endofprompt|>": 100276,
    },
  },
  o200k_base: { pattern: o200kWords, specialTokens: { "<|endoftext|>": 199999, "<|endofprompt|>": 200018 } },
} satisfies Record<string, TiktokenEncoding>;

export type TiktokenName = keyof typeof tiktokenEncodings;
