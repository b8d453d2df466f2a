/**
 * Templates: how one line of this corpus becomes many sentences.
 *
 * `[a|b|c]` is one of its parts, and parts may hold brackets again; an empty part leaves the rest of the line alone.
 * `{name}` is looked up among the slots, `{name.part}` in a slot that is a thing with parts (a character's pronoun,
 * an object with its article). A name that is not there is an error: a hole in a sentence must not reach a model.
 * @module
 */

import type { Dice } from "./random.ts";

/** What `{name}` may stand for: plain words, or something with named forms whose empty key is the plain form. */
export type Slot = string | Readonly<Record<string, string>>;
export type Slots = Readonly<Record<string, Slot>>;

/** Chooses among the brackets, fills the slots and puts capitals where sentences begin. */
export function expand(template: string, slots: Slots, dice: Dice): string {
  let text = template;
  // A slot may be filled with a template again (a trait, the detail of a place), but not endlessly.
  for (let pass = 0; pass < 4 && /[[{]/.test(text); pass++) text = fill(choose(text, dice), slots);
  return sentenceCase(text);
}

/** Replaces every `[a|b]` by one of its parts, outermost first. */
export function choose(template: string, dice: Dice): string {
  let out = "";
  let at = 0;
  while (at < template.length) {
    if (template[at] !== "[") {
      out += template[at++];
      continue;
    }
    const parts: string[] = [];
    let depth = 0;
    let start = ++at;
    for (; ; at++) {
      if (at >= template.length) throw new RangeError(`grammar: "[" is never closed in "${template}".`);
      const c = template[at];
      if (c === "[") depth++;
      else if (c === "]" && depth-- === 0) break;
      else if (c === "|" && depth === 0) {
        parts.push(template.slice(start, at));
        start = at + 1;
      }
    }
    parts.push(template.slice(start, at++));
    out += choose(dice.pick(parts), dice);
  }
  return out;
}

/** Replaces every `{name}` and `{name.part}`. */
export function fill(text: string, slots: Slots): string {
  return text.replace(/\{(\w+)(?:\.(\w+))?\}/g, (whole, name: string, part = "") => {
    const slot = slots[name];
    const word = typeof slot === "string" ? (part === "" ? slot : undefined) : slot?.[part];
    if (word === undefined) throw new RangeError(`grammar: nothing fills ${whole} in "${text}".`);
    return word;
  });
}

const afterQuote =
  /^(?:(?:he|she|it|they|they all|the \w+|the \w+ \w+|[A-Z]\w+) )?(?:said|asked|cried|called|shouted|whispered|laughed|answered|replied|sighed|thought|sang|begged|read|wrote|squeaked|growled|hissed|roared|hummed|agreed|explained)\b/;

/** Capital letters at the start and after each sentence's end, single spaces throughout. */
export function sentenceCase(text: string): string {
  const plain = text
    .replace(/[ \t]+/g, " ")
    .replace(/ ([.,!?;:])/g, "$1")
    .replace(/ *\n */g, "\n")
    .trim();
  return plain
    .replace(/^("?)(\p{Ll})/u, (_, quote: string, letter: string) => quote + letter.toUpperCase())
    .replace(
      /([.!?]"?\s+"?)(\p{Ll})/gu,
      (whole: string, before: string, letter: string, offset: number, all: string) => {
        const quoteEnds = /[!?]"\s+$/.test(before);
        if (quoteEnds && afterQuote.test(all.slice(offset + before.length))) return whole;
        return before + letter.toUpperCase();
      },
    );
}

/** `a` or `an`, by the sound the word begins with as far as its spelling shows it. */
export function article(word: string): string {
  return /^(?:[aeio]|u(?!n[ i])|hour|honest)/.test(word) && !/^(?:one|once)\b/.test(word) ? "an" : "a";
}

/** The word with its article: `an old boat`. */
export function withArticle(word: string): string {
  return `${article(word)} ${word}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], last = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}

/** Regular plural of a noun, with the irregular ones that this corpus uses. */
export function plural(noun: string): string {
  const known = irregularPlurals[noun];
  if (known) return known;
  const space = noun.lastIndexOf(" ");
  if (space >= 0) return noun.slice(0, space + 1) + plural(noun.slice(space + 1));
  if (/(?:s|x|z|ch|sh)$/.test(noun)) return `${noun}es`;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/(?:potat|tomat|her)o$/.test(noun)) return `${noun}es`;
  return `${noun}s`;
}

export const irregularPlurals: Readonly<Record<string, string>> = {
  mouse: "mice",
  goose: "geese",
  child: "children",
  man: "men",
  woman: "women",
  foot: "feet",
  tooth: "teeth",
  sheep: "sheep",
  fish: "fish",
  deer: "deer",
  wolf: "wolves",
  leaf: "leaves",
  loaf: "loaves",
  knife: "knives",
  shelf: "shelves",
  scarf: "scarves",
  calf: "calves",
  ox: "oxen",
  person: "people",
};
