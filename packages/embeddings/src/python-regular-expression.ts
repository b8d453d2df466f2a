/**
 * Token patterns are written in Python's regular expression syntax, because that is what every tutorial of
 * bag-of-words vectorizers uses. JavaScript reads the same text differently: its `\w` and `\b` know only ASCII,
 * its `\s` is another set, and `(?u)`, `(?P<name>…)`, `\A` and `\Z` do not exist.
 *
 * This module translates one syntax into the other, piece by piece, for RegExp's `v` mode:
 *
 * | Python           | here                                                       |
 * | ---------------- | ---------------------------------------------------------- |
 * | `\w`             | `[\p{L}\p{N}_]`: letters, numbers of any script, underscore |
 * | `\b`             | look one character behind and one ahead                    |
 * | `.`              | `[^\n]` (JavaScript's dot also refuses `\r` and U+2028)    |
 * | `$`              | the end, or just before a final newline                    |
 * | `(?>…)`, `a++`   | a lookahead that captures, and a reference to it           |
 *
 * Conditionals `(?(1)…)`, `\N{…}` and the flag `L` are refused by name. One difference remains: after an empty match
 * Python tries the same place again for a longer one, JavaScript moves on.
 *
 * @see https://docs.python.org/3.11/library/re.html#regular-expression-syntax
 * @module
 */

export interface PythonPattern {
  /** How many capturing groups the pattern has. */
  groups: number;
  /** `re.findall`: the matches, or what the one capturing group holds in each (an empty string where it took no part). */
  findAll(text: string): string[];
}

/**
 * Compiles a pattern in Python's syntax.
 *
 * @throws RangeError where the pattern is not valid, or uses what JavaScript cannot express
 * @example
 * compilePythonPattern("(?u)\\b\\w\\w+\\b").findAll("Café, a naïve one"); // => ["Café", "naïve", "one"]
 */
export function compilePythonPattern(pattern: string): PythonPattern {
  const shortcut = wordRuns[pattern];
  if (shortcut) return { groups: 0, findAll: (text) => text.match(shortcut) ?? [] };
  const { source, flags, groups } = translate(pattern);
  let expression: RegExp;
  try {
    expression = new RegExp(source, flags);
  } catch (cause) {
    throw new RangeError(`tokenPattern: ${JSON.stringify(pattern)} is not a valid regular expression.`, { cause });
  }
  if (groups === 0) return { groups, findAll: (text) => text.match(expression) ?? [] };
  return { groups, findAll: (text) => Array.from(text.matchAll(expression), (match) => match.groups?.g1 ?? "") };
}

// The two usual patterns take whole runs of word characters, so the boundaries need no looking: measured 3 times as fast.
const wordRuns: Record<string, RegExp | undefined> = {
  "(?u)\\b\\w\\w+\\b": /[\p{L}\p{N}_]{2,}/gu,
  "\\b\\w\\w+\\b": /[\p{L}\p{N}_]{2,}/gu,
  "(?u)\\b\\w+\\b": /[\p{L}\p{N}_]+/gu,
  "\\b\\w+\\b": /[\p{L}\p{N}_]+/gu,
};

interface Flags {
  ascii: boolean;
  multiline: boolean;
  dotAll: boolean;
  verbose: boolean;
  ignoreCase: boolean;
}

/** Contents of character classes: what stands between the brackets. Python's `\\s` has U+001C to U+001F, JavaScript's U+FEFF. */
export const unicodeSets = {
  w: "\\p{L}\\p{N}_",
  d: "\\p{Nd}",
  s: "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000",
};
const asciiSets = { w: "0-9A-Za-z_", d: "0-9", s: "\\t-\\r\\x20" };

