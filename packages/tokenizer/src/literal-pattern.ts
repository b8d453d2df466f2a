/**
 * What Split and Replace look for, where that is plain text: without the translator of regular expressions.
 * @module
 */
import { type Config, show, TokenizerError } from "./config.ts";
import type { Pattern } from "./find-matches.ts";

export type ReadPattern = (parent: Config, key: string) => Pattern;

/** Reads `{"String": text}` or `{"Regex": expression}`; `translate` makes a RegExp (flag g) of an expression. */
export function readPatternWith(
  parent: Config,
  key: string,
  translate: (source: string, path: string) => RegExp,
): Pattern {
  const config = parent.object(key);
  const regex = config.has("Regex");
  if (!regex && !config.has("String")) {
    parent.fail(key, `is ${JSON.stringify(config.value)} but has to be {"String": text} or {"Regex": expression}.`);
  }
  if (regex) return translate(config.string("Regex"), `${config.path}.Regex`);
  return config.string("String") || /(?:)/gu; // no text at all matches between any two characters
}

/** Literals, and expressions that mean the same everywhere: characters, the last of them perhaps repeated (" {2,}"). */
export const readLiteral: ReadPattern = (parent, key) =>
  readPatternWith(parent, key, (source, path) => {
    if (/^[^\\^$.|?*+()[\]{}/&-]+(?:\+|\{\d+(?:,\d*)?\})?$/.test(source)) return new RegExp(source, "gv");
    throw new TokenizerError(
      path,
      `is ${show(source)}, and these components know no expressions. Use "replace" and "replaceDecoder".`,
    );
  });
