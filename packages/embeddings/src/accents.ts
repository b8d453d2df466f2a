/**
 * Stripping accents, in the two ways vectorizers know: by decomposing and dropping combining marks ("unicode"),
 * or by decomposing and dropping everything that is not ASCII ("ascii").
 *
 * JavaScript can normalise text but does not tell a character's canonical combining class, on which the first way
 * depends (`\p{M}` is not the same: it has hundreds of marks of class 0, such as Indic vowel signs, which stay).
 * The normaliser itself gives it away: it sorts neighbouring marks by class, so a character has a class when it
 * trades places with a mark of the highest class before it, or with one of the lowest class after it.
 * Checked against Python's `unicodedata.combining` for every assigned code point of Unicode 14.
 * @module
 */

/**
 * Replaces accented characters by their plain counterparts.
 *
 * "unicode": compatibility decomposition (NFKD) without combining marks. "ø" and "ß" do not decompose and stay.
 * "ascii":   the ASCII characters of that decomposition. Faster; "ø", "ß" and "日" vanish.
 *
 * @example
 * stripAccents("Ångström ﬁt, straße", "unicode"); // => "Angstrom fit, straße"
 * stripAccents("Ångström ﬁt, straße", "ascii"); // => "Angstrom fit, strae"
 */
export function stripAccents(text: string, mode: "unicode" | "ascii"): string {
  if (isAscii(text)) return text;
  const decomposed = text.normalize("NFKD");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is 0 to 127, control characters included
  if (mode === "ascii") return decomposed.replace(/[^\x00-\x7f]+/g, "");
  return decomposed.replace(/\p{M}/gu, (mark) => (isCombining(mark) ? "" : mark));
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

const highestClass = "\u0345"; // class 240, alone there
const lowestClass = "\u0334"; // class 1

const combining = new Map<string, boolean>();

/** Whether the canonical combining class of a decomposed character is not 0. */
function isCombining(char: string): boolean {
  let known = combining.get(char);
  if (known === undefined) {
    const before = highestClass + char;
    const after = char + lowestClass;
    known = before.normalize("NFD") !== before || after.normalize("NFD") !== after;
    combining.set(char, known);
  }
  return known;
}
