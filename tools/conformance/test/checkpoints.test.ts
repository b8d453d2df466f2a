import { join } from "node:path";
import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { run } from "../src/checkpoints.ts";
import { createReport } from "../src/report.ts";

const engines = ["eager", "compiled"] as const;

/** Judges every array of the folders that match; returns what was wrong. */
async function judge(folder: string, only: RegExp, engine: "eager" | "compiled") {
  const lines: string[] = [];
  const report = createReport((line) => lines.push(line));
  await run(folder, { only: (name) => only.test(name), engine }, report);
  return { lines, passed: report.passed };
}

describe.each(engines)("the %s engine", (engine) => {
  it.each(["llama", "gpt2", "gpt_bigcode", "nemotron", "cohere2-types", "exaone4", "roformer", "umt5-encoder"])(
    "gives the logits, hidden states, attentions, caches and tokens of Hugging Face's own %s",
    async (name) => {
      const { lines, passed } = await judge(
        join(import.meta.dirname, "../../../packages/model-hf/test/fixtures"),
        new RegExp(`^${name}$`),
        engine,
      );
      expect(lines).toEqual([]);
      expect(passed).toBeGreaterThan(5);
    },
  );
});

describeWithFixtures("reference checkpoints", "checkpoints", (folder) => {
  it.each(engines)("the %s engine equals Hugging Face on all of them", { timeout: 300_000 }, async (engine) => {
    const { lines, passed } = await judge(folder, /^(?!whisper)/, engine);
    expect(lines).toEqual([]);
    expect(passed).toBeGreaterThan(3000);
  });
});
