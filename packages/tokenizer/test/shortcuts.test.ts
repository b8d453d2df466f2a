/** The short ways to ids give what the long way gives, on random texts and vocabularies. */
import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { allComponents } from "../src/all-components.ts";
import { createTokenizer } from "../src/components/index.ts";
import { knownExpressions } from "../src/fast/word-scanner.ts";
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

const replaceAll = (pattern: Json, content: string) => ({ type: "Replace", pattern, content });

/** A Unigram model of random pieces. Scores are few tenths, so that many ways to cut tie, or would but for rounding. */
function randomUnigram(random: () => number, alphabet: string, byteTokens: number): Json {
  const pieces = new Map<string, number>([["<unk>", 0]]);
  const score = () => -(1 + Math.floor(random() * 12)) / 10;
  for (let byte = 0; byte < byteTokens; byte++)
    pieces.set(`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`, -9.9);
  pieces.set("▁", score());
  while (pieces.size < byteTokens + 40) {
    const text = randomText(random, alphabet, 1 + Math.floor(random() * 4)).replaceAll(" ", random() < 0.7 ? "" : "▁");
    if (text !== "") pieces.set(random() < 0.3 ? `▁${text}` : text, score());
  }
  return { type: "Unigram", unk_id: 0, byte_fallback: byteTokens > 0, vocab: [...pieces] };
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

  it("encodeIds(text) cuts texts of Unigram models where no token can reach, whatever rounding decides", () => {
    const random = seededRandom(15);
    const dice = new Dice(random);
    const marks = replaceAll({ String: " " }, "▁");
    for (let round = 0; round < 120; round++) {
      const alphabet = `${dice.pick(alphabets)}--==a b`;
      const normalizers = [
        [],
        [marks],
        [{ type: "Prepend", prepend: "▁" }, marks],
        [replaceAll({ Regex: "(?<!\\n)^" }, "▁"), replaceAll({ Regex: " " }, "▁")],
      ];
      const metaspace = { type: "Metaspace", replacement: "▁", split: dice.bool() };
      compare(
        {
          version: "1.0",
          added_tokens: [],
          normalizer: { type: "Sequence", normalizers: dice.pick(normalizers) },
          pre_tokenizer: dice.pick([
            null,
            null,
            { ...metaspace, prepend_scheme: dice.pick(["always", "first", "never"]) },
          ]),
          model: randomUnigram(random, alphabet, dice.pick([0, 0, 100, 256])),
        },
        Array.from({ length: 6 }, () => randomText(random, `${alphabet}<unk>ü０`, 1 + Math.floor(random() ** 3 * 900))),
      );
    }
  }, 60_000);

  it("encodeIds(text) cuts texts of BPE models between characters that are unknown or spelt in bytes only where it may", async () => {
    const random = seededRandom(16);
    const dice = new Dice(random);
    for (let round = 0; round < 60; round++) {
      const alphabet = dice.pick(alphabets);
      const texts = Array.from({ length: 12 }, () => randomText(random, alphabet, 1 + Math.floor(random() * 60)));
      const file = (await trainBPE(texts.slice(0, 5), {
        vocabSize: 60,
        preTokenizer: null,
        specialTokens: ["<unk>", "▁"],
        unkToken: "<unk>",
      } as Parameters<typeof trainBPE>[1])) as unknown as Json;
      const model = structuredClone(file.model) as Json & { vocab: Record<string, number>; merges: [string, string][] };
      const bytes = dice.pick([0, 100, 200, 256]);
      for (let byte = 0; byte < bytes; byte++)
        model.vocab[`<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`] = 1000 + byte;
      for (const before of ["<unk>", "<0x0A>", "a"]) {
        if (!(before in model.vocab) || dice.bool()) continue;
        model.vocab[`${before}▁`] = Object.keys(model.vocab).length + 2000;
        model.merges.push([before, "▁"]);
      }
      model.byte_fallback = bytes > 0;
      model.fuse_unk = dice.bool();
      model.unk_token = dice.pick([null, "<unk>"]);
      const normalizer = dice.pick([null, replaceAll({ String: " " }, "▁")]);
      const isGemmas = { type: "Split", pattern: { String: " " }, behavior: "MergedWithPrevious", invert: false };
      const json = {
        ...file,
        model,
        decoder: null,
        normalizer,
        pre_tokenizer: normalizer && dice.bool() ? isGemmas : null,
      };
      const foreign = "éà的ก😀`~ü０\n  ";
      const mixed = texts.map((text) =>
        [...text].map((c) => (dice.chance(0.2) ? dice.pick([...foreign]) : c)).join(""),
      );
      compare(json, [...texts, ...mixed, randomText(random, alphabet + foreign, 700)]);
    }
  }, 60_000);

  it("encodeIds(text) cuts texts at spaces where normalizers and pre-tokenizers leave them alone, and nowhere else", async () => {
    const random = seededRandom(17);
    const dice = new Dice(random);
    const alphabet = "ab! \n  'é.\t0";
    const texts = Array.from({ length: 60 }, () => randomText(random, alphabet, 40));
    const specialTokens = ["<unk>", "▁"];
    const models = [
      await trainBPE(texts, { vocabSize: 400, specialTokens }),
      await trainBPE(texts, { vocabSize: 120, specialTokens, unkToken: "<unk>", preTokenizer: null } as Parameters<
        typeof trainBPE
      >[1]),
      await trainUnigram(texts, { vocabSize: 200, specialTokens }),
    ];
    const expressions = [
      " *\\n",
      "\n",
      "\\n",
      " {2,}",
      "\\s+",
      "\\n+ ?",
      " ?\n",
      " +\\n",
      "[ ]{2}",
      "(?<!\\n)^",
      "\\A",
      " ",
      "b ",
    ];
    const literals = ["ab", "  ", " a", "a ", "\n", "é", "!", " ", "\n\n", "bé"];
    const replacement = () =>
      replaceAll(
        dice.bool() ? { Regex: dice.pick(expressions) } : { String: dice.pick(literals) },
        dice.pick(["", " ", "\n", "\n ", "x", "▁", "▁", "!"]),
      );
    const others = [
      { type: "NFC" },
      { type: "Prepend", prepend: " " },
      { type: "Strip", strip_left: true, strip_right: true },
    ];
    const splits = [...knownExpressions.keys()].map((Regex) => ({
      type: "Sequence",
      pretokenizers: [
        { type: "Split", pattern: { Regex }, behavior: "Isolated", invert: false },
        { type: "ByteLevel", add_prefix_space: false, use_regex: false },
      ],
    }));
    const preTokenizers = () =>
      dice.pick<Json | null>([
        null,
        ...splits,
        { type: "ByteLevel", add_prefix_space: dice.bool(), use_regex: true },
        {
          type: "Metaspace",
          replacement: "▁",
          prepend_scheme: dice.pick(["always", "first", "never"]),
          split: dice.bool(),
        },
        { type: "WhitespaceSplit" },
        { type: "BertPreTokenizer" },
      ]);
    for (let round = 0; round < 300; round++) {
      const file = structuredClone(dice.pick(models)) as unknown as Json;
      file.normalizer = {
        type: "Sequence",
        normalizers: dice.some(3, () => (dice.chance(0.7) ? replacement() : dice.pick(others))),
      };
      file.pre_tokenizer = preTokenizers();
      compare(
        file,
        Array.from({ length: 6 }, () => randomText(random, alphabet, 60)),
      );
    }
  }, 120_000);

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
