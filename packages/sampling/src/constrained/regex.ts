/**
 * Regular expressions as patterns: JavaScript's syntax, without what a finite automaton cannot do.
 * @module
 */
import type { Constraint } from "../constraint.ts";
import { type ConstraintOptions, createGrammarConstraint } from "./grammar-constraint.ts";
import { type CodePointRange, characters, choice, except, nothing, type Pattern, repeat, sequence } from "./pattern.ts";

/** A parsed regex: whether its text is tied to the beginning and end of what it is matched against. */
export interface ParsedRegex {
  pattern: Pattern;
  anchoredStart: boolean;
  anchoredEnd: boolean;
}

/**
 * Creates a constraint: the generated text as a whole has to match the regex. `^` at its beginning and `$` at its end are
 * allowed and change nothing.
 *
 * Supported: literals, `.`, classes, `\d \w \s` and `\p{…}`, groups, alternatives, quantifiers (lazy ones are the same:
 * which texts match does not depend on laziness), the flags s, u and v.
 *
 * @throws SyntaxError if the regex has something else: a lookaround, a back-reference, \b, another flag
 * @throws RangeError if it matches nothing or is too large
 * @example
 * const constraint = regexConstraint(/[1-9]\d{0,3} (apples|pears)/, { vocabulary, eosTokenIds: [2] });
 */
export function regexConstraint(regex: RegExp | string, options: ConstraintOptions): Constraint {
  const { pattern } = parseRegex(regex);
  return createGrammarConstraint({ start: "regex", rules: new Map([["regex", pattern]]) }, options);
}

