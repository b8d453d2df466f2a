/**
 * Parses a regular expression in Oniguruma's syntax, which is what tokenizer.json files are written in.
 *
 * It differs from JavaScript's in many small things: `^` and `$` are about lines, `\h` is a hexadecimal digit, `\s` and `\w`
 * are Unicode's, `(?i)` holds to the end of its group, `++` is possessive, classes nest and intersect. What we do not
 * translate is refused by name.
 * @see https://github.com/kkos/oniguruma/blob/master/doc/RE
 * @module
 */
import { show, TokenizerError } from "../config.ts";
import { missingForms } from "./case-folding.ts";
import { escapeSet, posixSet, propertySet } from "./character-sets.ts";
import type { Anchor, RegexNode } from "./syntax-tree.ts";

/** @throws TokenizerError at `path` if the expression is malformed or uses something that is not supported */
export function parseRegex(source: string, path: string): RegexNode {
  return new Parser(source, path).parse();
}

interface Flags {
  ignoreCase: boolean;
  dotAll: boolean;
  extended: boolean;
}

const controlEscapes: Record<string, number> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7, e: 27 };
const anchors: Record<string, Anchor> = { A: "\\A", z: "\\z", Z: "\\Z", b: "\\b", B: "\\B", G: "\\G" };
const refused: Record<string, string> = {
  K: "\\K (keep)",
  X: "\\X (grapheme cluster)",
  y: "\\y (text segment boundary)",
  Y: "\\Y (text segment boundary)",
  g: "\\g (subexpression call)",
  C: "\\C- (control)",
  M: "\\M- (meta)",
};

class Parser {
  readonly #source: string;
  readonly #path: string;
  #at = 0;
  #captures = 0;
  readonly #names = new Map<string, number>();
  readonly #hasNames: boolean;

  constructor(source: string, path: string) {
    this.#source = source;
    this.#path = path;
    this.#hasNames = /\(\?(?:<(?![=!])|')/.test(source); // then plain parentheses only group
  }

  parse(): RegexNode {
    const node = this.#choice({ ignoreCase: false, dotAll: false, extended: false });
    if (this.#at < this.#source.length) this.#fail('has ")" without "("');
    return node;
  }

  #fail(problem: string): never {
    throw new TokenizerError(this.#path, `is ${show(this.#source)}, which ${problem} (position ${this.#at}).`);
  }

  #unsupported(what: string): never {
    this.#fail(`uses ${what}: that is not supported`);
  }

