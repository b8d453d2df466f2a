/**
 * Checkpoints with the outputs of Hugging Face's own code: `expected.json` says what was run, `expected.safetensors`
 * holds every array. All of them are compared, with tolerances that fit float32.
 * @module
 */
import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { directorySource, type LoadOptions, loadModel, type Model } from "@llm-anatomy/model-hf";
import { readExpected, readExpectedArrays } from "./checkpoints/expected.ts";
import { judgeForwardCase } from "./checkpoints/forward-case.ts";
import { judgeGreedy } from "./checkpoints/greedy.ts";
import { judgeSteps } from "./checkpoints/steps.ts";
import { judgeTokenizer } from "./checkpoints/tokenizer.ts";
import type { Report, Run } from "./report.ts";

const newConfig = "config.v5.json";

export const run: Run = async (root, { only, engine = "eager", place }, report) => {
  const options = { engine, ...place };
  for (const folder of checkpointFolders(root)) {
    const name = basename(folder);
    if (!only(name)) continue;
    let model: Model;
    try {
      model = await loadModel(await directorySource(folder), options);
    } catch (error) {
      report.fail(name, `does not load: ${(error as Error).message}`);
      continue;
    }
    try {
      await judge(folder, name, model, report);
    } finally {
      await model.dispose();
    }
    if (existsSync(join(folder, newConfig))) await judgeNewConfig(folder, name, options, report);
  }
};

/** Transformers 5 writes the same config with other keys: it has to give the same outputs in the first case. */
async function judgeNewConfig(folder: string, name: string, options: LoadOptions, report: Report): Promise<void> {
  const label = `${name} (${newConfig})`;
  try {
    const files = await directorySource(folder);
    const open = (path: string) => files.open(path === "config.json" ? newConfig : path);
    const model = await loadModel({ name: folder, open }, options);
    const expected = await readExpected(folder);
    const [caseName, aCase] = Object.entries(expected.cases)[0];
    const arrays = await readExpectedArrays(folder);
    await judgeForwardCase({ name: label, caseName, expected, aCase, arrays, model, report });
    await model.dispose();
  } catch (error) {
    report.fail(label, (error as Error).message);
  }
}

/** The folder itself, when it is a checkpoint, or those in it. */
export function checkpointFolders(root: string): string[] {
  const isCheckpoint = (folder: string) => existsSync(join(folder, "expected.json"));
  if (isCheckpoint(root)) return [resolve(root)];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, entry.name))
    .filter(isCheckpoint)
    .sort();
}

async function judge(folder: string, name: string, model: Model, report: Report): Promise<void> {
  const expected = await readExpected(folder);
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
  if (expected.greedy) await attempt("greedy", () => judgeGreedy(name, expected, arrays, model, report));
  if (expected.tokenizer) await attempt("tokenizer", () => judgeTokenizer(name, expected, model, report));
}
