import { trainBPE } from "@llm-anatomy/tokenizer/training";
import { describe, expect, it } from "vitest";
import { learnMerges } from "../src/figures/tokenizers/learn-merges.ts";

const texts = [
  "low low low lower lower lowest newer newer newer newest wide wider",
  "she sells sea shells by the sea shore the shells she sells are sea shells",
  "aaaa aaa aa a aaaaa",
  "banana bandana ananas",
  "ab ba ab ba cd dc cd dc",
];

describe("learnMerges", () => {
  it.each(texts)("(%j) learns the merges that trainBPE learns", async (text) => {
    const steps = learnMerges(text);
    const file = await trainBPE([text], {
      vocabSize: 1000,
      minFrequency: 2,
      preTokenizer: { type: "WhitespaceSplit" },
    });
    const merges = steps.slice(1).map(({ merged }) => [merged!.left, merged!.right]);
    expect(merges.length).toBeGreaterThan(1);
    expect(merges).toEqual(file.model.merges);
  });

  it("stops when no pair occurs twice", () => {
    expect(learnMerges("abc").length).toBe(1);
    expect(learnMerges("").length).toBe(1);
  });
});
