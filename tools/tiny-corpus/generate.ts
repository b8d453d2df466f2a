/**
 * Writes the corpus: `node --conditions=@repo/source tools/tiny-corpus/generate.ts --out <folder> [--documents n] [--seed n]`.
 *
 * The same seed and numbers write the same bytes.
 * @module
 */

import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { document } from "./src/documents.ts";
import { splitOf } from "./src/held-out.ts";
import { Dice } from "./src/random.ts";

const { values } = parseArgs({
  options: {
    out: { type: "string", default: "tools/train/data" },
    documents: { type: "string", default: "200000" },
    "held-out": { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
  },
});

mkdirSync(values.out, { recursive: true });
const wanted = { train: Number(values.documents), "held-out": Number(values["held-out"]) };
const files = {
  train: createWriteStream(join(values.out, "causal.train.jsonl")),
  "held-out": createWriteStream(join(values.out, "causal.held-out.jsonl")),
};
const dice = new Dice(Number(values.seed));
const written = { train: 0, "held-out": 0 };
while (written.train < wanted.train || written["held-out"] < wanted["held-out"]) {
  const { topic, text, keys } = document(dice);
  const split = splitOf(keys);
  if (written[split] === wanted[split]) continue;
  written[split]++;
  if (!files[split].write(`${JSON.stringify({ topic, text })}\n`))
    await new Promise<void>((done) => files[split].once("drain", done));
}
files.train.end();
files["held-out"].end();
console.log(`wrote ${written.train} documents to learn from and ${written["held-out"]} to judge by to ${values.out}`);
