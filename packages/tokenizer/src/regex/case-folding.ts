/**
 * Which characters count as equal when case is ignored.
 *
 * JavaScript can only ignore case in a whole expression, tokenizers do it in parts: `(?i:'s|'t)`. So each letter becomes
 * the set of its forms. Some letters are equal to several: ß to ss, ﬃ to ffi.
 * @see Unicode Standard, section 5.18 and CaseFolding.txt
 * @module
 */

interface Folding {
  /** All forms of a character, by its folded form. */
  forms: Map<string, string[]>;
  /** Characters that are equal to several: the several, then the characters. */
  expansions: Map<string, string[]>;
}

let folding: Folding | null = null;

/** Made when a non-ASCII letter is first asked for: it looks at every cased character. */
function loadFolding(): Folding {
  if (folding) return folding;
  folding = { forms: new Map(), expansions: new Map() };
  for (let codePoint = 0x41; codePoint < 0x1e944; codePoint++) {
    if (codePoint === 0x3400) codePoint = 0xa640; // no case among ideographs
    if (codePoint === 0xac00) codePoint = 0xfb00; // nor Hangul, surrogates, private use
    const character = String.fromCodePoint(codePoint);
    if (character === "İ" || character === "ı") continue; // Turkish only
    const lower = character.toLowerCase();
    const upper = lower.toUpperCase();
    if (lower === character && upper === character) continue;
    push(folding.forms, foldCharacter(character), character);
    const full = upper.toLowerCase();
    if ([...full].length > 1) push(folding.expansions, full, character);
  }
  return folding;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The form that stands for all forms of one character: ς, Σ and σ give σ. */
function foldCharacter(character: string): string {
  if (character === "ı") return character; // equal to I in Turkish only
  const lower = character.toLowerCase();
  const viaUpper = lower.toUpperCase().toLowerCase();
  return [...viaUpper].length === 1 ? viaUpper : lower;
}

const asciiForms: Record<string, string[]> = { k: ["k", "K", "\u212a"], s: ["s", "S", "\u017f"] };

/** All characters equal to this one, itself included. */
export function caseForms(character: string): string[] {
  if (/^[\0-\x7f]$/.test(character)) {
    const lower = character.toLowerCase();
    return asciiForms[lower] ?? (lower === lower.toUpperCase() ? [character] : [lower, lower.toUpperCase()]);
  }
  return loadFolding().forms.get(foldCharacter(character)) ?? [character];
}

/** A letter as the several it is equal to ("ß" as "ss"), or itself. */
export function expandCharacter(character: string): string {
  if (/^[\0-\x7f]$/.test(character)) return character;
  const full = character.toLowerCase().toUpperCase().toLowerCase();
  return [...full].length > 1 && loadFolding().expansions.has(full) ? full : character;
}

/** Single characters that are equal to a few in a row: for "ss" ß and ẞ. */
export function contractions(letters: string): string[] {
  const lower = letters.toLowerCase();
  // The few of ASCII letters are spelt out here, so that ordinary expressions never need the table.
  if (/^[\0-\x7f]*$/.test(lower) && !/^(?:ss|st|ff|fi|fl|ffi|ffl)$/.test(lower)) return [];
  return loadFolding().expansions.get(lower) ?? [];
}

/** For every cased character of `set` the other forms, to be added to it. */
export function missingForms(set: RegExp): string[] {
  const missing: string[] = [];
  for (const forms of loadFolding().forms.values()) {
    if (!forms.some((form) => set.test(form))) continue;
    for (const form of forms) if (!set.test(form)) missing.push(form);
  }
  return missing;
}
