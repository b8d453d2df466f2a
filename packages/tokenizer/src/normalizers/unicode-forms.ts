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
import type { Normalizer } from "./simple-normalizers.ts";

type Form = "NFC" | "NFD" | "NFKC" | "NFKD";

export const unicodeForm =
  (form: Form): Builder<Normalizer> =>
  () => ({ normalize: (text, sources) => normalizeForm(text, sources, form) });

/** Characters that may combine with the one before: marks, and the vowels and finals of Korean syllables. */
const continues = /^[\p{M}\u1160-\u11ff]/u;
const ascii = /^[\0-\x7f]*$/;

export function normalizeForm(text: string, sources: Sources | null, form: Form): string {
  if (ascii.test(text)) return text;
  const result = text.normalize(form);
  if (!sources || result === text) return result;
  const changes = new Changes(text, sources);
  const decomposition = form.includes("K") ? "NFKD" : "NFD";
  for (let start = 0; start < text.length; ) {
    let end = start + characterLength(text, start);
    while (end < text.length) {
      const length = characterLength(text, end);
      if (text.charCodeAt(end) < 0x80) break;
      if (!continues.test(text.slice(end, end + length).normalize(decomposition))) break;
      end += length;
    }
    const run = text.slice(start, end);
    const normalized = run.normalize(form);
    if (normalized === run) for (const character of run) changes.push(character, 0);
    else traceRun(run, normalized, decomposition, changes);
    start = end;
  }
  return changes.text;
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
