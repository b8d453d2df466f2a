import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describeWithFixtures, seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { Tokenizer } from "../src/index.ts";
import { trainBPE, trainUnigram, trainWordPiece } from "../src/training/index.ts";

const { texts } = JSON.parse(readFileSync(new URL("training/fixtures/rust-trainers.json", import.meta.url), "utf8"));
const marks = [
  "<s>",
  " <s> ",
  "[MASK] ",
  "x<s>y ",
  "\n\n",
  "  ",
  "it's ",
  "漢字，かな。",
  "😀 ",
  "e\u0301 ",
  "1,234 ",
  "▁",
];

/** Some hundred thousand units, long enough for several cuts. */
function longText(seed: number): string {
  const random = seededRandom(seed);
  let text = "";
  while (text.length < 200_000) {
    text +=
      random() < 0.3 ? marks[Math.floor(random() * marks.length)] : `${texts[Math.floor(random() * texts.length)]} `;
  }
  return text;
}

function streamed(tokenizer: Tokenizer, text: string, seed: number): number[] {
  const random = seededRandom(seed);
  const stream = tokenizer.createEncodeStream();
  const ids: number[] = [];
  for (let at = 0; at < text.length; ) {
    const next = at + 1 + Math.floor(random() * 40_000); // anywhere, inside surrogate pairs too
    for (const id of stream.push(text.slice(at, next))) ids.push(id);
    at = next;
  }
  for (const id of stream.end()) ids.push(id);
  return ids;
}

describe("createEncodeStream", () => {
  const added = (content: string, id: number, flags: object = {}) => ({
    ...{ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
    ...flags,
  });
  const prepended = {
    type: "Sequence",
    normalizers: [
      { type: "Prepend", prepend: "▁" },
      { type: "Replace", pattern: { String: " " }, content: "▁" },
    ],
  };
  const template = {
    type: "TemplateProcessing",
    single: [{ SpecialToken: { id: "<s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
    pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 0 } }],
    special_tokens: { "<s>": { id: "<s>", ids: [1], tokens: ["<s>"] } },
  };
  const specialTokens = ["<unk>", "<s>"];
  const files: [string, () => Promise<object>][] = [
    ["byte-level BPE", () => trainBPE(texts, { vocabSize: 500, specialTokens })],
    [
      "byte-level BPE with a token that swallows spaces",
      async () => {
        const file = await trainBPE(texts, { vocabSize: 500, specialTokens });
        return { ...file, added_tokens: [added("<unk>", 0), added("<s>", 1, { lstrip: true, rstrip: true })] };
      },
    ],
    ["WordPiece", () => trainWordPiece(texts, { vocabSize: 500, specialTokens: ["[UNK]", "<s>"] })],
    [
      "Unigram with a space before each part",
      async () => ({ ...(await trainUnigram(texts, { vocabSize: 400, specialTokens })), post_processor: template }),
    ],
    [
      "BPE over a whole text, with a mark before each part",
      async () => {
        const options = { vocabSize: 500, specialTokens, unkToken: "<unk>", normalizer: prepended };
        const pieces = { type: "Metaspace", replacement: "▁", prepend_scheme: "never", split: true };
        const file = await trainBPE(texts, { ...options, preTokenizer: pieces });
        return { ...file, pre_tokenizer: null };
      },
    ],
    [
      "Unigram over a whole text, with a mark before each part",
      async () => {
        const file = await trainUnigram(texts, { vocabSize: 400, specialTokens });
        return { ...file, normalizer: prepended, pre_tokenizer: null };
      },
    ],
    [
      "byte-level BPE that takes away spaces before newlines",
      async () => {
        const normalizer = { type: "Replace", pattern: { Regex: " *\n" }, content: "\n" };
        return { ...(await trainBPE(texts, { vocabSize: 500, specialTokens })), normalizer };
      },
    ],
  ];

  it.each(files)("push(text) and end() of %s give the ids of the whole text", async (_name, make) => {
    const tokenizer = Tokenizer.fromJSON(await make());
    for (const seed of [1]) {
      const text = longText(seed);
      expect(streamed(tokenizer, text, seed)).toEqual(tokenizer.encodeIds(text));
    }
  });

  it("push(text) holds no more than a stretch of text", async () => {
    const tokenizer = Tokenizer.fromJSON(await trainBPE(texts, { vocabSize: 500 }));
    const stream = tokenizer.createEncodeStream();
    const text = "The cat sat on the mat. ".repeat(1000);
    let waiting = 0;
    for (let n = 0; n < 40; n++) {
      waiting += text.length;
      const ids = stream.push(text);
      if (ids.length > 0) waiting -= tokenizer.decode(ids).length;
      expect(waiting).toBeLessThan((1 << 16) + text.length);
    }
  });

  it("createEncodeStream() refuses a tokenizer whose texts cannot be cut", async () => {
    const normalizer = { type: "Replace", pattern: { Regex: "a[\\s\\S]*z" }, content: "" };
    const tokenizer = Tokenizer.fromJSON({ ...(await trainBPE(texts, { vocabSize: 300 })), normalizer });
    expect(() => tokenizer.createEncodeStream()).toThrow("there is no place where a text could be cut");
  });
});

describeWithFixtures("createEncodeStream, real files", "tokenizers", (folder) => {
  it.each(["gpt2", "llama2", "bert-base-uncased", "t5-small", "qwen3", "llm-jp-v2.1", "ltg-dual"])(
    "push(text) and end() of %s give the ids of the whole text",
    (name) => {
      const file = gunzipSync(readFileSync(join(folder, "tokenizers", name, "tokenizer.json.gz"))).toString();
      const tokenizer = Tokenizer.fromJSON(file);
      const text = longText(3).slice(0, 120_000);
      expect(streamed(tokenizer, text, 3)).toEqual(tokenizer.encodeIds(text));
    },
  );
});
