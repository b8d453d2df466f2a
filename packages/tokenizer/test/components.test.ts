import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import {
  byteLevelBPE,
  type Components,
  combine,
  createTokenizer,
  digits,
  sentencePieceBPE,
  sentencePieceUnigram,
  spaceShortcut,
  split,
  unicodeForm,
  wordPieceOfBert,
  wordShortcut,
} from "../src/components/index.ts";
import { Tokenizer } from "../src/index.ts";

const file = {
  pre_tokenizer: { type: "Split", pattern: { Regex: "[a-z]+" }, behavior: "Isolated", invert: false },
  model: { type: "BPE", vocab: { a: 0, b: 1, ab: 2 }, merges: ["a b"] },
};

describe("createTokenizer", () => {
  it("createTokenizer(json, family) names a component that is not among those given", () => {
    expect(() => createTokenizer({ model: { ...file.model, type: "Unigram" } }, byteLevelBPE)).toThrow(
      'model.type: is "Unigram", a model that is not supported here. Supported: BPE.',
    );
  });

  it("createTokenizer(json, byteLevelBPE) says what an unusual expression needs", () => {
    expect(() => createTokenizer(file, byteLevelBPE)).toThrow(
      'which is not one of the usual word patterns. Use the component "split".',
    );
    const all = combine(byteLevelBPE, { preTokenizers: { Split: split } });
    expect(createTokenizer(file, all).encode("ab-ab").ids).toEqual([2, 2]);
  });
});

describeWithFixtures("families, real files", "tokenizers", (folder) => {
  const text = "The cat's naïve 漢字 sat, on 12345 mats!\n\n  Ωmega 😀 don't";
  const families: [string, Components][] = [
    ["gpt2", byteLevelBPE],
    ["llama3", combine(byteLevelBPE, { shortcuts: [wordShortcut] })],
    ["qwen3", combine(byteLevelBPE, { normalizers: { NFC: unicodeForm("NFC") } })],
    ["smollm2", combine(byteLevelBPE, { preTokenizers: { Digits: digits } })],
    ["bert-base-uncased", wordPieceOfBert],
    ["llama2", combine(sentencePieceBPE, { shortcuts: [spaceShortcut] })],
    ["mistral-v0.1", sentencePieceBPE],
    ["phi-3-mini", sentencePieceBPE],
    ["t5-small", sentencePieceUnigram],
    ["xlmr-mpnet", sentencePieceUnigram],
    ["marian-nmt", sentencePieceUnigram],
  ];

  it.each(families)(
    "createTokenizer(json, components) encodes like Tokenizer.fromJSON(json): %s",
    (name, components) => {
      const json = gunzipSync(readFileSync(join(folder, "tokenizers", name, "tokenizer.json.gz"))).toString();
      const small = createTokenizer(JSON.parse(json), components);
      const full = Tokenizer.fromJSON(json);
      expect(small.encodeIds(text)).toEqual(full.encodeIds(text));
      expect(small.encode(text).toJSON()).toEqual(full.encode(text).toJSON());
      expect(small.decode(small.encodeIds(text))).toBe(full.decode(full.encodeIds(text)));
    },
  );
});
