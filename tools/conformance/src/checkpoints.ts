/**
 * Checkpoints with the outputs of Hugging Face's own code: `expected.json` says what was run, `expected.safetensors`
 * holds every array. All of them are compared, with tolerances that fit float32.
 * @module
 */
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { loadModel, type Model } from "@llm-anatomy/model-hf";
import { type Expected, readExpectedArrays } from "./checkpoints/expected.ts";
import { judgeForwardCase } from "./checkpoints/forward-case.ts";
import { judgeGreedy } from "./checkpoints/greedy.ts";
import { judgeSteps } from "./checkpoints/steps.ts";
import { judgeTokenizer } from "./checkpoints/tokenizer.ts";
import type { Report, Run } from "./report.ts";

export const run: Run = async (root, { only, engine = "eager" }, report) => {
  for (const folder of checkpointFolders(root)) {
    const name = basename(folder);
    if (!only(name)) continue;
    let model: Model;
    try {
      model = await loadModel(folder, { engine });
    } catch (error) {
      report.fail(name, `does not load: ${(error as Error).message}`);
      continue;
    }
    try {
      await judge(folder, name, model, report);
    } finally {
      await model.dispose();
    }
  }
};

/** The folder itself, when it is a checkpoint, or those in it. */
function checkpointFolders(root: string): string[] {
  const isCheckpoint = (folder: string) => existsSync(join(folder, "expected.json"));
  if (isCheckpoint(root)) return [resolve(root)];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, entry.name))
    .filter(isCheckpoint)
    .sort();
}

async function judge(folder: string, name: string, model: Model, report: Report): Promise<void> {
  const expected = JSON.parse(await readFile(join(folder, "expected.json"), "utf8")) as Expected;
  const arrays = await readExpectedArrays(folder);
  const attempt = async (part: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      report.fail(`${name}/${part}`, (error as Error).message);
    }
  };
  for (const [caseName, aCase] of Object.entries(expected.cases)) {
    const judgeCase = caseName === "steps" ? judgeSteps : judgeForwardCase;
    await attempt(caseName, () => judgeCase({ name, caseName, expected, aCase, arrays, model, report }));
  }
  if (expected.greedy) await attempt("greedy", () => judgeGreedy(name, expected, model, report));
  if (expected.tokenizer) await attempt("tokenizer", () => judgeTokenizer(name, expected, model, report));
}
