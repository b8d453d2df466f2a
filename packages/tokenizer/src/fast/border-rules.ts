/**
 * What a step of the pipeline does at the border between two characters, told from the two characters alone.
 *
 * A rule knows a character by a sign, a small number that is the same for all characters it treats alike.
 * @module
 */
import type { AddedToken } from "../added-tokens.ts";
import type { Behavior } from "../pre-tokenizers/splitting.ts";
import type { MatchShape } from "../regex/match-shape.ts";

export interface BorderRule {
  sign(character: string): number;
  /** Whether the step may do something else to the text if it ended between two characters of those signs. */
  looksAcross(before: number, after: number): boolean;
  /** Whether the step, where it does not look across, always makes a border between words there. */
  cuts(before: number, after: number): boolean;
}

/** For a step that nothing is known about. */
export const opaqueRule: BorderRule = { sign: () => 0, looksAcross: () => true, cuts: () => false };

/** Added tokens: their texts may not be cut, nor what some of them look at around themselves. */
export function addedTokensRule(tokens: ReadonlyMap<string, AddedToken>): BorderRule {
  if ([...tokens.values()].some(({ lstrip, rstrip, singleWord }) => lstrip || rstrip || singleWord)) return opaqueRule;
  const inside = new Set<string>();
  const pairs = new Set<string>();
  for (const text of tokens.keys()) {
    const characters = [...text];
    for (const [i, character] of characters.entries()) {
      inside.add(character);
      if (i > 0) pairs.add(characters[i - 1] + character);
    }
  }
  return {
    sign: (character) => (inside.has(character) ? character.codePointAt(0)! : 0),
    looksAcross: (before, after) => pairs.has(String.fromCodePoint(before, after)),
    cuts: () => false,
  };
}

/** The places of an expression that a character can be at, by sign. */
export class ShapeSigns {
  readonly #tests: { test: RegExp; places: number[] }[];
  readonly #shape: MatchShape;
  readonly #bySign: number[][] = [];
  readonly #signs = new Map<string, number>();

  constructor(shape: MatchShape) {
    this.#shape = shape;
    const sets = new Map<string, number[]>();
    for (const [place, set] of shape.sets.entries()) sets.set(set, [...(sets.get(set) ?? []), place]);
    this.#tests = [...sets].map(([set, places]) => ({ test: new RegExp(`^${set}$`, "v"), places }));
  }

  sign(character: string): number {
    const places = this.#tests.flatMap((set) => (set.test.test(character) ? set.places : []));
    const key = places.join();
    let sign = this.#signs.get(key);
    if (sign === undefined) {
      sign = this.#bySign.push(places) - 1;
      this.#signs.set(key, sign);
    }
    return sign;
  }

  /** Whether some match may read the two characters in a row. */
  areJoined(before: number, after: number): boolean {
    const { follows } = this.#shape;
    return this.#bySign[before].some((place) => this.#bySign[after].some((next) => follows[place].has(next)));
  }

  /** Whether the character may be part of a match. */
  mayMatch(sign: number): boolean {
    return this.#bySign[sign].length > 0;
  }

  /** Whether the character is part of a match wherever it stands. */
  alwaysMatches(sign: number): boolean {
    return this.#bySign[sign].some((place) => this.#shape.alone.has(place));
  }
}

/** A split at what an expression matches. Null for the behaviours that put matches and what is beside them together. */
export function splitRule(shape: MatchShape, behavior: Behavior, invert: boolean): BorderRule | null {
  const signs = new ShapeSigns(shape);
  const sign = (character: string) => signs.sign(character);
  const areJoined = (before: number, after: number) => signs.areJoined(before, after);
  const isAtEdge = (before: number, after: number) => signs.alwaysMatches(before) || signs.alwaysMatches(after);
  switch (behavior) {
    case "Removed": // inverted, all of every match is kept and nothing else
      return { sign, looksAcross: areJoined, cuts: invert ? () => true : isAtEdge };
    case "Isolated":
      return { sign, looksAcross: areJoined, cuts: isAtEdge };
    case "Contiguous": // matches in a row stay together
      return {
        sign,
        looksAcross: (before, after) => signs.mayMatch(before) && signs.mayMatch(after),
        cuts: (before, after) => signs.alwaysMatches(before) !== signs.alwaysMatches(after),
      };
    default:
      return null;
  }
}
