import { describe, expect, it } from "vitest";
import { type ComparedTokenizer, compare } from "../src/compare.ts";
import { Tokenizer } from "../src/index.ts";
import { trainBPE } from "../src/training/index.ts";

/** One token per UTF-16 unit; "?" is the unknown one. */
const perUnit: ComparedTokenizer = {
  encode: (text) => ({ ids: Array.from(text, (_, i) => text.charCodeAt(i)) }),
  toJSON: () => ({ model: { unk_token: "?" } }),
  tokenToId: (token) => token.charCodeAt(0),
};

describe("compare", () => {
  it("compare(tokenizers, texts) counts tokens, words, bytes and unknown tokens of each text", () => {
    const [units] = compare([{ name: "units", tokenizer: perUnit }], ["ab cd?", { text: "né", language: "fr" }]);
    expect(units.texts).toEqual([
      { tokens: 6, words: 2, bytes: 6, unknown: 1 },
      { tokens: 2, words: 1, bytes: 3, unknown: 0 },
    ]);
    expect(units.total).toEqual({
      ...{ tokens: 8, words: 3, bytes: 9, unknown: 1 },
      ...{ fertility: 8 / 3, bytesPerToken: 9 / 8, unknownRate: 1 / 8 },
    });
    expect(Object.keys(units.byLanguage)).toEqual(["und", "fr"]);
    expect(units.byLanguage.fr.fertility).toBe(2);
  });

  it("compare(tokenizers, texts) finds words where no spaces are written", () => {
    const texts = [
      { text: "我喜欢吃苹果", language: "zh" }, // 我 · 喜欢 · 吃 · 苹果
      { text: "ฉันกินข้าว", language: "th" }, // ฉัน · กิน · ข้าว
    ];
    const [units] = compare([{ name: "units", tokenizer: perUnit }], texts);
    expect(units.texts.map(({ words }) => words)).toEqual([4, 3]);
  });

  it("compare(tokenizers, texts) shows that a tokenizer knows the language that it was trained on", async () => {
    const english = "the cat sat on the mat and the dog sat on the cat ".repeat(3);
    const dutch = "de kat zat op de mat en de hond zat op de kat ".repeat(3);
    const options = { vocabSize: 290 };
    const tokenizers = await Promise.all(
      [english, dutch].map(async (text, i) => ({
        name: ["en", "nl"][i],
        tokenizer: Tokenizer.fromJSON(await trainBPE([text], options)),
      })),
    );
    const [en, nl] = compare(tokenizers, [
      { text: english, language: "en" },
      { text: dutch, language: "nl" },
    ]);
    expect(en.byLanguage.en.fertility).toBeLessThan(nl.byLanguage.en.fertility);
    expect(nl.byLanguage.nl.fertility).toBeLessThan(en.byLanguage.nl.fertility);
    expect(en.total.unknownRate).toBe(0); // bytes write everything
  });

  it("compare(tokenizers, texts) says which tokenizer or text is wrong", () => {
    const tokenizers = [{ name: "units", tokenizer: perUnit }];
    expect(() => compare(tokenizers, ["a", 7 as unknown as string])).toThrow(
      "compare: texts[1] is of type undefined. Pass text.",
    );
    expect(() => compare([{ tokenizer: perUnit } as never], ["a"])).toThrow(
      "compare: tokenizers[0] has no name. Pass { name, tokenizer }.",
    );
    expect(() => compare(tokenizers, [{ text: "a", language: "no_tag" }])).toThrow(RangeError);
  });
});
