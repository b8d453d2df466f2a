/** Replaces what a string or a regular expression matches. @module */
import type { Builder, Config } from "../config.ts";
import { findMatches } from "../find-matches.ts";
import { type ReadPattern, readLiteral } from "../literal-pattern.ts";
import type { Normalizer } from "./simple-normalizers.ts";

/** Only plain text is replaced. */
export const replaceLiteral: Builder<Normalizer> = (config) => createReplace(config, readLiteral);

export function createReplace(config: Config, read: ReadPattern): Normalizer {
  const pattern = read(config, "pattern");
  const content = config.string("content");
  return {
    normalize(text, sources) {
      const matches = findMatches(pattern, text);
      if (matches.length === 0) return text;
      let result = "";
      let last = 0;
      for (let i = 0; i < matches.length; i += 2) {
        const start = matches[i];
        const end = matches[i + 1];
        result += text.slice(last, start) + content;
        if (sources) {
          for (let unit = last; unit < start; unit++) sources.push(unit);
          for (let j = 0; j < content.length; j++) sources.push(end - 1); // the last character replaced
        }
        last = end;
      }
      if (sources) for (let unit = last; unit < text.length; unit++) sources.push(unit);
      return result + text.slice(last);
    },
  };
}
