/**
 * The texts of JSON values as patterns.
 *
 * Every character has one spelling: itself, or the shortest escape where JSON demands one. Numbers are kept to what a
 * double holds exactly or nearly so: at most 15 digits before and after the point, an exponent of at most two.
 * @module
 * @see RFC 8259, https://www.rfc-editor.org/rfc/rfc8259
 */
import {
  type CodePointRange,
  characters,
  choice,
  except,
  intersect,
  literal,
  oneOf,
  optional,
  type Pattern,
  repeat,
  rule,
  sequence,
} from "./pattern.ts";

/** Where white space may stand, and which. */
export type Whitespace = "none" | "flexible";

const digit = characters([0x30, 0x39]);
const firstDigit = characters([0x31, 0x39]);

/** An integer of at most 15 digits. */
export const jsonInteger = choice(literal("0"), sequence(optional(literal("-")), firstDigit, repeat(digit, 0, 14)));

const unsigned = choice(literal("0"), sequence(firstDigit, repeat(digit, 0, 14)));
const fraction = sequence(literal("."), repeat(digit, 1, 15));
const exponent = sequence(oneOf("eE"), optional(oneOf("+-")), repeat(digit, 1, 2));

export const jsonNonNegativeNumber = sequence(unsigned, optional(fraction), optional(exponent));
export const jsonNumber = sequence(optional(literal("-")), jsonNonNegativeNumber);
export const jsonBoolean = choice(literal("true"), literal("false"));
export const jsonNull = literal("null");

/** What has to be escaped inside a JSON string: controls, the quote and the backslash. */
const special: CodePointRange[] = [
  [0x00, 0x1f],
  [0x22, 0x22],
  [0x5c, 0x5c],
];

/** The spelling inside a JSON string of whatever `pattern` matches. */
export function spelled(pattern: Pattern): Pattern {
  switch (pattern.kind) {
    case "characters": {
      const plain = characters(...except(special, pattern.ranges));
      const escaped = intersect(special, pattern.ranges).flatMap(([from, to]) =>
        Array.from({ length: to - from + 1 }, (_, i) => literal(escapedCharacter(from + i))),
      );
      return escaped.length > 0 ? choice(plain, ...escaped) : plain;
    }
    case "sequence":
      return sequence(...pattern.parts.map(spelled));
    case "choice":
      return choice(...pattern.options.map(spelled));
    case "repeat":
      return repeat(spelled(pattern.part), pattern.min, pattern.max);
    default:
      throw new TypeError(`constraint: a pattern of kind "${pattern.kind}" has no spelling.`);
  }
}

const escapedCharacter = (codePoint: number) => JSON.stringify(String.fromCodePoint(codePoint)).slice(1, -1);

/** A JSON string of so many characters. Each is a rule of its own, so that a large bound costs few states. */
export const jsonStringOfLength = (min: number, max: number) =>
  sequence(literal('"'), repeat(rule("character"), min, max), literal('"'));

/** A JSON string whose value matches `pattern`. */
export const jsonString = (pattern: Pattern) => sequence(literal('"'), spelled(pattern), literal('"'));

export const anyCharacter = characters(...except([]));

/** A string value that is none of `texts`. */
export function otherThan(texts: readonly string[]): Pattern {
  // A trie of the texts: at each node leave it by another character, end where no text ends, or go on
  const build = (rest: readonly string[]): Pattern => {
    const byFirst = new Map<string, string[]>();
    for (const text of rest.filter((text) => text !== "")) {
      const [first] = text;
      byFirst.set(first, [...(byFirst.get(first) ?? []), text.slice(first.length)]);
    }
    const taken = [...byFirst.keys()].map((first): CodePointRange => [first.codePointAt(0)!, first.codePointAt(0)!]);
    const options = [sequence(characters(...except(taken)), repeat(anyCharacter))];
    for (const [first, texts] of byFirst) options.push(sequence(literal(first), build(texts)));
    if (!rest.includes("")) options.push(sequence());
    return choice(...options);
  };
  return build(texts);
}

/** The rules that every JSON grammar can refer to: any character, any string, any value, and white space. */
export function jsonRules(whitespace: Whitespace): Map<string, Pattern> {
  const space = spaceOf(whitespace);
  const comma = sequence(space, literal(","), space);
  const member = sequence(rule("string"), space, literal(":"), space, rule("value"));
  const listOf = (open: string, item: Pattern, close: string) =>
    sequence(literal(open), space, optional(sequence(item, repeat(sequence(comma, item)), space)), literal(close));
  return new Map([
    ["space", whiteSpace],
    ["character", spelled(anyCharacter)],
    ["string", jsonString(repeat(anyCharacter))],
    [
      "value",
      choice(
        rule("string"),
        jsonNumber,
        jsonBoolean,
        jsonNull,
        listOf("[", rule("value"), "]"),
        listOf("{", member, "}"),
      ),
    ],
  ]);
}

/** Optional white space: one space, or a line break and some indentation. Bounded, so that a text has to get on. */
const whiteSpace = optional(choice(literal(" "), sequence(literal("\n"), repeat(oneOf(" \t"), 0, 32))));

/** What may stand between two tokens of JSON. */
export const spaceOf = (whitespace: Whitespace): Pattern => (whitespace === "none" ? sequence() : rule("space"));
