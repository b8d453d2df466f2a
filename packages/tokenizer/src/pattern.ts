/** What Split and Replace look for: `{"String": …}` or `{"Regex": …}` in the file, a RegExp here. @module */
import type { Config } from "./config.ts";
import { translateRegex } from "./regex/translate.ts";

/** A literal, or a RegExp with the flag g. */
export type Pattern = string | RegExp;

export function readPattern(parent: Config, key: string): Pattern {
  const config = parent.object(key);
  const regex = config.has("Regex");
  if (!regex && !config.has("String")) {
    parent.fail(key, `is ${JSON.stringify(config.value)} but has to be {"String": text} or {"Regex": expression}.`);
  }
  const pattern = regex ? translateRegex(config.string("Regex"), `${config.path}.Regex`) : config.string("String");
  config.done();
  return pattern;
}

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
