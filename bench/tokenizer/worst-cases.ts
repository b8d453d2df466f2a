/**
 * Texts on which encoders get slow: one long run of the same, or of what no rule cuts. Time should grow as their length does.
 * @module
 */

import { Tokenizer } from "@llm-anatomy/tokenizer";
import { trainBPE, trainUnigram, trainWordLevel, trainWordPiece } from "@llm-anatomy/tokenizer/training";

const verses = ["the cat sat on the mat", "aaaa aa", "^^^^ ^^", "你好世界 你好", "😀😀 😀"];

export interface WorstCase {
  name: string;
  make(length: number): string;
}

let state = 1;
function nextByte(): number {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return state >>> 24;
}

export const worstCases: WorstCase[] = [
  { name: '"a" × n', make: (n) => "a".repeat(n) },
  { name: '"^" × n', make: (n) => "^".repeat(n) },
  { name: "n spaces", make: (n) => " ".repeat(n) },
  { name: "n newlines", make: (n) => "\n".repeat(n) },
  { name: "emoji", make: (n) => "😀👍🏽".repeat(n / 6) },
  { name: "one CJK run", make: (n) => "天地玄黃宇宙洪荒日月盈昃辰宿列張".repeat(n / 16) },
  {
    name: "random bytes as Latin-1",
    make: (n) => Array.from({ length: n }, () => String.fromCharCode(nextByte())).join(""),
  },
  {
    name: "random letters",
    make: (n) => Array.from({ length: n }, () => String.fromCharCode(97 + (nextByte() % 26))).join(""),
  },
  { name: "combining marks", make: (n) => `e${"\u0301\u0327".repeat(n / 2)}` },
];

/** One tokenizer of each model, small and trained here. */
export async function worstCaseTokenizers(): Promise<{ name: string; tokenizer: Tokenizer }[]> {
  const specialTokens = ["<unk>"];
  const nfkc = { type: "NFKC" };
  const files = {
    "BPE, bytes": await trainBPE(verses, { vocabSize: 400 }),
    "BPE, no pre-tokenizer": {
      ...(await trainBPE(verses, { vocabSize: 400, specialTokens, unkToken: "<unk>" })),
      pre_tokenizer: null,
    },
    WordPiece: await trainWordPiece(verses, { vocabSize: 100, specialTokens: ["[UNK]"] }),
    Unigram: await trainUnigram(verses, { vocabSize: 60, specialTokens, normalizer: nfkc }),
    WordLevel: await trainWordLevel(verses, { vocabSize: 60, specialTokens, unkToken: "<unk>" }),
  };
  return Object.entries(files).map(([name, file]) => ({ name, tokenizer: Tokenizer.fromJSON(file) }));
}
