/** The list of merges, in each of the forms that files have it in, as a table of pairs. @module */
import { type Config, show } from "../config.ts";
import { MergesText } from "../unparsed.ts";
import { maxPairId, maxRank, PairTable } from "./pair-table.ts";
import type { Part, Vocabulary } from "./vocabulary.ts";

/** `prefixLength`: how many units of the right part its union leaves out (the prefix of continuing subwords). */
export function readMerges(config: Config, vocabulary: Vocabulary, prefixLength: number): PairTable {
  const raw = config.raw("merges");
  const count = raw instanceof MergesText ? raw.bounds.length / 2 : config.array("merges").length;
  if (count > maxRank) config.fail("merges", `has ${count} entries but at most ${maxRank} are supported.`);
  const table = new PairTable(count);
  const left: Part = { text: "", start: 0, end: 0 };
  const right: Part = { text: "", start: 0, end: 0 };
  let rank = 0; // the header line of an old merges.txt is no merge
  let union = -1;
  for (let i = 0; i < count; i++) {
    const merge = raw instanceof MergesText ? locate(raw, i, left, right) : (raw as unknown[])[i];
    if (merge !== located) {
      if (typeof merge === "string" && merge.startsWith("#version")) continue;
      split(merge, left, right, config, i);
    }
    const leftId = vocabulary.getKnown(left.text, left.start, left.end);
    const rightId = vocabulary.getKnown(right.text, right.start, right.end);
    if (leftId < 0) missing(config, i, left);
    if (rightId < 0) missing(config, i, right);
    right.start = Math.min(right.end, right.start + prefixLength);
    union = vocabulary.getKnownUnion(left, right, union + 1);
    if (union < 0) {
      missing(config, i, {
        text: textOf(left) + textOf(right),
        start: 0,
        end: left.end - left.start + right.end - right.start,
      });
    }
    if (leftId > maxPairId || rightId > maxPairId) {
      config.fail(`merges[${i}]`, `has ids ${leftId} and ${rightId} but at most ${maxPairId} is supported.`);
    }
    table.set(leftId, rightId, rank++, union);
  }
  return table;
}

const located = Symbol("located");

/** Finds the parts of a merge in the text of the file; one with escapes is parsed and returned instead. */
function locate({ text, bounds }: MergesText, index: number, left: Part, right: Part): unknown {
  const start = bounds[2 * index];
  const end = bounds[2 * index + 1];
  const isPair = text.charCodeAt(start) === 0x5b;
  left.text = text;
  right.text = text;
  left.start = isPair ? text.indexOf('"', start) + 1 : start + 1;
  let at = left.start;
  for (; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x5c || unit === 0x23) return JSON.parse(text.slice(start, end)); // an escape, or perhaps "#version"
    if (unit === (isPair ? 0x22 : 0x20)) break;
  }
  left.end = at;
  right.start = isPair ? text.indexOf('"', at + 1) + 1 : at + 1;
  for (at = right.start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x5c || (!isPair && unit === 0x20)) return JSON.parse(text.slice(start, end));
    if (unit === 0x22) break;
  }
  right.end = at;
  return left.end < end && right.start <= at ? located : JSON.parse(text.slice(start, end));
}

function split(merge: unknown, left: Part, right: Part, config: Config, index: number): void {
  const pair = typeof merge === "string" ? merge.split(" ") : merge;
  if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== "string" || typeof pair[1] !== "string") {
    config.fail(`merges[${index}]`, `is ${show(merge)} but has to be "left right" or ["left", "right"].`);
  }
  Object.assign(left, { text: pair[0], start: 0, end: pair[0].length });
  Object.assign(right, { text: pair[1], start: 0, end: pair[1].length });
}

function textOf({ text, start, end }: Part): string {
  return text.slice(start, end);
}

function missing(config: Config, index: number, token: Part): never {
  config.fail(`merges[${index}]`, `needs the token ${show(textOf(token))}, which is not in the vocabulary.`);
}
