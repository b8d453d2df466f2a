/**
 * What tiny-t5 writes: translations and answers to the letter, summaries by what they keep.
 * @module
 */

import type { Model } from "@llm-anatomy/model-hf";
import { prefixes, type SequencePair, sequencePair } from "../../tiny-corpus/src/sequence-pairs.ts";
import { allNames } from "../../tiny-corpus/src/stories/cast.ts";
import { written } from "./answer.ts";
import { heldOut } from "./held-out.ts";
import { percent, type Section } from "./report.ts";

const known = new Set(allNames);
const namesIn = (text: string) =>
  new Set([...text.matchAll(/\p{Lu}\p{L}+/gu)].map((m) => m[0]).filter((w) => known.has(w)));

/** Longest common subsequence of words over the mean length: ROUGE-L's F1 (Lin 2004). */
export function overlap(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => text.toLowerCase().match(/\p{L}+/gu) ?? []);
  const row = new Array<number>(y.length + 1).fill(0);
  for (const word of x) {
    let diagonal = 0;
    for (let j = 1; j <= y.length; j++) {
      const above = row[j];
      row[j] = word === y[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]);
      diagonal = above;
    }
  }
  return x.length + y.length === 0 ? 1 : (2 * row[y.length]) / (x.length + y.length);
}

export async function sequenceTable(model: Model, count = 60): Promise<Section> {
  const rows: (string | number)[][] = [];
  for (const task of ["to-lumi", "to-english", "answer", "summary"] as SequencePair["task"][]) {
    const pairs = heldOut(count, (dice) => sequencePair(dice, task));
    let exact = 0;
    let shared = 0;
    let rightNames = 0;
    for (const { source, target } of pairs) {
      const { text } = await written(model, source, { maxNewTokens: 96 });
      if (text.trim() === target) exact++;
      shared += overlap(text, target);
      const inSource = namesIn(source);
      if ([...namesIn(text)].every((name) => inSource.has(name))) rightNames++;
    }
    const name = task === "answer" ? "question: … context: …" : prefixes[task as keyof typeof prefixes].trim();
    rows.push([name, count, percent(exact / count), (shared / count).toFixed(2), percent(rightNames / count)]);
  }
  return {
    title: "Translations, answers and summaries",
    how: "Greedy outputs for held-out combinations: equal to the letter, ROUGE-L against the expected text, and how many name nobody who is not in the source.",
    head: ["task", "asked", "exact", "ROUGE-L", "names right"],
    rows,
  };
}
