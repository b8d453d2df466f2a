/** The short ways to ids give what the long way gives, on random texts and vocabularies. */
import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { allComponents } from "../src/all-components.ts";
import { createTokenizer } from "../src/components/index.ts";
import { fromTiktoken } from "../src/formats/index.ts";
import { type TokenizerFile, trainBPE, trainUnigram, trainWordPiece } from "../src/training/index.ts";

import {
  Dice,
  randomNormalizer,
  randomPreTokenizer,
  randomText as randomTextOf,
  sequenceOf,
} from "./differential/random-tokenizer.ts";

type Json = Record<string, unknown>;

/** Few characters, so that pairs repeat; of every length in UTF-8, some sharing their first or last bytes. */
const alphabets = [
  "ab ",
  "abAB cé",
  "的一是不了人我在 ",
  "的一。，的是不了e ",
  "ก็กีกา ",
  "😀😁👍🏽a ",
  "日本語かなカナー。 ab1",
];

function randomText(random: () => number, alphabet: string, length: number): string {
  const characters = [...alphabet];
  // A low exponent makes some characters frequent, as in languages.
  return Array.from({ length }, () => characters[Math.floor(random() ** 2 * characters.length)]).join("");
}

/** Merges of any neighbours, whether a trainer would have found them or not: they begin and end inside characters, too. */
function randomRanks(random: () => number, alphabet: string, merges: number): string {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const tokens = new Map<string, Uint8Array>();
  const add = (token: Uint8Array) => tokens.set(token.join(), token);
  for (let byte = 0; byte < 256; byte++) add(Uint8Array.of(byte));
  while (tokens.size < 256 + merges) {
    const text = bytes(randomText(random, alphabet, 4));
    const start = Math.floor(random() * text.length);
    add(text.slice(start, start + 2 + Math.floor(random() * 4)));
  }
  return [...tokens.values()].map((token, rank) => `${btoa(String.fromCharCode(...token))} ${rank}`).join("\n");
}

function compare(json: Json, texts: string[]): void {
  const fast = createTokenizer(json, allComponents);
  const plain = createTokenizer(json, { ...allComponents, shortcuts: [] });
  for (const text of [...texts, ...texts]) {
    const hint = `${JSON.stringify(json).slice(0, 600)} ${JSON.stringify(text)}`; // the second time from the caches
    expect(fast.encodeIds(text), hint).toEqual(plain.encodeIds(text));
    expect(fast.encode(text).toJSON(), hint).toEqual(plain.encode(text).toJSON());
  }
  const [text] = texts;
  const options = { offsets: "codepoint" } as const;
  expect(fast.encode(text, options).offsets).toEqual(plain.encode(text, options).offsets);
}

describe("shortcuts", () => {
  it("encodeIds(text) cuts words between characters where no merge of bytes can reach, and nowhere else", () => {
    const random = seededRandom(11);
    for (let round = 0; round < 40; round++) {
      const alphabet = alphabets[round % alphabets.length];
      const pattern = round % 2 === 0 ? "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|[\\s\\S]" : "\\p{N}+|[^\\p{N}]+";
      const json = fromTiktoken(randomRanks(random, alphabet, 60), { pattern, specialTokens: {} }) as unknown as Json;
      (json.model as Json).ignore_merges = round % 3 === 0;
      compare(
        json,
        Array.from({ length: 30 }, () => randomText(random, alphabet, 1 + Math.floor(random() * 60))),
      );
    }
  });

  it("encodeIds(text) cuts texts without a pre-tokenizer where no merge of characters can reach", async () => {
    const random = seededRandom(12);
    for (let round = 0; round < 40; round++) {
      const alphabet = alphabets[round % alphabets.length];
      const texts = Array.from({ length: 30 }, () => randomText(random, alphabet, 1 + Math.floor(random() * 60)));
      const trained = await trainBPE(texts.slice(0, 5), {
        vocabSize: 60,
        preTokenizer: null,
        specialTokens: ["<unk>"],
        unkToken: "<unk>",
      } as Parameters<typeof trainBPE>[1]);
      const json = structuredClone(trained) as unknown as Json;
      json.pre_tokenizer = null;
      json.decoder = null;
      const model = json.model as Json;
      model.fuse_unk = round % 3 === 0;
      model.unk_token = round % 5 === 0 ? null : "<unk>";
      if (round % 4 === 0) json.normalizer = { type: "Replace", pattern: { String: " " }, content: "▁" };
      if (round % 4 === 1)
        json.pre_tokenizer = { type: "Split", pattern: { Regex: "的|a+" }, behavior: "Isolated", invert: false };
      compare(json, texts);
    }
  });

  it("encodeIds(text) with WordPiece and Unigram gives the same with and without memory", async () => {
    const random = seededRandom(13);
    const split = { type: "Split", pattern: { Regex: "\\s+|[。，]" }, behavior: "Isolated", invert: false };
    for (const alphabet of alphabets) {
      const texts = Array.from({ length: 30 }, () => randomText(random, alphabet, 1 + Math.floor(random() * 60)));
      const files: TokenizerFile[] = [
        await trainWordPiece(texts.slice(0, 9), { vocabSize: 80, specialTokens: ["[UNK]"] }),
        await trainUnigram(texts.slice(0, 9), { vocabSize: 40, specialTokens: ["<unk>"] }),
      ];
      for (const file of files) compare({ ...file, pre_tokenizer: split } as unknown as Json, texts);
    }
  });

  it("encode(text) and encodeIds(text) give the same as the long way with any components", async () => {
    const random = seededRandom(14);
    const dice = new Dice(random);
    const texts = Array.from({ length: 60 }, () => randomText(random, alphabets.join(""), 40));
    const specialTokens = ["<unk>", "<s>"];
    const models = [
      await trainBPE(texts, { vocabSize: 500, specialTokens }),
      await trainWordPiece(texts, { vocabSize: 300, specialTokens: ["[UNK]"] }),
      await trainUnigram(texts, { vocabSize: 200, specialTokens }),
    ];
    for (let round = 0; round < 300; round++) {
      const file = structuredClone(dice.pick(models)) as unknown as Json;
      if (dice.bool()) file.normalizer = sequenceOf(dice, "normalizers", () => randomNormalizer(dice));
      if (dice.bool()) file.pre_tokenizer = sequenceOf(dice, "pretokenizers", () => randomPreTokenizer(dice));
      try {
        createTokenizer(file, allComponents);
      } catch {
        continue; // components that do not go together
      }
      const given = Array.from({ length: 6 }, () =>
        dice.bool() ? randomText(random, alphabets.join("a b"), 30) : randomTextOf(dice),
      );
      compare(file, given);
    }
  }, 60_000);
});