  #eat(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** Matches a pattern (sticky) here and moves behind it. */
  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    if (match) this.#at += match[0].length;
    return match;
  }

  #choice(flags: Flags): RegexNode {
    const nodes = [this.#sequence(flags)];
    while (this.#eat("|")) nodes.push(this.#sequence(flags));
    return nodes.length === 1 ? nodes[0] : { type: "choice", nodes };
  }

  #sequence(flags: Flags): RegexNode {
    const nodes: RegexNode[] = [];
    while (this.#at < this.#source.length) {
      const next = this.#source[this.#at];
      if (next === "|" || next === ")") break;
      if (flags.extended && this.#match(/\s+|#[^\n]*/y)) continue;
      const isolated = this.#match(/\(\?([imx]*)(?:-([imx]*))?\)/y);
      if (isolated) {
        // Holds for the rest of this group, alternatives included.
        nodes.push(this.#choice(changeFlags(flags, isolated)));
        break;
      }
      const atom = this.#atom(flags);
      if (atom) nodes.push(this.#quantified(atom, flags));
    }
    return nodes.length === 1 ? nodes[0] : { type: "sequence", nodes };
  }

  #quantified(atom: RegexNode, flags: Flags): RegexNode {
    let node = atom;
    for (;;) {
      if (flags.extended) this.#match(/(?:\s+|#[^\n]*)+/y);
      const match = this.#match(/([*+?])([+?]?)|\{(?:(\d+)(?:(,)(\d*))?|,(\d+))\}(\??)/y);
      if (!match) return node;
      const [, simple, suffix, low, comma, high, upTo, lazy] = match;
      if (simple) {
        const mode = suffix === "+" ? "possessive" : suffix === "?" ? "lazy" : "greedy";
        node = { type: "repeat", node, min: simple === "+" ? 1 : 0, max: simple === "?" ? 1 : Infinity, mode };
      } else {
        const min = Number(low ?? 0);
        const max = upTo !== undefined ? Number(upTo) : !comma ? min : high === "" ? Infinity : Number(high);
        if (Math.max(min, max === Infinity ? 0 : max) > 100_000) this.#fail("repeats more than 100000 times");
        const mode = max < min ? "possessive" : lazy ? "lazy" : "greedy"; // {5,2} is a possessive {2,5}
        node = { type: "repeat", node, min: Math.min(min, max), max: Math.max(min, max), mode };
      }
    }
  }

  /** One thing that a quantifier may follow; null for a comment. */
  #atom(flags: Flags): RegexNode | null {
    const c = this.#source[this.#at];
    if (c === "(") return this.#group(flags);
    if (c === "[") return { type: "set", source: this.#bracketed(flags) };
    if (c === "\\") return this.#escape(flags);
    this.#at++;
    if (c === ".") return { type: "set", source: flags.dotAll ? "[\\0-\\u{10ffff}]" : "[^\\n]" };
    if (c === "^" || c === "$") return { type: "anchor", kind: c };
    if (c === "*" || c === "+" || c === "?") this.#fail(`has ${show(c)} with nothing to repeat`);
    this.#at--;
    return this.#literal(this.#codePoint(), flags);
  }

  #codePoint(): number {
    const codePoint = this.#source.codePointAt(this.#at)!;
    this.#at += codePoint > 0xffff ? 2 : 1;
    return codePoint;
  }

  #literal(codePoint: number, flags: Flags): RegexNode {
    return { type: "literal", codePoint, ignoreCase: flags.ignoreCase };
  }

  #group(flags: Flags): RegexNode | null {
    if (this.#match(/\(\?#(?:[^)\\]|\\.)*\)/y)) return null;
    if (this.#eat("(?:")) return this.#close(this.#choice(flags));
    if (this.#eat("(?>")) return { type: "atomic", node: this.#close(this.#choice(flags)) };
    const look = this.#match(/\(\?(<?)([=!])/y);
    if (look) {
      const node = this.#close(this.#choice(flags));
      return { type: "look", behind: look[1] === "<", negative: look[2] === "!", node };
    }
    const named = this.#match(/\(\?(?:<([\p{L}_][\p{L}\p{N}_]*)>|'([\p{L}_][\p{L}\p{N}_]*)')/uy);
    if (named) {
      const index = ++this.#captures;
      this.#names.set(named[1] ?? named[2], index);
      return { type: "capture", index, node: this.#close(this.#choice(flags)) };
    }
    const scoped = this.#match(/\(\?([imx]*)(?:-([imx]*))?:/y);
    if (scoped) return this.#close(this.#choice(changeFlags(flags, scoped)));
    if (this.#source.startsWith("(?~", this.#at)) this.#unsupported("(?~…) (absent operator)");
    if (this.#source.startsWith("(?(", this.#at)) this.#unsupported("(?(…)…) (conditional)");
    if (this.#source.startsWith("(?{", this.#at)) this.#unsupported("(?{…}) (callout)");
    if (this.#source.startsWith("(*", this.#at)) this.#unsupported("(*…) (callout)");
    if (this.#source.startsWith("(?", this.#at))
      this.#unsupported(`${show(this.#source.slice(this.#at, this.#at + 4))}`);
    this.#at++;
    if (this.#hasNames) return this.#close(this.#choice(flags));
    const index = ++this.#captures;
    return { type: "capture", index, node: this.#close(this.#choice(flags)) };
  }

  #close(node: RegexNode): RegexNode {
    if (!this.#eat(")")) this.#fail('has "(" without ")"');
    return node;
  }

  #escape(flags: Flags): RegexNode {
    this.#at++;
    const letter = this.#source[this.#at];
    if (letter === undefined) this.#fail('ends with "\\"');
    if (Object.hasOwn(refused, letter)) this.#unsupported(refused[letter]);
    const set = this.#setEscape(false);
    if (set !== null) return { type: "set", source: set };
    if (Object.hasOwn(anchors, letter)) {
      this.#at++;
      return { type: "anchor", kind: anchors[letter] };
    }
    if (this.#eat("R")) return lineBreak;
    if (this.#eat("N")) return { type: "set", source: "[^\\n]" };
    if (this.#eat("O")) return { type: "set", source: "[\\0-\\u{10ffff}]" };
    const number = this.#match(/[1-9]\d*/y);
    if (number) return this.#backreference(Number(number[0]), flags);
    if (letter === "k") {
      const name = this.#match(/k(?:<([^>]+)>|'([^']+)')/y);
      const key = name?.[1] ?? name?.[2] ?? "";
      const index = this.#names.get(key) ?? (/^\d+$/.test(key) ? Number(key) : 0);
      return this.#backreference(index, flags);
    }
    return this.#literal(this.#characterEscape(), flags);
  }

  #backreference(index: number, flags: Flags): RegexNode {
    if (index < 1 || index > this.#captures) this.#fail("refers back to a group that is not there");
    return { type: "backreference", index, ignoreCase: flags.ignoreCase };
  }

  /** A letter behind "\\" that means a set, or null. */
  #setEscape(insideBrackets: boolean): string | null {
    const letter = this.#source[this.#at];
    const simple = escapeSet(letter, insideBrackets);
    if (simple !== null) {
      this.#at++;
      return simple;
    }
    if (letter !== "p" && letter !== "P") return null;
    const match = this.#match(/[pP]\{(\^?)([^}]*)\}/y);
    if (!match) return null; // \pL is the letters p and L
    const set = propertySet(match[2]);
    if (set === null) this.#unsupported(`the property ${show(match[2])}`);
    return (letter === "P") !== (match[1] === "^") ? `[^${set}]` : set;
  }

  /** A letter behind "\\" that means one character. */
  #characterEscape(): number {
    const hex = this.#match(/x\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})/y);
    if (hex) return this.#checkedCodePoint(Number.parseInt(hex[1] ?? hex[2], 16));
    const bytes = this.#match(/x[0-9A-Fa-f]{1,2}(?:\\x[89abAB][0-9A-Fa-f])*/y);
    if (bytes) return this.#fromBytes(bytes[0]);
    const octal = this.#match(/0[0-7]{0,2}/y);
    if (octal) return Number.parseInt(octal[0], 8);
    const letter = this.#source[this.#at];
    if (Object.hasOwn(controlEscapes, letter)) {
      this.#at++;
      return controlEscapes[letter];
    }
    if (letter === "c") this.#unsupported("\\c (control)");
    return this.#codePoint();
  }

  #checkedCodePoint(codePoint: number): number {
    if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) this.#fail("names no character");
    return codePoint;
  }

  /** `\xc3\xa9` spells é in UTF-8. */
  #fromBytes(text: string): number {
    const bytes = text
      .split(/\\?x/)
      .slice(1)
      .map((byte) => Number.parseInt(byte, 16));
    const length = bytes[0] < 0x80 ? 1 : bytes[0] < 0xe0 ? 2 : bytes[0] < 0xf0 ? 3 : 4;
    try {
      const character = new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes.slice(0, length)));
      this.#at -= text
        .split(/(?=\\)/)
        .slice(length)
        .join("").length;
      return character.codePointAt(0)!;
    } catch {
      this.#fail("has \\x bytes that are no UTF-8");
    }
  }

  /** A class in brackets, as JavaScript writes it. */
  #bracketed(flags: Flags): string {
    this.#at++;
    const negative = this.#eat("^");
    const operands: string[] = [];
    let content = "";
    for (let first = true; ; first = false) {
      if (this.#at >= this.#source.length) this.#fail('has "[" without "]"');
      if (!first && this.#eat("]")) break;
      if (this.#eat("&&")) {
        operands.push(`[${content}]`);
        content = "";
      } else content += this.#classItem(flags);
    }
    operands.push(`[${content}]`);
    const set = operands.length === 1 ? operands[0] : `[${operands.join("&&")}]`;
    const whole = flags.ignoreCase ? this.#ignoringCase(set) : set;
    return negative ? `[^${whole}]` : whole;
  }

  #ignoringCase(set: string): string {
    const missing = missingForms(new RegExp(`^${set}$`, "v"));
    return missing.length > 0 ? `[${set}${missing.map((form) => classCharacter(form.codePointAt(0)!)).join("")}]` : set;
  }

  #classItem(flags: Flags): string {
    const posix = this.#match(/\[:(\^?)(\w+):\]/y);
    if (posix) {
      const set = posixSet(posix[2]);
      if (set === null) this.#unsupported(`[:${posix[2]}:]`);
      return posix[1] ? `[^${set}]` : set;
    }
    if (this.#source[this.#at] === "[") return this.#bracketed({ ...flags, ignoreCase: false });
    const set = this.#source[this.#at] === "\\" ? this.#classEscape() : null;
    if (set !== null) return set;
    const from = this.#classCodePoint();
    // "a-z" is a range; in "a-]" and "a-\w" the "-" stands for itself.
    const range = /-(?!\])/y;
    range.lastIndex = this.#at;
    if (!range.test(this.#source)) return classCharacter(from);
    const back = this.#at++;
    if (this.#source[this.#at] === "[") {
      this.#at = back;
      return classCharacter(from);
    }
    if (this.#source[this.#at] === "\\") {
      const after = this.#classEscape();
      if (after !== null) return classCharacter(from) + classCharacter(0x2d) + after;
    }
    const to = this.#classCodePoint();
    if (to < from) this.#fail("has a range that runs backwards");
    return `${classCharacter(from)}-${classCharacter(to)}`;
  }

  #classEscape(): string | null {
    this.#at++;
    const letter = this.#source[this.#at];
    if (letter === undefined) this.#fail('ends with "\\"');
    if ("RXyYKOG".includes(letter)) this.#unsupported(`\\${letter} in brackets`);
    const set = this.#setEscape(true);
    if (set === null) this.#at--;
    return set;
  }

  #classCodePoint(): number {
    if (!this.#eat("\\")) return this.#codePoint();
    if (this.#eat("b")) return 8;
    return this.#characterEscape();
  }
}

const lineBreak: RegexNode = {
  type: "atomic",
  node: {
    type: "choice",
    nodes: [
      {
        type: "sequence",
        nodes: [
          { type: "literal", codePoint: 13, ignoreCase: false },
          { type: "literal", codePoint: 10, ignoreCase: false },
        ],
      },
      { type: "set", source: "[\\n-\\r\\x85\\u2028\\u2029]" },
    ],
  },
};

function changeFlags(flags: Flags, [, on, off]: RegExpExecArray): Flags {
  const set = (letter: string, before: boolean) => (on.includes(letter) || before) && !(off ?? "").includes(letter);
  return { ignoreCase: set("i", flags.ignoreCase), dotAll: set("m", flags.dotAll), extended: set("x", flags.extended) };
}

/** A character inside a JavaScript class, safe in every position. */
export function classCharacter(codePoint: number): string {
  return `\\u{${codePoint.toString(16)}}`;
}
