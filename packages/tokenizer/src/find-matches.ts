/** All matches of a literal or an expression, as the reference iterates over them. @module */
import { characterLength } from "./unicode.ts";

/** A literal, or a RegExp with the flag g. */
export type Pattern = string | RegExp;

/**
 * Where the pattern matches: [start0, end0, start1, end1, …] in UTF-16 units.
 *
 * An empty match directly behind the previous match is not a match, and the search goes on one character later
 * (as the reference's regular expression library iterates).
 */
export function findMatches(pattern: Pattern, text: string): number[] {
  const found: number[] = [];
  if (text.length === 0) return found; // not even what matches nothing
  if (typeof pattern === "string") {
    if (pattern.length === 0) return found;
    for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + pattern.length)) {
      found.push(at, at + pattern.length);
    }
    return found;
  }
  let lastEnd = -1;
  pattern.lastIndex = 0;
  for (;;) {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) return found;
    const start = match.index;
    if (splitsPair(text, start)) {
      pattern.lastIndex = start + 1; // V8 tries patterns that match nothing inside a surrogate pair, too
      continue;
    }
    const end = start + match[0].length;
    if (start === end && end === lastEnd) {
      pattern.lastIndex = from + ((text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1);
      if (pattern.lastIndex > text.length) return found;
      continue;
    }
    found.push(start, end);
    lastEnd = end;
    pattern.lastIndex = end;
  }
}

function splitsPair(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff && at > 0 && characterLength(text, at - 1) === 2;
}
