import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertModel, loadModel, type ModelSource } from "@llm-anatomy/model-hf";
import { expectClose } from "@llm-anatomy/test-kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtures, memorySource } from "./memory-source.ts";

const tasks = join(import.meta.dirname, "tasks/fixtures");
const kinds = {
  llama: join(fixtures, "llama"),
  gpt2: join(fixtures, "gpt2"),
  bert: join(tasks, "fill-mask"),
  t5: join(tasks, "t5"),
  bart: join(tasks, "bart"),
};
const ids = [5, 9, 20, 33, 7, 11];

async function greedy(from: ModelSource, options = {}): Promise<number[]> {
  const model = await loadModel(from, options);
  const got: number[] = [];
  const plain = { sample: false, checkpointDefaults: false, maxNewTokens: 12, stopTokens: [] };
  for await (const { id } of model.generate(ids, plain)) got.push(id);
  await model.dispose();
  return got;
}

describe("loadModel(folder of ONNX graphs)", () => {
  const root = mkdtempSync(join(tmpdir(), "published-"));
  const published = (kind: keyof typeof kinds) => join(root, kind);
  beforeAll(async () => {
    for (const [kind, folder] of Object.entries(kinds))
      await convertModel(folder, { to: join(root, kind), dtypes: ["f32", "f16", "q8"] });
    await convertModel(kinds.llama, { to: join(root, "divided"), dtypes: ["f32"], maxFileBytes: 200_000 });
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it.each(Object.keys(kinds) as (keyof typeof kinds)[])("%s gives the numbers of its safetensors", async (kind) => {
    const graph = await loadModel(published(kind));
    const weights = await loadModel(kinds[kind], { engine: "eager" });
    const options = graph.spec.encoder ? { decoderIds: [[0, 4, 8]] } : {};
    const [got, expected] = [await graph.forward(ids, options), await weights.forward(ids, options)];
    expect(got.logits!.shape).toEqual(expected.logits!.shape);
    expectClose(got.logits!.data, expected.logits!.data, { atol: 1e-4, rtol: 1e-4 });
    expect(graph.spec).toEqual(weights.spec);
    await graph.dispose();
    await weights.dispose();
  });

  it.each(["llama", "gpt2", "t5", "bart"] as const)("%s decodes the tokens of its safetensors", async (kind) => {
    const expected = await greedy(kinds[kind]);
    expect(await greedy(published(kind))).toEqual(expected);
    expect(await greedy(published(kind), { dtype: "f16" })).toEqual(expected);
    expect(await greedy(published(kind), { dtype: "q8" })).toHaveLength(12);
  });

  it("a cropped session goes on as one that never read further", async () => {
    const model = await loadModel(published("llama"));
    const session = await model.createSession();
    await session.append(ids);
    const expected = await session.append([3]);
    await session.append([50, 60]);
    session.crop(ids.length);
    expect(session.length).toBe(ids.length);
    expectClose((await session.append([3])).data, expected.data, { atol: 1e-5, rtol: 1e-5 });
    await session.dispose();
    await model.dispose();
  });

  it("sequences of different lengths, padded, give each its own numbers", async () => {
    const model = await loadModel(published("bert"));
    const alone = await model.forward([2, 9, 3]);
    const attentionMask = [
      [1, 1, 1, 0, 0],
      [1, 1, 1, 1, 1],
    ];
    const padded = await model.forward(
      [
        [2, 9, 3, 0, 0],
        [2, 9, 8, 7, 3],
      ],
      { attentionMask },
    );
    expectClose(padded.logits!.data.subarray(0, alone.logits!.data.length), alone.logits!.data, {
      atol: 1e-4,
      rtol: 1e-4,
    });
    await model.dispose();
  });

  it("weights beside the graph are read, and missed by name", async () => {
    expect(await greedy(join(root, "divided"))).toEqual(await greedy(kinds.llama));
    const files = Object.fromEntries(
      ["config.json", "onnx/model.onnx", "onnx/model.onnx_data", "onnx/model.onnx_data_1"].map((path) => [
        path,
        new Uint8Array(readFileSync(join(root, "divided", path))),
      ]),
    );
    await expect(loadModel(memorySource(files))).rejects.toThrow(
      "memory/onnx/model.onnx_data_2: holds weights of onnx/model.onnx, and is not there.",
    );
    const short = files["onnx/model.onnx_data_1"].subarray(0, 1000);
    await expect(loadModel(memorySource({ ...files, "onnx/model.onnx_data_1": short }))).rejects.toThrow(
      /holds weights of onnx\/model.onnx, and has 1000 bytes but \d+ are needed/,
    );
  });

  it("what graphs do not have is refused by name", async () => {
    await expect(loadModel(published("llama"), { engine: "eager" })).rejects.toThrow(
      "which the eager engine cannot run",
    );
    await expect(loadModel(published("llama"), { dtype: "q4f16" })).rejects.toThrow(
      'has no ONNX graph of dtype "q4f16". There are graphs of dtype "f32"; pass that.',
    );
    await expect(loadModel(published("llama"), { dtype: "q5" as "q4" })).rejects.toThrow('dtype is "q5"');
    const model = await loadModel(published("llama"));
    await expect(model.trace(ids, { capture: ["blocks.0.attention.weights"] })).rejects.toThrow(
      "gives out its results only",
    );
    await model.dispose();
  });

  it("a file that is no graph is named", async () => {
    const folder = mkdtempSync(join(root, "broken-"));
    writeFileSync(join(folder, "config.json"), readFileSync(join(kinds.llama, "config.json")));
    writeFileSync(join(folder, "model.onnx"), "<html>not here</html>");
    await expect(loadModel(folder)).rejects.toThrow(/model\.onnx: is no ONNX model: .* Download it again\./);
  });
});
