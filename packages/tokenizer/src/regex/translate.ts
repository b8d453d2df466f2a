/** Oniguruma's regular expressions, as tokenizer.json has them, to JavaScript's. @module */
import { show, TokenizerError } from "../config.ts";
import { caseForms, contractions, expandCharacter } from "./case-folding.ts";
import { canRunAway } from "./catastrophes.ts";
import { bareWordSet } from "./character-sets.ts";
import { classCharacter, parseRegex } from "./parse.ts";
import type { Anchor, RegexNode } from "./syntax-tree.ts";

/**
 * The JavaScript expression that matches the same (flags g and v; also y if it can only match where the search begins).
 * @throws TokenizerError at `path` if the expression is malformed or has no translation
 */
export function translateRegex(source: string, path: string): RegExp {
  const tree = parseRegex(source, path);
  if (canRunAway(tree)) {
    throw new TokenizerError(
      path,
      `is ${show(source)}, in which a loop can be gone through in exponentially many ways: a short text could take forever.`,
    );
  }
  const sticky = beginsAtSearch(tree);
  const emitter = new Emitter(path, sticky);
  return new RegExp(runStart(tree) + emitter.emit(tree), sticky ? "gvy" : "gv");
}

/**
 * Says of ` *\n` that it begins where a run of spaces does: behind a space is no leftmost match, the loop would have taken that
 * space too. Without that, where the newline is missing, JavaScript looks for it from each of the spaces, through all that follow:
 * n² steps. Nothing is said where a match could end with a space, since the next one may begin behind it.
 */
function runStart(tree: RegexNode): string {
  if (tree.type !== "sequence") return "";
  const [loop, ...rest] = tree.nodes;
  const last = rest.at(-1);
  if (loop?.type !== "repeat" || loop.max !== Infinity || last?.type !== "literal" || last.ignoreCase) return "";
  const set = characterSet(loop.node);
  if (!set || new RegExp(`^${set}$`, "v").test(String.fromCodePoint(last.codePoint))) return "";
  return `(?<!${set})`;
}

/** The characters that a part stands for, if it is always one. */
function characterSet(node: RegexNode): string | null {
  if (node.type === "set") return node.source;
  return node.type === "literal" && !node.ignoreCase ? classCharacter(node.codePoint) : null;
}

const textStart = "^";
const textEnd = "$";
const anchorSources: Record<Exclude<Anchor, "\\G">, string> = {
  "^": `(?:${textStart}|(?<=\\n)(?=[\\s\\S]))`, // not behind a newline that ends the text
  $: `(?=\\n|${textEnd})`,
  "\\A": textStart,
  "\\z": textEnd,
  "\\Z": `(?=\\n?${textEnd})`,
  "\\b": `(?:(?<=${bareWordSet})(?!${bareWordSet})|(?<!${bareWordSet})(?=${bareWordSet}))`,
  "\\B": `(?:(?<=${bareWordSet})(?=${bareWordSet})|(?<!${bareWordSet})(?!${bareWordSet}))`,
};

class Emitter {
  readonly #path: string;
  readonly #sticky: boolean;
  #atomics = 0;
  #behind = 0; // depth of look-behinds around us

  constructor(path: string, sticky: boolean) {
    this.#path = path;
    this.#sticky = sticky;
  }

  emit(node: RegexNode): string {
    switch (node.type) {
      case "literal":
        return emitLiterals([node]);
      case "set":
        return node.source;
      case "sequence":
        return this.#sequence(node.nodes);
      case "choice":
        return `(?:${node.nodes.map((part) => this.emit(part)).join("|")})`;
      case "capture":
        return `(?<g${node.index}>${this.emit(node.node)})`;
      case "backreference":
        if (node.ignoreCase) this.#unsupported("a back reference that ignores case");
        return `\\k<g${node.index}>`;
      case "repeat":
        return this.#repeat(node);
      case "look": {
        if (node.behind) this.#behind++;
        const inner = this.emit(node.node);
        if (node.behind) this.#behind--;
        return `(?${node.behind ? "<" : ""}${node.negative ? "!" : "="}${inner})`;
      }
      case "atomic":
        return this.#atomic(this.emit(node.node));
      case "anchor":
        if (node.kind !== "\\G") return anchorSources[node.kind];
        if (!this.#sticky) this.#unsupported("\\G anywhere but at the beginning");
        return "";
    }
  }

  #unsupported(what: string): never {
    throw new TokenizerError(this.#path, `uses ${what}: that is not supported.`);
  }

  #sequence(nodes: RegexNode[]): string {
    let source = "";
    for (let i = 0; i < nodes.length; ) {
      const run: Literal[] = [];
      for (let node = nodes[i]; i < nodes.length && node.type === "literal"; node = nodes[++i]) run.push(node);
      if (run.length > 0) source += emitLiterals(run);
      else source += this.emit(nodes[i++]);
    }
    return `(?:${source})`;
  }

  #repeat({ node, min, max, mode }: Extract<RegexNode, { type: "repeat" }>): string {
    const inner = this.emit(node);
    const atom = node.type === "set" ? inner : `(?:${inner})`;
    const count =
      max === Infinity
        ? min === 0
          ? "*"
          : min === 1
            ? "+"
            : `{${min},}`
        : min === 0 && max === 1
          ? "?"
          : `{${min},${max}}`;
    if (mode === "possessive") return this.#atomic(atom + count);
    return atom + count + (mode === "lazy" ? "?" : "");
  }

  /** A look-ahead never gives back what it matched: match in one, then repeat what it found. */
  #atomic(inner: string): string {
    if (this.#behind > 0) this.#unsupported("an atomic group or possessive quantifier inside a look-behind");
    const name = `a${++this.#atomics}`;
    return `(?:(?=(?<${name}>${inner}))\\k<${name}>)`;
  }
}

type Literal = Extract<RegexNode, { type: "literal" }>;

/** Letters in a row; where case is ignored some of them may be one letter together (ss and ß). */
function emitLiterals(run: Literal[]): string {
  let source = "";
  for (let i = 0; i < run.length; ) {
    if (!run[i].ignoreCase) {
      source += classCharacter(run[i++].codePoint);
      continue;
    }
    let letters = "";
    while (i < run.length && run[i].ignoreCase) letters += expandCharacter(String.fromCodePoint(run[i++].codePoint));
    source += emitIgnoringCase([...letters]);
  }
  return source;
}

function emitIgnoringCase(letters: string[]): string {
  let source = "";
  for (let i = 0; i < letters.length; ) {
    let count = Math.min(3, letters.length - i);
    while (count > 1 && contractions(letters.slice(i, i + count).join("")).length === 0) count--;
    const separate = letters
      .slice(i, i + count)
      .map((letter) => `[${caseForms(letter).map(toClass).join("")}]`)
      .join("");
    const single = count > 1 ? contractions(letters.slice(i, i + count).join("")) : [];
    source += single.length > 0 ? `(?:[${single.map(toClass).join("")}]|${separate})` : separate;
    i += count;
  }
  return source;
}

function toClass(character: string): string {
  return classCharacter(character.codePointAt(0)!);
}

/** Whether every way through the expression begins with `\G`. */
function beginsAtSearch(node: RegexNode): boolean {
  if (node.type === "anchor") return node.kind === "\\G";
  if (node.type === "sequence") return node.nodes.length > 0 && beginsAtSearch(node.nodes[0]);
  if (node.type === "choice") return node.nodes.every(beginsAtSearch);
  if (node.type === "capture" || node.type === "atomic") return beginsAtSearch(node.node);
  return false;
}
