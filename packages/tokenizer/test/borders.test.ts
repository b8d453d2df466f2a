/**
 * Texts are cut only between characters where that changes nothing: for expressions, for splits, for whole tokenizers.
 *
 * `LLM_ANATOMY_FUZZ=20000` tries more, `LLM_ANATOMY_SEED=…` others.
 */
import { seededRandom } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { allComponents } from "../src/all-components.ts";
import { createTokenizer } from "../src/components/index.ts";
import { planBorders } from "../src/fast/border-plan.ts";
import { ShapeSigns } from "../src/fast/border-rules.ts";
import { borderShortcut } from "../src/fast/border-shortcut.ts";
import { findMatches } from "../src/find-matches.ts";
import { Piece } from "../src/piece.ts";
import { matchShape } from "../src/regex/match-shape.ts";
import { parseRegex } from "../src/regex/parse.ts";
import { translateRegex } from "../src/regex/translate.ts";
import { insidesOf, wellFormed } from "../src/tokenizer.ts";
import { trainBPE, trainUnigram, trainWordLevel, trainWordPiece } from "../src/training/index.ts";
import {
  Dice,
  type Json,
  publishedPatterns,
  randomAddedTokens,
  randomNormalizer,
  randomPattern,
  randomPatternJson,
  randomPreTokenizer,
  randomText,
  sequenceOf,
} from "./differential/random-tokenizer.ts";

const rounds = Number(process.env.LLM_ANATOMY_FUZZ ?? 800);
const seed = Number(process.env.LLM_ANATOMY_SEED ?? 21);
const letters = "aábAB1½ .,-'\n\r\t\u00a0ſsSßéÉ漢字かカ한\u1161\u0301\u0308😀👍🏽𝐀Σς<>|";

/** Short texts of few characters, so that everything comes to stand beside everything; or fragments of many kinds. */
function hardText(dice: Dice): string {
  if (dice.chance(0.4)) return randomText(dice);
  const characters = [...letters];
  return Array.from({ length: 1 + dice.below(24) }, () => dice.pick(characters)).join("");
}

/** The expression of a random file, if it can be run and its shape is known. */
function randomShape(dice: Dice) {
  const source = dice.chance(0.4) ? dice.pick(publishedPatterns) : randomPattern(dice);
  try {
    const shape = matchShape(parseRegex(source, "test"));
    return shape && { source, signs: new ShapeSigns(shape), pattern: translateRegex(source, "test") };
  } catch {
    return null; // not supported
  }
}

const model = { type: "WordLevel", vocab: { "<unk>": 0 }, unk_token: "<unk>" };

