/**
 * What the scanners ask about a character, as bits, answered from a table.
 *
 * The table is filled as characters come up: a regular expression decides once, afterwards it is one load.
 * @module
 */
import { letterSets, whitespaceSet } from "../regex/character-sets.ts";

export const letter = 1;
export const number = 2;
export const space = 4;
/** \r or \n; also `space`. */
export const newline = 8;
/** Upper case, title case, and what has no case: Lu Lt Lm Lo M. */
export const upper = 16;
/** Lower case, and what has no case: Ll Lm Lo M. */
export const lower = 32;
/** The first half of a surrogate pair: ask `classOfPair`. */
export const highSurrogate = 64;
const known = 128;

/** Classes of the code points below 0x10000. */
export const classTable = new Uint8Array(0x10000);
const pairClasses = new Map<number, number>();

let tests: [RegExp, number][] | null = null;

function classify(character: string): number {
  tests ??= [
    [new RegExp(`^${letterSets.letter}$`, "v"), letter],
    [new RegExp(`^${letterSets.number}$`, "v"), number],
    [new RegExp(`^${whitespaceSet}$`, "v"), space],
    [/^[\r\n]$/, newline],
    [new RegExp(`^${letterSets.upper}$`, "v"), upper],
    [new RegExp(`^${letterSets.lower}$`, "v"), lower],
  ];
  let bits = known;
  for (const [pattern, bit] of tests) if (pattern.test(character)) bits |= bit;
  return bits;
}

/** Fills in the class of one unit and returns it. */
export function learnClass(unit: number): number {
  const bits =
    unit >= 0xd800 && unit <= 0xdbff
      ? known | highSurrogate
      : unit >= 0xdc00 && unit <= 0xdfff
        ? known
        : classify(String.fromCharCode(unit));
  classTable[unit] = bits;
  return bits;
}

/** The class of the character at `at`, whose unit has class `highSurrogate`. Half a pair is nothing in particular. */
export function classOfPair(units: Uint16Array, at: number, end: number): number {
  const low = at + 1 < end ? units[at + 1] : 0;
  if (low < 0xdc00 || low > 0xdfff) return known;
  const codePoint = 0x10000 + ((units[at] - 0xd800) << 10) + (low - 0xdc00);
  let bits = pairClasses.get(codePoint);
  if (bits === undefined) {
    bits = classify(String.fromCodePoint(codePoint)) | highSurrogate;
    if (pairClasses.size > 50_000) pairClasses.clear();
    pairClasses.set(codePoint, bits);
  }
  return bits;
}
