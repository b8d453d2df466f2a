/**
 * Several tokenizers side by side on the same texts: how many tokens does each need, and for whom?
 *
 * A tokenizer trained on English writes an English word with 1.2 tokens and a Burmese one with ten; its speakers then pay
 * more and fit less into the context. The usual measure is fertility, tokens per word. What a word is must not depend on
 * spaces, which Chinese, Japanese, Thai … do not write: words are what `Intl.Segmenter` calls word-like in the language.
 * @see Rust et al. 2021, section 4.2 (fertility), https://arxiv.org/abs/2012.15613
 * @see Petrov et al. 2023, https://arxiv.org/abs/2305.15425 (what it costs)
 * @module
 */

/** What compare needs of a tokenizer; this package's has it. */
export interface ComparedTokenizer {
  encode(text: string, options: { addSpecialTokens: boolean }): { ids: ArrayLike<number> };
  /** The tokenizer.json object; it tells which token stands for the unknown. */
  toJSON(): object;
  tokenToId(token: string): number | undefined;
}

/** A text, with its language if words are to be counted by that language's rules (a BCP 47 tag: "en", "zh-Hant"). */
export type ComparedText = string | { text: string; language?: string };

export interface TokenCounts {
  /** Without special tokens around the text. */
  tokens: number;
  words: number;
  /** In UTF-8. */
  bytes: number;
  /** Tokens that stand for something the vocabulary cannot write. */
  unknown: number;
}

export interface TokenStatistics extends TokenCounts {
  /** Tokens per word; NaN for texts without words. */
  fertility: number;
  bytesPerToken: number;
  /** Share of the tokens, 0 … 1. */
  unknownRate: number;
}

export interface Comparison {
  name: string;
  /** In the order of the texts. */
  texts: TokenCounts[];
  total: TokenStatistics;
  /** By the texts' language tags; texts without one are under "und" (undetermined). */
  byLanguage: Record<string, TokenStatistics>;
}

/**
 * Counts tokens, words and bytes of all texts with all tokenizers.
 *
 * @throws TypeError if a tokenizer has no name or a text is none; RangeError for a malformed language tag
 * @example
 * const [gpt2, mine] = compare([{ name: "gpt2", tokenizer }, { name: "mine", tokenizer: other }], [
 *   { text: "Good morning", language: "en" },
 *   { text: "早上好", language: "zh" },
 * ]);
 * mine.byLanguage.zh.fertility / gpt2.byLanguage.zh.fertility; // tokens of mine for one token of gpt2
 */
export function compare(
  tokenizers: readonly { name: string; tokenizer: ComparedTokenizer }[],
  texts: readonly ComparedText[],
): Comparison[] {
  const measured = texts.map((given, i) => {
    const { text, language = "und" } = typeof given === "string" ? { text: given } : given;
    if (typeof text !== "string") throw new TypeError(`compare: texts[${i}] is of type ${typeof text}. Pass text.`);
    return { text, language, words: countWords(text, language), bytes: utf8.encode(text).length };
  });
  return tokenizers.map(({ name, tokenizer }, i) => {
    if (typeof name !== "string")
      throw new TypeError(`compare: tokenizers[${i}] has no name. Pass { name, tokenizer }.`);
    const unknownId = unknownTokenId(tokenizer);
    const counts = measured.map(({ text, words, bytes }): TokenCounts => {
      const { ids } = tokenizer.encode(text, { addSpecialTokens: false });
      let unknown = 0;
      for (let at = 0; at < ids.length; at++) if (ids[at] === unknownId) unknown++;
      return { tokens: ids.length, words, bytes, unknown };
    });
    const byLanguage = [...new Set(measured.map(({ language }) => language))].map((language) => [
      language,
      statistics(counts.filter((_, at) => measured[at].language === language)),
    ]);
    return { name, texts: counts, total: statistics(counts), byLanguage: Object.fromEntries(byLanguage) };
  });
}

const utf8 = new TextEncoder();
const segmenters = new Map<string, Intl.Segmenter>();

/** Words by the rules of the language (Unicode Standard Annex 29, with dictionaries where it has no spaces). */
function countWords(text: string, language: string): number {
  let segmenter = segmenters.get(language);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language, { granularity: "word" });
    segmenters.set(language, segmenter);
  }
  let words = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words++;
  return words;
}

function statistics(counts: readonly TokenCounts[]): TokenStatistics {
  const sum = { tokens: 0, words: 0, bytes: 0, unknown: 0 };
  for (const { tokens, words, bytes, unknown } of counts) {
    sum.tokens += tokens;
    sum.words += words;
    sum.bytes += bytes;
    sum.unknown += unknown;
  }
  return {
    ...sum,
    fertility: sum.tokens / sum.words,
    bytesPerToken: sum.bytes / sum.tokens,
    unknownRate: sum.tokens === 0 ? 0 : sum.unknown / sum.tokens,
  };
}

/** Byte-level tokenizers have none: they can write everything. */
function unknownTokenId(tokenizer: ComparedTokenizer): number | undefined {
  const { model } = tokenizer.toJSON() as { model?: { unk_id?: number | null; unk_token?: string | null } };
  if (typeof model?.unk_id === "number") return model.unk_id;
  return typeof model?.unk_token === "string" ? tokenizer.tokenToId(model.unk_token) : undefined;
}
