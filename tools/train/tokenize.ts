/**
 * Trains the tokenizers on the corpus and writes the corpus as token ids:
 * `node --conditions=@repo/source tools/train/tokenize.ts --data <folder> [--only causal|sequences|texts]`.
 *
 * `<name>.<split>.bin` holds little-endian uint16: each entry is 65535, then its parts with 65534 between them.
 * `causal.tokenizer.json`, `sequences.tokenizer.json` and `texts.tokenizer.json` are the tokenizers.
 * @module
 */

import { closeSync, createReadStream, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import type { TokenizerFile } from "../../packages/tokenizer/src/training/index.ts";
import { specialTokens } from "../tiny-corpus/src/markers.ts";
import { hash } from "../tiny-corpus/src/random.ts";
import { causalTokenizer, sequenceTokenizer, textTokenizer } from "./tokenizers.ts";

const entryMark = 65535;
const partMark = 65534;

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "tools/train/data" },
    only: { type: "string" },
  },
});

type Line = Record<string, string>;

async function* lines(name: string, split: string): AsyncGenerator<Line> {
  const file = join(values.data, `${name}.${split}.jsonl`);
  for await (const line of createInterface({ input: createReadStream(file) })) yield JSON.parse(line);
}

const markers = new RegExp(specialTokens.map((token) => token.replace(/\|/g, "\\|")).join("|"), "g");

/** The first texts of a file, without special tokens: words repeat so much that these show nearly all of them. */
async function sample(names: readonly string[], count: number): Promise<string[]> {
  const texts: string[] = [];
  for (const name of names) {
    let taken = 0;
    for await (const line of lines(name, "train")) {
      for (const key of ["text", "source", "target", "question", "passage"]) {
        if (line[key]) texts.push(...line[key].split(markers).filter(Boolean));
      }
      if (++taken >= count) break;
    }
  }
  return texts;
}

/** Writes the files of `name`, each line made into parts of ids. */
async function write(name: string, parts: (line: Line) => number[][]): Promise<void> {
  for (const split of ["train", "held-out"]) {
    const out = openSync(join(values.data, `${name}.${split}.bin`), "w");
    let entries = 0;
    let tokens = 0;
    for await (const line of lines(name, split)) {
      const ids = parts(line).flatMap((part, i) => [i === 0 ? entryMark : partMark, ...part]);
      writeSync(out, new Uint8Array(Uint16Array.from(ids).buffer));
      entries++;
      tokens += ids.length;
    }
    closeSync(out);
    console.log(`${name}.${split}: ${entries} entries, ${tokens} tokens, ${(tokens / entries).toFixed(1)} each`);
  }
}

async function tokenizerFor(name: string, train: Promise<TokenizerFile>): Promise<Tokenizer> {
  const file = await train;
  writeFileSync(join(values.data, `${name}.tokenizer.json`), `${JSON.stringify(file)}\n`);
  return Tokenizer.fromJSON(file);
}

const wanted = (name: string) => values.only === undefined || values.only === name;

if (wanted("causal")) {
  const tokenizer = await tokenizerFor("causal", causalTokenizer(await sample(["causal"], 20_000)));
  await write("causal", (line) => [tokenizer.encode(line.text).ids]);
}
if (wanted("sequences")) {
  const tokenizer = await tokenizerFor("sequences", sequenceTokenizer(await sample(["sequences"], 20_000)));
  await write("sequences", (line) => [tokenizer.encode(line.source).ids, tokenizer.encode(line.target).ids]);
}
if (wanted("texts")) {
  const tokenizer = await tokenizerFor("texts", textTokenizer(await sample(["texts", "pairs"], 30_000)));
  await write("texts", (line) => [tokenizer.encode(line.text).ids]);
  // The third part says what the pair is about: equal numbers must not serve as each other's negatives.
  await write("pairs", (line) => [
    tokenizer.encode(line.question).ids,
    tokenizer.encode(line.passage).ids,
    [hash(line.about) % 65000],
  ]);
}
