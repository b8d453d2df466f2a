/**
 * A scanner that cuts a text between two characters wherever these two alone say that a cut cannot matter.
 *
 * Characters that all steps treat alike form a class, and a table says for every two classes whether there is a border
 * between them. Classes and table fill as characters come up; from then on a character costs one load, a border another.
 * @module
 */
import type { BorderRule } from "./border-rules.ts";
import type { Scanner } from "./unit-window.ts";

/** A step of the pipeline: what it does at borders, or how it rewrites the text. */
export type BorderStep =
  | { rule: BorderRule }
  /** What becomes of a character wherever it stands; null: it is lost, or that depends on what is around it. */
  | { rewrite: (image: string) => string | null };

/** The signs that the rules see at the beginning and at the end of what has become of a character. */
interface CharacterClass {
  first: number[];
  last: number[];
}

const maxClasses = 128;
/** The class of units that have not come up yet. */
const unknown = 0;
/** Half a surrogate pair: the class is that of both halves. */
const half = 1;
/** Characters that nothing is cut beside. */
const never = 2;

/** What is between two characters. */
const inside = 0;
const cut = 1;
const ask = 2;

export class CharacterBorders implements Scanner {
  readonly #steps: readonly BorderStep[];
  readonly #rules: readonly BorderRule[];
  readonly #classOfUnit = new Uint8Array(0x10000);
  readonly #classOfPair = new Map<number, number>();
  readonly #byKey = new Map<string, number>();
  readonly #classes: (CharacterClass | null)[] = [null, null, null];
  /** borders[before * maxClasses + after]: whether a text is cut there, or to be asked for. */
  readonly #borders = new Uint8Array(maxClasses * maxClasses);
  /** The class of the space. */
  readonly #space: number;

  constructor(steps: readonly BorderStep[]) {
    this.#steps = steps;
    this.#rules = steps.flatMap((step) => ("rule" in step ? [step.rule] : []));
    this.#classOfUnit.fill(half, 0xd800, 0xe000);
    for (let before = 0; before < maxClasses; before++) {
      this.#borders[before * maxClasses + unknown] = ask;
      this.#borders[before * maxClasses + half] = ask;
    }
    this.#space = this.#classAfter(Uint16Array.of(0x20), 0, 1);
  }

  /** One table entry decides about each unit (measured: a branch more for unknown units takes twice the time). */
  scan(units: Uint16Array, start: number, end: number): number {
    const classOfUnit = this.#classOfUnit;
    const borders = this.#borders;
    let at = start;
    let before = never; // no border before the first character, nor behind a space
    if (units[at] === 0x20) {
      at = this.#behindSpaces(units, at, end);
      if (at === end || units[at] === 0x20) return at;
    }
    for (;;) {
      let border = 0;
      while (at < end) {
        const after = classOfUnit[units[at]];
        border = borders[before * maxClasses + after];
        if (border !== inside) break;
        before = after;
        at++;
      }
      if (at === end || border === cut) return at;
      const after = this.#classAfter(units, at, end);
      if (borders[before * maxClasses + after] === cut) return at;
      before = after;
      at += at + 1 < end && arePair(units[at], units[at + 1]) ? 2 : 1;
    }
  }

  /** A space goes with the word behind it, those before it are a piece: words come up again, and so do indentations. */
  #behindSpaces(units: Uint16Array, start: number, end: number): number {
    let at = start + 1;
    while (at < end && units[at] === 0x20) at++;
    const mayCut = this.#borders[this.#space * maxClasses + this.#space] === cut;
    return at < end && at > start + 1 && mayCut ? at - 1 : at;
  }

  lastCut(units: Uint16Array, end: number): number {
    for (let at = end - 1; at > 0; at--) {
      const before = this.#classBefore(units, at);
      if (this.#borders[before * maxClasses + this.#classAfter(units, at, end)] === cut) return at;
    }
    return 0;
  }

  /** Whether a text may be cut between two characters. */
  cutsBetween(before: string, after: string): boolean {
    return this.#borders[this.#classOf(before) * maxClasses + this.#classOf(after)] === cut;
  }

  /** The class of the character that begins at `at`. */
  #classAfter(units: Uint16Array, at: number, end: number): number {
    const unit = units[at];
    const known = this.#classOfUnit[unit];
    if (known > half) return known;
    if (known === half) return unit < 0xdc00 && at + 1 < end ? this.#classOfHalves(unit, units[at + 1]) : never;
    const found = this.#classOf(String.fromCharCode(unit));
    this.#classOfUnit[unit] = found;
    return found;
  }

  /** The class of the character that ends before `at`. */
  #classBefore(units: Uint16Array, at: number): number {
    const unit = units[at - 1];
    if (unit < 0xd800 || unit > 0xdfff) return this.#classAfter(units, at - 1, at);
    return unit >= 0xdc00 && at > 1 ? this.#classOfHalves(units[at - 2], unit) : never;
  }

  #classOfHalves(high: number, low: number): number {
    if (!arePair(high, low)) return never;
    const codePoint = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    let found = this.#classOfPair.get(codePoint);
    if (found === undefined) {
      found = this.#classOf(String.fromCodePoint(codePoint));
      if (this.#classOfPair.size > 50_000) this.#classOfPair.clear();
      this.#classOfPair.set(codePoint, found);
    }
    return found;
  }

  #classOf(character: string): number {
    const signs = this.#signsOf(character);
    if (!signs) return never;
    const key = `${signs.first}|${signs.last}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const added = this.#classes.length < maxClasses ? this.#addClass(signs) : never;
    this.#byKey.set(key, added);
    return added;
  }

  #signsOf(character: string): CharacterClass | null {
    const signs: CharacterClass = { first: [], last: [] };
    let image = [character];
    for (const step of this.#steps) {
      if ("rule" in step) {
        signs.first.push(step.rule.sign(image[0]));
        signs.last.push(step.rule.sign(image[image.length - 1]));
      } else {
        const rewritten = step.rewrite(image.join(""));
        if (!rewritten) return null;
        image = [...rewritten];
      }
    }
    return signs;
  }

  #addClass(added: CharacterClass): number {
    const index = this.#classes.push(added) - 1;
    for (const [other, signs] of this.#classes.entries()) {
      if (!signs) continue;
      this.#borders[index * maxClasses + other] = this.#isBorder(added, signs) ? cut : inside;
      this.#borders[other * maxClasses + index] = this.#isBorder(signs, added) ? cut : inside;
    }
    return index;
  }

  /** The first step that always cuts there decides, if none before it looks across: those behind it get the parts. */
  #isBorder({ last }: CharacterClass, { first }: CharacterClass): boolean {
    for (const [i, rule] of this.#rules.entries()) {
      if (rule.looksAcross(last[i], first[i])) return false;
      if (rule.cuts(last[i], first[i])) return true;
    }
    return false;
  }
}

function arePair(high: number, low: number): boolean {
  return high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low < 0xe000;
}
