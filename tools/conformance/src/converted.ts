/**
 * Checkpoints converted to ONNX and run by others, and by model-hf as it runs anybody's graphs: all have to give the
 * reference's greedy tokens from float32 and float16 files. In fewer bits there is no reference: they have to agree, and how
 * many tokens are still float32's is in the table that is printed.
 * @module
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { convertModel, type Dtype, type NamedArray } from "@llm-anatomy/model-hf";
import { readExpected, readExpectedArrays } from "./checkpoints/expected.ts";
import { onnxruntimeGreedy, ownGreedy, type Prompt, transformersGreedy } from "./converted/peers.ts";
import type { Report, Run } from "./report.ts";

const dtypes: readonly Dtype[] = ["f32", "f16", "q8", "q4"];
const peers = { "transformers.js": transformersGreedy, "onnxruntime-node": onnxruntimeGreedy, "model-hf": ownGreedy };

export const run: Run = async (root, { only }, report) => {
  const folders = existsSync(join(root, "expected.json"))
    ? [resolve(root)]
    : readdirSync(root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => resolve(root, entry.name));
  const rows: string[][] = [];
  const scratch = mkdtempSync(join(tmpdir(), "converted-"));
  try {
    for (const folder of folders.sort()) {
      const name = basename(folder);
      if (!only(name) || !existsSync(join(folder, "expected.json"))) continue;
      const { greedy } = await readExpected(folder);
      if (!greedy) continue; // nothing to generate
      const target = join(scratch, name);
      try {
        await convertModel(folder, { to: target, dtypes });
        rows.push([name, ...(await judge(name, target, greedy, await readExpectedArrays(folder), report))]);
      } catch (error) {
        report.fail(name, (error as Error).message);
      } finally {
        rmSync(target, { recursive: true, force: true });
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  console.log(`| greedy tokens of | ${dtypes.join(" | ")} |\n| --- |${" --- |".repeat(dtypes.length)}`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
};

type Greedy = NonNullable<Awaited<ReturnType<typeof readExpected>>["greedy"]>;

async function judge(
  name: string,
  target: string,
  greedy: Greedy,
  arrays: ReadonlyMap<string, NamedArray>,
  report: Report,
): Promise<string[]> {
  const reference = greedy.tokens_cached_loop ?? greedy.tokens;
  const config = { ...readJson(join(target, "config.json")), ...readJson(join(target, "generation_config.json")) };
  const { encoder_input_ids: source, input_features: features } = greedy;
  const prompt: Prompt = {
    ids: source ?? greedy.prompt ?? [],
    frames: features === undefined ? undefined : arrays.get(features),
    maxNewTokens: greedy.max_new_tokens,
    startToken: source || features ? (config.decoder_start_token_id as number) : undefined,
  };
  const row: string[] = [];
  for (const dtype of dtypes) {
    const made: number[][] = [];
    for (const [peer, generate] of Object.entries(peers)) {
      const label = `${name}/${dtype} in ${peer}`;
      try {
        const got = await generate(target, dtype, prompt);
        // Of four bits, native runtimes round activations to eight as well, and WebAssembly does not: that it runs is all.
        const alone = dtype === "q4" && peer === "model-hf";
        const expected = alone ? got : (made[0] ?? (dtype === "f32" || dtype === "f16" ? reference : got));
        judgeTokens(label, got, expected, report);
        if (!alone) made.push(got);
      } catch (error) {
        report.fail(label, (error as Error).message);
      }
    }
    const same = reference.findIndex((id, i) => made.some((tokens) => tokens[i] !== id));
    row.push(same < 0 ? "same" : `${same} of ${reference.length}`);
  }
  return row;
}

function readJson(path: string): Record<string, unknown> {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

function judgeTokens(label: string, got: readonly number[], expected: readonly number[], report: Report): void {
  const at = expected.findIndex((id, i) => got[i] !== id);
  if (at < 0 && got.length === expected.length) report.pass(label);
  else report.fail(label, `token ${Math.max(at, 0)} is ${got[at]} but ${expected[at]} was expected`);
}
