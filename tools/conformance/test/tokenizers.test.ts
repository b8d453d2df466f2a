import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";
import { createReport } from "../src/report.ts";
import { run } from "../src/tokenizers.ts";

describeWithFixtures("tokenizers against the reference", "tokenizers", (folder) => {
  it("Tokenizer gives every array of the corpus as the reference library does", { timeout: 120_000 }, async () => {
    const lines: string[] = [];
    const report = createReport((line) => lines.push(line));
    await run(folder, { only: () => true }, report);
    expect(lines.slice(0, 20)).toEqual([]);
    expect(report.passed).toBeGreaterThan(10_000);
  });
});
