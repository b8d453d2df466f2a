/**
 * From a text to the terms that are counted: lower case, strip accents, split, drop stop words, make n-grams.
 *
 * The steps, their order and their corner cases are scikit-learn's, so that a matrix made here equals one made there.
 * Characters are code points, as in Python: "👍" is one character although it takes two UTF-16 units.
 * @module
 */
import { stripAccents } from "./accents.ts";
import { checkOneOf } from "./checks.ts";
import { englishStopWords } from "./english-stop-words.ts";
import { compilePythonPattern, unicodeSets } from "./python-regular-expression.ts";

export interface AnalyzerOptions {
  /**
   * What a term is made of. "word": the matches of `tokenPattern`; "char": characters, spaces included;
   * "char_wb": characters of one word at a time, padded with a space on both sides; a function: does everything itself.
   * Default "word".
   */
  analyzer?: "word" | "char" | "char_wb" | ((text: string) => Iterable<string>);
  /** Least and greatest number of words (or characters) in a term. Default [1, 1]. */
  ngramRange?: readonly [number, number];
  /** Turn text to lower case first. Default true. */
  lowercase?: boolean;
  /** Strip accents after lower case: see {@link stripAccents}. Default null: keep them. */
  stripAccents?: "unicode" | "ascii" | ((text: string) => string) | null;
  /** Instead of lower case and accents. */
  preprocessor?: (text: string) => string;
  /** What a word is, in Python's syntax, with at most one capturing group. Default `(?u)\b\w\w+\b`: two or more word characters. */
  tokenPattern?: string;
  /** Instead of `tokenPattern`. */
  tokenizer?: (text: string) => Iterable<string>;
  /** Words to leave out before n-grams are made, with `analyzer: "word"`. Default null: none. */
  stopWords?: "english" | Iterable<string> | null;
}

export const analyzerOptionNames = [
  "analyzer",
  "ngramRange",
  "lowercase",
  "stripAccents",
  "preprocessor",
  "tokenPattern",
  "tokenizer",
  "stopWords",
] as const;

export const defaultTokenPattern = "(?u)\\b\\w\\w+\\b";

/**
 * Returns the function that turns a text into its terms, in order, repeats included.
 *
 * @throws RangeError when an option's value is not one of those above
 * @example
 * createAnalyzer({ ngramRange: [1, 2], stopWords: ["the"] })("The cat sat"); // => ["cat", "sat", "cat sat"]
 */
export function createAnalyzer(options: AnalyzerOptions = {}): (text: string) => Iterable<string> {
  const { analyzer = "word", ngramRange = [1, 1] } = options;
  if (typeof analyzer === "function") return analyzer;
  checkOneOf("createAnalyzer", "analyzer", analyzer, ["word", "char", "char_wb"]);
  const [least, most] = checkNgramRange(ngramRange);
  const preprocess = options.preprocessor ?? createPreprocessor(options);
  if (analyzer === "char") return (text) => characterNgrams(preprocess(text), least, most);
  if (analyzer === "char_wb") return (text) => characterNgramsWithinWords(preprocess(text), least, most);

  const tokenize = options.tokenizer ?? createTokenizer(options.tokenPattern ?? defaultTokenPattern);
  const stopWords = resolveStopWords(options.stopWords ?? null);
  if (!stopWords && most === 1) return (text) => tokenize(preprocess(text));
  return (text) => {
    const tokens = Array.from(tokenize(preprocess(text)));
    return wordNgrams(stopWords ? tokens.filter((token) => !stopWords.has(token)) : tokens, least, most);
  };
}

function checkNgramRange(range: readonly [number, number]): readonly [number, number] {
  const [least, most] = range;
  if (range.length === 2 && Number.isInteger(least) && Number.isInteger(most) && least >= 1 && least <= most)
    return range;
  throw new RangeError(
    `createAnalyzer: ngramRange is [${range.join(", ")}] but has to be two integers, 1 <= least <= most. Pass for example [1, 2].`,
  );
}

function createPreprocessor({ lowercase = true, stripAccents: accents = null }: AnalyzerOptions) {
  if (accents !== null && typeof accents !== "function") {
    checkOneOf("createAnalyzer", "stripAccents", accents, ["unicode", "ascii", null]);
  }
  const strip = typeof accents === "string" ? (text: string) => stripAccents(text, accents) : accents;
  return (text: string): string => {
    const lower = lowercase ? text.toLowerCase() : text;
    return strip ? strip(lower) : lower;
  };
}

function createTokenizer(tokenPattern: string): (text: string) => string[] {
  const { groups, findAll } = compilePythonPattern(tokenPattern);
  if (groups > 1) {
    throw new RangeError(
      `createAnalyzer: tokenPattern has ${groups} capturing groups but at most 1 is allowed. Write (?:…) for the others.`,
    );
  }
  return findAll;
}

function resolveStopWords(stopWords: "english" | Iterable<string> | null): ReadonlySet<string> | null {
  if (stopWords === null) return null;
  if (typeof stopWords !== "string") return new Set(stopWords);
  checkOneOf("createAnalyzer", "stopWords", stopWords, ["english"]);
  return englishStopWords;
}

/** All runs of `least` to `most` words, joined by a space: shorter ones first, each in order of appearance. */
export function wordNgrams(words: readonly string[], least: number, most: number): string[] {
  const ngrams = least === 1 ? words.slice() : [];
  for (let n = Math.max(least, 2); n <= Math.min(most, words.length); n++) {
    for (let i = 0; i + n <= words.length; i++) ngrams.push(words.slice(i, i + n).join(" "));
  }
  return ngrams;
}

const spaceRun = /* @__PURE__ */ new RegExp(`[${unicodeSets.s}]{2,}`, "g"); // a single tab or newline stays what it is
const spaces = /* @__PURE__ */ new RegExp(`[${unicodeSets.s}]+`);

/** All runs of `least` to `most` characters of the text. */
function characterNgrams(text: string, least: number, most: number): string[] {
  const chars = Array.from(text.replace(spaceRun, " "));
  const ngrams: string[] = [];
  for (let n = least; n <= Math.min(most, chars.length); n++) {
    for (let i = 0; i + n <= chars.length; i++) ngrams.push(chars.slice(i, i + n).join(""));
  }
  return ngrams;
}

/** The same within " word ", word by word. A padded word shorter than n counts once, whole. */
function characterNgramsWithinWords(text: string, least: number, most: number): string[] {
  const ngrams: string[] = [];
  for (const word of text.split(spaces)) {
    if (word === "") continue; // before leading and after trailing space
    const chars = [" ", ...word, " "];
    for (let n = least; n <= most; n++) {
      ngrams.push(chars.slice(0, n).join(""));
      for (let i = 1; i + n <= chars.length; i++) ngrams.push(chars.slice(i, i + n).join(""));
      if (chars.length <= n) break;
    }
  }
  return ngrams;
}
