/**
 * Hand-written equivalents of the regular expressions that nearly all byte-level tokenizers split words with.
 *
 * GPT-2's expression, and its descendants for cl100k, Llama 3, Qwen, o200k, differ in a few places only: what may stand
 * before a word, contractions, how many digits stay together. One scanner does them all. It finds the end of each word by
 * looking at classes of characters, left to right, once; a property test compares it with the expressions themselves.
 * @module
 */
import {
  classOfPair,
  classTable,
  highSurrogate,
  learnClass,
  letter,
  lower,
  newline,
  number,
  space,
  upper,
} from "./character-classes.ts";
import { forEachPiece, type Scanner, UnitWindow } from "./unit-window.ts";

export interface Style {
  /** "gpt2": an optional space before letters; "any": any character but letters, numbers and newlines; "case": such, and a
   * word ends where its case falls from lower to upper. */
  words: "gpt2" | "any" | "case";
  /** English contractions ('s, 'll): words of their own, the end of a word, or nothing special. */
  contractions: "apart" | "apart-any-case" | "at-end-any-case" | "none";
  /** How many digits make a word; 0: as many as there are, -1: one, both with an optional space before them. */
  digits: 0 | 1 | 3 | -1;
  /** What punctuation takes along: nothing, newlines, newlines and slashes. */
  trailing: "" | "newline" | "newline-slash";
  /** Digits have been set apart before: to the rest of the text, each is the end. */
  digitsApart?: boolean;
}

const contraction = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const spaces = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const cased = (tail: string) =>
  `[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+${tail}|` +
  `[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*${tail}`;
const plainWords = "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+";
const punctuation = "| ?[^\\s\\p{L}\\p{N}]+";

export const gpt2Expression = `'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+${punctuation}|\\s+(?!\\S)|\\s+`;

/** The expressions as files have them, and their style. */
export const knownExpressions: ReadonlyMap<string, Style> = new Map<string, Style>([
  [gpt2Expression, { words: "gpt2", contractions: "apart", digits: 0, trailing: "" }],
  [
    `${contraction}${plainWords}|\\p{N}{1,3}${punctuation}[\\r\\n]*${spaces}`,
    { words: "any", contractions: "apart-any-case", digits: 3, trailing: "newline" },
  ],
  [
    `${contraction}${plainWords}|\\p{N}${punctuation}[\\r\\n]*${spaces}`,
    { words: "any", contractions: "apart-any-case", digits: 1, trailing: "newline" },
  ],
  [
    `${cased(`${contraction}?`)}|\\p{N}{1,3}${punctuation}[\\r\\n/]*${spaces}`,
    { words: "case", contractions: "at-end-any-case", digits: 3, trailing: "newline-slash" },
  ],
  [
    `${cased("")}|\\p{N}${punctuation}[\\r\\n/]*${spaces}`,
    { words: "case", contractions: "none", digits: 1, trailing: "newline-slash" },
  ],
  [
    `${cased("")}| ?\\p{N}${punctuation}[\\r\\n/]*${spaces}`,
    { words: "case", contractions: "none", digits: -1, trailing: "newline-slash" },
  ],
]);

/** Pre-tokenizers ask for the words of many short texts. */
const window = new UnitWindow();

/** The words of a text, as [start, end, …]: what the style's expression matches, one after another, and that is everything. */
export function wordRanges(text: string, scanner: Scanner): number[] {
  const ranges: number[] = [];
  forEachPiece(window, text, 0, text.length, scanner, (_units, start, end, textStart) => {
    ranges.push(textStart, textStart + end - start);
  });
  return ranges;
}

/** Makes the scanner of one style. */
export function createWordScanner(style: Style): Scanner {
  return { scan: createScan(style), lastCut: lastWordEnd };
}

/** Behind a letter, before anything that is no letter, mark or apostrophe, every style ends a word. */
function lastWordEnd(units: Uint16Array, end: number): number {
  for (let at = end - 2; at > 0; at--) {
    const bits = classTable[units[at]] || learnClass(units[at]);
    if (bits & (letter | upper | lower | highSurrogate) || units[at] === 0x27) continue;
    if ((classTable[units[at - 1]] || learnClass(units[at - 1])) & letter) return at;
  }
  return 0;
}

function createScan(style: Style): Scanner["scan"] {
  const { words, contractions, digits, trailing, digitsApart } = style;
  const anyCase = contractions.endsWith("any-case");
  const apart = contractions.startsWith("apart");
  const atEnd = contractions === "at-end-any-case";
  const slash = trailing === "newline-slash" ? 0x2f : 0x0a;

  return function scan(units, start, end) {
    const plainEnd = plainWordEnd(units, start, end);
    if (plainEnd > 0) return plainEnd;
    const first = units[start];
    const bits = classAt(units, start, end);
    const size = bits & highSurrogate ? 2 : 1;
    if (apart && first === 0x27) {
      const length = contractionLength(units, start, end, anyCase);
      if (length > 0) return start + length;
    }
    // Words, with what may stand before them.
    if (words === "case") {
      const stop = scanCased(units, start, start + size, bits, end);
      if (stop > 0) return atEnd ? stop + contractionLength(units, stop, end, true) : stop;
    } else if (bits & letter) return runOf(letter, units, start + size, end);
    else if (words === "any" ? !(bits & (number | newline)) : first === 0x20) {
      const next = start + size;
      if (next < end && classAt(units, next, end) & letter) return runOf(letter, units, next, end);
    }
    // Numbers.
    if (bits & number) {
      if (digits === 0) return digitsApart ? start + size : runOf(number, units, start + size, end);
      let at = start + size;
      for (let n = 1; n < digits && at < end && classAt(units, at, end) & number; n++) at += sizeAt(units, at, end);
      return at;
    }
    // Punctuation, after at most one space.
    let at = start;
    if (first === 0x20 && start + 1 < end) {
      const next = classAt(units, start + 1, end);
      if (digits === 0 && !digitsApart && next & number) return runOf(number, units, start + 1, end);
      if (digits < 0 && next & number) return start + 1 + sizeAt(units, start + 1, end);
      if (!(next & (space | letter | number))) at = start + 1;
    }
    if (at > start || !(bits & (space | letter | number))) {
      at = runOfPunctuation(units, at, end);
      if (trailing !== "") while (at < end && (units[at] === 0x0a || units[at] === 0x0d || units[at] === slash)) at++;
      return at;
    }
    // White space: up to the last newline, or all but the last before a word.
    let lastNewline = -1;
    for (at = start; at < end; at++) {
      const unit = units[at];
      const bit = classTable[unit] || learnClass(unit);
      if (!(bit & space)) break;
      if (bit & newline) lastNewline = at;
    }
    if (trailing !== "" && lastNewline >= 0) return lastNewline + 1;
    const atTextEnd = at === end || (digitsApart && (classAt(units, at, end) & number) !== 0);
    return atTextEnd || at === start + 1 ? at : at - 1;
  };
}