/** The parts that a tokenizer with these components cuts a text into; null if it does not. */
function partsOf(json: Json, text: string): string[] | null {
  const { pipeline, build } = insidesOf(createTokenizer({ model, ...json }, allComponents));
  const plan = planBorders({ model, ...json }, pipeline.added, build);
  if (!plan) return null;
  const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = plan.scanner.scan(units, at, text.length);
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

describe("matchShape", () => {
  const joined = (source: string, pair: string) => {
    const signs = new ShapeSigns(matchShape(parseRegex(source, "test"))!);
    const [before, after] = [...pair];
    return signs.areJoined(signs.sign(before), signs.sign(after));
  };

  it("matchShape(tree) says which characters a match may read in a row", () => {
    expect(joined("\\s?\\p{L}+|\\p{P}", "ab")).toBe(true);
    expect(joined("\\s?\\p{L}+|\\p{P}", " a")).toBe(true);
    expect(joined("\\s?\\p{L}+|\\p{P}", "a ")).toBe(false);
    expect(joined("\\s?\\p{L}+|\\p{P}", "..")).toBe(false);
    expect(joined("(?i:'s|'t)", "'S")).toBe(true);
    expect(joined("(?i:'s|'t)", "st")).toBe(false);
  });

  it("matchShape(tree) counts what a look-ahead reads as read", () => {
    expect(joined("\\s+(?!\\S)|\\s", " a")).toBe(true);
    expect(joined("\\s+(?=ab)", "ab")).toBe(true);
    expect(joined("\\s+(?=ab)|a", "bc")).toBe(false);
  });

  it("matchShape(tree) is null for what looks back or can match nothing", () => {
    for (const source of ["(?<=a)b", "^a", "a\\b", "(a)\\1", "a*", "a|", "(?i:ß)", "(?i:ss)"])
      expect(matchShape(parseRegex(source, "test")), source).toBe(null);
  });

  it("matches read in a row only what the shape says, and take in all that matches alone, in random texts", () => {
    const dice = new Dice(seededRandom(seed));
    let known = 0;
    for (let round = 0; round < rounds; round++) {
      const shape = randomShape(dice);
      if (!shape) continue;
      known++;
      const { source, signs, pattern } = shape;
      for (let n = 0; n < 4; n++) {
        const text = hardText(dice);
        const matches = findMatches(pattern, text);
        const covered = new Set<number>();
        for (let i = 0; i < matches.length; i += 2) {
          const characters = [...text.slice(matches[i], matches[i + 1])];
          for (let at = matches[i]; at < matches[i + 1]; at++) covered.add(at);
          for (let c = 1; c < characters.length; c++) {
            const isJoined = signs.areJoined(signs.sign(characters[c - 1]), signs.sign(characters[c]));
            expect(isJoined, `${source} matches ${JSON.stringify(characters.join(""))}`).toBe(true);
          }
        }
        for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) {
          if (!signs.alwaysMatches(signs.sign(String.fromCodePoint(text.codePointAt(at)!)))) continue;
          expect(covered.has(at), `${source} in ${JSON.stringify(text)} at ${at}`).toBe(true);
        }
      }
    }
    expect(known).toBeGreaterThan(rounds / 5);
  }, 600_000);
});

