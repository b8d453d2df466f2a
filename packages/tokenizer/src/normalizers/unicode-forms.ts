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
  const result = notNormalized().test(text) ? normalizeBetween(text, form) : normalizeMarks(text, form);
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
    const normalized = inert ? run : normalizeMarks(run, form);
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
    result += normalizeMarks(text.slice(start, index), form) + character;
    start = index + character.length;
  }
  return result + normalizeMarks(text.slice(start), form);
}

const manyMarks = /\p{M}{64,}/u;

/**
 * Engines order marks by moving each to its place, which takes the square of their number. Many in a row are put in order
 * here first; that changes nothing about the result.
 */
function normalizeMarks(text: string, form: Form): string {
  if (text.length < 64 || !manyMarks.test(text)) return text.normalize(form);
  const decomposition = form.includes("K") ? "NFKD" : "NFD";
  return text.replace(new RegExp(manyMarks, "gu"), (run) => orderMarks(run, decomposition)).normalize(form);
}

/** Marks in canonical order: by class, those of one class as they were; one of class 0 stays where it is. */
function orderMarks(run: string, decomposition: "NFD" | "NFKD"): string {
  const marks = Array.from(run, (mark) => mark.normalize(decomposition)).flatMap((part) => [...part]);
  const goesBehind = (a: string, b: string) => (a + b).normalize("NFD") !== a + b;
  const distinct = [...new Set(marks)];
  // U+0334 is of the first class, U+0345 of the last.
  const isOrdered = new Set(distinct.filter((mark) => goesBehind(mark, "\u0334") || goesBehind("\u0345", mark)));
  const compare = (a: string, b: string) => (goesBehind(a, b) ? 1 : goesBehind(b, a) ? -1 : 0);
  const ranks = new Map<string, number>();
  let rank = 0;
  let last = "";
  for (const mark of [...isOrdered].sort(compare)) {
    if (last !== "" && compare(last, mark) !== 0) rank++;
    ranks.set(mark, rank);
    last = mark;
  }
  let ordered = "";
  let waiting: string[] = [];
  const flush = () => {
    ordered += waiting.sort((a, b) => ranks.get(a)! - ranks.get(b)!).join("");
    waiting = [];
  };
  for (const mark of marks) {
    if (isOrdered.has(mark)) waiting.push(mark);
    else {
      flush();
      ordered += mark;
    }
  }
  flush();
  return ordered;
}

/** Of one run: a part that begins an old character counts 0, any other 1; a composed character takes all its parts. */
function traceRun(run: string, normalized: string, decomposition: "NFD" | "NFKD", changes: Changes): void {
  const parts = new Map<string, { changes: number[]; used: number }>(); // by character, in the order of the run
  for (const character of run) {
    let change = 0;
    for (const part of character.normalize(decomposition)) {
      const same = parts.get(part);
      if (same) same.changes.push(change);
      else parts.set(part, { changes: [change], used: 0 });
      change = 1;
    }
  }
  for (const character of normalized) {
    let total = 1;
    for (const part of character.normalize("NFD")) {
      const same = parts.get(part);
      if (same && same.used < same.changes.length) total += same.changes[same.used++] - 1;
    }
    changes.push(character, total);
  }
}
