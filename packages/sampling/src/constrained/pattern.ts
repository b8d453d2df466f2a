/**
 * Patterns of text: the common language into which regexes and JSON schemas are translated.
 *
 * A pattern is plain data. All but `rule` are regular expressions; `rule` refers to another pattern by name, also to one
 * that contains it, which is what nested JSON needs.
 * @module
 */

/** An inclusive range of Unicode code points. */
export type CodePointRange = readonly [from: number, to: number];

export type Pattern =
  /** One character out of these ranges. */
  | { kind: "characters"; ranges: readonly CodePointRange[] }
  | { kind: "sequence"; parts: readonly Pattern[] }
  | { kind: "choice"; options: readonly Pattern[] }
  | { kind: "repeat"; part: Pattern; min: number; max: number }
  /** Items in this order with a separator between those present; optional ones can be left out. */
  | { kind: "list"; items: readonly ListItem[]; separator: Pattern }
  /** The pattern with this name. */
  | { kind: "rule"; name: string };

export interface ListItem {
  pattern: Pattern;
  required: boolean;
}

/** Named patterns, of which texts have to match the one called `start`. */
export interface Grammar {
  start: string;
  rules: ReadonlyMap<string, Pattern>;
}

export const lastCodePoint = 0x10ffff;

export const characters = (...ranges: CodePointRange[]): Pattern => ({ kind: "characters", ranges });
export const sequence = (...parts: Pattern[]): Pattern => ({ kind: "sequence", parts });
export const choice = (...options: Pattern[]): Pattern => ({ kind: "choice", options });
export const repeat = (part: Pattern, min = 0, max = Infinity): Pattern => ({ kind: "repeat", part, min, max });
export const optional = (part: Pattern): Pattern => repeat(part, 0, 1);
export const rule = (name: string): Pattern => ({ kind: "rule", name });
export const nothing: Pattern = sequence();

/** Exactly this text. */
export function literal(text: string): Pattern {
  return sequence(...Array.from(text, (character) => oneOf(character)));
}

/** One of these characters. */
export function oneOf(text: string): Pattern {
  return characters(
    ...Array.from(text, (character): CodePointRange => {
      const codePoint = character.codePointAt(0)!;
      return [codePoint, codePoint];
    }),
  );
}

/** Every character of `among` that is in none of `ranges`. Surrogates are no characters and never included. */
export function except(
  ranges: readonly CodePointRange[],
  among: readonly CodePointRange[] = [[0, lastCodePoint]],
): CodePointRange[] {
  const surrogates: CodePointRange = [0xd800, 0xdfff];
  const removed = [...ranges, surrogates].toSorted((a, b) => a[0] - b[0]);
  const left: CodePointRange[] = [];
  for (const [from, to] of among) {
    let next = from;
    for (const [low, high] of removed) {
      if (high < next) continue;
      if (low > to) break;
      if (low > next) left.push([next, low - 1]);
      next = high + 1;
    }
    if (next <= to) left.push([next, to]);
  }
  return left;
}

/** The characters that are in both lists of ranges. */
export function intersect(a: readonly CodePointRange[], b: readonly CodePointRange[]): CodePointRange[] {
  return a.flatMap(([from, to]) =>
    b.flatMap(([low, high]): CodePointRange[] =>
      Math.max(from, low) <= Math.min(to, high) ? [[Math.max(from, low), Math.min(to, high)]] : [],
    ),
  );
}
