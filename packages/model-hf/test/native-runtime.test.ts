import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { convertModel, estimate, loadModel, type ModelSource } from "@llm-anatomy/model-hf";
import { expectClose } from "@llm-anatomy/test-kit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CompiledEngine } from "../src/engine/compiled/compiled-engine.ts";
import { fixtures } from "./memory-source.ts";

const llama = join(fixtures, "llama");
const ids = [5, 9, 20, 33, 7, 11];

async function greedy(from: ModelSource, options = {}): Promise<number[]> {
  const model = await loadModel(from, { device: "cpu", ...options });
  const got: number[] = [];
  const plain = { sample: false, checkpointDefaults: false, maxNewTokens: 12, stopTokens: [] };
  for await (const { id } of model.generate(ids, plain)) got.push(id);
  await model.dispose();
  return got;
}

describe('loadModel(source, { device: "cpu" })', () => {
  const root = mkdtempSync(join(tmpdir(), "native-"));
  beforeAll(() => convertModel(llama, { to: root, dtypes: ["f32", "f16", "q8", "q4"], maxFileBytes: 200_000 }));
  afterAll(() => rmSync(root, { recursive: true }));

  it("is the compiled engine, with the numbers and places of the eager one", async () => {
    const native = await loadModel(llama, { device: "cpu" });
    const eager = await loadModel(llama, { engine: "eager" });
    expect(native.engine).toBeInstanceOf(CompiledEngine);
    expect(native.engine.device).toBe("cpu");
    const capture = ["blocks.*.attention.weights"];
    const [got, expected] = [await native.trace(ids, { capture }), await eager.trace(ids, { capture })];
    expectClose(got.logits!.data, expected.logits!.data, { atol: 1e-4, rtol: 1e-4 });
    expect(Object.keys(got.values)).toEqual(Object.keys(expected.values));
    for (const [place, { data }] of Object.entries(got.values))
      expectClose(data, expected.values[place].data, { atol: 1e-5, rtol: 1e-4 });
    await native.dispose();
    await eager.dispose();
  });

  it("generates the same tokens on one thread, on two, and in a worker", async () => {
    const expected = await greedy(llama, { device: "wasm", engine: "eager" });
    expect(await greedy(llama)).toEqual(expected);
    expect(await greedy(llama, { threads: 2 })).toEqual(expected);
    expect(await greedy(llama, { worker: true })).toEqual(expected);
  });

  it("runs ready-made graphs, with weights beside them, in every dtype", async () => {
    const expected = await greedy(llama);
    expect(await greedy(root)).toEqual(expected);
    expect(await greedy(root, { dtype: "f16" })).toEqual(expected);
    for (const dtype of ["q8", "q4"])
      expect(await greedy(root, { dtype })).toEqual(await greedy(root, { dtype, device: "wasm" }));
  });

  it.each(["f16", "q8", "q4"] as const)("dtype %s stays near the same weights in float32", async (dtype) => {
    const model = await loadModel("tiny", { device: "cpu", dtype });
    const full = await loadModel("tiny");
    const [got, expected] = [await model.forward("Once upon a time"), await full.forward("Once upon a time")];
    const scale = Math.max(...expected.logits!.data.map(Math.abs));
    const worst = got.logits!.data.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - expected.logits!.data[i])),
      0,
    );
    expect(worst / scale).toBeLessThan({ f16: 0.002, q8: 0.1, q4: 0.4 }[dtype]);
    expect(worst).toBeGreaterThan(0); // it was rounded
    await model.dispose();
    await full.dispose();
  });

  it("is not the eager engine's, and needs onnxruntime-node", { timeout: 60_000 }, async () => {
    await expect(loadModel(llama, { engine: "eager", device: "cpu" })).rejects.toThrow(
      'loadModel: engine is "eager", which computes in WebAssembly, but device is "cpu". Pass engine "compiled", or leave one of the two out.',
    );
    // The runtime is looked for where it is not: Node's own error, as of a program that has not installed it.
    const program = `
      import { registerHooks } from "node:module";
      registerHooks({ resolve: (name, context, next) =>
        next(name, name === "onnxruntime-node" ? { ...context, parentURL: "file:///nowhere.js" } : context) });
      const { loadModel } = await import("@llm-anatomy/model-hf");
      for (const device of [undefined, "cpu"]) {
        const told = await loadModel(${JSON.stringify(llama)}, { device }).then(({ engine }) => engine.name, ({ code, message }) => code + ": " + message);
        console.log(told);
      }
      process.exit();`;
    const args = [
      "--conditions=@repo/source",
      "--disable-warning=ExperimentalWarning",
      "--input-type=module",
      "-e",
      program,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
    expect(stdout.trim().split("\n")).toEqual([
      "eager",
      'device-unavailable: loadModel: device is "cpu" but onnxruntime-node is not installed. Run npm install onnxruntime-node@^1.30, or leave device out to compute in WebAssembly.',
    ]);
  });

  it("estimate(model, { device }) counts weights in the form that computes fastest there", async () => {
    const q4 = async (device: "wasm" | "cpu") =>
      (await estimate("tiny", { engine: "compiled", device, dtype: "q4" })).weights;
    expect((await q4("cpu")) / (await q4("wasm"))).toBeLessThan(0.4);
    const onDisk = await estimate("tiny", { device: "cpu" });
    expect(onDisk.weights).toBe(4 * onDisk.parameters);
  });
});
