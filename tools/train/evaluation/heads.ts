/**
 * Finding heads by what they do: attend to the token before, complete a repeated pattern, fetch a name.
 * @module
 */

import type { Model } from "@llm-anatomy/model-hf";
import { Dice } from "../../tiny-corpus/src/random.ts";
import { allNames } from "../../tiny-corpus/src/stories/cast.ts";
import { heldOutDocuments } from "./held-out.ts";
import { tokenLosses } from "./loss.ts";
import type { Section } from "./report.ts";

export interface HeadScore {
  block: number;
  head: number;
  /** Mean attention weight on the position the kind of head is named after, 0 … 1. */
  score: number;
}

type Attention = (block: number, head: number, query: number, key: number) => number;

/** One traced pass; calls `read` with the weights of every block and head. */
async function attentionOf(
  model: Model,
  ids: readonly number[],
): Promise<{ blocks: number; heads: number; at: Attention }> {
  const { values } = await model.trace(ids, { capture: ["blocks.*.attention.weights"] });
  const maps = Object.values(values);
  const [, heads, queries, keys] = maps[0].shape;
  return {
    blocks: maps.length,
    heads,
    at: (block, head, query, key) => maps[block].data[(head * queries + query) * keys + key], // weights[0, head, query, key]
  };
}

/** Averages `score(at)` over texts for each head, best first. */
async function scored(
  model: Model,
  texts: readonly (readonly number[])[],
  pairsOf: (ids: readonly number[]) => [query: number, key: readonly number[]][],
): Promise<HeadScore[]> {
  const sums = new Map<string, HeadScore & { count: number }>();
  for (const ids of texts) {
    const { blocks, heads, at } = await attentionOf(model, ids);
    const pairs = pairsOf(ids);
    for (let block = 0; block < blocks; block++) {
      for (let head = 0; head < heads; head++) {
        const name = `${block}.${head}`;
        const entry = sums.get(name) ?? { block, head, score: 0, count: 0 };
        for (const [query, keys] of pairs) {
          for (const key of keys) entry.score += at(block, head, query, key);
          entry.count++;
        }
        sums.set(name, entry);
      }
    }
  }
  return [...sums.values()]
    .map(({ block, head, score, count }) => ({ block, head, score: score / count }))
    .sort((a, b) => b.score - a.score);
}

const ids = (model: Model, text: string) => model.tokenizer.encode(text).ids;

/** How much each position attends to the one before it. */
export function previousTokenHeads(model: Model, texts: readonly (readonly number[])[]): Promise<HeadScore[]> {
  return scored(model, texts, (row) => row.slice(2).map((_, i) => [i + 2, [i + 1]]));
}

/**
 * How much a token that came before attends to what followed it then.
 *
 * The texts are random tokens, twice over: only a head that completes patterns can do this (Olsson et al. 2022, "In-context
 * Learning and Induction Heads", https://arxiv.org/abs/2209.11895).
 */
export function inductionHeads(model: Model, texts: readonly (readonly number[])[]): Promise<HeadScore[]> {
  return scored(model, texts, (row) => {
    const half = (row.length - 1) / 2;
    return Array.from({ length: half - 1 }, (_, i) => [1 + half + i, [1 + i + 1]]);
  });
}

/** How much the position before a name that is told again attends to where that name stood before. */
export function nameHeads(model: Model, texts: readonly (readonly number[])[]): Promise<HeadScore[]> {
  const nameIds = new Set(
    allNames
      .flatMap((name) => [ids(model, ` ${name}`)])
      .filter((row) => row.length === 2)
      .map((row) => row[1]),
  );
  return scored(model, texts, (row) => namePositions(row, nameIds));
}

/** [position before a repeated name, earlier positions of that name]. */
function namePositions(row: readonly number[], nameIds: ReadonlySet<number>): [number, number[]][] {
  const earlier = new Map<number, number[]>();
  const found: [number, number[]][] = [];
  row.forEach((id, at) => {
    if (!nameIds.has(id)) return;
    const before = earlier.get(id);
    if (before) found.push([at - 1, [...before]]);
    earlier.set(id, [...(before ?? []), at]);
  });
  return found;
}

