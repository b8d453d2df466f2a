/**
 * Splitting a piece at matches, in the five ways the format knows.
 *
 * For "the-final--countdown" split at "-":
 * Removed: the · final · countdown; Isolated: the · - · final · - · - · countdown;
 * MergedWithPrevious: the- · final- · - · countdown; MergedWithNext: the · -final · - · -countdown;
 * Contiguous: the · - · final · -- · countdown
 * @module
 */
import type { Piece } from "../piece.ts";

export const behaviors = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"] as const;
export type Behavior = (typeof behaviors)[number];

/** Cuts one piece into pieces. */
export interface PreTokenizer {
  split(piece: Piece): Piece[];
}

/**
 * The parts of a text of `length` units, as [start, end, …], given its matches in the same form.
 * `invert` exchanges the roles of what matches and what lies between.
 */
export function splitAtMatches(length: number, matches: number[], behavior: Behavior, invert = false): number[] {
  const ranges: number[] = [];
  const flags: boolean[] = [];
  let last = 0;
  const add = (start: number, end: number, isMatch: boolean) => {
    ranges.push(start, end);
    flags.push(isMatch !== invert);
  };
  for (let i = 0; i < matches.length; i += 2) {
    if (last < matches[i]) add(last, matches[i], false);
    add(matches[i], matches[i + 1], true);
    last = matches[i + 1];
  }
  if (last < length) add(last, length, false);
  return join(ranges, flags, behavior);
}

function join(ranges: number[], flags: boolean[], behavior: Behavior): number[] {
  if (behavior === "Isolated") return ranges;
  if (behavior === "Removed") return ranges.filter((_, i) => !flags[i >> 1]);
  const parts: number[] = [];
  if (behavior === "MergedWithNext") {
    let after = false; // whether the part behind this one is a match
    for (let i = flags.length - 1; i >= 0; i--) {
      if (flags[i] && !after && parts.length > 0) parts[parts.length - 1] = ranges[2 * i];
      else parts.push(ranges[2 * i + 1], ranges[2 * i]); // written backwards, turned round below
      after = flags[i];
    }
    return parts.reverse();
  }
  let before = false; // whether the part before this one is a match
  for (let i = 0; i < flags.length; i++) {
    const joins = behavior === "Contiguous" ? flags[i] === before : flags[i] && !before;
    if (joins && parts.length > 0) parts[parts.length - 1] = ranges[2 * i + 1];
    else parts.push(ranges[2 * i], ranges[2 * i + 1]);
    before = flags[i];
  }
  return parts;
}

/** The pieces of the given ranges; empty ones are dropped. */
export function slicePiece(piece: Piece, ranges: number[]): Piece[] {
  const pieces: Piece[] = [];
  for (let i = 0; i < ranges.length; i += 2) {
    if (ranges[i] < ranges[i + 1]) pieces.push(piece.slice(ranges[i], ranges[i + 1]));
  }
  return pieces;
}

/** The matches of a test on single characters. */
export function matchCharacters(text: string, test: (codePoint: number) => boolean): number[] {
  const matches: number[] = [];
  for (let i = 0; i < text.length; ) {
    const codePoint = text.codePointAt(i)!;
    const end = i + (codePoint > 0xffff ? 2 : 1);
    if (test(codePoint)) matches.push(i, end);
    i = end;
  }
  return matches;
}
