/** The list of merges, in each of the forms that files have it in, as a table of pairs. @module */
import { type Config, show } from "../config.ts";
import { maxPairId, maxRank, PairTable } from "./pair-table.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** `prefixLength`: how many units of the right part its union leaves out (the prefix of continuing subwords). */
export function readMerges(config: Config, vocabulary: Vocabulary, prefixLength: number): PairTable {
  const raw = config.raw("merges");
  if (raw instanceof PairTable) return raw; // made while the file was read
  const list = config.array("merges");
  const { length } = list;
  if (length > maxRank) config.fail("merges", `has ${length} entries but at most ${maxRank} are supported.`);
  const table = new PairTable(length);
  for (let i = 0; i < length; i++) {
    const merge = list[i];
    if (typeof merge === "string" && merge.startsWith("#version")) continue; // the header line of an old merges.txt
    const pair = typeof merge === "string" ? merge.split(" ") : merge;
    if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== "string" || typeof pair[1] !== "string") {
      config.fail(`merges[${i}]`, `is ${show(merge)} but has to be "left right" or ["left", "right"].`);
    }
    const [left, right, union] = [pair[0], pair[1], pair[0] + pair[1].slice(prefixLength)].map((token: string) => {
      const id = vocabulary.get(token);
      if (id < 0) config.fail(`merges[${i}]`, `needs the token ${show(token)}, which is not in the vocabulary.`);
      return id;
    });
    if (left > maxPairId || right > maxPairId) {
      config.fail(`merges[${i}]`, `has ids ${left} and ${right} but at most ${maxPairId} is supported.`);
    }
    table.add(left, right, union);
  }
  return table;
}
