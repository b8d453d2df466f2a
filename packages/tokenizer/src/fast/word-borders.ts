/**
 * Which pairs of neighbouring characters the tokens of a model ever join: between any others a word can be cut, and each part be
 * encoded alone.
 * @module
 */
import { CharacterPairs, codePointAt } from "./character-pairs.ts";

/** Not a character, but part of one: plus its first byte (a lead) or its last. */
export const partial = 0x200000;

/** How many of the two characters beside a border have to be symbols of the model. */
export type KnownSides = 0 | 1 | 2;

export class WordBorders {
  readonly #joined: CharacterPairs;
  readonly #knownSides: KnownSides;
  readonly #hasSymbol: (character: string) => boolean;
  /** Of characters below 0x10000: 2 is a symbol, 1 is none, 0 not asked yet. */
  readonly #known: Uint8Array;
  /** Whether some tokens begin or end inside a character, beside a border. */
  #hasPartials = false;

  /** @param count about how many pairs will be joined */
  constructor(count: number, knownSides: KnownSides, hasSymbol: (character: string) => boolean) {
    this.#joined = new CharacterPairs(count);
    this.#knownSides = knownSides;
    this.#hasSymbol = hasSymbol;
    this.#known = new Uint8Array(knownSides === 0 ? 0 : 0x10000);
  }

  /** Notes that a token may join two characters, or parts of them: `partial` plus a byte. */
  join(before: number, after: number): void {
    if (before >= partial || after >= partial) this.#hasPartials = true;
    this.#joined.add(before, after);
  }

  /** The number of different pairs. */
  get joined(): number {
    return this.#joined.count;
  }

  /** Where the part that begins at `start` ends: at the first border that nothing reaches across, or at `end`. */
  nextCut(units: Uint16Array, start: number, end: number): number {
    let before = codePointAt(units, start, end);
    let beforeIsKnown = this.#isKnown(before);
    for (let at = start + (before > 0xffff ? 2 : 1); at < end; ) {
      const after = codePointAt(units, at, end);
      const afterIsKnown = this.#isKnown(after);
      if (beforeIsKnown + afterIsKnown >= this.#knownSides && !this.#mayGo(before, after)) return at;
      before = after;
      beforeIsKnown = afterIsKnown;
      at += after > 0xffff ? 2 : 1;
    }
    return end;
  }

  /** 1 for a character that is a symbol of the model, or where that does not matter; else 0. */
  #isKnown(codePoint: number): number {
    if (this.#knownSides === 0) return 1;
    const known = codePoint > 0xffff ? 0 : this.#known[codePoint];
    if (known !== 0) return known - 1;
    const learned = this.#hasSymbol(String.fromCodePoint(codePoint)) ? 1 : 0;
    if (codePoint <= 0xffff) this.#known[codePoint] = learned + 1;
    return learned;
  }

  /** Whether the border between two characters may go. */
  #mayGo(before: number, after: number): boolean {
    const joined = this.#joined;
    if (joined.has(before, after)) return true;
    if (!this.#hasPartials) return false;
    const last = before < 0x80 ? before : partial + (0x80 | (before & 63));
    const first = after < 0x80 ? after : partial + leadOf(after);
    return joined.has(before, first) || joined.has(last, after) || joined.has(last, first);
  }
}

/** The first byte of a character's UTF-8. */
function leadOf(codePoint: number): number {
  if (codePoint < 0x800) return 0xc0 | (codePoint >> 6);
  return codePoint < 0x10000 ? 0xe0 | (codePoint >> 12) : 0xf0 | (codePoint >> 18);
}
