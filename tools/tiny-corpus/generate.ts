/**
 * Writes the corpus: `node --conditions=@repo/source tools/tiny-corpus/generate.ts --out <folder> [--seed n] [--scale x]`.
 *
 * Three kinds of text, each with a part to learn from and a part to judge by: documents for the causal models, pairs of
 * sequences for tiny-t5, texts and pairs of texts for tiny-bert. The same seed and scale write the same bytes.
 * @module
 */

import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { document } from "./src/documents.ts";
import { type Split, splitOf } from "./src/held-out.ts";
import { Dice } from "./src/random.ts";
import { plainText, textPair } from "./src/retrieval/passages.ts";
import { sequencePair } from "./src/sequence-pairs.ts";

const { values } = parseArgs({
  options: {
    out: { type: "string", default: "tools/train/data" },
    seed: { type: "string", default: "1" },
    /** Share of the full size; 0.01 is enough to try the recipe out. */
    scale: { type: "string", default: "1" },
  },
});

interface Kind {
  train: number;
  heldOut: number;
  make(dice: Dice): { keys: string[] };
}

const kinds: Record<string, Kind> = {
  causal: { train: 120_000, heldOut: 2000, make: (dice) => document(dice) },
  sequences: { train: 80_000, heldOut: 2000, make: (dice) => sequencePair(dice) },
  texts: { train: 60_000, heldOut: 1000, make: plainText },
  pairs: { train: 60_000, heldOut: 1000, make: (dice) => textPair(dice) },
};

mkdirSync(values.out, { recursive: true });
for (const [name, kind] of Object.entries(kinds)) {
  const dice = new Dice(Number(values.seed));
  const left: Record<Split, number> = {
    train: Math.ceil(kind.train * Number(values.scale)),
    "held-out": Math.ceil(kind.heldOut * Math.min(1, Number(values.scale) * 10)),
  };
  const files = {
    train: createWriteStream(join(values.out, `${name}.train.jsonl`)),
    "held-out": createWriteStream(join(values.out, `${name}.held-out.jsonl`)),
  };
  const wanted = { ...left };
  while (left.train + left["held-out"] > 0) {
    const { keys, ...text } = kind.make(dice);
    const split = splitOf(keys);
    if (left[split] === 0) continue;
    left[split]--;
    const flowing = files[split].write(`${JSON.stringify(text)}\n`);
    if (!flowing) await new Promise<void>((done) => files[split].once("drain", done));
  }
  files.train.end();
  files["held-out"].end();
  console.log(`${name}: ${wanted.train} to learn from, ${wanted["held-out"]} to judge by`);
}
