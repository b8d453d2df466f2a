/** What Split and Replace look for, any expression included: `{"String": …}` or `{"Regex": …}` in the file. @module */
import type { ReadPattern } from "./literal-pattern.ts";
import { readPatternWith } from "./literal-pattern.ts";
import { translateRegex } from "./regex/translate.ts";

export const readPattern: ReadPattern = (parent, key) => readPatternWith(parent, key, translateRegex);
