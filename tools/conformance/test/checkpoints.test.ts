import { join } from "node:path";
import { describeWithFixtures } from "@llm-anatomy/test-kit";
import { describe, expect, it } from "vitest";
import { run } from "../src/checkpoints.ts";
import { createReport } from "../src/report.ts";

const engines = ["eager", "compiled"] as const;
const places = [...engines, "compiled natively"] as const;

/** Judges every array of the folders that match; returns what was wrong. */
async function judge(folder: string, only: RegExp, where: (typeof places)[number]) {
  const lines: string[] = [];
  const report = createReport((line) => lines.push(line));
  const [engine, natively] = where.split(" ") as [(typeof engines)[number], string?];
  const place = { device: natively ? "cpu" : "wasm" } as const;
  await run(folder, { only: (name) => only.test(name), engine, place }, report);
  return { lines, passed: report.passed };
}

describe.each(places)("%s", (place) => {
  it.each([
    "llama",
    "gpt2",
    "gpt_bigcode",
    "nemotron",
    "cohere2-types",
    "exaone4",
    "roformer",
    "umt5-encoder",
    "bart-seqcls",
    "gemma3",
    "hunyuan_v1_dense-alpha",
    "blenderbot-small-scaled",
    "deberta",
    "electra-pretraining",
  ])("gives the logits, hidden states, attentions, caches and tokens of Hugging Face's own %s", async (name) => {
    const { lines, passed } = await judge(
      join(import.meta.dirname, "../../../packages/model-hf/test/fixtures"),
      new RegExp(`^${name}$`),
      place,
    );
    expect(lines).toEqual([]);
    expect(passed).toBeGreaterThan(5);
  });
});

describeWithFixtures("reference checkpoints", "checkpoints", (folder) => {
  // With onnxruntime-node `pnpm conformance checkpoints --engine compiled --device cpu` judges all of them too.
  it.each(engines)("%s equals Hugging Face on all of them", { timeout: 300_000 }, async (engine) => {
    const { lines, passed } = await judge(folder, /^(?!whisper)/, engine);
    expect(lines).toEqual([]);
    expect(passed).toBeGreaterThan(3000);
  });
});
