import { join } from "node:path";
import { compareDtypes } from "@llm-anatomy/model-hf";
import { describe, expect, it } from "vitest";
import { comparePrediction } from "../src/compare-dtypes.ts";
import { fixtures } from "./memory-source.ts";

const story =
  "Once upon a time there was a little cat. Anna had a cat and a dog. One day the cat was not there, and Anna looked for it in the garden.";

describe("comparePrediction(p, q)", () => {
  it("is 0 for the same scores, whatever is added to all of them", () => {
    const p = Float32Array.of(1, 2, 3);
    expect(
      comparePrediction(
        p,
        p.map((value) => value + 5),
      ),
    ).toEqual({ divergence: expect.closeTo(0, 6), same: true });
  });

  it("is Σ p ln(p / q): 3/4 and 1/4 against a half each", () => {
    const { divergence, same } = comparePrediction(
      Float32Array.of(Math.log(3 / 4), Math.log(1 / 4)),
      Float32Array.of(0, 1e-6),
    );
    expect(divergence).toBeCloseTo((3 / 4) * Math.log(3 / 2) + (1 / 4) * Math.log(1 / 2), 5);
    expect(same).toBe(false);
  });

  it("leaves out tokens that are impossible to both", () => {
    const p = Float32Array.of(0, -Infinity);
    expect(comparePrediction(p, p)).toEqual({ divergence: 0, same: true });
  });
});

describe("compareDtypes(source, text)", () => {
  it.each(["eager", "compiled"] as const)(
    "on the %s engine, fewer bits take less room and are further from the full model",
    async (engine) => {
      const [f32, f16, q8, q4] = await compareDtypes("tiny", story, { engine });
      expect([f32, f16, q8, q4].map(({ dtype }) => dtype)).toEqual(["f32", "f16", "q8", "q4"]);
      expect(f32).toMatchObject({ divergence: 0, agreement: 1 });
      expect(f16.divergence).toBeLessThan(1e-4); // the checkpoint itself is float16
      expect(q8.divergence).toBeGreaterThan(f16.divergence);
      expect(q4.divergence).toBeGreaterThan(q8.divergence);
      expect(q8.divergence).toBeLessThan(0.05);
      expect(q8.weights).toBeLessThan(f32.weights / 3);
      expect(q8.agreement).toBeGreaterThan(0.8);
      for (const { perplexity } of [f16, q8, q4])
        expect(Math.abs(Math.log(perplexity / f32.perplexity))).toBeLessThan(1);
    },
  );

  it("reads windows, and refuses what it cannot compare", async () => {
    const ids = Array.from({ length: 30 }, (_, i) => (i * 7) % 190);
    const [, q8] = await compareDtypes(join(fixtures, "llama"), ids, { dtypes: ["q8"], window: 8 });
    expect(q8.positions).toBe(30);
    await expect(compareDtypes("tiny", story, { dtypes: ["q5" as never] })).rejects.toThrow(
      'compareDtypes: dtype is "q5" but has to be one of f32, f16, q8, q4.',
    );
    await expect(compareDtypes("tiny", [1])).rejects.toThrow("perplexity: the text has 1 tokens but needs at least 2.");
  });
});