/**
 * The end of an English word with at most one capital, at its beginning, and perhaps a space before it; 0 if something else
 * is there, or follows that could belong to the word. All styles agree about those, and most words are such.
 */
function plainWordEnd(units: Uint16Array, start: number, end: number): number {
  let at = units[start] === 0x20 ? start + 1 : start;
  if (at < end && units[at] >= 0x41 && units[at] <= 0x5a) at++;
  const lowerStart = at;
  while (at < end && units[at] >= 0x61 && units[at] <= 0x7a) at++;
  if (at === lowerStart || at === end) return 0;
  const next = units[at];
  const mayBelong = next >= 0x80 || next === 0x27 || (next >= 0x41 && next <= 0x5a);
  return mayBelong ? 0 : at;
}

function classAt(units: Uint16Array, at: number, end: number): number {
  const unit = units[at];
  const bits = classTable[unit] || learnClass(unit);
  return bits & highSurrogate ? classOfPair(units, at, end) : bits;
}

/** 2 for a surrogate pair. */
function sizeAt(units: Uint16Array, at: number, end: number): number {
  return classAt(units, at, end) & highSurrogate ? 2 : 1;
}

/** Where the characters that have `bit` end. */
function runOf(bit: number, units: Uint16Array, at: number, end: number): number {
  while (at < end) {
    const unit = units[at];
    const bits = classTable[unit] || learnClass(unit);
    if (bits & bit) at++;
    else if (bits & highSurrogate && classOfPair(units, at, end) & bit) at += 2;
    else break;
  }
  return at;
}

function runOfPunctuation(units: Uint16Array, at: number, end: number): number {
  while (at < end) {
    const bits = classAt(units, at, end);
    if (bits & (space | letter | number)) break;
    at += bits & highSurrogate ? 2 : 1;
  }
  return at;
}

/**
 * o200k's words: upper-case letters, then lower-case ones; caseless letters count as both. 0 if there is none here.
 * `after` is behind the first character, which has `bits` and may be one that stands before a word.
 */
function scanCased(units: Uint16Array, start: number, after: number, bits: number, end: number): number {
  const mayPrecede = !(bits & (letter | number | newline));
  if (mayPrecede) {
    const stop = lowerEnd(units, after, end);
    if (stop > 0) return stop;
  }
  const own = bits & (upper | lower) ? lowerEnd(units, start, end) : 0;
  if (own > 0) return own;
  // No lower-case letter anywhere: upper-case ones alone.
  if (mayPrecede) {
    const stop = runOf(upper, units, after, end);
    if (stop > after) return stop;
  }
  const stop = runOf(upper, units, start, end);
  return stop > start ? stop : 0;
}

/** The end of `[upper]*[lower]+` from `from`, or 0 if that does not match. */
function lowerEnd(units: Uint16Array, from: number, end: number): number {
  const upperStop = runOf(upper, units, from, end);
  const stop = runOf(lower, units, upperStop, end);
  if (stop > upperStop) return stop;
  // The upper-case run has to give back a caseless letter, the last one it has.
  for (let at = upperStop; at > from; ) {
    const size = at - 2 >= from && units[at - 1] >= 0xdc00 && units[at - 1] <= 0xdfff ? 2 : 1;
    if (classAt(units, at - size, end) & lower) return at;
    at -= size;
  }
  return 0;
}

/** The length of 's 't 'm 'd 're 've 'll at `at`, or 0. */
function contractionLength(units: Uint16Array, at: number, end: number, anyCase: boolean): number {
  if (at + 1 >= end || units[at] !== 0x27) return 0;
  const first = fold(units[at + 1], anyCase);
  if (first === 0x73 || first === 0x74 || first === 0x6d || first === 0x64) return 2;
  if (at + 2 >= end) return 0;
  const second = fold(units[at + 2], anyCase);
  if (first === 0x6c) return second === 0x6c ? 3 : 0;
  return (first === 0x72 || first === 0x76) && second === 0x65 ? 3 : 0;
}

/** To lower case, where it matters; ſ is an s. */
function fold(unit: number, anyCase: boolean): number {
  if (!anyCase) return unit;
  if (unit >= 0x41 && unit <= 0x5a) return unit + 0x20;
  return unit === 0x17f ? 0x73 : unit;
}
