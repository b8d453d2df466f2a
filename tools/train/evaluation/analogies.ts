/**
 * Word analogies in the embedding table: is the way from `walk` to `walked` the way from `jump` to `jumped`?
 * @module
 */

import type { Model } from "@llm-anatomy/model-hf";
import { plural } from "../../tiny-corpus/src/grammar.ts";
import { animalFacts, categories, degrees, genders, verbs } from "../../tiny-corpus/src/tasks/lexicon.ts";
import { percent, type Section } from "./report.ts";

type Pair = readonly [string, string];

const relations: Record<string, readonly Pair[]> = {
  "male to female": [...genders, ["he", "she"], ["his", "her"]],
  "one to many": categories.animal
    .concat(categories.fruit, categories.tool)
    .map((noun) => [noun, plural(noun)] as const),
  "now to before": verbs.map(([now, past]) => [now, past] as const),
  "plain to more": degrees.map(([plain, more]) => [plain, more] as const),
  "grown to young": animalFacts.map(([grown, young]) => [grown, young] as const),
};

/** The vectors, scaled to length 1, of all words that are one token. */
async function wordVectors(model: Model, words: readonly string[]): Promise<Map<string, Float32Array>> {
  const single = new Map<string, number>();
  for (const word of words) {
    const row = model.tokenizer.encode(` ${word}`, { addSpecialTokens: false }).ids;
    if (row.length === 1) single.set(word, row[0]);
  }
  const { values } = await model.trace([...single.values()], { capture: ["embed"] });
  const [table] = Object.values(values);
  const dim = table.shape.at(-1)!;
  const vectors = new Map<string, Float32Array>();
  [...single.keys()].forEach((word, i) => {
    const vector = Float32Array.from(table.data.subarray(i * dim, (i + 1) * dim));
    const length = Math.hypot(...vector);
    vectors.set(
      word,
      vector.map((x) => x / length),
    );
  });
  return vectors;
}

/** The word nearest to b - a + c, leaving out a, b and c (Mikolov et al. 2013, https://arxiv.org/abs/1301.3781). */
function fourth(vectors: ReadonlyMap<string, Float32Array>, a: string, b: string, c: string): string {
  const [va, vb, vc] = [a, b, c].map((word) => vectors.get(word)!);
  let best = "";
  let bestScore = -Infinity;
  for (const [word, vector] of vectors) {
    if (word === a || word === b || word === c) continue;
    let score = 0;
    for (let i = 0; i < vector.length; i++) score += vector[i] * (vb[i] - va[i] + vc[i]);
    if (score > bestScore) [best, bestScore] = [word, score];
  }
  return best;
}

export async function analogyTable(model: Model): Promise<Section> {
  const words = [...new Set([...Object.values(relations).flat(2), ...Object.values(categories).flat()])];
  const vectors = await wordVectors(model, words);
  const rows: (string | number)[][] = [];
  let right = 0;
  let asked = 0;
  for (const [relation, pairs] of Object.entries(relations)) {
    const known = pairs.filter(([a, b]) => a !== b && vectors.has(a) && vectors.has(b));
    let hits = 0;
    let tries = 0;
    for (const p of known) {
      for (const q of known) {
        if (p === q) continue;
        tries++;
        if (fourth(vectors, p[0], p[1], q[0]) === q[1]) hits++;
      }
    }
    if (tries === 0) continue;
    rows.push([relation, known.length, tries, percent(hits / tries)]);
    right += hits;
    asked += tries;
  }
  rows.push(["all", "", asked, percent(right / asked)]);
  return {
    title: "Word analogies",
    how: `The word nearest to b − a + c in the embedding table, among ${vectors.size} words of one token, without a, b and c. Guessing would be right in ${percent(1 / (vectors.size - 3))}.`,
    head: ["relation", "pairs", "asked", "right"],
    rows,
  };
}
