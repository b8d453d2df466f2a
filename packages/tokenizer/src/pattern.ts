/** What Split and Replace look for: `{"String": …}` or `{"Regex": …}` in the file, a RegExp here. @module */
import type { Config } from "./config.ts";
import type { Pattern } from "./find-matches.ts";
import { translateRegex } from "./regex/translate.ts";

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
