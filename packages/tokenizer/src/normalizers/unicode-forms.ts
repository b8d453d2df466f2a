/**
 * NFC, NFD, NFKC, NFKD with alignment.
 *
 * The engine normalizes; what is ours is knowing which old character each new one stands for. A text falls into runs:
 * a character and the marks after it. Runs do not influence each other, so only runs that change are looked at. Inside a
 * run each old character is decomposed alone, and each new character is traced to the parts it was made of.
 * @see Unicode Standard Annex #15, https://www.unicode.org/reports/tr15/
 * @module
 */
import type { Builder } from "../config.ts";
import { Changes, type Sources } from "../piece.ts";
import { characterLength } from "../unicode.ts";
import { notNormalized } from "../unicode-tables.ts";
import type { Normalizer } from "./simple-normalizers.ts";

type Form = "NFC" | "NFD" | "NFKC" | "NFKD";

export const unicodeForm =
  (form: Form): Builder<Normalizer> =>
  () => ({ normalize: (text, sources) => normalizeForm(text, sources, form) });

/** Characters that may combine with the one before: marks, and the vowels and finals of Korean syllables. */
const continues = /^[\p{M}\u1160-\u11ff]/u;
const ascii = /^[\0-\x7f]*$/;

/** Also used by BERT's normalizer. */
export function normalizeForm(text: string, sources: Sources | null, form: Form): string {
  if (ascii.test(text)) return text;
  const result = notNormalized().test(text) ? normalizeBetween(text, form) : text.normalize(form);
  if (!sources || result === text) return result;
  const changes = new Changes(text, sources);
  const decomposition = form.includes("K") ? "NFKD" : "NFD";
  for (let start = 0; start < text.length; ) {
    let end = start + characterLength(text, start);
    const inert = text.charCodeAt(start) >= 0x80 && notNormalized().test(text.slice(start, end));
    while (!inert && end < text.length && text.charCodeAt(end) >= 0x80) {
      const character = text.slice(end, end + characterLength(text, end));
      if (notNormalized().test(character) || !continues.test(character.normalize(decomposition))) break;
      end += character.length;
    }
    const run = text.slice(start, end);
    const normalized = inert ? run : run.normalize(form);
    if (normalized === run) for (const character of run) changes.push(character, 0);
    else traceRun(run, normalized, decomposition, changes);
    start = end;
  }
  return changes.text;
}

/** Normalizes what lies between characters that have to stay as they are. */
function normalizeBetween(text: string, form: Form): string {
  let result = "";
  let start = 0;
  for (const { index, 0: character } of text.matchAll(new RegExp(notNormalized(), "gv"))) {
    result += text.slice(start, index).normalize(form) + character;
    start = index + character.length;
  }
  return result + text.slice(start).normalize(form);
}

/** Of one run: a part that begins an old character counts 0, any other 1; a composed character takes all its parts. */
function traceRun(run: string, normalized: string, decomposition: "NFD" | "NFKD", changes: Changes): void {
  const parts: { character: string; change: number }[] = [];
  for (const character of run) {
    let change = 0;
    for (const part of character.normalize(decomposition)) {
      parts.push({ character: part, change });
      change = 1;
    }
  }
  for (const character of normalized) {
    let total = 1;
    for (const part of character.normalize("NFD")) {
      const at = parts.findIndex((candidate) => candidate.character === part);
      if (at < 0) continue;
      total += parts[at].change - 1;
      parts.splice(at, 1);
    }
    changes.push(character, total);
  }
}