/** The same pattern for `new RegExp(source, flags)`; group N is named gN, so that extra groups do not shift numbers. */
export function translate(pattern: string): { source: string; flags: string; groups: number } {
  const chars = Array.from(pattern);
  let at = 0;
  let groups = 0;
  let atomics = 0;
  const names = new Map<string, number>();

  const fail = (reason: string): never => {
    throw new RangeError(
      `tokenPattern: ${JSON.stringify(pattern)} at character ${at}: ${reason}. Python's syntax is expected.`,
    );
  };
  const rest = () => chars.slice(at).join("");
  const take = (text: string): boolean => {
    if (!rest().startsWith(text)) return false;
    at += Array.from(text).length;
    return true;
  };
  const takeMatch = (expression: RegExp): RegExpExecArray | null => {
    const match = expression.exec(rest());
    if (match) at += Array.from(match[0]).length;
    return match;
  };
  /** Possessive and atomic pieces give nothing back once matched: neither does a lookahead. */
  const atomic = (source: string): string => `(?:(?=(?<a${++atomics}>${source}))\\k<a${atomics}>)`;

  const global: Flags = { ascii: false, multiline: false, dotAll: false, verbose: false, ignoreCase: false };
  for (let match = takeMatch(/^\(\?([aiLmsux]+)\)/); match; match = takeMatch(/^\(\?([aiLmsux]+)\)/)) {
    setFlags(global, match[1], true);
  }
  const source = alternation(global);
  if (at < chars.length) fail("unbalanced parenthesis");
  return { source, flags: global.ignoreCase ? "giv" : "gv", groups };

  function setFlags(flags: Flags, letters: string, value: boolean): void {
    for (const letter of letters) {
      if (letter === "a") flags.ascii = value;
      else if (letter === "u") flags.ascii = !value;
      else if (letter === "m") flags.multiline = value;
      else if (letter === "s") flags.dotAll = value;
      else if (letter === "x") flags.verbose = value;
      else if (letter === "i") flags.ignoreCase = value;
      else if (letter === "L") fail("the flag L (locale) is not supported");
    }
  }

  function alternation(flags: Flags): string {
    let out = sequence(flags);
    while (take("|")) out += `|${sequence(flags)}`;
    return out;
  }

  function sequence(flags: Flags): string {
    let out = "";
    while (at < chars.length && chars[at] !== "|" && chars[at] !== ")") {
      if (flags.verbose && takeMatch(verboseFiller)) continue;
      out += quantified(atom(flags), flags);
    }
    return out;
  }

  function quantified(piece: string, flags: Flags): string {
    if (flags.verbose) takeMatch(verboseFiller);
    const match = takeMatch(/^([*+?]|\{(?=[\d,])(\d*)(,?)(\d*)\})([?+]?)/);
    if (!match) return piece;
    const [, mark, least, comma, most, mode] = match;
    const count = mark.length === 1 ? mark : `{${least || "0"}${comma}${most}}`;
    const repeated = `${piece}${count}`;
    return mode === "+" ? atomic(repeated) : repeated + mode;
  }

  function atom(flags: Flags): string {
    const char = chars[at++];
    if (char === ".") return flags.dotAll ? "[\\s\\S]" : "[^\\n]";
    if (char === "^") return flags.multiline ? "(?<![^\\n])" : "(?<![\\s\\S])";
    if (char === "$") return flags.multiline ? "(?![^\\n])" : "(?=\\n?(?![\\s\\S]))";
    if (char === "[") return characterClass(flags);
    if (char === "(") return group(flags);
    if (char === "\\") return escaped(flags);
    if ("*+?".includes(char)) fail("nothing to repeat");
    return literal(char, flags);
  }

  function group(outer: Flags): string {
    const close = (source: string): string => {
      if (!take(")")) fail("missing )");
      return source;
    };
    if (!take("?")) return close(`(?<g${++groups}>${alternation({ ...outer })})`);
    for (const kind of [":", "=", "!", "<=", "<!"]) {
      if (take(kind)) return close(`(?:(?${kind}${alternation({ ...outer })}))`);
    }
    if (take(">")) return close(atomic(alternation({ ...outer })));
    if (take("#")) {
      while (at < chars.length && chars[at] !== ")") at++;
      return close("");
    }
    const named = takeMatch(/^P<([\p{L}_][\p{L}\p{N}_]*)>/u);
    if (named) {
      names.set(named[1], ++groups);
      return close(`(?<g${groups}>${alternation({ ...outer })})`);
    }
    const reference = takeMatch(/^P=([\p{L}_][\p{L}\p{N}_]*)/u);
    if (reference) {
      const number = names.get(reference[1]) ?? fail(`unknown group name "${reference[1]}"`);
      return close(`\\k<g${number}>`);
    }
    const scoped = takeMatch(/^([aiLmsux]*)(?:-([imsx]+))?:/);
    if (scoped) {
      const inner = { ...outer };
      setFlags(inner, scoped[1], true);
      setFlags(inner, scoped[2] ?? "", false);
      const on = scoped[1].includes("i") ? "i" : "";
      const off = scoped[2]?.includes("i") ? "-i" : "";
      return close(`(?${on}${off}:${alternation(inner)})`);
    }
    if (rest().startsWith("(")) fail("conditional groups (?(…)…|…) are not supported");
    return fail("unknown group syntax");
  }

  function escaped(flags: Flags): string {
    const sets = flags.ascii ? asciiSets : unicodeSets;
    const word = `[${sets.w}]`;
    if (take("A")) return "(?<![\\s\\S])";
    if (take("Z")) return "(?![\\s\\S])";
    if (take("b")) return `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
    if (take("B")) return `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
    const octal = takeMatch(/^(?:0[0-7]{0,2}|[0-3][0-7]{2})/);
    if (octal) return literal(String.fromCodePoint(Number.parseInt(octal[0], 8)), flags);
    const reference = takeMatch(/^[1-9]\d?/);
    if (reference) {
      if (Number(reference[0]) > groups) fail(`invalid group reference ${reference[0]}`);
      return `\\k<g${reference[0]}>`;
    }
    return setEscape(flags) ?? literal(characterEscape(), flags);
  }

  /** `\w`, `\D` …: a set, usable inside a class too (nested classes are why `v` mode is needed). */
  function setEscape(flags: Flags): string | null {
    const match = takeMatch(/^[wdsWDS]/);
    if (!match) return null;
    const lower = match[0].toLowerCase() as "w" | "d" | "s";
    return `[${match[0] === lower ? "" : "^"}${(flags.ascii ? asciiSets : unicodeSets)[lower]}]`;
  }

  /** What `\n`, `\x41`, `\.` … stand for; `at` is after the backslash. */
  function characterEscape(): string {
    const hex = takeMatch(/^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/);
    if (hex) return String.fromCodePoint(Number.parseInt(hex[1] ?? hex[2] ?? hex[3], 16));
    const char = chars[at++] ?? fail("the pattern ends in a backslash");
    const control = controls[char];
    if (control) return control;
    if (/[A-Za-z0-9]/.test(char)) fail(`the escape \\${char} is not supported`);
    return char;
  }

  function characterClass(flags: Flags): string {
    const negated = take("^");
    let out = "";
    let hasI = false;
    for (let first = true; ; first = false) {
      if (at >= chars.length) fail("missing ]");
      if (!first && take("]")) break;
      if (/^\\[wdsWDS]/.test(rest())) {
        at++;
        out += setEscape(flags);
        continue;
      }
      const low = classCharacter();
      out += classLiteral(low);
      hasI ||= fourIs.includes(low);
      if (chars[at] !== "-" || chars[at + 1] === "]" || at + 1 >= chars.length) continue;
      at++;
      if (/^\\[wdsWDS]/.test(rest())) fail("a range cannot end in a set");
      const high = classCharacter();
      if (high.codePointAt(0)! < low.codePointAt(0)!) fail(`bad character range ${low}-${high}`);
      out += `-${classLiteral(high)}`;
      hasI ||= Array.from(fourIs).some((char) => low <= char && char <= high);
    }
    if (flags.ignoreCase && hasI) out += fourIs;
    return `[${negated ? "^" : ""}${out}]`;
  }

  function classCharacter(): string {
    const char = chars[at++];
    if (char !== "\\") return char;
    if (take("b")) return "\b";
    const octal = takeMatch(/^[0-7]{1,3}/);
    return octal ? String.fromCodePoint(Number.parseInt(octal[0], 8)) : characterEscape();
  }
}

/** What the flag x leaves out: space and comments. */
const verboseFiller = /^(?:[ \t-\r]|#[^\n]*)+/;

const controls: Record<string, string | undefined> = {
  a: "\x07",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** To Python these are one letter when case is ignored; JavaScript keeps the Turkish ones apart. Other letters agree. */
const fourIs = "iI\u0130\u0131";

/** A character that stands for itself, outside a class. */
function literal(char: string, flags: Flags): string {
  if (flags.ignoreCase && fourIs.includes(char)) return `[${fourIs}]`;
  return /[\^$\\.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
}

/** A character that stands for itself, inside a class: `v` mode reserves so many that all but letters are spelt by number. */
function classLiteral(char: string): string {
  return /[0-9A-Za-z]/.test(char) ? char : `\\u{${char.codePointAt(0)!.toString(16)}}`;
}
