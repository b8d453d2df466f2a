/**
 * Trains a tokenizer on a corpus file and writes the corpus as token ids:
 * `node --conditions=@repo/source tools/train/tokenize.ts --data <folder> [--vocab 2560] [--tokenizer <file>]`.
 *
 * Ids are little-endian uint16, each document begun by the begin token, one after another.
 * @module
 */

import { closeSync, createReadStream, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { trainBPE } from "../../packages/tokenizer/src/training/index.ts";
import { begin, specialTokens } from "../tiny-corpus/src/markers.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "tools/train/data" },
    vocab: { type: "string", default: "2560" },
    tokenizer: { type: "string" },
  },
});
const trainFile = join(values.data, "causal.train.jsonl");

async function* lines(file: string): AsyncGenerator<{ topic: string; text: string }> {
  for await (const line of createInterface({ input: createReadStream(file) })) yield JSON.parse(line);
}

const markers = new RegExp(specialTokens.map((token) => token.replace(/\|/g, "\\|")).join("|"), "g");

/** The first documents without their special tokens: words repeat so much that these show all of them. */
async function sample(count: number): Promise<string[]> {
  const texts: string[] = [];
  for await (const { text } of lines(trainFile)) {
    texts.push(...text.split(markers));
    if (texts.length >= count) break;
  }
  return texts;
}

let file: object;
if (values.tokenizer) file = JSON.parse(readFileSync(values.tokenizer, "utf8"));
else {
  file = await trainBPE(await sample(40_000), {
    vocabSize: Number(values.vocab),
    specialTokens: [...specialTokens],
    postProcessor: {
      type: "TemplateProcessing",
      single: [{ SpecialToken: { id: begin, type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
      pair: [
        { SpecialToken: { id: begin, type_id: 0 } },
        { Sequence: { id: "A", type_id: 0 } },
        { Sequence: { id: "B", type_id: 1 } },
      ],
      special_tokens: { [begin]: { id: begin, ids: [specialTokens.indexOf(begin)], tokens: [begin] } },
    },
  });
  writeFileSync(join(values.data, "tokenizer.json"), `${JSON.stringify(file)}\n`);
}
const tokenizer = Tokenizer.fromJSON(file);

for (const split of ["train", "held-out"]) {
  const out = openSync(join(values.data, `causal.${split}.bin`), "w");
  let tokens = 0;
  let documents = 0;
  for await (const { text } of lines(join(values.data, `causal.${split}.jsonl`))) {
    const { ids } = tokenizer.encode(text);
    writeSync(out, new Uint8Array(Uint16Array.from(ids).buffer));
    tokens += ids.length;
    documents++;
  }
  closeSync(out);
  console.log(`${split}: ${documents} documents, ${tokens} tokens, ${(tokens / documents).toFixed(1)} each`);
}
