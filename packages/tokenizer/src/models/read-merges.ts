/** The list of merges, in each of the forms that files have it in, as a table of pairs. @module */
import { type Config, show } from "../config.ts";
import type { MergesText } from "../unparsed.ts";
import { maxPairId, maxRank, PairTable } from "./pair-table.ts";
import type { Part, Vocabulary } from "./vocabulary.ts";

/** `prefixLength`: how many units of the right part its union leaves out (the prefix of continuing subwords). */
export function readMerges(config: Config, vocabulary: Vocabulary, prefixLength: number): PairTable {
  const raw = config.raw("merges");
  const text = isUnparsed(raw) ? raw : null;
  const list = text ? [] : config.array("merges");
  const count = text ? text.count : list.length;
  if (count > maxRank) config.fail("merges", `has ${count} entries but at most ${maxRank} are supported.`);
  const table = new PairTable(count);
  const left: Part = { text: "", start: 0, end: 0 };
  const right: Part = { text: "", start: 0, end: 0 };
  let rank = 0; // the header line of an old merges.txt is no merge
  let union = -1;
  for (let i = 0; i < count; i++) {
    const merge = text ? text.locate(i, left, right) : list[i];
    if (!text || merge !== true) {
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

/** Nothing that was parsed has a function in it. */
function isUnparsed(raw: unknown): raw is MergesText {
  return typeof raw === "object" && raw !== null && typeof (raw as Partial<MergesText>).locate === "function";
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
