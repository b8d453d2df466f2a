import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describeWithFixtures, fixturesFolder, openPage, type TestPage } from "@llm-anatomy/test-kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtures } from "../memory-source.ts";

interface Page {
  greedy(engine: string, url: string, prompt: number[], maxNewTokens: number): Promise<number[]>;
}

const engines = ["eager", "compiled"] as const;
const reference = fixturesFolder("checkpoints");
let opened: TestPage;

beforeAll(async () => {
  const runtime = dirname(createRequire(import.meta.url).resolve("onnxruntime-web"));
  const folders = { "/fixtures": fixtures, "/onnxruntime": runtime, ...(reference ? { "/reference": reference } : {}) };
  opened = await openPage({ entry: join(import.meta.dirname, "page.ts"), folders });
});
afterAll(() => opened?.close());

async function judgeGreedy(folder: string, path: string, engine: string): Promise<void> {
  const { greedy } = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
  const got = await opened.page.evaluate(
    ([name, url, prompt, count]) =>
      (globalThis as unknown as Page).greedy(name as string, url as string, prompt as number[], count as number),
    [engine, opened.origin + path, greedy.prompt, greedy.max_new_tokens],
  );
  expect(got).toEqual(greedy.tokens);
}

describe("in headless Chromium", () => {
  it.each(engines)("the %s engine gives the greedy tokens of llama and gpt2", async (engine) => {
    for (const name of ["llama", "gpt2"]) await judgeGreedy(join(fixtures, name), `/fixtures/${name}`, engine);
  });
});

describeWithFixtures("in headless Chromium, a trained Llama", "checkpoints", (folder) => {
  it.each(engines)("the %s engine gives the 200 published greedy tokens of stories260K", async (engine) => {
    await judgeGreedy(join(folder, "stories260K"), "/reference/stories260K", engine);
  });
});
