/**
 * Which characters can stand beside each other in a match of a regular expression.
 *
 * Every character or set of an expression is a place. Which place can come directly behind which follows from how the
 * expression is put together, without running it. So for two characters it can be told that no match, not even one that
 * fails later, ever reads both in a row: then nothing changes for the expression when the text ends between them.
 * @see Glushkov 1961, "The abstract theory of automata", https://doi.org/10.1070/RM1961v016n05ABEH004112
 * @module
 */
import { caseForms, contractions, expandCharacter } from "./case-folding.ts";
import { classCharacter } from "./parse.ts";
import type { RegexNode } from "./syntax-tree.ts";

export interface MatchShape {
  /** The characters of each place, as a JavaScript class that is valid with the flag v. */
  sets: string[];
  /** follows[p]: the places that can come directly behind p, in a match or in what a look-ahead reads. */
  follows: ReadonlySet<number>[];
  /** Places whose character is a match by itself, whatever stands around it. */
  alone: ReadonlySet<number>;
}

/**
 * Null if an expression looks at what is before a match (look-behinds, anchors), or can match nothing, or if it cannot be
 * told what its characters are (back references, ß for ss where case is ignored).
 */
export function matchShape(tree: RegexNode): MatchShape | null {
  const reader = new ShapeReader();
  const whole = reader.read(tree);
  if (!whole || whole.isNullable) return null;
  return { sets: reader.sets, follows: reader.follows, alone: new Set(whole.alone) };
}

/** A part of an expression, by its places. */
interface Part {
  /** With what it can begin, and with what it can end. */
  first: number[];
  last: number[];
  alone: number[];
  /** Whether it can match nothing. */
  isNullable: boolean;
  /** Whether it matches nothing only if what follows allows it, or gives nothing back: look-aheads, possessive quantifiers. */
  isStubborn: boolean;
}

const nothing: Part = { first: [], last: [], alone: [], isNullable: true, isStubborn: false };

class ShapeReader {
  readonly sets: string[] = [];
  readonly follows: Set<number>[] = [];

  read(node: RegexNode): Part | null {
    switch (node.type) {
      case "set":
        return this.#place(node.source);
      case "literal":
        return this.#literal(node.codePoint, node.ignoreCase);
      case "sequence":
        return expandsTogether(node.nodes) ? null : this.#sequence(node.nodes);
      case "choice":
        return this.#choice(node.nodes);
      case "capture":
        return this.read(node.node);
      case "repeat":
        return this.#repeat(node);
      case "atomic": {
        const part = this.read(node.node);
        return part && { ...part, isStubborn: true };
      }
      case "look": {
        if (node.behind) return null;
        const part = this.read(node.node); // what comes behind reads the same characters again, so it ends nowhere
        return part && { ...part, last: [], alone: [], isNullable: true, isStubborn: true };
      }
      case "backreference":
      case "anchor":
        return null;
    }
  }

  #place(set: string): Part {
    const place = this.sets.push(set) - 1;
    this.follows.push(new Set());
    return { first: [place], last: [place], alone: [place], isNullable: false, isStubborn: false };
  }

  #literal(codePoint: number, ignoreCase: boolean): Part | null {
    const character = String.fromCodePoint(codePoint);
    if (ignoreCase && expandCharacter(character) !== character) return null;
    const forms = ignoreCase ? caseForms(character) : [character];
    return this.#place(`[${forms.map((form) => classCharacter(form.codePointAt(0)!)).join("")}]`);
  }

  #join(before: Part, after: Part): void {
    for (const place of before.last) for (const next of after.first) this.follows[place].add(next);
  }

  #sequence(nodes: RegexNode[]): Part | null {
    const parts: Part[] = [];
    let whole = nothing;
    for (const node of nodes) {
      const part = this.read(node);
      if (!part) return null;
      parts.push(part);
      this.#join(whole, part);
      whole = {
        first: whole.isNullable ? [...whole.first, ...part.first] : whole.first,
        last: part.isNullable ? [...whole.last, ...part.last] : part.last,
        alone: [],
        isNullable: whole.isNullable && part.isNullable,
        isStubborn: whole.isStubborn || part.isStubborn,
      };
    }
    const others = (part: Part) => parts.filter((other) => other !== part);
    const canBeAll = (part: Part) => others(part).every((other) => other.isNullable && !other.isStubborn);
    return { ...whole, alone: parts.filter(canBeAll).flatMap((part) => part.alone) };
  }

  #choice(nodes: RegexNode[]): Part | null {
    const parts = nodes.map((node) => this.read(node));
    if (parts.includes(null)) return null;
    const known = parts as Part[];
    return {
      first: known.flatMap((part) => part.first),
      last: known.flatMap((part) => part.last),
      alone: known.flatMap((part) => part.alone),
      isNullable: known.some((part) => part.isNullable),
      isStubborn: known.some((part) => part.isStubborn),
    };
  }

  #repeat({ node, min, max, mode }: Extract<RegexNode, { type: "repeat" }>): Part | null {
    if (max === 0) return nothing;
    const part = this.read(node);
    if (!part) return null;
    if (max > 1) this.#join(part, part);
    return {
      ...part,
      alone: min > 1 ? [] : part.alone,
      isNullable: part.isNullable || min === 0,
      // Zero times is always possible, unless it has to take what it can.
      isStubborn: mode === "possessive" || (part.isStubborn && min > 0),
    };
  }
}

/** Whether letters in a row are also equal to one that stands for several: ß to ss where case is ignored. */
function expandsTogether(nodes: RegexNode[]): boolean {
  const letters = nodes.map((node) =>
    node.type === "literal" && node.ignoreCase ? String.fromCodePoint(node.codePoint) : "\n",
  );
  return letters.some((_, i) => [2, 3].some((count) => contractions(letters.slice(i, i + count).join("")).length > 0));
}
