/** Oniguruma's regular expressions, as tokenizer.json has them, to JavaScript's. @module */
import { TokenizerError } from "../config.ts";

/** @throws TokenizerError if the expression uses something that has no translation */
export function translateRegex(source: string, path: string): RegExp {
  let body = "";
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (c === "\\") {
      const next = source[++i];
      if (next === "s") body += inClass ? whitespace : `[${whitespace}]`;
      else if (next === "S" && !inClass) body += `[^${whitespace}]`;
      else if (/[A-RT-Za-or-z]/.test(next) && !"pPdntrfv".includes(next)) {
        throw new TokenizerError(path, `has "\\${next}", which is not supported yet.`);
      } else body += `\\${next}`;
    } else {
      if (c === "[") inClass = true;
      if (c === "]") inClass = false;
      body += c;
    }
  }
  try {
    return new RegExp(body, "gu");
  } catch (cause) {
    throw new TokenizerError(path, `is ${JSON.stringify(source)}: ${(cause as Error).message}`);
  }
}

const whitespace = "\\t-\\r\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
