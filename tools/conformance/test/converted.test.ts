import { join } from "node:path";
import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";
import { run } from "../src/converted.ts";
import { createReport } from "../src/report.ts";

/** Converts the folders that match and runs them in transformers.js and onnxruntime-node; returns what was wrong. */
async function judge(folder: string, only: RegExp) {
  const lines: string[] = [];
  const report = createReport((line) => lines.push(line));
  await run(folder, { only: (name) => only.test(name) }, report);
  return { lines, passed: report.passed };
}

it("convertModel makes files of Llama and GPT-2 that transformers.js, onnxruntime-node and loadModel run with the reference's tokens", async () => {
  const { lines, passed } = await judge(
    join(import.meta.dirname, "../../../packages/model-hf/test/fixtures"),
    /^(llama|gpt2)$/,
  );
  expect(lines).toEqual([]);
  expect(passed).toBe(2 * 4 * 3); // checkpoints, dtypes, runtimes
});

describeWithFixtures("reference checkpoints", "checkpoints", (folder) => {
  // One of each kind of cache, position and mask; `pnpm conformance converted` runs all.
  const kinds =
    /^(t5|bart|gemma2|falcon-7b|falcon-rw-alibi|phi3-longrope|llama-rope-dynamic|deepseek_v2|gpt_oss|mixtral)$/;
  it("convertModel makes files of every kind of decoder that give the reference's tokens", {
    timeout: 60_000,
  }, async () => {
    const { lines, passed } = await judge(folder, kinds);
    expect(lines).toEqual([]);
    expect(passed).toBe(10 * 4 * 3);
  });
});
