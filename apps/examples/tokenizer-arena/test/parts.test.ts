import { loadTokenizerJSON } from "@llm-anatomy/known-tokenizers";
import { Tokenizer } from "@llm-anatomy/tokenizer";
import { describe, expect, it } from "vitest";
import { fromHub } from "../src/contestant.ts";
import { fromHash, toHash } from "../src/link.ts";
import { showPieces } from "../src/pieces.ts";

describe("showPieces", async () => {
  const gpt2 = Tokenizer.fromJSON(await loadTokenizerJSON("gpt2"));
  const show = (text: string) => {
    const { tokens, offsets } = gpt2.encode(text);
    return showPieces(text, { tokens, offsets, special: tokens.map((token) => Number(token === "<|endoftext|>")) });
  };

  it("numbers the tokens that share a character, and shows others as parts of the text", () => {
    expect(show("a 語!")).toEqual(["a", " 語 1/3", "語 2/3", "語 3/3", "!"]);
    expect(show("naïve")).toEqual(["na", "ïve"]);
  });

  it("shows special tokens by name, and nothing for no text", () => {
    expect(show("a<|endoftext|>")).toEqual(["a", "<|endoftext|>"]);
    expect(show("")).toEqual([]);
    const offsets = [
      [0, 0],
      [0, 2],
      [0, 0],
    ] as const;
    expect(showPieces("hi", { tokens: ["[CLS]", "hi", "[SEP]"], offsets, special: [1, 0, 1] })).toEqual([
      "[CLS]",
      "hi",
      "[SEP]",
    ]);
  });
});

describe("links", () => {
  it("give back what they were made of, files left out", () => {
    const text = "50 % of #1 & more\n\t日本 +";
    const hash = toHash({ text, chosen: ["gpt2", "file:a.json", "hub:org/name"], special: true });
    expect(fromHash(hash)).toEqual({ text, chosen: ["gpt2", "hub:org/name"], special: true });
    expect(fromHash("")).toBeNull();
  });

  it("to the Hub are taken as ids too, and what is no id is refused", () => {
    expect(fromHub(" https://huggingface.co/org/name/ ").key).toBe("hub:org/name");
    expect(() => fromHub("a b")).toThrow(
      "“a b” is no model on the Hub. Write its id as in its address: organisation/model.",
    );
  });
});
