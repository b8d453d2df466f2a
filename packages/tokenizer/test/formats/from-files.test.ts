/** Against transformers: fixtures/slow-tokenizers.json.gz, made by tools/tokenizer-fixtures. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { tokenizerFromFiles } from "../../src/formats/index.ts";

interface Case {
  files: Record<string, string | { base64: string }>;
  slow: number[][];
  fast: number[][];
  pair: number[];
  special: { text: string; fast: number[] } | null;
  all_special: Record<string, number>;
}

const fixture = JSON.parse(
  gunzipSync(readFileSync(new URL("fixtures/slow-tokenizers.json.gz", import.meta.url))).toString(),
);
const texts: string[] = fixture.texts;
const cases: Record<string, Case> = fixture.cases;

function filesOf(name: string): Record<string, string | Uint8Array> {
  const decoded = Object.entries(cases[name].files).map(([file, content]): [string, string | Uint8Array] => [
    file,
    typeof content === "string" ? content : Uint8Array.from(atob(content.base64), (c) => c.charCodeAt(0)),
  ]);
  return Object.fromEntries(decoded);
}

describe("tokenizerFromFiles", () => {
  // The conversion to the Rust library handles runs of spaces otherwise than SentencePiece, with which the models of
  // these classes were trained; there we do as SentencePiece does.
  const likeSentencePiece = ["t5", "xlm-roberta", "deberta-v2"];

  it.each(Object.keys(cases))("tokenizerFromFiles(files) gives the ids of transformers for %s", (name) => {
    const tokenizer = tokenizerFromFiles(filesOf(name));
    const { slow, fast, pair, special, all_special } = cases[name];
    const expected = likeSentencePiece.includes(name) ? slow : fast;
    texts.forEach((text, i) => {
      expect(tokenizer.encode(text).ids, JSON.stringify(text)).toEqual(expected[i]);
    });
    expect(tokenizer.encode("one text", { pair: "and another" }).ids).toEqual(pair);
    if (special) expect(tokenizer.encode(special.text).ids).toEqual(special.fast);
    for (const [token, id] of Object.entries(all_special)) expect(tokenizer.tokenToId(token), token).toBe(id);
  });

  it("tokenizerFromFiles(files) prefers tokenizer.json and takes the Fast name of a class", () => {
    const files = filesOf("bert-uncased");
    const config = { tokenizer_class: "BertTokenizerFast" };
    const tokenizer = tokenizerFromFiles({ ...files, "tokenizer_config.json": config });
    expect(tokenizer.encode("Alice").ids).toEqual(tokenizerFromFiles(files).encode("Alice").ids);
    const same = tokenizerFromFiles({ "vocab.txt": "", "tokenizer.json": tokenizer.toJSON() });
    expect(same.encode("Alice").ids).toEqual(tokenizer.encode("Alice").ids);
  });

  it("tokenizerFromFiles(files) takes the class from config.json's model_type if no file names one", () => {
    const { "vocab.txt": vocab } = filesOf("bert-uncased");
    const tokenizer = tokenizerFromFiles({ "vocab.txt": vocab, "config.json": '{"model_type":"bert"}' });
    expect(tokenizer.encode("Alice").tokens[0]).toBe("[CLS]");
  });

  it("tokenizerFromFiles(files) gives added tokens the ids of added_tokens.json, gaps included", () => {
    const files = { ...filesOf("gpt2"), "added_tokens.json": { "<|user|>": 700, "<|bot|>": 900 } };
    const tokenizer = tokenizerFromFiles(files);
    expect(tokenizer.encode("<|bot|><|user|>").ids).toEqual([900, 700]);
  });

  it("tokenizerFromFiles(files) names what is missing, unknown or wrong", () => {
    const config = (fields: object) => ({ ...filesOf("bert-uncased"), "tokenizer_config.json": fields });
    expect(() => tokenizerFromFiles(config({ tokenizer_class: "FlaubertTokenizer" }))).toThrow(
      'tokenizerFromFiles: tokenizer_class is "FlaubertTokenizer", which is not supported without a tokenizer.json. ' +
        "Supported: GPT2Tokenizer,",
    );
    expect(() => tokenizerFromFiles(config({}))).toThrow(
      "tokenizerFromFiles: neither tokenizer_config.json nor config.json names a tokenizer_class. Add it; supported:",
    );
    expect(() => tokenizerFromFiles({ "tokenizer_config.json": { tokenizer_class: "GPT2Tokenizer" } })).toThrow(
      "tokenizerFromFiles: merges.txt is missing. Given: tokenizer_config.json. Add the file.",
    );
    expect(() => tokenizerFromFiles(config({ tokenizer_class: "BertTokenizer", do_basic_tokenize: false }))).toThrow(
      "tokenizer_config.json: do_basic_tokenize is false, which is not supported. Only true is.",
    );
    expect(() => tokenizerFromFiles(config({ tokenizer_class: "BertTokenizer", cls_token: "[START]" }))).toThrow(
      'vocabulary: has no token "[START]", which is the cls_token.',
    );
    expect(() => tokenizerFromFiles({ ...filesOf("gpt2"), "merges.txt": "#version: 0.2\na b\na  b\n" })).toThrow(
      'merges.txt: line 3 is "a  b" but has to be two tokens with a space between.',
    );
    expect(() => tokenizerFromFiles({ ...filesOf("gpt2"), "vocab.json": '{"a": 1, "b": 1}' })).toThrow(
      'vocab.json: token "b" has the id 1, as another token has.',
    );
  });

  it("tokenizerFromFiles(files) ends with an error that names a file when bytes are damaged", () => {
    const random = seededRandom(5);
    for (let round = 0; round < 300; round++) {
      const files: Record<string, string | Uint8Array> = filesOf(["gpt2", "bert-uncased", "t5"][round % 3]);
      const names = Object.keys(files);
      const name = names[Math.floor(random() * names.length)];
      const bytes = typeof files[name] === "string" ? new TextEncoder().encode(files[name]) : files[name].slice();
      for (let i = 0; i < 1 + random() * 5; i++) bytes[Math.floor(random() * bytes.length)] = random() * 256;
      files[name] = bytes.subarray(0, random() < 0.3 ? Math.floor(random() * bytes.length) : bytes.length);
      try {
        tokenizerFromFiles(files).encode("some text");
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        expect((error as Error).message).toMatch(/^(tokenizerFromFiles|SentencePiece|vocabulary|[\w.[\]]+(:|$))/);
        expect((error as Error).message).not.toMatch(/undefined|Cannot read|is not a function|not iterable/);
      }
    }
  });
});
