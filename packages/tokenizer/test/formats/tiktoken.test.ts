import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { byteToCharacter } from "../../src/byte-characters.ts";
import { fromTiktoken, type TiktokenName, tiktokenEncodings } from "../../src/formats/index.ts";
import { Tokenizer } from "../../src/index.ts";

const fixture = JSON.parse(readFileSync(new URL("fixtures/tiktoken.json", import.meta.url), "utf8"));
const texts: string[] = fixture.texts;

/** A rank file of single bytes and then these tokens. */
function rankFile(tokens: string[]): string {
  const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
  return [...bytes, ...tokens].map((token, rank) => `${btoa(token)} ${rank}\n`).join("");
}

const letters = { pattern: "[a-z]+", specialTokens: {} };

describe("fromTiktoken", () => {
  it.each(Object.keys(fixture.encodings) as TiktokenName[])("fromTiktoken(ranks, %j) gives tiktoken's ids", (name) => {
    const { ranks, ids } = fixture.encodings[name];
    const tokenizer = Tokenizer.fromJSON(fromTiktoken(ranks, name));
    expect(texts.map((text) => tokenizer.encode(text).ids)).toEqual(ids);
    expect(texts.map((text) => tokenizer.decode(tokenizer.encode(text).ids))).toEqual(texts);
  });

  it("fromTiktoken(ranks) finds the halves of each token: what is left when all lower ranks are joined", () => {
    // "abc" is ab + c, because "ab" has a lower rank than "bc"; "abcd" is abc + d, because "abc" comes before "cd".
    const { model } = fromTiktoken(rankFile(["ab", "bc", "abc", "cd", "abcd"]), letters);
    expect(model.merges).toEqual([
      ["a", "b"],
      ["b", "c"],
      ["ab", "c"],
      ["c", "d"],
      ["abc", "d"],
    ]);
  });

  it("fromTiktoken(ranks) finds a token that no merges lead to as a whole word only, as tiktoken does", () => {
    const tokenizer = Tokenizer.fromJSON(fromTiktoken(rankFile(["xyz"]), letters));
    expect(tokenizer.encode("xyz").tokens).toEqual(["xyz"]);
    expect(tokenizer.encode("xyzx").tokens).toEqual(["x", "y", "z", "x"]);
  });

  it("fromTiktoken(bytes) takes the file's bytes as well as its text", () => {
    const file = rankFile(["ab"]);
    expect(fromTiktoken(new TextEncoder().encode(file.replaceAll("\n", "\r\n")), letters)).toEqual(
      fromTiktoken(file, letters),
    );
  });

  it("fromTiktoken(ranks) names the line and what is wrong with it", () => {
    const lines = (extra: string) => rankFile([]) + extra;
    const hint = " The file is damaged, or no tiktoken rank file.";
    expect(() => fromTiktoken(lines("YWI= x\n"), letters)).toThrow(
      `fromTiktoken: line 257: "YWI= x" is not "base64 rank".${hint}`,
    );
    expect(() => fromTiktoken(lines("YWI= 7\n"), letters)).toThrow(
      `fromTiktoken: line 257: rank 7 is there twice.${hint}`,
    );
    expect(() => fromTiktoken(lines("YWI=YWI= 300\n"), letters)).toThrow('is not "base64 rank"');
    expect(() => fromTiktoken("YQ== 0\n", letters)).toThrow(
      `fromTiktoken: line 2: no token stands for the single byte 0.${hint}`,
    );
    expect(() => fromTiktoken("", "cl200k" as TiktokenName)).toThrow(
      'fromTiktoken: "cl200k" is not a known encoding. Known: gpt2, r50k_base, p50k_base, p50k_edit, cl100k_base, ' +
        "o200k_base. Pass { pattern, specialTokens } for another.",
    );
  });
});

describeWithFixtures("fromTiktoken, on whole vocabularies", "tokenizers", (folder) => {
  const whole = { gpt2: "gpt2", gpt35turbo: "cl100k_base" } as const;
  it.each(Object.entries(whole))("fromTiktoken gives the ids of tokenizer.json %s", (name, encoding) => {
    const read = (path: string) => JSON.parse(gunzipSync(readFileSync(path)).toString());
    const path = `${folder}/tokenizers/${name}/tokenizer.json.gz`;
    if (!existsSync(path)) throw new Error(`${path} is missing: the corpus has another form than this test knows`);
    const vocab: Record<string, number> = read(path).model.vocab;
    const byteOf = new Map(byteToCharacter.map((character, byte) => [character, byte]));
    const special = tiktokenEncodings[encoding].specialTokens;
    const ranks = Object.entries(vocab)
      .filter(([token]) => !Object.hasOwn(special, token))
      .map(([token, id]) => `${btoa(String.fromCharCode(...[...token].map((c) => byteOf.get(c)!)))} ${id}`);
    const tokenizer = Tokenizer.fromJSON(fromTiktoken(ranks.join("\n"), encoding));
    const { texts: expected } = read(`${folder}/expected/${name}.json.gz`);
    const wrong: string[] = [];
    for (const { id, text } of JSON.parse(readFileSync(`${folder}/texts.json`, "utf8")).texts) {
      const ids = tokenizer.encode(text, { addSpecialTokens: false }).ids;
      if (ids.join() !== expected[id].ids_nospecial.join()) wrong.push(id);
    }
    expect(wrong).toEqual([]);
  });
});