const digits: CodePointRange[] = [[0x30, 0x39]];
const wordCharacters: CodePointRange[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const lineEnds: CodePointRange[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const spaces: CodePointRange[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** Parses a regex. @throws SyntaxError that names what is wrong or not supported, and where */
export function parseRegex(regex: RegExp | string): ParsedRegex {
  const source = typeof regex === "string" ? regex : regex.source;
  const flags = typeof regex === "string" ? "" : regex.flags;
  const unknownFlag = [...flags].find((flag) => !"suv".includes(flag));
  if (unknownFlag) throw new SyntaxError(`regex: flag "${unknownFlag}" is not supported. Use only s, u and v.`);
  new RegExp(source, flags.includes("v") ? "v" : "u"); // the engine's own message for what is no regex at all
  return createParser(source, flags).parse();
}

function createParser(source: string, flags: string) {
  const text = Array.from(source);
  const dot = flags.includes("s") ? except([]) : except(lineEnds);
  let at = 0;
  let depth = 0;
  const anchors = { start: false, end: false };

  const refuse = (what: string): never => {
    throw new SyntaxError(`regex: ${what} at position ${at} of /${source}/ is not supported in a constraint.`);
  };
  const take = (expected: string): boolean => {
    if (text[at] !== expected) return false;
    at++;
    return true;
  };
  const number = (): number | null => {
    const begin = at;
    while (at < text.length && /[0-9]/.test(text[at])) at++;
    return at > begin ? Number(text.slice(begin, at).join("")) : null;
  };

  const alternatives = (): Pattern => {
    const options = [terms()];
    while (take("|")) options.push(terms());
    return options.length === 1 ? options[0] : choice(...options);
  };

  const terms = (): Pattern => {
    const parts: Pattern[] = [];
    while (at < text.length && text[at] !== "|" && text[at] !== ")") parts.push(quantified(atom()));
    return parts.length === 1 ? parts[0] : sequence(...parts);
  };

  const quantified = (part: Pattern): Pattern => {
    let bounds: [number, number] | null = null;
    if (take("*")) bounds = [0, Infinity];
    else if (take("+")) bounds = [1, Infinity];
    else if (take("?")) bounds = [0, 1];
    else if (take("{")) {
      const min = number() ?? 0;
      const max = take(",") ? (number() ?? Infinity) : min;
      take("}");
      bounds = [min, max];
    }
    if (!bounds) return part;
    take("?"); // lazy: the same set of texts
    return repeat(part, ...bounds);
  };

  const atom = (): Pattern => {
    const character = text[at];
    if (character === "^" || character === "$") return anchor(character);
    at++;
    if (character === ".") return characters(...dot);
    if (character === "(") return group();
    if (character === "[") return characters(...characterClass());
    if (character === "\\") return characters(...escaped(false));
    return single(character);
  };

  /** ^ and $ only where they say what is true anyway: at the two ends of the whole regex. */
  const anchor = (character: string): Pattern => {
    const atEdge = character === "^" ? at === 0 : at === text.length - 1;
    if (!atEdge || depth > 0 || hasTopLevelAlternatives(text)) refuse(`"${character}" inside the regex`);
    if (character === "^") anchors.start = true;
    else anchors.end = true;
    at++;
    return nothing;
  };

  const group = (): Pattern => {
    if (take("?")) {
      if (take("<")) {
        if (text[at] === "=" || text[at] === "!") refuse("a lookbehind");
        while (!take(">")) at++; // the name of a capture
      } else if (!take(":")) refuse(text[at] === "=" || text[at] === "!" ? "a lookahead" : "this kind of group");
    }
    if (++depth > maxDepth) refuse(`a group nested deeper than ${maxDepth}`);
    const inner = alternatives();
    depth--;
    take(")");
    return inner;
  };

  const characterClass = (): CodePointRange[] => {
    const negated = take("^");
    const ranges: CodePointRange[] = [];
    while (!take("]")) {
      if (flags.includes("v") && (text[at] === "[" || ("&-".includes(text[at] ?? "") && text[at] === text[at + 1]))) {
        refuse("a set operation");
      }
      const first = classAtom();
      if (text[at] === "-" && text[at + 1] !== "]" && first.length === 1 && first[0][0] === first[0][1]) {
        at++;
        ranges.push([first[0][0], classAtom()[0][1]]);
      } else ranges.push(...first);
    }
    return negated ? except(ranges) : except([], ranges);
  };

  const classAtom = (): CodePointRange[] => (take("\\") ? escaped(true) : range(text[at++]));

  /** What follows a backslash. */
  const escaped = (inClass: boolean): CodePointRange[] => {
    const letter = text[at++];
    switch (letter) {
      case "d":
        return digits;
      case "D":
        return except(digits);
      case "w":
        return wordCharacters;
      case "W":
        return except(wordCharacters);
      case "s":
        return spaces;
      case "S":
        return except(spaces);
      case "t":
        return range("\t");
      case "n":
        return range("\n");
      case "r":
        return range("\r");
      case "f":
        return range("\f");
      case "v":
        return range("\v");
      case "0":
        return range("\0");
      case "x":
        return codePoint(2);
      case "u":
        return codePoint(4);
      case "c":
        return range(String.fromCharCode(text[at++].charCodeAt(0) % 32));
      case "p":
      case "P":
        return property(letter);
      case "b":
        if (inClass) return range("\b");
        return refuse("the word border \\b");
      case "B":
        return refuse("\\B");
      case "k":
        return refuse("a back-reference");
      default:
        if (/[1-9]/.test(letter)) refuse("a back-reference");
        return range(letter);
    }
  };

  /** \xHH, \uHHHH, \u{H…}, and a pair of \uHHHH for a character above 0xffff. */
  const codePoint = (length: number): CodePointRange[] => {
    const hex = (count: number) => Number.parseInt(text.slice(at, (at += count)).join(""), 16);
    if (length === 4 && take("{")) {
      const end = text.indexOf("}", at);
      const value = hex(end - at);
      at++;
      return [[value, value]];
    }
    let value = hex(length);
    if (value >= 0xd800 && value <= 0xdbff && text[at] === "\\" && text[at + 1] === "u") {
      at += 2;
      value = 0x10000 + ((value - 0xd800) << 10) + (hex(4) - 0xdc00);
    }
    return [[value, value]];
  };

  /** The engine knows Unicode's properties: ask it about every character. */
  const property = (letter: string): CodePointRange[] => {
    const end = text.indexOf("}", at) + 1;
    const name = `\\${letter}${text.slice(at, end).join("")}`;
    at = end;
    const known = propertyRanges.get(name);
    if (known) return known;
    const test = new RegExp(`^${name}$`, "u");
    const ranges: CodePointRange[] = [];
    for (const [from, to] of except([])) {
      let begin = -1;
      for (let value = from; value <= to + 1; value++) {
        const inside = value <= to && test.test(String.fromCodePoint(value));
        if (inside && begin < 0) begin = value;
        if (!inside && begin >= 0) {
          ranges.push([begin, value - 1]);
          begin = -1;
        }
      }
    }
    propertyRanges.set(name, ranges);
    return ranges;
  };

  return {
    parse(): ParsedRegex {
      const pattern = alternatives();
      return { pattern, anchoredStart: anchors.start, anchoredEnd: anchors.end };
    },
  };
}

/** Groups nested deeper would exhaust the call stack. */
const maxDepth = 200;

/** The characters of \p{…}, found once by asking about all of them, which takes a tenth of a second. */
const propertyRanges = new Map<string, CodePointRange[]>();

function range(character: string): CodePointRange[] {
  const value = character.codePointAt(0)!;
  return [[value, value]];
}

const single = (character: string): Pattern => characters(...range(character));

/** True if a `|` stands outside of all groups and classes. */
function hasTopLevelAlternatives(text: readonly string[]): boolean {
  let depth = 0;
  let inClass = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (inClass) inClass = text[i] !== "]";
    else if (text[i] === "[") inClass = true;
    else if (text[i] === "(") depth++;
    else if (text[i] === ")") depth--;
    else if (text[i] === "|" && depth === 0) return true;
  }
  return false;
}
