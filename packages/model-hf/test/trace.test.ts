import { join } from "node:path";
import { loadModel, type Model, placesOf } from "@llm-anatomy/model-hf";
import { expectClose } from "@llm-anatomy/test-kit/compare";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtures } from "./memory-source.ts";

const ids = [44, 138, 125, 10, 177];

describe.each(["llama", "gpt2"])("both engines on %s", (name) => {
  let eager: Model;
  let compiled: Model;
  beforeAll(async () => {
    eager = await loadModel(join(fixtures, name), { engine: "eager" });
    compiled = await loadModel(join(fixtures, name), { engine: "compiled" });
  });
  afterAll(async () => {
    await eager.dispose();
    await compiled.dispose();
  });

  it("trace gives the same values at every place", async () => {
    const capture = placesOf(eager.spec);
    const [a, b] = [await eager.trace(ids, { capture }), await compiled.trace(ids, { capture })];
    expect(Object.keys(a.values).sort()).toEqual([...capture].sort());
    for (const place of capture) {
      expect(b.values[place].shape, place).toEqual(a.values[place].shape);
      expect(a.values[place].axes.length, place).toBe(a.values[place].shape.length);
      expectClose(b.values[place].data, a.values[place].data, { atol: 1e-4, rtol: 1e-5 }, place);
    }
  });

  it("patch changes everything after the edit, alike", async () => {
    const edits = {
      "blocks.0.mlp.output": ({ data }: { data: Float32Array }) => data.fill(0),
      "blocks.1.attention.weights": ({ data }: { data: Float32Array }) => data.map((weight) => weight / 2),
    };
    const capture = ["blocks.0.residual.after", "logits"];
    const plain = await eager.trace(ids, { capture });
    const [a, b] = [await eager.patch(ids, edits, { capture }), await compiled.patch(ids, edits, { capture })];
    for (const place of capture)
      expectClose(b.values[place].data, a.values[place].data, { atol: 1e-4, rtol: 1e-5 }, place);
    const changed = a.logits!.data.some((value, i) => Math.abs(value - plain.logits!.data[i]) > 0.01);
    expect(changed).toBe(true);
  });

  it("patch with an edit that changes nothing gives the same logits", async () => {
    const { logits } = await eager.forward(ids);
    const patched = await compiled.patch(ids, { "blocks.*.attention.scores": () => undefined });
    expectClose(patched.logits!.data, logits!.data, { atol: 1e-4, rtol: 1e-5 });
  });

  it("trace refuses a place that is not there", async () => {
    await expect(eager.trace(ids, { capture: ["blocks.9.mlp.output"] })).rejects.toThrow(
      `"blocks.9.mlp.output" is no place in this model of ${eager.spec.blocks.length} blocks.`,
    );
  });
});
