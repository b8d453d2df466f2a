import { join } from "node:path";
import { loadModel } from "@llm-anatomy/model-hf";
import { describe, expect, it } from "vitest";
import { fixtures, memorySource } from "./memory-source.ts";

const llama = join(fixtures, "llama");

describe("loadModel(source, { threads })", () => {
  it("gives the same numbers, bit for bit, on two threads of the eager engine", async () => {
    const [one, two] = [await loadModel(llama), await loadModel(llama, { threads: 2, dtype: "f32" })];
    const ids = Array.from({ length: 40 }, (_, i) => i);
    expect((await two.forward(ids)).logits).toEqual((await one.forward(ids)).logits);
    await two.dispose();
    await one.dispose();
    await expect(two.forward(ids)).rejects.toThrow("they were disposed of");
  });

  it("refuses numbers that make no sense, and engines and devices that do not exist or fit", async () => {
    await expect(loadModel(llama, { threads: 0 })).rejects.toThrow("threads is 0 but has to be a whole number");
    await expect(loadModel(llama, { engine: "fast" as never })).rejects.toThrow(
      'loadModel: engine is "fast" but has to be one of eager, compiled, auto.',
    );
    await expect(loadModel(llama, { device: "cuda" as never })).rejects.toThrow(
      'loadModel: device is "cuda" but has to be one of wasm, webgpu, cpu.',
    );
    await expect(loadModel(llama, { device: "webgpu" })).rejects.toMatchObject({ code: "device-unavailable" });
    await expect(loadModel(memorySource({}), { threads: 2 })).rejects.toThrow("has no config.json");
  });
});
