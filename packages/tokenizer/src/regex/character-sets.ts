/**
 * Sets of characters as the reference's regular expression library has them, written for JavaScript's flag v.
 *
 * The reference knows Unicode 16. JavaScript engines go on: what they took in since is subtracted again, so that a text of
 * brand-new letters is split the same everywhere. (An engine older than Unicode 16 cannot know those letters; it is wrong
 * about them only.)
 * @see https://github.com/kkos/oniguruma/blob/master/doc/RE, https://www.unicode.org/versions/Unicode17.0.0/
 * @module
 */

/** Code points that Unicode 17 assigned, in hexadecimal. */
const newInUnicode17 =
  "88f c5c cdc 1acf-1add 1ae0-1aeb 20c1 2b96 a7ce-a7cf a7d2 a7d4 a7f1 fbc3-fbd2 fd90-fd91 fdc8-fdce 10940-10959 " +
  "10ec5-10ec7 10ed0-10ed8 10efa-10efb 11b60-11b67 11db0-11ddb 11de0-11de9 16ea0-16eb8 16ebb-16ed3 16ff2-16ff6 " +
  "187f8-187ff 18d09-18d1e 18d80-18df2 1ccfa-1ccfc 1ceba-1ced0 1cee0-1cef0 1e6c0-1e6de 1e6e0-1e6f5 1e6fe-1e6ff " +
  "1f6d8 1f777-1f77a 1f8d0-1f8d8 1fa54-1fa57 1fa8a 1fa8e 1fac8 1facd 1faea 1faef 1fbfa 2b73a-2b73f 2cea2-2cead 323b0-33479";

/** What Unicode 16 kept for pictures; Unicode 17 gave up those places that will not become emoji. */
const extendedPictographic =
  "a9 ae 203c 2049 2122 2139 2194-2199 21a9-21aa 231a-231b 2328 2388 23cf 23e9-23f3 23f8-23fa 24c2 25aa-25ab 25b6 25c0 " +
  "25fb-25fe 2600-2605 2607-2612 2614-2685 2690-2705 2708-2712 2714 2716 271d 2721 2728 2733-2734 2744 2747 274c 274e " +
  "2753-2755 2757 2763-2767 2795-2797 27a1 27b0 27bf 2934-2935 2b05-2b07 2b1b-2b1c 2b50 2b55 3030 303d 3297 3299 " +
  "1f000-1f0ff 1f10d-1f10f 1f12f 1f16c-1f171 1f17e-1f17f 1f18e 1f191-1f19a 1f1ad-1f1e5 1f201-1f20f 1f21a 1f22f " +
  "1f232-1f23a 1f23c-1f23f 1f249-1f3fa 1f400-1f53d 1f546-1f64f 1f680-1f6ff 1f774-1f77f 1f7d5-1f7ff 1f80c-1f80f " +
  "1f848-1f84f 1f85a-1f85f 1f888-1f88f 1f8ae-1f8ff 1f90c-1f93a 1f93c-1f945 1f947-1faff 1fc00-1fffd";

/** "41-5a 7a" as the inside of a character class. */
export function classOf(ranges: string): string {
  return ranges.replace(/[0-9a-f]+/g, "\\u{$&}").replaceAll(" ", "");
}

const later = `[${classOf(newInUnicode17)}]`;

/** White_Space: JavaScript's `\s` with U+0085 and without U+FEFF. */
export const whitespaceSet = "[\\t-\\r\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

/** A property that JavaScript knows, as of Unicode 16. */
function property(name: string): string {
  return `[\\p{${name}}--${later}]`;
}

const wordProperties = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}";
/** `\w` inside brackets and `[[:word:]]`. */
const wordSet = `[[${wordProperties}]--${later}]`;
/** `\w` and `\b` outside brackets also take the superscripts and fractions of Latin-1: a quirk of the reference. */
export const bareWordSet = `[${wordSet}\\xb2\\xb3\\xb9\\xbc-\\xbe]`;

/** `\w` of Rust's own regular expressions. */
export const rustWordSet = `[[${wordProperties}\\p{Join_Control}]--${later}]`;

/** The classes of letters that the usual word patterns are made of. */
export const letterSets = {
  letter: property("L"),
  number: property("N"),
  upper: `[[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]--[${later}\\u0295]]`,
  lower: `[[[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]--${later}]\\u0295]`,
};

/** The sets that have one letter behind a backslash. */
export function escapeSet(letter: string, insideBrackets: boolean): string | null {
  const lower = letter.toLowerCase();
  const set =
    lower === "d"
      ? property("Nd")
      : lower === "s"
        ? whitespaceSet
        : lower === "w"
          ? insideBrackets
            ? wordSet
            : bareWordSet
          : lower === "h"
            ? "[0-9A-Fa-f]"
            : null;
  return set !== null && letter !== lower ? `[^${set}]` : set;
}

const posixSets: Record<string, string> = {
  alpha: property("Alphabetic"),
  digit: property("Nd"),
  alnum: `[[\\p{Alphabetic}\\p{Nd}]--${later}]`,
  upper: property("Uppercase"),
  lower: `[${property("Lowercase")}\\u0295]`,
  punct: `[[\\p{P}\\p{S}]--${later}]`,
  space: whitespaceSet,
  blank: "[\\p{Zs}\\t]",
  cntrl: "\\p{Cc}",
  graph: `[[^\\p{White_Space}\\p{Cc}\\p{Cn}\\p{Cs}]--${later}]`,
  print: `[[^\\p{Cc}\\p{Cn}\\p{Cs}\\u2028\\u2029]--${later}]`,
  xdigit: "[0-9A-Fa-f]",
  word: wordSet,
  ascii: "[\\0-\\x7f]",
};

/** `[:name:]`, or null if there is none of that name. */
export function posixSet(name: string): string | null {
  return Object.hasOwn(posixSets, name) ? posixSets[name] : null;
}

/** `\p{name}`: a general category, a script or a binary property; or null. Case, spaces, "-" and "_" do not count. */
export function propertySet(name: string): string | null {
  const plain = name.toLowerCase().replace(/[\s_-]/g, "");
  if (plain === "any") return "[\\0-\\u{10ffff}]";
  if (plain === "assigned") return property("Assigned");
  if (plain === "punct") return property("P");
  if (Object.hasOwn(posixSets, plain)) return posixSets[plain];
  if (plain === "extendedpictographic") return `[${classOf(extendedPictographic)}]`;
  // Letters whose category Unicode 17 changed.
  if (plain === "lowercase") return posixSets.lower;
  if (plain === "cased" || plain === "lc" || plain === "casedletter")
    return `[${property(plain === "cased" ? "Cased" : "LC")}\\u0295]`;
  if (plain === "ll" || plain === "lowercaseletter") return `[${property("Ll")}\\u0295]`;
  if (plain === "lo" || plain === "otherletter") return `[${property("Lo")}--\\u0295]`;
  if (plain === "cn" || plain === "unassigned") return `[\\p{Cn}${later}]`;
  if (plain === "c" || plain === "other") return `[\\p{C}${later}]`;
  for (const spelling of spellings(name)) {
    for (const candidate of [spelling, `sc=${spelling}`]) {
      try {
        new RegExp(`\\p{${candidate}}`, "v");
        return property(candidate);
      } catch {
        // not a name that JavaScript knows
      }
    }
  }
  return null;
}

/** JavaScript wants "Old_Italic" and "Lu" exactly so. */
function* spellings(name: string): Generator<string> {
  yield name;
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .split(/[\s_-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
  yield words.join("_");
  yield words.join("");
}
