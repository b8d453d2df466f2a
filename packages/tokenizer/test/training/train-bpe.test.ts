import { describe, expect, it } from "vitest";
import { trainBPE } from "../../src/training/index.ts";

/** Whole words, so that a reader can count pairs with a pencil. */
const words = (text: string) => text.split(" ");
const characters = { split: words, preTokenizer: { type: "WhitespaceSplit" } };

describe("trainBPE", () => {
  it("trainBPE(counts) merges the most frequent pair first and learns the tokens of Sennrich et al. 2016, section 3.2", async () => {
    // low ×5, lower ×2, newest ×6, widest ×3; "·" ends a word, as in the paper
    const counts = new Map([
      ["low·", 5],
      ["lower·", 2],
      ["newest·", 6],
      ["widest·", 3],
    ]);
    const file = await trainBPE(counts, { preTokenizer: null, vocabSize: 11 + 6 });
    // "es", "st" and "t·" all stand 9 times. Ties go to the smaller ids, which follow the code points:
    // e 1, n 4, s 7, t 8, w 9, · 10, es 11. So "t·" (8, 10) comes before "est" (11, 8), and "ew" before "ne".
    expect(file.model.merges).toEqual([
      ["e", "s"],
      ["t", "·"],
      ["es", "t·"],
      ["l", "o"],
      ["lo", "w"],
      ["e", "w"],
    ]);
  });

  it("trainBPE(texts) is byte-level without further options: ids 0 … 255 are the bytes' characters", async () => {
    const file = await trainBPE(["low low lower lowest"], { vocabSize: 260 });
    expect(file.pre_tokenizer?.type).toBe("ByteLevel");
    expect(Object.keys(file.model.vocab)).toHaveLength(260);
    expect(file.model.merges).toEqual([
      ["l", "o"],
      ["lo", "w"],
      ["Ġ", "low"],
      ["Ġlow", "e"],
    ]);
  });

  it("trainBPE(texts, { specialTokens }) gives them the first ids and lists them as added tokens", async () => {
    const specialTokens = ["<pad>", { content: "<mask>", lstrip: true }];
    const file = await trainBPE(["aa aa"], { ...characters, specialTokens, vocabSize: 4 });
    expect(file.model.vocab).toEqual({ "<pad>": 0, "<mask>": 1, a: 2, aa: 3 });
    expect(file.added_tokens.map(({ id, content, lstrip }) => ({ id, content, lstrip }))).toEqual([
      { id: 0, content: "<pad>", lstrip: false },
      { id: 1, content: "<mask>", lstrip: true },
    ]);
  });

  it("trainBPE(texts, { minFrequency }) stops at pairs that are rarer", async () => {
    const file = await trainBPE(["ab ab ab cd cd"], { ...characters, minFrequency: 3 });
    expect(file.model.merges).toEqual([["a", "b"]]);
  });

  it("trainBPE(texts, { signal }) rejects with the abort reason", async () => {
    const controller = new AbortController();
    const texts = (function* () {
      for (let i = 0; ; i++) {
        if (i === 1000) controller.abort(new Error("enough"));
        yield `text number ${i}`;
      }
    })();
    await expect(trainBPE(texts, { signal: controller.signal })).rejects.toThrow("enough");
  });

  it("trainBPE(texts, { onProgress }) tells its stages in order", async () => {
    const stages: string[] = [];
    await trainBPE(["a b c"], { onProgress: ({ stage }) => stages.push(stage) });
    expect([...new Set(stages)]).toEqual(["count words", "count pairs", "learn merges"]);
  });

  it("trainBPE(texts, { postProcessor, decoder }) keeps them where it splits by bytes by default", async () => {
    const postProcessor = {
      type: "TemplateProcessing",
      single: [{ Sequence: { id: "A", type_id: 0 } }],
      pair: [],
      special_tokens: {},
    };
    const file = await trainBPE(["a b c"], { postProcessor, decoder: null });
    expect(file.post_processor).toEqual(postProcessor);
    expect(file.decoder).toBeNull();
    expect(file.pre_tokenizer).toMatchObject({ type: "ByteLevel" });
  });

  it("trainBPE(texts, options) refuses options it does not know and numbers out of range", async () => {
    await expect(trainBPE(["a"], { vocab_size: 300 } as object)).rejects.toThrow(
      'trainBPE: "vocab_size" is not an option. Options: vocabSize, specialTokens, split, onProgress, signal, ' +
        "normalizer, preTokenizer, postProcessor, decoder, minFrequency, limitAlphabet, maxTokenLength, " +
        "initialAlphabet, continuingSubwordPrefix, endOfWordSuffix, unkToken.",
    );
    await expect(trainBPE(["a"], { vocabSize: 0.5 })).rejects.toThrow(
      "trainBPE: vocabSize is 0.5 but has to be a whole number from 1 to 16777216. Pass such a number.",
    );
  });

  it("trainBPE(texts) refuses a string, which would be an iterable of characters", async () => {
    await expect(trainBPE("a text")).rejects.toThrow(
      "training: texts is one string. Pass an array, or another iterable, of strings: [text].",
    );
  });

  it("trainBPE(texts) takes names of Object.prototype as ordinary text", async () => {
    const names = ["__proto__", "constructor", "toString", "valueOf"];
    const { model } = await trainBPE(
      names.flatMap((name) => [name, name]),
      { ...characters, vocabSize: 60 },
    );
    for (const name of names) expect(Object.hasOwn(model.vocab, name)).toBe(true);
  });
});
