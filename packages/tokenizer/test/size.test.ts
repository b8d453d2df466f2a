import { bundleSize } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";

const here = import.meta.dirname;
const components = (names: string) => bundleSize(`export { ${names} } from "../src/components/index.ts"`, here);

describe("what an import costs, minified and gzipped", () => {
  it.each(["byteLevelBPE", "wordPieceOfBert", "sentencePieceBPE", "sentencePieceUnigram"])(
    "a tokenizer of the family %s is less than 15 kB",
    async (family) => {
      expect(await components(`createTokenizer, ${family}`)).toBeLessThan(15_000);
    },
  );

  it("createTokenizer without any component is less than 8 kB: what all tokenizers share", async () => {
    expect(await components("createTokenizer")).toBeLessThan(8_000);
  });

  it("a shortcut to ids costs less than 4 kB", async () => {
    const plain = await components("createTokenizer, byteLevelBPE");
    expect((await components("createTokenizer, combine, byteLevelBPE, wordShortcut")) - plain).toBeLessThan(4_000);
  });

  it("Tokenizer.fromJSON, every component and trace, is less than 45 kB", async () => {
    expect(await bundleSize('export { Tokenizer } from "../src/index.ts"', here)).toBeLessThan(45_000);
  });
});
