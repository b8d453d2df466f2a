import { join } from "node:path";
import { loadModel, resolveSource } from "@llm-anatomy/model-hf";
import { describe, expect, it } from "vitest";
import { assembleWeights } from "../src/checkpoint/assemble-weights.ts";
import { CompiledEngine } from "../src/engine/compiled/compiled-engine.ts";
import { loadRuntime } from "../src/engine/compiled/onnx-runtime.ts";
import { storeWeight } from "../src/engine/compiled/stored-weight.ts";
import { formFor } from "../src/engine/compiled/weight-form.ts";
import { isTied } from "../src/engine/tied-head.ts";
import { openCheckpoint } from "../src/open-checkpoint.ts";
import { fixtures } from "./memory-source.ts";

// The CPU has no float16 products: ONNX Runtime widens there, so this judges the graph and the rounding of its inputs.
describe("float16 that stays float16", () => {
  it('formFor("f16") keeps it on a GPU that computes with it, and nowhere else', () => {
    expect(formFor("f16", { device: "webgpu", float16: true })).toBe("half");
    expect(formFor("f16", { device: "webgpu", float16: false })).toBe("float16");
    expect(formFor("f16", { device: "wasm", float16: false })).toBe("float16");
  });

  it.each(["llama", "gpt2"])("gives the logits of %s to three digits", async (name) => {
    const folder = join(fixtures, name);
    const { checkpoint, architecture, spec, recipes } = await openCheckpoint(await resolveSource(folder));
    const weights = await assembleWeights(checkpoint, architecture, spec, recipes, (array, place) =>
      storeWeight(array, place, "half", isTied(recipes, place)),
    );
    const engine = new CompiledEngine(spec, weights, await loadRuntime("wasm"));
    const ids = Int32Array.of(1, 2, 3, 4, 5);
    const { outputs } = await engine.forward({ ids, batch: 1 });
    const model = await loadModel(folder);
    const { logits } = await model.forward(ids);
    const worst = Math.max(...outputs.logits!.data.map((value, i) => Math.abs(value - logits!.data[i])));
    expect(worst).toBeLessThan(0.02); // 11 significant bits, through a few layers
    expect(worst).toBeGreaterThan(1e-5);
    await engine.dispose();
    await model.dispose();
  });
});
