import { bundleSize } from "@llm-anatomy/test-kit";
import { expect, it } from "vitest";

const here = import.meta.dirname;

it("the package alone, without kernels, is less than 12 kB", async () => {
  const size = await bundleSize('export * from "../src/index.ts"', here, { without: ["@llm-anatomy/kernels"] });
  expect(size).toBeLessThan(12_000);
});

it("attention under masks with rotary positions, plain kernels included, is less than 12 kB", async () => {
  const size = await bundleSize(
    'export { scaledDotProductAttention, causalMask, slidingWindowMask, andMasks, rotaryFrequencies, rotaryAngles, rotaryEmbeddingInPlace } from "../src/index.ts"',
    here,
  );
  expect(size).toBeLessThan(12_000);
});

it("history and linear attention come on their own", async () => {
  expect(await bundleSize('export * from "../src/history/index.ts"', here)).toBeLessThan(2_000);
  expect(await bundleSize('export * from "../src/linear/index.ts"', here)).toBeLessThan(6_000); // plain kernels included
});
