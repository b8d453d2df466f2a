/** The normalizers of a few lines: Prepend, Lowercase, Strip, StripAccents, Nmt, Sequence. @module */
import type { Builder } from "../config.ts";
import { mapCharacters, type Sources } from "../piece.ts";
import { isWhitespace } from "../unicode.ts";
import { combiningMarks } from "../unicode-tables.ts";

/** Rewrites a text; see `Piece.rewritten` for `sources`. */
export interface Normalizer {
  normalize(text: string, sources: Sources | null): string;
}

/** Puts a string before the text, unless the text is empty. */
export const prepend: Builder<Normalizer> = (config) => {
  const prefix = config.string("prepend");
  return {
    normalize(text, sources) {
      if (text.length === 0) return text;
      if (sources) {
        for (let i = 0; i < prefix.length; i++) sources.push(0);
        for (let i = 0; i < text.length; i++) sources.push(i);
      }
      return prefix + text;
    },
  };
};

/** Lowercases every character by itself: a final sigma is σ, as in Rust, where JavaScript would write ς. */
export const lowercase: Builder<Normalizer> = () => ({ normalize: lowercaseText });

export function lowercaseText(text: string, sources: Sources | null): string {
  if (!sources && !text.includes("Σ")) return text.toLowerCase();
  return mapCharacters(text, sources, (character) => character.toLowerCase());
}

/** Removes white space from the ends. */
export const strip: Builder<Normalizer> = (config) => {
  const left = config.boolean("strip_left");
  const right = config.boolean("strip_right");
  return {
    normalize(text, sources) {
      let start = 0;
      let end = text.length;
      if (left) while (start < end && isWhitespace(text.charCodeAt(start))) start++;
      if (right) while (end > start && isWhitespace(text.charCodeAt(end - 1))) end--;
      if (end - start === text.length) return text;
      if (sources) for (let i = start; i < end; i++) sources.push(i);
      return text.slice(start, end);
    },
  };
};

/** Removes combining marks. Put NFD before it to take "é" apart. */
export const stripAccents: Builder<Normalizer> = () => ({
  normalize: (text, sources) => removeMatching(text, sources, combiningMarks()),
});

/** Removes the characters that `pattern` matches. */
export function removeMatching(text: string, sources: Sources | null, pattern: RegExp): string {
  if (!pattern.test(text)) return text;
  return mapCharacters(text, sources, (character) => (pattern.test(character) ? "" : character));
}

/** What SentencePiece's NMT rules do before NFKC: drop control characters, make odd white space a space. */
export const nmt: Builder<Normalizer> = () => ({
  normalize: (text, sources) =>
    mapCharacters(text, sources, (character) => {
      if (removedByNmt.test(character)) return "";
      return spaceToNmt.test(character) ? " " : character;
    }),
});
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const removedByNmt = /[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]/;
const spaceToNmt = /[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]/;

/** One normalizer after another. */
export const normalizerSequence: Builder<Normalizer> = (config, build) => {
  const parts = config.array("normalizers").map((part, i) => build(part, `${config.path}.normalizers[${i}]`));
  return { normalize: (text, sources) => runNormalizers(parts, text, sources) };
};

/** Applies normalizers in a row; `sources` leads back through all of them. */
export function runNormalizers(parts: Normalizer[], text: string, sources: Sources | null): string {
  if (!sources) return parts.reduce<string>((current, part) => part.normalize(current, null), text);
  let current = text;
  for (const part of parts) {
    const step: Sources = [];
    const next = part.normalize(current, step);
    if (step.length > 0 || next.length === 0) compose(sources, step, current);
    if (next.length === 0) return next;
    current = next;
  }
  return current;
}

/** Makes `sources` point where `step` points, seen from the text before all steps. */
function compose(sources: Sources, step: Sources, current: string): void {
  if (sources.length === 0 && current.length > 0) for (let i = 0; i < current.length; i++) sources.push(i);
  const composed = step.map((source) => (source < 0 ? -1 : sources[source]));
  sources.length = 0;
  for (const source of composed) sources.push(source);
}
