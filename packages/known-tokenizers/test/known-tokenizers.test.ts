import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { describe, expect, it } from "vitest";
import { knownTokenizers, loadTokenizerJSON } from "../src/index.ts";
import { unpackTokenizer } from "../src/packed-tokenizer.ts";

type Name = (typeof knownTokenizers)[number]["name"];
const load = async (name: Name) => Tokenizer.fromJSON(await loadTokenizerJSON(name));

/** "Hello world" as each model's users know it. */
const hello: Record<Name, number[]> = {
  "bert-base-uncased": [101, 7592, 2088, 102],
  "bert-base-cased": [101, 8667, 1362, 102],
  gpt2: [15496, 995],
  t5: [8774, 296, 1],
  cl100k: [9906, 1917],
  "phi-3": [15043, 3186],
  o200k: [13225, 2375],
  smollm2: [19556, 905],
  qwen3: [9707, 1879],
};

describe.each(knownTokenizers.map((known) => [known.name, known] as const))("%s", (name, known) => {
  it("encodes as its model reads", async () => {
    expect([...(await load(name)).encode("Hello world").ids]).toEqual(hello[name]);
  });

  it("has as many tokens as the list says", async () => {
    const { model, added_tokens } = JSON.parse(await loadTokenizerJSON(name));
    const vocab = model.vocab as Record<string, number> | [string, number][];
    const ids = new Set(Array.isArray(vocab) ? vocab.keys() : Object.values(vocab));
    for (const { id } of added_tokens as { id: number }[]) ids.add(id);
    expect(ids.size).toBe(known.vocabSize);
  });
});

it("all files together weigh less than 3 MB", () => {
  expect(knownTokenizers.reduce((sum, { file }) => sum + statSync(file).size, 0)).toBeLessThan(3e6);
});

describe("loadTokenizerJSON", () => {
  it("(a name that is not there) says which there are", async () => {
    await expect(loadTokenizerJSON("gpt5" as "gpt2")).rejects.toThrow(
      'loadTokenizerJSON: "gpt5" is not one of the tokenizers here: bert-base-uncased, bert-base-cased, gpt2, t5, cl100k, phi-3, o200k, smollm2, qwen3.',
    );
  });

  it("(aborted) rejects with the reason", async () => {
    await expect(loadTokenizerJSON("gpt2", { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });
});

describe("unpackTokenizer", () => {
  const packed = new Uint8Array(readFileSync(knownTokenizers[0].file));
  const gzip = async (bytes: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(
      await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
    );

  it("refuses a file that ends early", async () => {
    await expect(unpackTokenizer(packed.slice(0, 1000))).rejects.toThrow(
      "unpackTokenizer: 1000 bytes are not gzip to the end. Fetch the file again; is it the packed file itself?",
    );
  });

  it("refuses a header that is longer than the file, and columns that are not there", async () => {
    await expect(unpackTokenizer(await gzip(Uint8Array.of(9, 0, 0, 0, 123)))).rejects.toThrow(
      "unpackTokenizer: the header should end at byte 13 but the file has 5. It is damaged, or no packed tokenizer.",
    );
    await expect(unpackTokenizer(await gzip(Uint8Array.of(1, 2)))).rejects.toThrow("the file has 2");
    const header = new TextEncoder().encode('{"model":{"vocab":[[0,"a"]],"merges":2}}');
    await expect(
      unpackTokenizer(await gzip(Uint8Array.of(header.length, 0, 0, 0, ...header, 1, 2, 3))),
    ).rejects.toThrow("unpackTokenizer: 2 merges and 0 scores end at byte 56 but the file has 47. It is damaged.");
  });
});

/** Where the reference data has the same tokenizer under another name. */
const reference: Partial<Record<Name, string>> = {
  gpt2: "gpt2",
  "bert-base-uncased": "bert-base-uncased",
  "bert-base-cased": "bert-base-cased",
  t5: "t5-small",
  "phi-3": "phi-3-mini",
  qwen3: "qwen3",
};

describeWithFixtures("known tokenizers and the reference library", "tokenizers", (folder) => {
  const { texts } = JSON.parse(readFileSync(join(folder, "texts.json"), "utf8")) as {
    texts: { id: string; text: string }[];
  };
  it.each(Object.entries(reference) as [Name, string][])("%s gives the same ids for every text", async (name, file) => {
    const bytes = readFileSync(join(folder, "expected", `${file}.json.gz`));
    const expected = JSON.parse(gunzipSync(bytes).toString("utf8")) as { texts: Record<string, { ids: number[] }> };
    const tokenizer = await load(name);
    let compared = 0;
    for (const { id, text } of texts) {
      if (!expected.texts[id]) continue;
      expect([...tokenizer.encode(text).ids], id).toEqual(expected.texts[id].ids);
      compared++;
    }
    expect(compared).toBeGreaterThan(100);
  });
});