/** Random tokens of ordinary words, twice over, after the token that ends the text before. */
function repeated(model: Model, count: number, length: number): number[][] {
  const dice = new Dice(5);
  const before = Number(model.config.eos_token_id);
  const words = Number(model.config.vocab_size);
  return Array.from({ length: count }, () => {
    const half = Array.from({ length }, () => dice.int(300, words - 1));
    return [before, ...half, ...half];
  });
}

export async function headTable(model: Model): Promise<Section> {
  const stories = heldOutDocuments("story", 12).map(({ text }) => ids(model, text).slice(0, 256));
  const twice = repeated(model, 12, 40);
  const rows: (string | number)[][] = [];
  const kinds = [
    ["previous token, of random tokens", await previousTokenHeads(model, twice)],
    ["previous token, in stories", await previousTokenHeads(model, stories)],
    ["induction, of random tokens", await inductionHeads(model, twice)],
    ["name copying, in stories", await nameHeads(model, stories)],
  ] as const;
  for (const [kind, heads] of kinds) {
    const median = heads[Math.floor(heads.length / 2)].score;
    for (const { block, head, score } of heads.slice(0, 2)) {
      rows.push([kind, `block ${block}, head ${head}`, score.toFixed(2), median.toFixed(2)]);
    }
  }
  const [top] = kinds.at(-1)![1];
  const plain = await nameLoss(model, stories, undefined);
  const without = await nameLoss(model, stories, top);
  rows.push([`loss of repeated names`, "all heads", plain.toFixed(2), ""]);
  rows.push([`loss of repeated names`, `without block ${top.block}, head ${top.head}`, without.toFixed(2), ""]);
  const surprise = await Promise.all(twice.map((row) => tokenLosses(model, row)));
  const half = (part: (losses: Float32Array) => Float32Array) =>
    surprise.map(part).reduce((sum, losses) => sum + losses.reduce((a, b) => a + b, 0) / losses.length, 0) /
    surprise.length;
  rows.push(["loss of random tokens", "the first time", half((l) => l.subarray(0, 40)).toFixed(2), ""]);
  rows.push(["loss of random tokens", "the second time", half((l) => l.subarray(41)).toFixed(2), ""]);
  return {
    title: "Heads",
    how: "Mean attention weight on the previous token, on the token after the same token's earlier place, and on a name's earlier places just before it is told again. Random tokens are said twice over, so that nothing but their order can be learned from them.",
    head: ["kind", "where", "score", "median head"],
    rows,
  };
}

/** Mean loss of names that were told before, with one head's output taken away. */
async function nameLoss(
  model: Model,
  stories: readonly (readonly number[])[],
  without: HeadScore | undefined,
): Promise<number> {
  const nameIds = new Set(
    allNames
      .map((name) => ids(model, ` ${name}`))
      .filter((row) => row.length === 2)
      .map((row) => row[1]),
  );
  let total = 0;
  let count = 0;
  for (const row of stories) {
    const edits = without && {
      [`blocks.${without.block}.attention.weights`]: (weights: { data: Float32Array; shape: readonly number[] }) => {
        const size = weights.shape[2] * weights.shape[3];
        weights.data.fill(0, without.head * size, (without.head + 1) * size); // weights[0, head, :, :]
      },
    };
    const { logits } = edits ? await model.patch(row, edits as never) : await model.forward(row);
    const vocabulary = logits!.shape.at(-1)!;
    for (const [before] of namePositions(row, nameIds)) {
      const scores = logits!.data.subarray(before * vocabulary, (before + 1) * vocabulary);
      let max = -Infinity;
      for (const x of scores) max = Math.max(max, x);
      let sum = 0;
      for (const x of scores) sum += Math.exp(x - max);
      total += max + Math.log(sum) - scores[row[before + 1]];
      count++;
    }
  }
  return total / count;
}