describe("planBorders", () => {
  const split = (expression: string, behavior = "Isolated", invert = false) => ({
    pre_tokenizer: { type: "Split", pattern: { Regex: expression }, behavior, invert },
  });

  it("scan(units, start, end) cuts where words end, and leaves a space with the word behind it", () => {
    expect(partsOf(split("\\s?\\p{L}+|\\p{P}"), "the cat, sat")).toEqual(["the", " cat", ",", " sat"]);
    expect(partsOf({ pre_tokenizer: { type: "Whitespace" } }, "don't  go...")).toEqual([
      "don",
      "'",
      "t",
      " ",
      " go",
      "...",
    ]);
    expect(partsOf({ pre_tokenizer: { type: "Punctuation" } }, "one two, three")).toEqual(["one two", ",", " three"]);
    expect(partsOf({ pre_tokenizer: { type: "Digits", individual_digits: true }, normalizer: null }, "a b")).toBe(null);
  });

  it("scan(units, start, end) does not cut where a match may end later", () => {
    expect(partsOf(split("\\p{L}+|\\p{L}+ \\p{N}"), "ab 1 cd")).toEqual(["ab 1 ", "cd"]);
  });

  it("scan(units, start, end) does not cut before marks that a normalizer may join to the letter before", () => {
    const json = { ...split("\\p{L}|\\p{M}|\\s|\\p{P}"), normalizer: { type: "NFC" } };
    expect(partsOf(json, "ae\u0301.😀 \ud55c\u1161")).toEqual(["a", "e\u0301.", "😀", " \ud55c\u1161"]);
  });

  it("scan(units, start, end) does not cut through added tokens of the second round", () => {
    const token = { id: 1, single_word: false, lstrip: false, rstrip: false, normalized: true, special: false };
    const json = { pre_tokenizer: { type: "WhitespaceSplit" }, added_tokens: [{ ...token, content: "New York" }] };
    expect(partsOf(json, "in New York now")).toEqual(["in", " New York", " now"]);
  });

  it("pre-tokenizers make the same words of a text and of the parts that it is cut into", () => {
    const dice = new Dice(seededRandom(seed + 1));
    let planned = 0;
    for (let round = 0; round < rounds; round++) {
      const json: Json = { pre_tokenizer: sequenceOf(dice, "pretokenizers", () => randomPreTokenizer(dice)) };
      try {
        createTokenizer({ model, ...json }, allComponents);
      } catch {
        continue; // components that do not go together
      }
      const { pipeline } = insidesOf(createTokenizer({ model, ...json }, allComponents));
      for (let n = 0; n < 3; n++) {
        const text = wellFormed("test", hardText(dice));
        const parts = partsOf(json, text);
        if (!parts) break;
        planned++;
        const words = (part: string) => pipeline.preTokenizer!.split(new Piece(part, 1, false)).map((p) => p.text);
        expect(parts.flatMap(words), `${JSON.stringify(json)} ${JSON.stringify(parts)}`).toEqual(words(text));
      }
    }
    expect(planned).toBeGreaterThan(rounds / 2);
  }, 600_000);

  it("encode(text) and encodeIds(text) give the same as the long way with any tokenizer whose texts are cut", async () => {
    const dice = new Dice(seededRandom(seed + 2));
    const texts = Array.from({ length: 80 }, () => randomText(dice));
    const specialTokens = ["<unk>", "<s>"];
    const whitespace = { type: "Whitespace" } as const;
    const models = await Promise.all([
      trainBPE(texts, { vocabSize: 500, specialTokens }),
      trainBPE(texts, { vocabSize: 400, specialTokens, unkToken: "<unk>", preTokenizer: whitespace }),
      trainBPE(texts, {
        vocabSize: 400,
        specialTokens,
        unkToken: "<unk>",
        endOfWordSuffix: "</w>",
        preTokenizer: whitespace,
      }),
      trainWordPiece(texts, { vocabSize: 500, specialTokens, unkToken: "<unk>" }),
      trainUnigram(texts, { vocabSize: 400, specialTokens }),
      trainWordLevel(texts, { vocabSize: 100, specialTokens, unkToken: "<unk>" }),
    ]);
    let planned = 0;
    for (let round = 0; round < rounds; round++) {
      const file: Json = { ...structuredClone(dice.pick(models)), post_processor: null, decoder: null };
      file.normalizer = dice.bool() ? null : sequenceOf(dice, "normalizers", () => localNormalizer(dice));
      file.pre_tokenizer = sequenceOf(dice, "pretokenizers", () => randomPreTokenizer(dice));
      if (dice.chance(0.3)) file.added_tokens = randomAddedTokens(dice);
      try {
        createTokenizer(file, allComponents);
      } catch {
        continue;
      }
      const plain = createTokenizer(file, { ...allComponents, shortcuts: [] });
      const { pipeline, json, build } = insidesOf(plain);
      if (!planBorders(json, pipeline.added, build)) continue;
      planned++;
      const fast = createTokenizer(file, { ...allComponents, shortcuts: [borderShortcut] });
      const given = Array.from({ length: 5 }, () => hardText(dice));
      for (const text of [...given, ...given]) {
        const hint = `${JSON.stringify({ ...file, model: 0 })} ${JSON.stringify(text)}`; // the second time from the caches
        expect(fast.encodeIds(text), hint).toEqual(plain.encodeIds(text));
        expect(fast.encode(text).toJSON(), hint).toEqual(plain.encode(text).toJSON());
      }
    }
    expect(planned).toBeGreaterThan(rounds / 8);
  }, 600_000);
});

/** Mostly those that texts are cut before: marks, case, replacements. */
function localNormalizer(dice: Dice): Json {
  if (dice.chance(0.2)) return randomNormalizer(dice);
  if (dice.bool()) return { type: dice.pick(["NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "Nmt"]) };
  return { type: "Replace", pattern: randomPatternJson(dice), content: dice.pick([" ", "x", "<>", "é", "\u0301"]) };
}
